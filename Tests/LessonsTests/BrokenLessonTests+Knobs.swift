import Lessons

extension BrokenLessonTests {
  /// What knobs are asked for and can't do.
  static let knobs: [Case] = [
    Case(
      "{{metric(he, loss, 50)|.2}}", "{{he.width|.2}}",
      "40:18: {{…}}: \"width\" is a setting that no knob turns; write its number here, or make it a "
        + "knob and `width: $width` the setting (at column 4 of \"he.width\")"),
    Case(
      "kind: mnist, train: 100, test: 50", "kind: csv, file: no.csv, label: k, leave_out: $depth",
      "10:54: unknown knob with choices \"depth\"; expected one of: activation"),
    Case(
      "kind: mnist, train: 100, test: 50", "kind: csv, file: no.csv, label: $depth",
      "10:40: data.label: expected the name itself, as files are read before any knob is turned, "
        + "found the knob \"depth\""),
    Case(
      "probes:\n", "probes:\n  shown: {of: input, input: 50}\n",
      "27:29: probes.shown.input: found 50, expected 0 to 49, as \"shown\" reads one of 50 test "
        + "examples"),
    Case(
      """
      arms:
        he: {label: 2/n}
        tiny: {label: 0.5/n, set: {c: 0.5, activation: tanh}}
      probes:

      """,
      """
        image: {value: 0, range: [0, 5000], step: 1}
      arms:
        he: {label: 2/n}
        tiny: {label: 0.5/n, set: {c: 0.5, activation: tanh}}
      probes:
        shown: {of: input, input: $image}

      """,
      "23:28: knobs.image.range: found [0, 5000], expected 0 to 49, as \"shown\" reads one of 50 test "
        + "examples"),
  ]
}
