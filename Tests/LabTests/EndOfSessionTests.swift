import Experiments
import Foundation
import Glibc
import Lab
import Lessons
import Tensors
import Testing
import TrainingLessons

/// Rows 57 and 58 of the demands on reliability.
@Suite("Sessions that end at any moment, and sessions that never end", .serialized)
struct EndOfSessionTests {
  private static let isSanitized = ProcessInfo.processInfo.environment["GRADLAB_SANITIZED"] != nil

  @Test(
    "quitting, resetting and switching during a step joins all threads within a second, forks included",
    arguments: 0..<25)
  func ends(seed: UInt64) throws {
    var random = Seed(seed).stream("end")
    // Steps of some milliseconds, so that commands come in the middle of them. Under sanitizers, which
    // say nothing of time, these take far fewer weights.
    var text = TestLesson()
    text.model = "kind: mlp, width: \(Self.isSanitized ? 32 : 256), depth: 6, activation: relu"
    text.batch = "200"
    let lesson = try text.lesson
    let library = DataLibrary.forTests(lesson)
    let session = try Session(lesson: lesson, library: library)
    try session.send(.goTo(lessonStep: 4))
    let kept = try KeptSession()
    try session.send(.run)
    for _ in 0..<6 {
      usleep(UInt32(random.next(below: 20_000)))
      let arms = session.snapshot().arms.filter { !$0.isGone }
      let fork = Command.fork(arm: arms[0].id, knob: "rate", to: .number(0.02))
      let command = [fork, .restart(.next), .run, .undo, .goTo(lessonStep: 3), .step]
      do { try session.send(command[random.next(below: command.count)]) } catch {}
      kept.keeper.keep(session)
    }
    let start = Clock.seconds()
    session.close()
    #expect(Clock.seconds() - start < 1, "a promise of `close`, in seconds")
    #expect(session.isOver, "every thread has ended")
    // Another one goes on with the same data at once.
    let next = try Session(lesson: lesson, library: library)
    next.waitUntilSettled()
    try next.sendAndSettle(.goTo(lessonStep: 4), .step)
    #expect(next.arm("calm")?.step == 1)
    next.close()
    kept.keeper.close(seconds: 5)
  }

  /// Bytes of this process that are in memory.
  private var residentBytes: Int {
    let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
    let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    return pages * sysconf(Int32(_SC_PAGESIZE))
  }

  @Test(
    "a run of a million steps, forks included, takes no more memory than one of a tenth of it",
    .disabled(if: isSanitized, "sanitizers keep what was given back"))
  func goesOn() throws {
    let lesson = try ProcessLesson.descend.lesson(
      probes: "  loss: {of: loss, smooth: 30}", steps: 1_000_000)
    let session = try Session(
      lesson: lesson, library: ProcessLesson.descend.library, keptBytes: 8 << 20)
    defer { session.close() }
    try session.sendAndSettle(.step)
    try session.sendAndSettle(.fork(arm: "one", knob: "rate", to: .number(0.001)))
    func train(to step: Int) throws -> (bytes: Int, curves: Int) {
      session.retrace([], to: step)
      #expect(session.snapshot().arms.map(\.step) == [step, step])
      // As somebody does who looks and changes something now and then.
      for _ in 0..<50 {
        try session.sendAndSettle(.travel(to: step - 10))
        try session.sendAndSettle(.undo)
      }
      session.request(SnapshotRequest(resolution: 1_000_000))
      session.waitUntilSettled()
      let curves = session.snapshot().arms.map { $0.traces["loss"]?.raw.count ?? 0 }.max() ?? 0
      return (residentBytes, curves)
    }
    let tenth = try train(to: 100_000)
    let whole = try train(to: 1_000_000)
    #expect(whole.curves <= 16_384 && tenth.curves > 4096, "histories are decimated")
    #expect(whole.bytes - tenth.bytes < 24 << 20, "\((whole.bytes - tenth.bytes) >> 20) MiB more")
  }
}
