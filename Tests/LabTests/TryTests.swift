import Experiments
import Lab
import Testing

@Suite struct TryTests {
  @Test("a run that another one follows is kept with its knobs and curves")
  func keeps() throws {
    let session = try Session.started(at: 4)
    try session.sendAndSettle(.run)
    let before = try #require(session.arm("calm"))
    try session.sendAndSettle(.set(knob: "depth", to: .number(2), arm: "calm"))
    let after = try #require(session.arm("calm"))
    #expect(after.step == 0)
    let kept = try #require(after.tries.first)
    #expect(kept.step == before.step && kept.knobs == before.knobs && !kept.isSteered)
    #expect(kept.traces["loss"]?.raw.last?.last == before.losses.last)
    #expect(session.arm("faint")?.tries.isEmpty ?? true)
  }

  @Test("a knob turned back brings back the run that it made, to the bit, and no try of it is left")
  func bringsBack() throws {
    let session = try Session.started(at: 4)
    try session.sendAndSettle(.run)
    let before = try #require(session.arm("calm"))
    let depth = try #require(before.knobs["depth"])
    try session.sendAndSettle(.set(knob: "depth", to: .number(2), arm: "calm"))
    try session.sendAndSettle(.set(knob: "depth", to: depth, arm: "calm"))
    let after = try #require(session.arm("calm"))
    #expect(after.step == before.step && after.losses == before.losses)
    #expect(after.tries.isEmpty)
  }

  @Test("a restart begins at step 0 even where the run is known, and repeats it without a try")
  func restarts() throws {
    let session = try Session.started(at: 4)
    try session.sendAndSettle(.run)
    let before = try #require(session.arm("calm"))
    try session.sendAndSettle(.restart(.same))
    #expect(session.arm("calm")?.step == 0)
    #expect(session.arm("calm")?.tries.isEmpty == true)
    try session.sendAndSettle(.run)
    #expect(session.arm("calm")?.losses == before.losses)
    try session.sendAndSettle(.restart(.next))
    #expect(session.arm("calm")?.tries.map(\.seed) == [session.snapshot().seed - 1])
  }

  @Test("a live knob turned after the end marks what is shown, and running begins again with it")
  func outdated() throws {
    var text = TestLesson()
    text.training = "learning_rate: 0.01, optimizer: sgd, momentum: $x"
    text.extraKnobs = "  x: {value: 0, range: [0, 1]}"
    let session = try Session.started(text, at: 4)
    try session.sendAndSettle(.run)
    let before = try #require(session.arm("calm"))
    #expect(!before.isOutdated)
    try session.sendAndSettle(.set(knob: "x", to: .number(0.5), arm: "calm"))
    #expect(session.arm("calm")?.isOutdated == true)
    #expect(session.arm("calm")?.losses == before.losses)
    try session.sendAndSettle(.set(knob: "x", to: .number(0), arm: "calm"))
    #expect(session.arm("calm")?.isOutdated == false)
    try session.sendAndSettle(.set(knob: "x", to: .number(0.5), arm: "calm"))
    try session.sendAndSettle(.run)
    let after = try #require(session.arm("calm"))
    #expect(!after.isOutdated && after.step == before.step && after.losses != before.losses)
    #expect(after.tries.map(\.knobs) == [before.knobs])
    let fresh = try Session.started(text, at: 4, settings: ["calm.x": .number(0.5)])
    try fresh.sendAndSettle(.run)
    #expect(fresh.arm("calm")?.losses == after.losses)
  }

  @Test("somebody who watches sees a run of a page's own for eight seconds, or faster by a command")
  func watched() throws {
    let lesson = try TestLesson().lesson
    let session = try Session(
      lesson: lesson, library: .forTests(lesson), isWatched: true)
    session.waitUntilSettled()
    try session.sendAndSettle(.goTo(lessonStep: 1), .predict(id: "winner", answer: .choice("a")))
    try session.send(.goTo(lessonStep: 2))
    #expect(session.snapshot().pace == nil)
    try session.send(.run)
    // 60 steps in 8 seconds.
    #expect(session.snapshot().pace == 8)
    try session.send(.speed(2))
    #expect(session.snapshot().pace == 16)
    try session.sendAndSettle(.speed(nil))
    #expect(session.snapshot().pace == nil)
    #expect(session.arm("calm")?.step == 60)
    // Free play inherits a run and has none of its own to show.
    session.close()
  }

  @Test("a run that a live knob begins anew after its end is watched as long as the first")
  func watchedAgain() throws {
    var text = TestLesson()
    text.training = "learning_rate: 0.01, optimizer: sgd, momentum: $x"
    text.extraKnobs = "  x: {value: 0, range: [0, 1]}"
    let lesson = try text.lesson
    let session = try Session(lesson: lesson, library: .forTests(lesson), isWatched: true)
    session.waitUntilSettled()
    try session.sendAndSettle(
      .goTo(lessonStep: 1), .predict(id: "winner", answer: .choice("a")), .goTo(lessonStep: 2),
      .speed(nil), .run)
    try #require(session.arm("calm")?.step == 60)
    try session.send(.speed(1))
    try session.sendAndSettle(.set(knob: "x", to: .number(0.5), arm: "calm"))
    try session.send(.run)
    #expect(session.snapshot().pace == 8)
    session.close()
  }

  @Test("a session of one who left the lesson begins at the page, with the answers")
  func resumes() throws {
    let lesson = try TestLesson().lesson
    let session = try Session(
      lesson: lesson, library: .forTests(lesson),
      visit: Visit(lessonStep: 2, answers: ["winner": .choice("b"), "other": .number(1)]))
    let snapshot = session.snapshot()
    #expect(snapshot.lessonStep == 2)
    #expect(snapshot.answers == ["winner": .choice("b")])
    session.close()
  }
}
