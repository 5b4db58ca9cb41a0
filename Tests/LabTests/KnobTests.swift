import Experiments
import Lab
import Lessons
import Testing

@Suite("Knobs")
struct KnobTests {
  @Test("the learning rate is turned live, the depth by building anew")
  func liveOrAnew() throws {
    let session = try Session.started(at: 4)
    try session.sendAndSettle(.run)
    try session.sendAndSettle(.set(knob: "rate", to: .number(0.1), arm: nil))
    #expect(session.snapshot().arms.map(\.step) == [60, 60])
    #expect(session.snapshot().knobs["rate"] == .number(0.1))
    #expect(session.snapshot().arms.allSatisfy { $0.knobs["rate"] == .number(0.1) })
    try session.sendAndSettle(.set(knob: "depth", to: .number(4), arm: nil))
    #expect(session.snapshot().arms.map(\.step) == [0, 0])
    #expect(session.snapshot().arms.map(\.parameterCount) == [13_546, 13_546])
    #expect(session.snapshot().arms.allSatisfy { $0.losses.isEmpty })
    try session.sendAndSettle(.run)
    #expect(session.snapshot().arms.map(\.step) == [60, 60])
  }

  @Test(
    "a setting of training that can't be turned live starts the run again, and has its effect",
    arguments: [
      ("optimizer: $x", "sgd, choices: [sgd, adam]", KnobValue.word("adam")),
      ("optimizer: $x, weight_decay: 1", "adam, choices: [adam, adamw]", .word("adamw")),
      ("momentum: 0.5, nesterov: $x", "\"no\", choices: [\"no\", \"yes\"]", .word("yes")),
      ("optimizer: adam, beta1: $x", "0.9, range: [0, 1]", .number(0.5)),
      ("optimizer: adam, beta2: $x", "0.9, range: [0, 1]", .number(0.5)),
      ("optimizer: adam, epsilon: $x", "0, range: [0, 1]", .number(0.5)),
      ("optimizer: adam, bias_correction: $x", "\"no\", choices: [\"no\", \"yes\"]", .word("yes")),
      ("optimizer: rmsprop, gamma: $x", "0.9, range: [0, 1]", .number(0.5)),
      ("clip: {norm: $x}", "1, range: [0, 1]", .number(0.5)),
      ("clip: {value: $x}", "1, range: [0, 1]", .number(0.001)),
      ("label_smoothing: $x", "0, range: [0, 1]", .number(0.5)),
    ])
  func settingsOfTraining(setting: String, knob: String, value: KnobValue) throws {
    var text = TestLesson()
    text.training = "learning_rate: 0.01, \(setting)"
    text.extraKnobs = "  x: {value: \(knob)}"
    let turned = try Session.started(text, at: 4)
    try turned.sendAndSettle(.run)
    let before = turned.snapshot().arms.map(\.losses)
    try turned.sendAndSettle(.set(knob: "x", to: value, arm: nil))
    #expect(turned.snapshot().arms.map(\.step) == [0, 0])
    try turned.sendAndSettle(.run)
    let fresh = try Session.started(text, at: 4, settings: ["x": value])
    try fresh.sendAndSettle(.run)
    let after = turned.snapshot().arms.map(\.losses)
    #expect(after == fresh.snapshot().arms.map(\.losses))
    #expect(after[0].count == 60 && after[0] != before[0] && after[1] != before[1])
  }

  @Test(
    "momentum and decay of weights are turned live in every optimizer, clipped or not",
    arguments: [
      "optimizer: sgd, momentum: $x", "optimizer: sgd, weight_decay: $x",
      "optimizer: rmsprop, weight_decay: $x", "optimizer: adam, weight_decay: $x",
      "optimizer: adamw, weight_decay: $x",
    ], ["", ", clip: {norm: 10}"])
  func liveSettings(optimizer: String, clipping: String) throws {
    var text = TestLesson()
    text.training = "learning_rate: 0.01, \(optimizer)\(clipping)"
    text.extraKnobs = "  x: {value: 0, range: [0, 1]}"
    let (turned, left) = (try Session.started(text, at: 4), try Session.started(text, at: 4))
    for session in [turned, left] { try session.sendAndSettle(.run) }
    try turned.sendAndSettle(.set(knob: "x", to: .number(0.5), arm: nil))
    for session in [turned, left, turned, left, turned, left] { try session.sendAndSettle(.step) }
    let (other, usual) = (turned.arm("calm")?.losses ?? [], left.arm("calm")?.losses ?? [])
    #expect(other.count == 63 && other.prefix(61) == usual.prefix(61))
    #expect(other.last != usual.last)
  }

  @Test("a knob that changes nothing in an arm's plan leaves its run alone")
  func sameValue() throws {
    let session = try Session.started(at: 4)
    try session.sendAndSettle(.run)
    try session.sendAndSettle(.set(knob: "depth", to: .number(3), arm: nil))
    #expect(session.snapshot().arms.map(\.step) == [60, 60])
    try session.sendAndSettle(.set(knob: "c", to: .number(1), arm: "faint"))
    #expect(session.snapshot().arms.map(\.step) == [60, 0])
    #expect(session.arm("faint")?.knobs["c"] == .number(1))
    #expect(session.arm("calm")?.knobs["c"] == .number(2))
    #expect(session.snapshot().knobs["c"] == .number(1))
  }

  @Test("while running, a knob by building anew starts the run again")
  func whileRunning() throws {
    let session = try Session.started(at: 4)
    try session.send(.run)
    try session.sendAndSettle(.set(knob: "depth", to: .number(2), arm: nil))
    #expect(session.snapshot().arms.map(\.step) == [60, 60])
    #expect(session.snapshot().arms.map(\.parameterCount) == [13_002, 13_002])
  }

  @Test(
    "what is no value of a knob is refused, and says what would be",
    arguments: [
      ("speed", KnobValue.number(1), nil as String?, "rate"),
      ("rate", .number(.nan), nil, "finite"),
      ("rate", .number(.infinity), nil, "finite"),
      ("rate", .word("fast"), nil, "number"),
      ("c", .number(1), nil, "calm.c"),
      ("rate", .number(1), "nobody", "faint"),
      ("depth", .number(1e9), nil, "depth"),
      ("depth", .number(2.5), nil, "whole"),
      ("depth", .number(-1), nil, "depth"),
    ])
  func refuses(knob: String, value: KnobValue, arm: String?, hint: String) throws {
    let session = try Session.started(at: 4)
    let before = session.snapshot()
    let fault = #expect(throws: CommandFault.self) {
      try session.sendAndSettle(.set(knob: knob, to: value, arm: arm))
    }
    #expect(fault.map { "\($0)".contains(hint) } == true, "\(fault.map { "\($0)" } ?? "")")
    #expect(session.snapshot().knobs == before.knobs)
    #expect(session.log.count == 1)
    try session.sendAndSettle(.run)
    #expect(session.snapshot().arms.map(\.step) == [60, 60])
  }

  @Test("settings of a session name a knob, or an arm and a knob")
  func settings() throws {
    let session = try Session.started(settings: ["rate": .number(0.5), "calm.c": .number(3)])
    #expect(session.snapshot().arms.map { $0.knobs["rate"] } == [.number(0.5), .number(0.5)])
    #expect(session.snapshot().arms.map { $0.knobs["c"] } == [.number(3), .number(0.5)])
    #expect(throws: CommandFault.self) {
      try Session.started(settings: ["nobody.c": .number(3)])
    }
  }

  @Test(
    "a learning rate of nonsense diverges or does nothing, and never ends the program (row 42)",
    arguments: [1e30, 1e300, -1e30, -0.1, 0, 1e-300])
  func nonsense(rate: Double) throws {
    let session = try Session.started(at: 4)
    try session.sendAndSettle(.set(knob: "rate", to: .number(rate), arm: nil), .run)
    for arm in session.snapshot().arms {
      if rate.magnitude >= 1 {
        guard case .diverged(let step) = arm.phase else {
          Issue.record("\(arm.id) is \(arm.phase)")
          continue
        }
        #expect((1...4).contains(step))
        #expect(arm.step == step)
      } else if rate >= 0 {
        #expect(arm.phase == .finished)
      }
    }
    try session.sendAndSettle(
      .set(knob: "rate", to: .number(0.05), arm: nil), .restart(.same), .run)
    #expect(session.snapshot().arms.map(\.phase) == [.finished, .finished])
  }

  @Test("a diverged arm stops, its later values are no numbers, and the others go on")
  func diverges() throws {
    var text = TestLesson()
    text.arms = """
        calm: {label: calm, set: {c: 2}}
        wild: {label: wild, set: {c: 1e8}}
      """
    text.claims = "claims: {explodes: \"not finite(metric(wild, loss, 10))\"}"
    text.body = "## Run\nBoth.\n```lab\nplots: [curve]\nrun: {until: 60}\n```\n"
    let session = try Session.started(text)
    try session.sendAndSettle(.run)
    guard case .diverged(let step)? = session.arm("wild")?.phase else {
      Issue.record("\(session.snapshot().arms.map(\.phase))")
      return
    }
    #expect(step <= 3)
    #expect(session.arm("calm")?.phase == .finished)
    #expect(session.arm("wild")?.recorded[MetricKey(probe: "loss", step: 10)]?.isNaN == true)
    let metrics = SnapshotMetrics(session.snapshot())
    #expect(session.lesson.claims[0].expression.evaluate(in: metrics) == .boolean(true))
    // Running on is for those that can.
    try session.sendAndSettle(.run)
    #expect(session.snapshot().arms.map(\.step) == [120, step])
    try session.sendAndSettle(.set(knob: "c", to: .number(1e9), arm: "calm"), .run)
    #expect(throws: CommandFault.nothingLeft) { try session.send(.run) }
  }

  @Test("an arm whose data can't be read fails and says which file; nothing else breaks")
  func missingData() throws {
    let lesson = try TestLesson().lesson
    let session = try Session(lesson: lesson, library: DataLibrary(folder: "/nowhere"))
    session.waitUntilSettled()
    for arm in session.snapshot().arms {
      guard case .failed(let text) = arm.phase else {
        Issue.record("\(arm.phase)")
        continue
      }
      #expect(text.contains("/nowhere/mnist-train-labels-idx1-ubyte.gz"))
    }
    try session.send(.goTo(lessonStep: 4))
    #expect(throws: CommandFault.nothingLeft) { try session.send(.run) }
  }

  @Test("a batch larger than the data is clamped with a notice, an empty one refused (row 40)")
  func batches() throws {
    var text = TestLesson()
    text.batch = "100000"
    let session = try Session.started(text, at: 4)
    try session.sendAndSettle(.run)
    #expect(session.snapshot().arms.map(\.step) == [60, 60])
    #expect(session.snapshot().arms.allSatisfy { $0.notices.count == 1 })
    #expect(session.arm("calm")?.notices.first?.contains("240") == true)
    text.batch = "$depth - 3"
    #expect(throws: (any Error).self) { try text.lesson }
  }
}
