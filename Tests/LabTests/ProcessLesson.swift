import Experiments
import Lab
import Lessons

/// Lessons whose arms do something other than train a network.
enum ProcessLesson: String, CaseIterable {
  case descend, filter, windows, sample, calculate

  /// The blocks of the experiment, its probes apart.
  private var experiment: String {
    switch self {
    case .descend:
      """
      surface:
        variables: [x, y]
        loss: $scale * ($k * x^2 + y^2) / 2
        start: [1, $y0]
        minimum: [0, 0]
        noise: $noise
        walkers: $walkers
      train: {optimizer: $optimizer, momentum: $beta, learning_rate: $rate, steps: 500, epsilon: 0}
      knobs:
        k: {label: curvature, value: 100, range: [1, 1000], scale: log}
        optimizer: {label: optimizer, value: sgd, choices: [sgd, rmsprop, adam]}
        rate: {label: rate, value: 0.01, range: [0.0001, 1], scale: log}
        beta: {label: momentum, value: 0, range: [0, 0.99]}
        scale: {label: loss times, value: 1, range: [0.001, 1000], scale: log}
        noise: {label: noise, value: 0, range: [0, 1]}
        walkers: {label: walkers, value: 1, range: [1, 2000], step: 1}
        y0: {label: start y, value: 1, range: [-1, 1]}
      """
    case .filter:
      """
      filter: {picture: $photo, size: 32, kernel: $kernel, divide: $divide, flip: $flip, stride: $stride, padding: $padding, pool: $pool, dense: $dense, local: $local, random: $random, activation: $activation, shift: $shift}
      knobs:
        photo: {label: photo, value: cat, choices: [cat, camera]}
        kernel:
          label: kernel
          matrix: edges
          presets: {edges: [[0, -1, 0], [-1, 4, -1], [0, -1, 0]], right: [[0, 0, 1]], "1×1": [[1]]}
        divide: {label: divide, value: 1, range: [1, 16]}
        flip: {label: flip, switch: no}
        stride: {label: stride, value: 1, range: [1, 4], step: 1}
        padding: {label: padding, value: 0, range: [0, 4], step: 1}
        pool: {label: pool, value: none, choices: [none, max, average]}
        dense: {label: dense, switch: no}
        local: {label: local, switch: no}
        random: {label: random kernels, value: 0, range: [0, 16], step: 1}
        activation: {label: activation, value: identity, choices: [identity, relu]}
        shift: {label: shift, position: [0, 0], range: [[-8, 8], [-8, 8]]}
      """
    case .windows:
      """
      windows: {size: $size, window: $k, stride: $s, padding: $p, dilation: $d, weights: $weights, steps: 8}
      knobs:
        size: {label: size, value: 33, range: [1, 128], step: 1}
        k: {label: window, value: 3, range: [1, 64], step: 1}
        s: {label: stride, value: 1, range: [1, 64], step: 1}
        p: {label: padding, value: 0, range: [0, 64], step: 1}
        d: {label: dilation, value: 1, range: [1, 64], step: 1}
        weights: {label: weights, value: random, choices: [random, equal]}
      """
    case .sample:
      """
      sample:
        over: {x: [-4, 4]}
        bound: 4 * abs(x) / (2 * sqrt(n))
        draws_per_step: $draws
        steps: 400
      draws:
        mask: {draw: x * heaviside(normal_cdf(x) - u), exact: x * normal_cdf(x)}
        half: {draw: x * heaviside(0.5 - u), exact: x / 2}
        noise: {draw: x + z}
      knobs:
        draws: {label: draws, value: 4, range: [1, 100], step: 1}
      """
    case .calculate:
      """
      calculate:
        over: {x: [-2, 2], y: [0, 1]}
        values:
          out: floor(($n - 3) / $s) + 1
          double: 2 * $n
          relu: max(0, x)
          both: x * y * $n
      knobs:
        n: {label: size, value: 28, range: [5, 64], step: 1}
        s: {label: stride, value: 2, range: [1, 4], step: 1}
      """
    }
  }

  func lesson(
    probes: String, arms: String = "  one: {label: one}", claims: String = "  {}",
    steps: Int = 500
  ) throws
    -> Lesson
  {
    let text = """
      ---
      lab: 1
      id: a-\(rawValue)
      title: A process
      question: Where does it go?
      part: T
      number: 1
      minutes: 1
      \(experiment.replacing("steps: 500", with: "steps: \(steps)"))
      arms:
      \(arms)
      probes:
      \(probes)
      plots: {}
      claims:
      \(claims)
      ---
      ## A step

      Go.
      """
    return try Lesson.read(Array(text.utf8), path: "process.md")
  }

  /// With one probe of a measure, settings and all.
  func lesson(of measure: Measure) throws -> Lesson {
    let settings =
      switch self {
      case .filter: ", set: {shift: [1, 0]}"
      case .descend: ", set: {walkers: 4, noise: 0.1}"
      case .windows, .sample, .calculate: ""
      }
    return try lesson(
      probes: "  it: {of: \(measure.name)}", arms: "  one: {label: one\(settings)}")
  }

  var library: DataLibrary { DataLibrary(folder: ShippedAssets.folder) }
}

enum ShippedAssets {
  static let folder =
    "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/Assets"
}
