import Lessons
import Testing

@Suite("A broken lesson")
struct BrokenLessonTests {
  /// What is replaced in the small lesson, by what, and the faults that are then said.
  struct Case: CustomTestStringConvertible, Sendable {
    var old: String
    var new: String
    var faults: [String]

    init(_ old: String, _ new: String, _ faults: String...) {
      self.old = old
      self.new = new
      self.faults = faults
    }

    var testDescription: String { "\(old) → \(new)" }
  }

  @Test("is not the small lesson, which reads without faults")
  func small() throws {
    let lesson = try Lesson.read(SmallLesson.bytes(), path: "small.md")
    #expect(lesson.arms.map(\.id) == ["he", "tiny"])
    #expect(lesson.seeds == .init(show: 7, look: [1, 2, 3]))
    #expect(lesson.steps[0].plots == ["curve", "size"])
    #expect(lesson.steps[0].run == .init(arms: ["he"], until: 50))
    #expect(lesson.steps[0].isSkippable == false)
    #expect(lesson.claims.map(\.over) == [.all, .atLeast(count: 2, of: 3)])
    #expect(lesson.steps[0].body.expressions.map(\.source) == ["metric(he, loss, 50)"])
    #expect(lesson.steps[0].hints.map(\.plainText) == ["Look."])
  }

  static let names: [Case] = [
    Case(
      "title: A small", "titel: A small",
      "2:1: the key \"title\" is missing in the front matter",
      "4:1: unknown key \"titel\" in the front matter; did you mean \"title\"?"),
    Case(
      "of: train_loss", "of: train_los",
      "27:14: unknown measure \"train_los\"; did you mean \"train_loss\"?"),
    Case(
      "kind: mnist", "kind: minst",
      "10:14: unknown data set \"minst\"; did you mean \"mnist\"?"),
    Case(
      "kind: mlp", "kind: cn",
      "12:9: unknown model \"cn\"; did you mean \"cnn\"?"),
    Case(
      "  width: 8", "  widht: 8",
      "12:3: the key \"width\" is missing in model",
      "13:3: unknown key \"widht\" in model; did you mean \"width\"?"),
    Case(
      "init: {variance", "init: {varience",
      "16:10: unknown key \"varience\" in model.init; did you mean \"variance\"?"),
    Case(
      "optimizer: sgd", "optimizer: adm",
      "17:20: unknown word for train.optimizer \"adm\"; did you mean \"adam\"?"),
    Case(
      "choices: [relu, tanh]", "choices: [relu, tahn]",
      "15:15: model.activation: expected a knob whose choices are among identity, relu, leaky_relu, "
        + "sigmoid, tanh, gelu, gelu_tanh, silu, found the knob \"activation\"",
      "25:50: unknown choice \"tanh\"; did you mean \"tahn\"?"),
    Case(
      "set: {c: 0.5,", "set: {cc: 0.5,",
      "25:30: unknown key \"cc\" in arms.tiny.set; did you mean \"c\"?"),
    Case(
      "{line: [loss]", "{line: [los]",
      "31:18: unknown probe \"los\"; did you mean \"loss\"?"),
    Case(
      "{line: [loss]", "{line: [loss, m2]",
      "31:24: the plot \"curve\" can't show \"m2\": it needs one number for the network"),
    Case(
      "{ridgeline: x}", "{ridgeline: m2}",
      "32:24: the plot \"outputs\" can't show \"m2\": it needs a histogram"),
    Case(
      "{bars: [m2]}", "{bars: [x]}",
      "33:17: the plot \"size\" can't show \"x\": it needs one number a layer"),
    Case(
      "{bars: [m2]}", "{bars: [m2], table: [loss]}",
      "33:9: plots.size: expected one of the keys "
        + PlotKind.all.map(\.name).joined(separator: ", ") + ", found bars and table"
    ),
    Case(
      "plots: [curve, size]", "plots: [curve, sise]",
      "43:16: unknown plot \"sise\"; did you mean \"size\"?"),
    Case(
      "claims: [learns]", "claims: [learned]",
      "55:10: unknown claim \"learned\"; did you mean \"learns\"?"),
    Case(
      "knobs: [c]", "knobs: [d]",
      "52:9: unknown knob \"d\"; expected one of: c, depth, rate, activation"),
    Case(
      "arms: [he], until", "arms: [she], until",
      "44:14: unknown arm \"she\"; did you mean \"he\"?"),
    Case(
      "  he: {label", "  all: {label",
      "24:3: \"all\" can't name an arm: use letters, digits and `_`, begin with a letter, and none "
        + "of the words of expressions",
      "35:18: claims.learns: unknown arm \"he\" (at column 8 of \"metric(he, loss, 50) < 2\")",
      "40:22: {{…}}: unknown arm \"he\" (at column 8 of \"metric(he, loss, 50)\")",
      "44:14: unknown arm \"he\"; expected one of: tiny"),
  ]

  static let values: [Case] = [
    Case(
      "learns: metric(he, loss, 50) < 2", "learns: avg(metric(he, loss, 50)) < 2",
      "35:11: claims.learns: unknown function \"avg\"; there are abs, floor, log10, ln, exp, sqrt, sin, "
        + "cos, tanh, sigmoid, heaviside, normal_cdf, min, max, mean, sd, finite, metric, first, "
        + "parameters, value (at column 1 of \"avg(metric(he, loss, 50)) < 2\")"),
    Case("```lab", "```labs", "42:1: unknown kind of block \"labs\"; did you mean \"lab\"?"),
    Case("lab: 1", "lab: 2", "2:6: lab: found 2, expected 1, the format's version"),
    Case("number: 3", "number: three", "7:9: number: expected a number, found three"),
    Case(
      "number: 3", "number: 012",
      "7:9: number: YAML readers disagree on what 012 is; put text in quotes, write numbers without "
        + "leading zeros and truth values as true or false"),
    Case("number: 3", "number: \"3\"", "7:9: number: expected a number, found the text \"3\""),
    Case(
      "number: 3", "number: 3.5",
      "7:9: number: found 3.5, expected a whole number from 1 to 999"),
    Case(
      "title: A small lesson", "title: no",
      "4:8: title: some YAML readers take no for a truth value; as text it stands in quotes, \"no\""
    ),
    Case(
      "  width: 8", "  bias: false\n  width: 8",
      "13:9: model.bias: expected a number or a formula, found false"),
    Case(
      "lab: 1\nid: small", "lab: 2\nidd: small",
      "2:6: lab: found 2, expected 1, the format's version"),
    Case(
      "kind: mnist, train: 100, test: 50", "kind: csv, file: no.csv, label: k",
      "10:25: data.file: no.csv: can't be opened (No such file or directory); put the file, or a link to "
        + "it, there"),
    Case("title: A small lesson", "title:", "4:7: title: expected text, found nothing"),
    Case("title: A small lesson", "title: [a]", "4:8: title: expected text, found a list"),
    Case(
      "title: A small lesson", "title: \"a\\e[31mb\"",
      "4:8: the character U+001B is not allowed; delete it"),
    Case(
      "id: small", "id: Not Small",
      "3:5: id: found \"Not Small\", expected small letters, digits and `-`"),
    Case(
      "train: 100", "train: 60000",
      "10:28: data.train: found 60000, expected a whole number from 1 to 12000"),
    Case(
      "look: \"1-3\"", "look: \"3-1\"",
      "9:24: seeds.look: expected seeds such as \"1-8\" or [3, 5], found \"3-1\""),
    Case(
      "look: \"1-3\"", "verify: \"1-3\"",
      "9:18: write `look` for the seeds that you look at; `gradlab verify` judges on others, which no "
        + "file names"),
    Case(
      "look: \"1-3\"", "look: \"998-1000\"",
      "9:24: seeds.look: found 1000, expected seeds up to 999"),
    Case(
      "value: 2, range", "value: 20, range",
      "19:14: knobs.c.value: found 20, expected a number from 0.5 to 8"),
    Case(
      "range: [0.5, 8]", "range: [0, 8]",
      "19:24: knobs.c.range: found [0, 8], expected [low, high] with 0 < low < high, as the scale "
        + "is log"),
    Case(
      "steps: 50}", "steps: 5000000}",
      "17:65: train.steps: found 5000000, expected a whole number from 1 to 1000000"),
    Case(
      "over: 2/3", "over: 3/2",
      "36:53: claims.later.over: expected all, median, or a share such as 7/8, found \"3/2\""),
    Case(
      "until: 50}", "until: 51}",
      "44:26: run.until: found 51, expected a whole number from 0 to 50"),
    Case("answer: a", "answer: c", "50:11: unknown option \"c\"; expected one of: a, b"),
    Case(
      "skippable: false", "skippable: no",
      "56:12: skippable: expected true or false, found no"
    ),
    Case(
      "kind: choice", "kind: number",
      "49:3: unknown key \"options\" in predict; expected one of: id, ask, kind, answer, factor, unit",
      "50:11: predict.answer: unknown name \"a\" (at column 1 of \"a\")",
      "51:3: unknown key \"why\" in predict; expected one of: id, ask, kind, answer, factor, unit"),
  ]

  static let formulas: [Case] = [
    Case(
      "loss, 50) < 2", "loss, 50) < ",
      "35:33: claims.learns: expected a value, found the end (at column 23 of "
        + "\"metric(he, loss, 50) <\")"),
    Case(
      "loss, 50) < 2", "loss, 50)",
      "35:11: claims.learns: this place needs a condition, found a number (at column 1 of "
        + "\"metric(he, loss, 50)\")"),
    Case(
      "metric(he, loss, 50) < 2", "metric(he, los, 50) < 2",
      "35:22: claims.learns: unknown probe \"los\"; did you mean \"loss\"? (at column 12 of "
        + "\"metric(he, los, 50) < 2\")"),
    Case(
      "metric(he, loss, 50) < 2", "metric(he, m2[9], 50) < 2",
      "35:25: claims.learns: layer 9 does not exist: layers go from 1 to 4 (at column 15 of "
        + "\"metric(he, m2[9], 50) < 2\")"),
    Case(
      "metric(he, loss, 50) < 2", "metric(he, loss, 51) < 2",
      "35:28: claims.learns: step 51 is beyond the lesson's 50 steps (at column 18 of "
        + "\"metric(he, loss, 51) < 2\")"),
    Case(
      "variance: $c /", "variance: $d /",
      "16:20: model.init.variance: unknown knob \"d\" (at column 1 of "
        + "\"$d / fan_in\")"),
    Case(
      "{{metric(he, loss, 50)|.2}}", "{{metric(he, loss, x)|.2}}",
      "40:32: {{…}}: expected a step, counted from 0, found \"x\" (at column 18 of "
        + "\"metric(he, loss, x)\")"),
    Case(
      "|.2}}", "|2}}",
      "40:36: \"2\" is no form of a number; write `|.3` for three significant digits, `|+.3` for its "
        + "sign too, `|%` for hundredths"),
    Case("|.2}}", "|.2}", "40:13: `{{` without `}}` in the same line"),
    Case(
      "width: 8", "width: 0",
      "13:10: width comes to 0; expected a whole number from 1 to 65536"),
    Case(
      "width: 8", "width: 60000",
      "12:3: the network has 7247820010 parameters and needs 81 GiB, the limit is 2 GiB; "
        + "make it smaller"),
    Case(
      "batch: 10", "batch: 0",
      "17:54: batch comes to 0; expected a whole number from 1 to 1000000"),
    Case(
      "learning_rate: $rate", "learning_rate: 1 / 0",
      "17:40: learning_rate comes to inf, which is not finite"),
  ]

  static let structure: [Case] = [
    Case(
      "title: A small lesson", "id: again\ntitle: A small lesson",
      "4:1: the key \"id\" stands twice; the first is in line 3"),
    Case(
      "title: A small lesson", "id: again\ntitel: A small lesson",
      "2:1: the key \"title\" is missing in the front matter",
      "4:1: the key \"id\" stands twice; the first is in line 3",
      "5:1: unknown key \"titel\" in the front matter; did you mean \"title\"?"),
    Case(
      "{value: 2, range", "{value: 2, value: 3, range",
      "19:17: the key \"value\" stands twice; the first is in line 19"),
    Case(
      "title: A small lesson", "title: &t A small lesson",
      "4:8: YAML anchors and aliases are not read, found \"&t\"; write the value out"),
    Case(
      "title: A small lesson", "title: *t",
      "4:8: YAML: found undefined alias"),
    Case(
      "train: 100,", "train: 100, [",
      "10:43: YAML: did not find expected ',' or ']' (while parsing a flow sequence)"),
    Case(
      "  he: {label", "\the: {label",
      "24:1: YAML: found character that cannot start any token (while scanning for the next token)"
        + "; the line begins with a tab: write spaces"),
    Case(
      "  tiny: {label", " \u{A0}tiny: {label",
      "25:2: YAML: did not find expected key (while parsing a block mapping)"
        + "; the line begins with a no-break space: write a plain one"),
    Case(
      "skippable: false\n```", "skippable: false\n\n## Second\n\nMore\n\n```lab\n```",
      "62:1: YAML: could not find expected ':' (while scanning a simple key)"
        + "; is a line ``` missing at the end of the block?"),
    Case(
      "arms:\n  he: {label: 2/n}\n  tiny: {label: 0.5/n, set: {c: 0.5, activation: tanh}}",
      "arms: [he, tiny]", "23:7: arms: expected a mapping, found a list"),
    Case(
      "The loss is", "[The loss is](claims:learns)",
      "40:1: unknown link \"claims:learns\"; expected one of: claim:NAME, definition:"),
    Case(
      "learns: metric(he, loss, 50) < 2", "learns: metric(he, loss, 50) = 2",
      "35:32: claims.learns: unexpected \"=\"; two numbers are compared with `==` (at column 22 of "
        + "\"metric(he, loss, 50) = 2\")"),
    Case(
      "## First", "text\n\n## First",
      "38:1: text before the first step is not shown; put it under a `## Title`"),
    Case(
      "## First", "# First",
      "38:1: text before the first step is not shown; put it under a `## Title`",
      "40:1: text before the first step is not shown; put it under a `## Title`",
      "42:1: text before the first step is not shown; put it under a `## Title`",
      "57:1: the lesson has no steps; each begins with a heading `## Title`"),
    Case(
      "skippable: false\n```", "skippable: false",
      "42:1: this block is never closed; expected a line ```"),
    Case(
      "skippable: false\n```", "skippable: false\n```\n```lab\nplots: []\n```",
      "58:1: a step has one lab block; put its settings into the first, or begin a step with "
        + "`## Title`"),
    Case(
      "The loss is {{metric(he, loss, 50)|.2}}.", "",
      "38:1: the step \"First\" has no text"),
  ]

  @Test(
    "says each fault with its place",
    arguments: [names, values, formulas, structure, knobs, pads, slides].flatMap(\.self))
  func table(_ example: Case) {
    #expect(SmallLesson.faults(SmallLesson.changed(example.old, to: example.new)) == example.faults)
  }

  @Test("says all its faults at once")
  func allAtOnce() {
    var text = SmallLesson.changed("number: 3", to: "number: x")
    text = text.replacing("of: train_loss", with: "of: los")
    text = text.replacing("knobs: [c]", with: "knobs: [e]\nnotse: x")
    #expect(SmallLesson.faults(text).map { $0.prefix(3) }.contains("7:9"))
    #expect(SmallLesson.faults(text).contains { $0.hasPrefix("27:14:") })
    #expect(SmallLesson.faults(text).contains { $0.hasPrefix("53:1: unknown key \"notse\"") })
  }
}

extension String {
  /// Without Foundation.
  fileprivate func replacing(_ old: String, with new: String) -> String {
    guard let range = firstRange(of: old) else { return self }
    return String(self[..<range.lowerBound]) + new + String(self[range.upperBound...])
  }
}
