extension BrokenLessonTests {
  static let pads: [Case] = [
    Case(
      "probes:\n  loss",
      "pad: {label: L, data: minst, model: {kind: lenet}, weights: lenet}\nprobes:\n  loss",
      "26:23: unknown set of digits \"minst\"; did you mean \"mnist\"?"),
    Case(
      "probes:\n  loss",
      "pad: {label: L, data: mnist, model: {kind: lenet, depth: 3}, weights: lenet}\nprobes:\n  loss",
      "26:51: unknown key \"depth\" in pad.model; expected one of: kind, activation, leak, pooling, "
        + "init, head"
    ),
    Case(
      "probes:\n  loss",
      "pad: {label: L, data: mnist, model: {kind: lenet}, weights: ../lenet}\nprobes:\n  loss",
      "26:61: pad.weights: found \"../lenet\", expected small letters, digits and `-`"),
    Case(
      "probes:\n  loss",
      "pad: {label: L, data: mnist, model: {kind: seq2seq}, weights: lenet}\nprobes:\n  loss",
      "26:37: the key \"embedding\" is missing in pad.model",
      "26:37: the key \"width\" is missing in pad.model",
      "26:37: a model of the kind \"seq2seq\" needs pairs of sequences; these data are images of 1×28×28"
    ),
  ]
}
