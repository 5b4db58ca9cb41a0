import Experiments
import Lab
import Lessons
import Testing

@Suite("Sweeps of knobs")
struct KnobSweepTests {
  /// A third arm that sets nothing, and knobs of all kinds.
  private var text: TestLesson {
    var text = TestLesson()
    text.arms += "\n  yours: {label: yours}"
    text.activation = "$f"
    text.batch = "$batch"
    text.extraKnobs = """
        f: {value: relu, choices: [relu, tanh, sigmoid]}
        batch: {value: 16, range: [4, 64], scale: log}
        word: {text: abc}
      """
    return text
  }

  private func sweep(
    _ words: (String, String, Int?)..., change: (inout KnobSweep.Request) -> Void = { _ in }
  ) throws -> KnobSweep {
    var request = KnobSweep.Request(
      knobs: words.map { SweepAxis.Words(knob: $0.0, range: $0.1, count: $0.2) })
    request.steps = 12
    change(&request)
    return try KnobSweep(try text.lesson, request)
  }

  private func run(_ sweep: KnobSweep) throws -> SweepResult {
    try #require(try sweep.run(library: .forTests(sweep.lesson)))
  }

  @Test(
    "values are spaced as the knob is turned, or as they are listed",
    arguments: [
      ("rate", "1e-3..1", 4, ["0.001", "0.01", "0.1", "1"]),
      ("rate", "0.01..1", 5, ["0.01", "0.0316227766017", "0.1", "0.316227766017", "1"]),
      ("momentum", "0..0.9", 4, ["0", "0.3", "0.6", "0.9"]),
      ("depth", "1..20", 3, ["1", "11", "20"]), ("depth", "1..4", 4, ["1", "2", "3", "4"]),
      // A batch is a whole number, so that these are, too.
      ("batch", "4..64", 6, ["4", "7", "12", "21", "37", "64"]),
      ("rate", "0.3,0.1", nil, ["0.3", "0.1"]), ("rate", "0.5", 1, ["0.5"]),
      ("f", "all", nil, ["relu", "tanh", "sigmoid"]), ("f", "tanh,relu", 2, ["tanh", "relu"]),
    ] as [(String, String, Int?, [String])])
  func values(knob: String, range: String, count: Int?, expected: [String]) throws {
    let sweep = try sweep((knob, range, count))
    #expect(sweep.axes.count == 1)
    #expect(sweep.axes[0].values.map(\.argument) == expected)
    #expect(sweep.points == sweep.axes[0].values.map { [$0] })
    #expect(sweep.arm.id == "yours" && sweep.probe.name == "loss" && sweep.seeds == [7])
  }

  @Test(
    "a range that the knob doesn't have is refused with what it has",
    arguments: [
      ("rat", "0.1", nil, "no knob “rat”; did you mean rate?"),
      ("rate", "1e-3..10", 3, "rate can't be swept to 10: it goes from 0.001 to 1"),
      ("rate", "0.1,2", nil, "rate can't be swept to 2"),
      ("rate", "1e-3..1", nil, "needs a number of values"),
      ("rate", "1e-3..1", 1, "1 values can't be spaced"), ("rate", "1..0.1", 3, "is no range"),
      ("rate", "0.1...1", 3, "is no range"), ("rate", "nan..1", 3, "is no range"),
      ("rate", "x..1", 3, "is no range"), ("rate", "0.1,fast", nil, "numbers from 0.001 to 1"),
      ("rate", "0.1,0.1", nil, "stands twice"), ("rate", "0.1,0.2", 3, "lists 2 values"),
      ("depth", "1..3", 4, "no 4 different values of depth in 1..3, which goes in steps of 1"),
      ("f", "relu,gelu", nil, "f can't be “gelu”: a sweep of it takes all, or some of relu,tanh"),
      ("f", "0..1", 2, "f has no numbers"), ("word", "abc", nil, "word can't be swept"),
      ("rate", "all", nil, "rate can't be “all”"), ("rate", "", nil, "rate can't be “”"),
    ] as [(String, String, Int?, String)])
  func badRanges(knob: String, range: String, count: Int?, message: String) throws {
    let fault = #expect(throws: SweepFault.self) { try sweep((knob, range, count)) }
    #expect(fault?.description.contains(message) == true, "\(fault?.description ?? "")")
  }

  @Test("knobs, arms, probes and numbers of runs that can't be are refused")
  func refused() throws {
    func message(
      _ words: (String, String, Int?)..., change: (inout KnobSweep.Request) -> Void = { _ in }
    ) -> String {
      var request = KnobSweep.Request(
        knobs: words.map { SweepAxis.Words(knob: $0.0, range: $0.1, count: $0.2) })
      change(&request)
      do {
        _ = try KnobSweep(try text.lesson, request)
        return ""
      } catch { return "\(error)" }
    }
    #expect(message().contains("one knob or two, found 0"))
    #expect(message(("rate", "0.1", nil), ("rate", "0.2", nil)).contains("stands twice"))
    #expect(message(("rate", "0.1", nil)) { $0.arm = "nobody" }.contains("calm, faint, yours"))
    #expect(message(("rate", "0.1", nil)) { $0.probe = "los" }.contains("did you mean loss?"))
    #expect(message(("rate", "0.1", nil)) { $0.probe = "m2" }.contains("not one number"))
    #expect(message(("rate", "0.1", nil)) { $0.steps = -1 }.contains("from 0 to"))
    let isSet = message(("rate", "0.1", nil)) { $0.settings = ["yours.rate": .number(0.1)] }
    #expect(isSet.contains("leave out --set yours.rate"))
    let many = message(("rate", "0.001..1", 150), ("momentum", "0..1", 150))
    #expect(many.contains("22500 runs"))
    let impossible = message(("depth", "1,2.5", nil))
    #expect(impossible.contains("depth=2.5") && impossible.contains("whole"))
    let lesson = try TestLesson().lesson
    let none = #expect(throws: SweepFault.self) {
      try KnobSweep(lesson, KnobSweep.Request(knobs: [.init(knob: "c", range: "1,2")]))
    }
    #expect(none == .noArm(knobs: ["c"], arms: ["calm", "faint"]))
    // In an arm that is named, its own value is turned.
    var request = KnobSweep.Request(knobs: [.init(knob: "c", range: "1,2")])
    request.arm = "faint"
    #expect(try KnobSweep(lesson, request).points == [[.number(1)], [.number(2)]])
  }

  @Test(
    "every run is that of HeadlessRun with the knob set, to the bit",
    arguments: [("rate", "0.01..0.5", 3), ("depth", "2,5", nil), ("f", "all", nil)]
      as [(String, String, Int?)])
  func sameAsRun(knob: String, range: String, count: Int?) throws {
    let sweep = try sweep((knob, range, count)) {
      $0.seeds = [3, 8]
      $0.settings = ["momentum": .number(0.5)]
    }
    let result = try run(sweep)
    #expect(result.runs.map(\.seed) == sweep.points.flatMap { _ in [3, 8] })
    for run in result.runs {
      let reference = try HeadlessRun.run(
        sweep.lesson, library: .forTests(sweep.lesson), seed: run.seed,
        settings: [knob: sweep.points[run.point][0], "momentum": .number(0.5)], steps: 12)
      let arm = try #require(reference.arms.first { $0.snapshot.id == "yours" })
      #expect(run.outcome == .value(try #require(arm.series["loss"]?.smoothed.last)))
    }
    #expect(try self.run(sweep).runs == result.runs)
  }

  @Test("two knobs make every pair, the second goes fastest")
  func pairs() throws {
    let sweep = try sweep(("rate", "0.01,0.1", nil), ("f", "relu,tanh", nil))
    #expect(
      sweep.points == [
        [.number(0.01), .word("relu")], [.number(0.01), .word("tanh")],
        [.number(0.1), .word("relu")], [.number(0.1), .word("tanh")],
      ])
    let result = try run(sweep)
    let alone = try run(try self.sweep(("rate", "0.1", nil)) { $0.settings = ["f": .word("tanh")] })
    #expect(result.runs[3].outcome == alone.runs[0].outcome)
    #expect(Set(result.runs.map(\.outcome)).count == 4)
  }

  @Test("divergence is a value of its own, and never the best")
  func divergence() throws {
    var text = self.text
    text.extraKnobs += "\n  wild: {value: 0.05, range: [0.001, 1e12], scale: log}"
    text.training = "optimizer: sgd, learning_rate: $wild, momentum: $momentum"
    let lesson = try text.lesson
    var request = KnobSweep.Request(knobs: [.init(knob: "wild", range: "0.01,1e12")])
    (request.steps, request.seeds) = (20, [1, 2])
    let result = try run(try KnobSweep(lesson, request))
    #expect(result.runs.map { $0.outcome.divergedAt != nil } == [false, false, true, true])
    #expect(result.runs[2].outcome.value == nil)
    #expect(result.summary(of: 1).divergedCount == 2 && result.summary(of: 1).median == nil)
    #expect(result.best(.lowest) == 0 && result.best(.highest) == 0)
    #expect(result.faults.isEmpty)
    request.knobs = [.init(knob: "wild", range: "1e12")]
    #expect(try run(try KnobSweep(lesson, request)).best(.lowest) == nil)
  }

  @Test("the best has the best median of its seeds; the median of two is their mean")
  func best() throws {
    let result = try run(try sweep(("rate", "0.001,0.1", nil)) { $0.seeds = [1, 2] })
    let values = result.runs.compactMap(\.outcome.value)
    try #require(values.count == 4)
    for point in 0...1 {
      let (a, b) = (values[2 * point], values[2 * point + 1])
      let summary = result.summary(of: point)
      #expect(summary.median == min(a, b) / 2 + max(a, b) / 2 && summary.isWhole)
      #expect(summary.minimum == min(a, b) && summary.maximum == max(a, b))
    }
    // Twelve steps of the larger rate come further.
    #expect(result.best(.lowest) == 1 && result.best(.highest) == 0)
    #expect(SweepGoal(of: .trainLoss) == .lowest && SweepGoal(of: .testAccuracy) == .highest)
    #expect(SweepGoal(of: .weightNorm) == nil)
  }

  @Test("a sweep that is not to go on ends without a result")
  func cancelled() throws {
    let sweep = try sweep(("rate", "0.001..1", 20)) { $0.steps = 1_000_000 }
    #expect(try sweep.run(library: .forTests(sweep.lesson)) { _ in false } == nil)
  }

  @Test("what can't be built is said once")
  func failed() throws {
    let sweep = try sweep(("rate", "0.1,0.2", nil))
    let result = try #require(try sweep.run(library: DataLibrary(folder: "/nowhere")))
    #expect(result.faults.count == 1 && result.best(.lowest) == nil)
  }

  @Test("what needs no network is swept, too")
  func process() throws {
    let kind = ProcessLesson.descend
    let lesson = try kind.lesson(probes: "  loss: {of: loss, every: 1}")
    var request = KnobSweep.Request(knobs: [.init(knob: "k", range: "1..100", count: 3)])
    request.steps = 40
    let result = try #require(try KnobSweep(lesson, request).run(library: kind.library))
    #expect(result.sweep.points == [[.number(1)], [.number(10)], [.number(100)]])
    for run in result.runs {
      let reference = try HeadlessRun.run(
        lesson, library: kind.library, settings: ["k": result.sweep.points[run.point][0]],
        steps: 40)
      #expect(run.outcome.value == reference.arms[0].series["loss"]?.raw.last)
      #expect(run.outcome.value != nil)
    }
  }
}
