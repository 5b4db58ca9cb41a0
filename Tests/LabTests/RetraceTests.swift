import Experiments
import Lab
import Lessons
import Testing

@Suite("A way that somebody has gone is gone again")
struct RetraceTests {
  private func set(_ knob: String, _ value: Double, arm: String) -> Command {
    .set(knob: knob, to: .number(value), arm: arm)
  }

  @Test("with forks, knobs and operations on the way it comes to the same bits")
  func retraces() throws {
    let session = try Session.started(at: 4)
    for _ in 1...5 { try session.sendAndSettle(.step) }
    try session.sendAndSettle(set("rate", 0.2, arm: "calm"))
    for _ in 1...5 { try session.sendAndSettle(.step) }
    try session.sendAndSettle(.fork(arm: "calm", knob: "momentum", to: .number(0.9)))
    try session.sendAndSettle(.operate(Operation(.redraw, "hidden2"), arm: "fork1"))
    for _ in 1...10 { try session.sendAndSettle(.step) }
    let changes = [
      PlannedChange(arm: "calm", step: 0, kind: .fork(knob: nil, to: nil)),
      PlannedChange(arm: "calm", step: 5, kind: .turn(knob: "rate", to: "0.2")),
      PlannedChange(arm: "fork1", step: 5, kind: .turn(knob: "rate", to: "0.2")),
      PlannedChange(arm: "fork1", step: 10, kind: .turn(knob: "momentum", to: "0.9")),
      PlannedChange(arm: "fork1", step: 10, kind: .operation(Operation(.redraw, "hidden2"))),
    ]
    let again = try Session.started(at: 4)
    try changes.check(again.lesson)
    again.retrace(changes, to: 20)
    #expect(again.snapshot().retracing == nil)
    for arm in ["calm", "faint", "fork1"] {
      #expect(again.arm(arm)?.step == 20)
      #expect(again.arm(arm)?.losses == session.arm(arm)?.losses, "\(arm)")
      #expect(again.arm(arm)?.operations == session.arm(arm)?.operations)
    }
    #expect(again.arm("fork1")?.losses != again.arm("calm")?.losses)
  }

  @Test("what can't be is told, beforehand where it is known then")
  func refuses() throws {
    let lesson = try TestLesson().lesson
    for change in [
      PlannedChange(arm: "nobody", step: 0, kind: .fork(knob: nil, to: nil)),
      PlannedChange(arm: "fork1", step: 0, kind: .turn(knob: "rate", to: "0.2")),
      PlannedChange(arm: "calm", step: 0, kind: .turn(knob: "pace", to: "0.2")),
      PlannedChange(arm: "calm", step: 0, kind: .turn(knob: "rate", to: "fast")),
    ] {
      #expect(throws: CommandFault.self, "\(change.text)") { try [change].check(lesson) }
    }
    let session = try Session.started(at: 4)
    session.retrace(
      [PlannedChange(arm: "calm", step: 5, kind: .fork(knob: "depth", to: "2"))], to: 10)
    guard case .failed(let reason)? = session.snapshot().retracing else {
      Issue.record("no reason")
      return
    }
    #expect(reason.contains("depth shapes a run from its start"))
    // The session is as usable as before.
    try session.sendAndSettle(.step)
    #expect(session.arm("calm")?.step == 6)
  }

  @Test("the texts of command lines are read, and others are none")
  func reads() {
    let parts = PlannedChange.parts(of: "calm@150:rate=0.2")
    #expect(parts?.arm == "calm" && parts?.step == 150)
    #expect(parts?.knob == "rate" && parts?.value == "0.2")
    #expect(PlannedChange.parts(of: "calm@3")?.knob == nil)
    for text in ["calm", "calm@", "@3", "calm@-1", "calm@3:", "calm@3:rate", "calm@3:rate=", "c@x"]
    {
      #expect(PlannedChange.parts(of: text) == nil, "\(text)")
    }
  }
}
