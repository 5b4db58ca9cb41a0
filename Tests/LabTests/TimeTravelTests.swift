import Experiments
import Lab
import Lessons
import Networks
import Tensors
import Testing
import TrainingLessons

@Suite("Going back and on in a session", .serialized)
struct TimeTravelTests {
  /// Both arms share rate and momentum, which are live; depth is not.
  private func started(keptBytes: Int? = nil) throws -> Session {
    let lesson = try TestLesson().lesson
    let session = try Session(
      lesson: lesson, library: .forTests(lesson), keptBytes: keptBytes)
    session.waitUntilSettled()
    try session.sendAndSettle(.goTo(lessonStep: 4))
    return session
  }

  private func set(_ knob: String, _ value: Double, arm: String? = nil) -> Command {
    .set(knob: knob, to: .number(value), arm: arm)
  }

  /// The bits of weights, optimizer and curves against those of an uninterrupted run of the same course.
  private func expectExact(_ session: Session, _ comment: Comment) throws {
    let lesson = try TestLesson().lesson
    for arm in session.snapshot().arms where !arm.isGone {
      let run = try #require(try session.run(of: arm.id), comment)
      let root = try #require(session.lesson.arms.first { $0.id == arm.id }?.root)
      let own = try #require(lesson.arm(root))
      let start = ExperimentStart(
        seed: 0, probes: lesson.probes, recording: lesson.recording(of: own),
        shelf: DataLibrary.forTests(lesson))
      let again = try EngineRuntime.asPrepared { try Run(run.course, start, to: run.step) }
      #expect(again.course == run.course && run.step == arm.step, comment)
      let (a, b) = try (training(run), training(again))
      #expect(a.trainer.weights.tensors == b.trainer.weights.tensors, comment)
      #expect("\(a.trainer.optimizer)" == "\(b.trainer.optimizer)", comment)
      #expect(curves(a) == curves(b), comment)
      #expect(a.recorded == b.recorded, comment)
      #expect(a.operations == b.operations, comment)
    }
  }

  private func curves(_ training: TrainExperiment) -> [String] {
    training.traces(nil, resolution: 4096).sorted { $0.key < $1.key }.map { "\($0)" }
  }

  private func training(_ run: Run) throws -> TrainExperiment {
    try #require(run.experiment as? TrainExperiment)
  }

  @Test("going back shows the run as it was, keeps what comes after, and going on brings it back")
  func backAndOn() throws {
    let session = try started()
    try session.sendAndSettle(.run)
    let end = try #require(session.arm("calm"))
    try session.sendAndSettle(.travel(to: 20))
    let back = try #require(session.arm("calm"))
    #expect(back.step == 20 && back.losses == Array(end.losses.prefix(20)))
    #expect(back.phase == .ready)
    let ahead = try #require(back.ahead)
    #expect(ahead.step == 60 && ahead.isReachable)
    #expect(ahead.traces["loss"]?.raw.map(\.last) == end.losses)
    try session.sendAndSettle(.travel(to: 60))
    let again = try #require(session.arm("calm"))
    #expect(again.losses == end.losses && again.ahead == nil && again.phase == .finished)
    #expect(again.tries.isEmpty)
    try expectExact(session, "at the end again")
  }

  @Test("running on from an earlier step comes to the very run, and what was ahead is overwritten")
  func runsOn() throws {
    let session = try started()
    try session.sendAndSettle(.run)
    let end = try #require(session.arm("calm"))
    try session.sendAndSettle(.travel(to: 7), .run)
    let again = try #require(session.arm("calm"))
    #expect(again.losses == end.losses && again.ahead == nil && again.recorded == end.recorded)
    #expect(again.tries.isEmpty)
  }

  @Test("a knob is again as it was at the step, in each arm, and a change there leads elsewhere")
  func knobs() throws {
    let session = try started()
    for _ in 1...5 { try session.sendAndSettle(.step) }
    try session.sendAndSettle(set("rate", 0.2))
    for _ in 1...5 { try session.sendAndSettle(.step) }
    try session.sendAndSettle(set("momentum", 0.9, arm: "faint"), .run)
    let steered = try #require(session.arm("calm"))
    #expect(steered.changes.map(\.step) == [5])
    try session.sendAndSettle(.travel(to: 3))
    #expect(session.snapshot().knobs["rate"] == .number(0.05))
    #expect(session.arm("faint")?.knobs["momentum"] == .number(0))
    #expect(session.arm("calm")?.changes.isEmpty == true)
    try session.sendAndSettle(.travel(to: 8))
    #expect(session.snapshot().knobs["rate"] == .number(0.2))
    #expect(session.arm("faint")?.knobs["momentum"] == .number(0))
    try session.sendAndSettle(.travel(to: 60))
    #expect(session.arm("faint")?.knobs["momentum"] == .number(0.9))
    #expect(session.arm("calm")?.losses == steered.losses)
    // Without the change the run leaves the way that it had gone.
    try session.sendAndSettle(.travel(to: 3), .step, .step)
    #expect(session.arm("calm")?.ahead?.isReachable == true)
    try session.sendAndSettle(.step)
    let other = try #require(session.arm("calm"))
    #expect(other.step == 6 && other.ahead?.isReachable == false && other.ahead?.step == 60)
    try session.sendAndSettle(.run)
    #expect(session.arm("calm")?.ahead == nil)
    #expect(session.arm("calm")?.tries.last?.isSteered == true)
    #expect(session.arm("calm")?.losses != steered.losses)
    try expectExact(session, "after another way")
  }

  @Test("undo takes back knobs, steps and restarts one after the other, and redo brings them back")
  func undoes() throws {
    let session = try started()
    for _ in 1...5 { try session.sendAndSettle(.step) }
    try session.sendAndSettle(set("rate", 0.2))
    #expect(session.snapshot().undoable == .knob("rate", arm: nil))
    try session.sendAndSettle(.run)
    let end = try #require(session.arm("calm"))
    try session.sendAndSettle(.travel(to: 30), .restart(.next))
    #expect(session.arm("calm")?.step == 0)
    try session.sendAndSettle(.undo)
    #expect(session.arm("calm")?.step == 30 && session.snapshot().seed == 7)
    #expect(session.arm("calm")?.losses == Array(end.losses.prefix(30)))
    try session.sendAndSettle(.undo)
    #expect(session.arm("calm")?.losses == end.losses)
    try session.sendAndSettle(.undo)
    #expect(session.arm("calm")?.step == 5 && session.snapshot().knobs["rate"] == .number(0.05))
    #expect(session.arm("calm")?.ahead?.step == 60)
    try session.sendAndSettle(.redo)
    #expect(session.arm("calm")?.losses == end.losses)
    #expect(session.snapshot().knobs["rate"] == .number(0.2))
    try session.sendAndSettle(.redo, .redo)
    #expect(session.arm("calm")?.step == 0 && session.snapshot().seed == 8)
    #expect(throws: CommandFault.nothingToRedo) { try session.send(.redo) }
  }

  @Test("undo of a knob that began a run anew brings the old run back where it was")
  func undoesRebuild() throws {
    let session = try started()
    try session.sendAndSettle(.run)
    let end = try #require(session.arm("calm"))
    try session.sendAndSettle(set("depth", 2))
    try session.sendAndSettle(.step)
    try session.sendAndSettle(.undo)
    let back = try #require(session.arm("calm"))
    #expect(back.losses == end.losses && back.knobs == end.knobs)
    try session.sendAndSettle(.redo)
    #expect(session.arm("calm")?.step == 1 && session.arm("calm")?.knobs["depth"] == .number(2))
    try expectExact(session, "after redo")
  }

  @Test("a fork goes on from the same bits with its knob, begins again where it forked, and can go")
  func forks() throws {
    let session = try started()
    try session.sendAndSettle(.run)
    try session.sendAndSettle(.travel(to: 20))
    try session.sendAndSettle(.fork(arm: "calm", knob: "rate", to: .number(0.2)))
    let fork = try #require(session.snapshot().forks.first)
    #expect(fork.root == "calm" && fork.set["rate"] == .number(0.2))
    #expect(session.arm(fork.id)?.step == 20)
    #expect(session.arm(fork.id)?.losses == session.arm("calm")?.losses)
    try session.sendAndSettle(.run)
    let raced = try #require(session.arm(fork.id))
    #expect(raced.step == 60 && session.arm("calm")?.step == 60)
    #expect(raced.losses.prefix(20) == session.arm("calm")?.losses.prefix(20))
    #expect(raced.losses != session.arm("calm")?.losses)
    try expectExact(session, "after the race")
    // It may go back before the place where it forked.
    try session.sendAndSettle(.travel(to: 10))
    #expect(session.arm(fork.id)?.step == 10)
    #expect(session.arm(fork.id)?.knobs["rate"] == .number(0.05))
    try session.sendAndSettle(.undo, .restart(.same))
    #expect(session.arm(fork.id)?.step == 20 && session.arm("calm")?.step == 0)
    #expect(session.arm(fork.id)?.knobs["rate"] == .number(0.2))
    try session.sendAndSettle(.run)
    #expect(session.arm(fork.id)?.losses == raced.losses)
    try session.sendAndSettle(.restart(.next))
    #expect(session.arm(fork.id)?.step == 20)
    try expectExact(session, "with another seed")
    try session.sendAndSettle(.delete(arm: fork.id))
    #expect(session.arm(fork.id)?.isGone == true)
    try session.sendAndSettle(.undo)
    #expect(session.arm(fork.id)?.isGone == false)
    #expect(throws: CommandFault.self) { try session.send(.delete(arm: "calm")) }
  }

  @Test("what can't be is refused, and nothing has changed")
  func refuses() throws {
    let session = try started()
    #expect(throws: CommandFault.nothingToTakeBack) { try session.send(.undo) }
    try session.sendAndSettle(.run)
    #expect(throws: CommandFault.beyondRuns(step: 61, furthest: 60)) {
      try session.send(.travel(to: 61))
    }
    #expect(throws: CommandFault.self) { try session.send(.travel(to: -1)) }
    #expect(throws: CommandFault.knobNeedsStart(knob: "depth", arm: "calm", step: 60)) {
      try session.send(.fork(arm: "calm", knob: "depth", to: .number(2)))
    }
    #expect(throws: CommandFault.self) {
      try session.send(.fork(arm: "nobody", knob: "rate", to: .number(2)))
    }
    #expect(session.snapshot().forks.isEmpty && session.snapshot().undoable == nil)
    try session.sendAndSettle(.travel(to: 0), .fork(arm: "calm", knob: "depth", to: .number(2)))
    #expect(session.arm("fork1")?.step == 0)
    try session.sendAndSettle(.run)
    #expect(session.arm("fork1")?.step == 60)
    try expectExact(session, "a fork at step 0 with a network of its own")
  }

  @Test("with no room to keep runs everything is gone through again, to the same bits, and said")
  func noRoom() throws {
    let session = try started(keptBytes: 1000)
    try session.sendAndSettle(.run)
    let end = try #require(session.arm("calm"))
    #expect(end.notices.contains { $0.contains("MiB") })
    try session.sendAndSettle(.travel(to: 33))
    #expect(session.arm("calm")?.losses == Array(end.losses.prefix(33)))
    try expectExact(session, "without room")
  }

  @Test(
    "200 random ways through time come to the bits of an uninterrupted run with the same changes",
    arguments: [1, 2, 4])
  func random(threads: Int) throws {
    EngineRuntime.setThreads(threads)
    defer { EngineRuntime.setThreads(EngineRuntime.processorCount) }
    let count = threads == 1 ? 100 : 50
    for number in 0..<count { try randomWay(UInt64(1000 * threads + number), threads) }
  }

  private func randomWay(_ seed: UInt64, _ threads: Int) throws {
    var random = Seed(seed).stream("way")
    let session = try started(keptBytes: seed.isMultiple(of: 3) ? 200_000 : nil)
    defer { session.close() }
    var way: [Command] = []
    for _ in 0..<14 {
      let arms = session.snapshot().arms.filter { !$0.isGone }
      let command = Command.random(&random, arms)
      way.append(command)
      do { try session.sendAndSettle(command) } catch is CommandFault {}
    }
    try expectExact(session, "seed \(seed): \(way)")
  }
}
