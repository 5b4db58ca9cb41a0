import Lessons

/// A lesson for the tests of the screens, read from its text as any lesson is.
enum SampleLesson {
  static func lesson() throws -> Lesson {
    try Lesson.read(Array(text.utf8), path: "Lessons/07-sample.md")
  }

  /// Two lessons and a file with faults.
  static func library() throws -> [Lesson] {
    let second =
      text
      .replacing("id: sample", with: "id: depth")
      .replacing("title: Kaiming against bad initialization", with: "title: Vanishing gradients")
      .replacing("number: 7", with: "number: 6").replacing("minutes: 8", with: "minutes: 10")
      .replacing(
        "Which spread of the first weights lets a signal pass ten layers?",
        with: "Why do deep sigmoid networks not learn?")
    return [try lesson(), try Lesson.read(Array(second.utf8), path: "Lessons/06-depth.md")]
  }

  /// As many arms as a lesson may have, and a question with six options.
  static func widest(options: String = #"f: "8/n""#) throws -> Lesson {
    let more = (5...Lesson.armLimit).map { "  more\($0): {label: \"#\($0)\", set: {c: 3}}\n" }
    let wide =
      text
      .replacing("knobs:\n  c:", with: more.joined() + "knobs:\n  c:")
      .replacing(#"d: "2/n and 8/n"}"#, with: #"d: "2/n and 8/n", e: "none", "# + options + "}")
    return try Lesson.read(Array(wide.utf8), path: "Lessons/08-wide.md")
  }

  static let text = #"""
    ---
    lab: 1
    id: sample
    title: Kaiming against bad initialization
    question: Which spread of the first weights lets a signal pass ten layers?
    part: "B. Making gradients flow"
    number: 7
    minutes: 8
    seeds: {show: 7, look: [1, 2, 3, 4, 5, 6, 7, 8]}
    data: {kind: mnist, train: 3000, test: 800}
    model:
      kind: mlp
      width: 64
      depth: $depth
      activation: $activation
      init: {distribution: normal, variance: "$c / fan_in"}
      head: {variance: "1 / fan_in"}
    train: {optimizer: sgd, learning_rate: $rate, batch: 64, steps: 800}
    arms:
      he:    {label: "2/n", set: {c: 2}}
      lecun: {label: "1/n", set: {c: 1}}
      tiny:  {label: "0.5/n", set: {c: 0.5}}
      huge:  {label: "8/n", set: {c: 8}}
    knobs:
      c:     {label: c, value: 2, range: [0.1, 10], scale: log}
      depth: {label: depth, value: 10, range: [2, 50], step: 1}
      rate:  {label: learning rate, value: 0.05, range: [0.001, 1], scale: log}
      activation: {label: activation, value: relu, choices: [relu, tanh, sigmoid]}
    probes:
      loss: {of: train_loss, smooth: 30, label: training loss}
      x:    {of: activation_histogram, label: activations x}
      dz:   {of: gradient_norm, label: "‖∂L/∂z‖"}
    plots:
      curve: {line: [loss], scale: log, title: training loss}
      acts:  {ridgeline: x, title: activations x by layer}
      flow:  {bars: [dz], scale: log, title: "gradient ‖∂L/∂z‖ by layer"}
    claims:
      learns: {expr: "metric(he, loss, 400) < 0.9", over: all}
      stalls: {expr: "metric(tiny, loss, 400) > 2.2", over: all}
    ---
    ## Four networks, one number apart
    Ten layers of 64 ReLU units read handwritten digits. The four networks differ in
    **one number**: the variance of their first weights,

    $$\mathrm{Var}[w] = \frac{c}{n}$$

    with $n$ inputs a unit.
    ```lab
    run: {arms: all, until: 0}
    notes: "Ask what halving does ten times over."
    ```

    ## Predict
    Before anything runs, say what you expect.
    ```lab
    plots: [acts]
    predict:
      id: survivor
      ask: "After 400 steps, which arms beat chance (2.303) by 1 nat?"
      kind: choice
      options: {a: "all four", b: "2/n and 1/n", c: "only 2/n", d: "2/n and 8/n"}
      answer: c
      why: {a: "Two of them hardly move.", b: "1/n halves $E[x^2]$ in every ReLU layer: after ten layers $2^{-10}$ is left.", d: "8/n multiplies it by 4 per layer."}
    skippable: false
    ```

    ## Watch
    2/n reaches {{metric(he, loss, 400)|.2}}; 0.5/n stays at {{metric(tiny, loss, 400)|.4}},
    which is chance: $\ln 10$.

    Each layer multiplies the signal by

    $$E[x^2] \cdot \frac{n}{2} \cdot \mathrm{Var}[w]$$

    so ten layers of ½ leave 1/1024 of it.

    - look at layer 10 of `1/n`
    - then at its gradient
    ```lab
    plots: [curve, acts, flow]
    run: {arms: all, until: 400}
    knobs: [c, depth, rate]
    claims: [learns, stalls]
    hints: ["Set c = 2, then raise the depth.", "Compare 1/n at depths 2 and 10."]
    notes: "Let them guess first."
    ```

    ## Predict the gradient
    Now a number.
    ```lab
    plots: [flow]
    predict:
      id: factor
      ask: "By what factor does the gradient of 1/n shrink from layer 10 to layer 1?"
      kind: number
      answer: "metric(lecun, dz[10], 0) / metric(lecun, dz[1], 0)"
      factor: 2
      unit: times
    ```

    ## Your turn
    Turn the knobs: how deep can **2/n** go?
    ```lab
    plots: [curve, flow]
    run: {arms: all, until: 800}
    knobs: [c, depth, rate, activation]
    hints: ["Try 50 layers."]
    ```
    """#
}
