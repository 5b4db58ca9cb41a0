import Experiments
import Glibc
import Lab
import Lessons
import Testing
import TrainingLessons

/// A talk's runs, known before they are shown, and coming back to where the talk was.
@Suite("Rehearsals and bookmarks", .serialized)
struct RehearsalTests {
  private func session(speed: Double?) throws -> Session {
    let lesson = try TestLesson().lesson
    let session = try Session(
      lesson: lesson, library: .forTests(lesson), isWatched: true, speed: speed)
    session.waitUntilSettled()
    return session
  }

  @Test("a run that is late goes on from what was rehearsed, to the same bits, and says so")
  func replays() throws {
    let plain = try session(speed: nil)
    try plain.sendAndSettle(.goTo(lessonStep: 4), .run)
    // Nobody can train so fast.
    let hurried = try session(speed: 1e9)
    try hurried.sendAndSettle(.goTo(lessonStep: 4))
    hurried.rehearse(upTo: 4)
    // The rehearsal is all that the arms have to do, and is over when they have trained so far.
    try hurried.rehearsed(to: 60)
    try hurried.sendAndSettle(.run)
    let arms = hurried.snapshot().arms
    #expect(arms.allSatisfy { $0.step == 60 })
    #expect(arms.contains { $0.isReplayed })
    for arm in arms {
      #expect(arm.losses == plain.arm(arm.id)?.losses)
      #expect(arm.recorded == plain.arm(arm.id)?.recorded)
      let (a, b) = (
        try #require(try hurried.run(of: arm.id)), try #require(try plain.run(of: arm.id))
      )
      #expect(a.experiment.digest == b.experiment.digest && a.course == b.course)
    }
    #expect(plain.snapshot().arms.allSatisfy { !$0.isReplayed })
  }

  @Test("a knob that was turned makes what was rehearsed another run's, which nobody sees")
  func outdated() throws {
    let session = try session(speed: 1e9)
    try session.sendAndSettle(.goTo(lessonStep: 4))
    session.rehearse(upTo: 4)
    try session.rehearsed(to: 60)
    session.rehearse(upTo: nil)
    try session.sendAndSettle(.set(knob: "rate", to: .number(0.2), arm: nil), .run)
    let arm = try #require(session.arm("calm"))
    #expect(!arm.isReplayed && arm.step == 60)
    let plain = try self.session(speed: nil)
    try plain.sendAndSettle(
      .goTo(lessonStep: 4), .set(knob: "rate", to: .number(0.2), arm: nil), .run)
    #expect(plain.arm("calm")?.losses == arm.losses)
  }

  @Test("rehearsing shows nothing and takes no step of the runs")
  func unseen() throws {
    let session = try session(speed: 1)
    try session.sendAndSettle(.goTo(lessonStep: 4))
    session.rehearse(upTo: 4)
    try session.rehearsed(to: 60)
    let arm = try #require(session.arm("calm"))
    #expect(arm.step == 0 && arm.ahead == nil && arm.losses.isEmpty)
    #expect(session.stepsTaken == 0)
  }

  @Test(
    "what was remembered comes back to the bit, forks made since are gone, and that can be undone")
  func bookmarks() throws {
    let session = try session(speed: nil)
    try session.sendAndSettle(.goTo(lessonStep: 4))
    #expect(throws: CommandFault.nothingRemembered) { try session.send(.recall(.talk)) }
    try session.sendAndSettle(.remember(.page), .run)
    let end = try #require(session.arm("calm"))
    try session.sendAndSettle(
      .remember(.talk), .travel(to: 20), .fork(arm: "calm", knob: "rate", to: .number(0.2)),
      .set(knob: "momentum", to: .number(0.9), arm: nil), .run)
    #expect(session.snapshot().arms.count == 3)
    try session.sendAndSettle(.recall(.talk))
    let back = try #require(session.arm("calm"))
    #expect(back.step == 60 && back.losses == end.losses && back.knobs == end.knobs)
    #expect(session.snapshot().arms.allSatisfy { $0.isGone == ($0.id == "fork1") })
    try session.sendAndSettle(.recall(.page))
    #expect(session.arm("calm")?.step == 0)
    try session.sendAndSettle(.undo)
    #expect(session.arm("calm")?.losses == end.losses)
  }
}

extension Session {
  /// Waits until both arms have been rehearsed so far.
  fileprivate func rehearsed(to step: Int) throws {
    for _ in 0..<10_000 where rehearsedSteps.min() ?? 0 < step { usleep(2_000) }
    try #require(rehearsedSteps.min() ?? 0 >= step)
  }
}
