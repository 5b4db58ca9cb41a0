import Experiments
import Lab
import Lessons
import Testing

@Suite("Operations in a session")
struct SessionOperationTests {
  private func losses(_ session: Session) -> [Double] { session.arm("calm")?.losses ?? [] }

  @Test(
    "undo brings the run back to where it was, to the bit, and it goes on as if nothing had been")
  func undoes() throws {
    let (session, other) = try (Session.started(at: 4), Session.started(at: 4))
    try other.sendAndSettle(.run)
    try session.sendAndSettle(.step, .step, .step)
    try session.sendAndSettle(.operate(Operation(.redraw, "hidden1"), arm: "calm"))
    try session.sendAndSettle(.operate(Operation(.freeze, "hidden2"), arm: "calm"))
    try session.sendAndSettle(.step, .step)
    #expect(
      session.arm("calm")?.operations.map(\.operation.text) == ["redraw hidden1", "freeze hidden2"])
    #expect(session.arm("calm")?.step == 5 && session.arm("calm")?.undoableCount == 2)
    try session.sendAndSettle(.undoOperation(arm: "calm"))
    #expect(session.arm("calm")?.step == 3 && session.arm("calm")?.operations.count == 1)
    try session.sendAndSettle(.undoOperation(arm: "calm"))
    #expect(session.arm("calm")?.step == 3 && session.arm("calm")?.operations.isEmpty == true)
    try session.sendAndSettle(.run)
    #expect(losses(session) == losses(other) && losses(session).count == 60)
    #expect(session.arm("calm")?.recorded == other.arm("calm")?.recorded)
  }

  @Test("operations too long ago to be kept are undone by going the way again")
  func undoesFar() throws {
    let (session, other) = try (Session.started(at: 4), Session.started(at: 4))
    try session.sendAndSettle(.step, .step)
    for unit in 1...12 {
      try session.sendAndSettle(.operate(Operation(.silence, "hidden1", unit: unit), arm: "calm"))
      if unit.isMultiple(of: 3) { try session.sendAndSettle(.step) }
    }
    #expect(session.arm("calm")?.step == 6)
    for _ in 1...12 { try session.sendAndSettle(.undoOperation(arm: "calm")) }
    #expect(session.arm("calm")?.step == 2 && session.arm("calm")?.operations.isEmpty == true)
    try session.sendAndSettle(.run)
    try other.sendAndSettle(.run)
    #expect(losses(session) == losses(other))
  }

  @Test(
    "what was done by hand comes to the same bits when it is planned, with a screen and without")
  func planned() throws {
    let session = try Session.started(at: 4)
    for _ in 1...7 { try session.sendAndSettle(.step) }
    try session.sendAndSettle(.operate(Operation(.silence, "hidden2", unit: 3), arm: "calm"))
    try session.sendAndSettle(.operate(Operation(.redraw, "hidden3"), arm: "calm"))
    try session.sendAndSettle(.run)
    let planned = ["calm@7=silence hidden2:3", "calm@7=redraw hidden3"].compactMap {
      PlannedOperation($0)
    }
    let lesson = try TestLesson().lesson
    let again = try Session(lesson: lesson, library: .forTests(lesson), operations: planned)
    try again.sendAndSettle(.goTo(lessonStep: 4), .run)
    #expect(losses(again) == losses(session))
    #expect(again.arm("calm")?.operations == session.arm("calm")?.operations)
    // They belong to the run, which begins with them again.
    try again.sendAndSettle(.restart(.same), .run)
    #expect(losses(again) == losses(session))
    let headless = try HeadlessRun.run(
      lesson, library: .forTests(lesson), operations: planned, steps: 60)
    #expect(headless.arms[0].snapshot.operations == session.arm("calm")?.operations)
    #expect(headless.arms[0].series["loss"]?.raw == losses(session))
    let plain = try HeadlessRun.run(lesson, library: .forTests(lesson), steps: 60)
    #expect(plain.arms[0].series["loss"]?.raw != losses(session))
    #expect(plain.arms[1].series["loss"]?.raw == headless.arms[1].series["loss"]?.raw)
  }

  @Test("a run that never comes to a planned operation says so")
  func late() throws {
    let lesson = try TestLesson().lesson
    let planned = try #require(PlannedOperation("calm@61=freeze hidden1"))
    #expect(throws: CommandFault.self) {
      try HeadlessRun.run(lesson, library: .forTests(lesson), operations: [planned], steps: 60)
    }
  }

  @Test("a restarted arm is whole again, and the run that was operated on is among the tries")
  func restarts() throws {
    let session = try Session.started(at: 4)
    try session.sendAndSettle(.run)
    try session.sendAndSettle(.operate(Operation(.silence, "hidden2"), arm: "calm"))
    try session.sendAndSettle(.restart(.same))
    #expect(session.arm("calm")?.operations.isEmpty == true)
    #expect(session.arm("calm")?.undoableCount == 0)
    #expect(session.arm("calm")?.tries.last?.isSteered == true)
  }

  @Test("layers that are held can be looked into, the first and all of them")
  func looksIntoFrozen() throws {
    let session = try Session.started(at: 4)
    session.request(SnapshotRequest(probes: ["m2", "dz", "x"]))
    try session.sendAndSettle(.step, .operate(Operation(.freeze, "hidden1"), arm: "calm"), .step)
    let first = try #require(session.arm("calm")?.readings.layers("dz"))
    #expect(first.allSatisfy { $0 > 0 }, "\(first)")
    for part in ["hidden2", "hidden3", "head"] {
      try session.sendAndSettle(.operate(Operation(.freeze, part), arm: "calm"))
    }
    try session.sendAndSettle(.step, .step)
    let calm = try #require(session.arm("calm"))
    #expect(calm.step == 4 && calm.operations.count == 4)
    #expect(calm.readings.layers("dz")?.allSatisfy { $0 > 0 } == true)
  }
}
