import Experiments
import Foundation
import Lab
import Lessons
import TemporaryFiles
import Tensors
import Testing
import TrainingLessons

@Suite("A session is gone on with", .serialized)
struct ResumeTests {
  private func trained(_ text: TestLesson = TestLesson()) throws -> Session {
    let session = try Session.started(text, at: 4)
    for _ in 1...5 { try session.sendAndSettle(.step) }
    try session.sendAndSettle(.set(knob: "rate", to: .number(0.2), arm: "calm"))
    try session.sendAndSettle(.run)
    try session.sendAndSettle(.travel(to: 20))
    try session.sendAndSettle(.fork(arm: "calm", knob: "momentum", to: .number(0.9)))
    try session.sendAndSettle(.operate(Operation(.redraw, "hidden2"), arm: "fork1"))
    for _ in 1...3 { try session.sendAndSettle(.step) }
    return session
  }

  static let lessons: [TestLesson] = [
    TestLesson(),
    TestLesson(training: "optimizer: adam, learning_rate: $rate, clip: {norm: 1}"),
    TestLesson(training: "optimizer: adamw, learning_rate: $rate, weight_decay: 0.01"),
    TestLesson(
      model:
        "kind: mlp, width: 12, depth: 2, activation: tanh, norm: batch, dropout: 0.3, "
        + "init: {distribution: normal, variance: \"$c / fan_in\"}",
      training: "optimizer: rmsprop, learning_rate: $rate, clip: {value: 0.5}"),
    TestLesson(
      extraProbes: "  way: {of: training_path_share}\n"
        + "  right: {of: test_accuracy, every: 3}\n"),
  ]

  @Test(
    "at the same bits, without a step being taken, and going on it comes to those of a run that nobody ended"
  )
  func resumes() throws {
    for text in Self.lessons {
      let lesson: Lesson
      do { lesson = try text.lesson } catch {
        Issue.record("\(error)")
        continue
      }
      let session = try uninterrupted(text)
      let kept = try KeptSession()
      kept.keep(session)
      let before = try session.digests()
      let (again, notice) = try kept.resumed(lesson)
      again.waitUntilSettled()
      #expect(notice == nil)
      #expect(try again.digests() == before)
      #expect(again.stepsTaken == 0, "nothing was computed again")
      let (old, new) = (session.snapshot(), again.snapshot())
      #expect(new.lessonStep == old.lessonStep && new.knobs == old.knobs && new.seed == old.seed)
      #expect(new.forks == old.forks && new.undoable == old.undoable)
      for (one, other) in zip(old.arms, new.arms) {
        #expect(one.step == other.step && one.knobs == other.knobs)
        #expect(one.traces == other.traces && one.recorded == other.recorded)
        #expect(one.operations == other.operations && one.changes == other.changes)
      }
      for session in [session, again] { try session.sendAndSettle(.run) }
      #expect(try again.digests() == session.digests())
      #expect(again.stepsTaken > 0)
      for session in [session, again] { try session.sendAndSettle(.undo, .undo) }
      #expect(try again.digests() == session.digests(), "what was done before can be undone")
      session.close()
      again.close()
    }
  }

  private func uninterrupted(_ text: TestLesson) throws -> Session {
    if text.training.contains("momentum") { return try trained(text) }
    let session = try Session.started(text, at: 4)
    for _ in 1...25 { try session.sendAndSettle(.step) }
    try session.sendAndSettle(.set(knob: "rate", to: .number(0.02), arm: "calm"))
    try session.sendAndSettle(.fork(arm: "calm", knob: "rate", to: .number(0.01)))
    for _ in 1...3 { try session.sendAndSettle(.step) }
    return session
  }

  @Test("random sessions, twice ended, come to the bits of their logs", arguments: 0..<20)
  func random(seed: UInt64) throws {
    var random = Seed(seed).stream("resume")
    let lesson = try TestLesson().lesson
    let kept = try KeptSession()
    var session = try Session.started(at: 4)
    for _ in 0..<3 {
      for _ in 0..<7 {
        let arms = session.snapshot().arms.filter { !$0.isGone }
        do { try session.sendAndSettle(.randomOfLog(&random, arms)) } catch is CommandFault {}
      }
      kept.keep(session)
      guard !kept.names(".log").isEmpty else { continue }
      let before = try session.digests()
      kept.keeper.forget(session)
      session.close()
      (session, _) = try kept.resumed(lesson)
      session.waitUntilSettled()
      #expect(try session.digests() == before)
    }
    try session.sendAndSettle(.step)
    kept.keep(session)
    session.close()
    guard let name = kept.sessions.newest().offer else { return }
    #expect(name.lesson == "small")
    var replay = try SessionReplay(kept.log(), lesson: lesson, library: .forTests(lesson))
    #expect(replay.play() == nil)
    #expect(replay.differences.isEmpty)
  }

  @Test("an experiment of which nothing is kept goes its way again, to the same bits")
  func processes() throws {
    let lesson = try ProcessLesson.descend.lesson(
      probes: "  loss: {of: loss}")
    let library = ProcessLesson.descend.library
    let session = try Session(lesson: lesson, library: library)
    session.waitUntilSettled()
    for _ in 1...7 { try session.sendAndSettle(.step) }
    try session.sendAndSettle(.fork(arm: "one", knob: "rate", to: .number(0.02)))
    try session.sendAndSettle(.step)
    let kept = try KeptSession()
    kept.keep(session)
    let before = try session.digests()
    let offer = try #require(kept.sessions.newest().offer)
    let (again, _, _) = try offer.resume(
      lesson, library: library, isWatched: false, speed: nil, keptBytes: nil)
    again.waitUntilSettled()
    #expect(before.count == 2)
    for (id, digest) in try again.digests() {
      #expect(digest.differences(from: try #require(before[id])) == [], "\(id)")
    }
    session.close()
    again.close()
  }

  @Test(
    "what was kept is torn, of the future or another's: said in one line, and the runs go their way again"
  )
  func damaged() throws {
    let session = try trained()
    let kept = try KeptSession()
    kept.keep(session)
    let before = try session.digests()
    session.close()
    let lesson = try TestLesson().lesson
    let path = try kept.path(".state")
    let whole = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    var future = whole
    future[8 + 13] = 9
    var flipped = whole
    flipped[whole.count / 2] ^= 1
    for bytes in [[], Array(whole.dropLast(100)), future, flipped, Array("text".utf8)] {
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      let (again, notice) = try kept.resumed(lesson)
      again.waitUntilSettled()
      #expect(notice?.hasPrefix("The runs go their way again") == true, "\(notice ?? "")")
      #expect(notice?.contains("\n") == false)
      #expect(try again.digests() == before)
      #expect(again.stepsTaken > 0)
      again.close()
      #expect([UInt8](try Data(contentsOf: URL(fileURLWithPath: path))) == bytes, "it stays")
    }
  }

  @Test("of every kind of model and optimizer the kept run is the run, and goes on as that does")
  func models() throws {
    for kind in ModelLesson.allCases {
      let lesson = try kind.lesson
      let library = try kind.library
      for arm in lesson.arms {
        let plan = try lesson.plan(of: arm, knobs: lesson.knobValues(of: arm, session: [:]))
        let start = ExperimentStart(
          seed: 3, probes: lesson.probes, recording: lesson.recording(of: arm), shelf: library)
        try EngineRuntime.asPrepared {
          var run = try Run(Course(seed: 3, plan: plan), start, to: 11)
          var again = try Run(run.course, start, keptIn: try #require(run.kept))
          #expect(again.experiment.digest == run.experiment.digest, "\(kind)")
          for _ in 1...7 {
            run.advance()
            again.advance()
          }
          #expect(again.experiment.digest == run.experiment.digest, "\(kind)")
          #expect(again.experiment.recorded == run.experiment.recorded, "\(kind)")
        }
      }
    }
  }

  @Test("any changed byte of what was kept is noticed")
  func mutated() throws {
    let lesson = try TestLesson().lesson
    var run = try Run(
      Course(
        seed: 1,
        plan: lesson.plan(
          of: lesson.arms[0], knobs: lesson.knobValues(of: lesson.arms[0], session: [:]))),
      ExperimentStart(
        seed: 1, probes: lesson.probes, recording: [], shelf: DataLibrary.forTests(lesson)))
    run.advance()
    let bytes = KeptPoint(command: 3, runs: ["calm": try #require(run.kept)]).bytes
    #expect(try KeptPoint(bytes, path: "it").runs["calm"] == run.kept)
    var random = Seed(3).stream("mutations")
    for _ in 0..<500 {
      var changed = bytes
      changed[random.next(below: changed.count)] ^= UInt8(1 << random.next(below: 8))
      #expect(throws: LogFault.self) { try KeptPoint(changed, path: "it") }
    }
  }

  @Test("another build or a changed lesson is said in one line, and nothing is lost")
  func changed() throws {
    let session = try trained()
    let kept = try KeptSession()
    kept.keep(session)
    session.close()
    let lesson = try TestLesson(body: TestLesson().body + "\n\nMore text.\n").lesson
    let offer = try #require(kept.sessions.newest().offer)
    #expect(offer.page == 4 && offer.step == 23)
    var fault = #expect(throws: LogFault.self) {
      try offer.resume(
        lesson, library: .forTests(lesson), isWatched: false, speed: nil, keptBytes: nil)
    }
    #expect(
      fault?.notice.hasPrefix("The lesson opens afresh, and the log stays: small with the text")
        == true)
    let path = try kept.path(".log")
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try text.replacing("results 1", with: "results 7").write(
      toFile: path, atomically: true, encoding: .utf8)
    let other = try #require(kept.sessions.newest().offer)
    fault = #expect(throws: LogFault.self) {
      let lesson = try TestLesson().lesson
      _ = try other.resume(
        lesson, library: .forTests(lesson), isWatched: false, speed: nil, keptBytes: nil)
    }
    #expect(fault?.notice.contains("results 7 of gradlab 0") == true)
    #expect(kept.names(".log").count == 1 && kept.names(".state").count == 1)
  }

  @Test("a folder that can't be written is said once, and the run goes on")
  func readOnly() throws {
    let kept = try KeptSession()
    try kept.folder.write("sessions", "a file where the folder should be")
    let session = try trained()
    for _ in 1...3 { kept.keep(session) }
    let faults = kept.keeper.takeFaults()
    #expect(faults.count == 1)
    #expect(
      faults.first?.notice.hasPrefix("The session is not kept, and goes on: no way to write")
        == true)
    try session.sendAndSettle(.step)
    #expect(session.arm("calm")?.step == 24)
    session.close()
  }

  @Test("the oldest sessions make room, and what is too large for all of it is said")
  func budget() throws {
    let kept = try KeptSession(budget: 400_000)
    var sizes: [Int] = []
    for _ in 0..<5 {
      let session = try Session.started(at: 4)
      try session.sendAndSettle(.step)
      kept.keep(session)
      kept.keeper.forget(session)
      session.close()
      sizes.append(
        try kept.folder.names(in: "sessions").reduce(0) { sum, name in
          sum
            + (try Data(contentsOf: URL(fileURLWithPath: kept.folder.path("sessions/\(name)")))
              .count)
        })
    }
    #expect(kept.keeper.takeFaults().isEmpty)
    #expect(sizes.allSatisfy { $0 <= 400_000 } && kept.names(".log").count < 5, "\(sizes)")
    let small = try KeptSession(budget: 1000)
    let session = try Session.started(at: 4)
    try session.sendAndSettle(.step)
    small.keep(session)
    #expect(small.keeper.takeFaults().first?.notice.contains("0 MiB of at most 0") == true)
    #expect(small.names(".log").count == 1, "the log is kept all the same")
    session.close()
  }

  @Test("a session in which nothing was trained leaves nothing")
  func nothing() throws {
    let kept = try KeptSession()
    let session = try Session.started(at: 3)
    kept.keep(session)
    #expect(kept.names("").isEmpty && kept.sessions.newest().offer == nil)
    session.close()
  }
}
