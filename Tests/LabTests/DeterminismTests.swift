import Experiments
import Glibc
import Lab
import Lessons
import Tensors
import Testing

@Suite("Same seed, same bits")
struct DeterminismTests {
  /// How the sixty steps of a run can come about.
  enum Way: CaseIterable {
    case atOneGo, inPauses, stepByStep, watched, afterARestart, withDetours
  }

  @Test(
    "a run is the same as without a screen, paused or not, watched or not", arguments: Way.allCases)
  func isTheSame(way: Way) throws {
    let lesson = try TestLesson().lesson
    let expected = try HeadlessRun.run(lesson, library: .forTests(lesson), steps: 60)
    let session = try Session.started(at: 4)
    try go(way, session)
    session.waitUntilSettled()
    let snapshot = session.snapshot()
    #expect(snapshot.arms.map(\.step) == [60, 60])
    for (arm, reference) in zip(snapshot.arms, expected.arms) {
      #expect(arm.traces == reference.snapshot.traces)
      #expect(arm.losses == reference.series["loss"]?.raw)
      #expect(arm.recorded == reference.snapshot.recorded)
      #expect(!arm.recorded.isEmpty || arm.id != "calm")
    }
  }

  private func go(_ way: Way, _ session: Session) throws {
    switch way {
    case .atOneGo: try session.send(.run)
    case .inPauses:
      for _ in 0..<20 {
        // Once the arms have arrived there is nothing to pause.
        if session.snapshot().arms.allSatisfy({ $0.step >= 60 }) { break }
        try session.send(.run)
        usleep(300)
        try session.sendAndSettle(.pause)
      }
      if session.snapshot().arms.contains(where: { $0.step < 60 }) { try session.send(.run) }
    case .stepByStep:
      for _ in 0..<60 { try session.sendAndSettle(.step) }
    case .watched:
      try session.send(.run)
      while session.snapshot().isRunning {
        session.request(SnapshotRequest(resolution: 100, probes: ["m2", "dz", "x"]))
        usleep(200)
      }
      session.request(SnapshotRequest())
    case .afterARestart:
      try session.sendAndSettle(.run)
      try session.sendAndSettle(.restart(.same), .run)
    case .withDetours:
      try session.send(.run)
      try session.sendAndSettle(
        .set(knob: "rate", to: .number(0.2), arm: nil),
        .set(knob: "depth", to: .number(2), arm: nil))
      try session.sendAndSettle(
        .set(knob: "rate", to: .number(0.05), arm: nil),
        .set(knob: "depth", to: .number(3), arm: nil), .restart(.same), .run)
    }
  }

  @Test("other seeds give other curves, and a restart takes the same or the next seed")
  func seeds() throws {
    let session = try Session.started(at: 4)
    try session.sendAndSettle(.run)
    let first = session.snapshot().arms.map(\.losses)
    try session.sendAndSettle(.restart(.next), .run)
    #expect(session.snapshot().seed == 8)
    #expect(session.snapshot().arms.map(\.losses) != first)
    let other = try Session.started(seed: 8, at: 4)
    try other.sendAndSettle(.run)
    #expect(other.snapshot().arms.map(\.losses) == session.snapshot().arms.map(\.losses))
  }

  @Test("a live knob takes effect at the step in the log, and repeats bit for bit")
  func liveKnobs() throws {
    func run() throws -> (losses: [Double], log: [LogEntry]) {
      let session = try Session.started(at: 4)
      for _ in 0..<5 { try session.sendAndSettle(.step) }
      try session.sendAndSettle(.set(knob: "rate", to: .number(0.4), arm: nil), .run)
      return (session.arm("calm")?.losses ?? [], session.log)
    }
    let (losses, log) = try run()
    #expect(losses.count == 60)
    #expect(log.map(\.steps).suffix(2) == [[5, 5], [5, 5]])
    #expect(try run().losses == losses)
    let plain = try Session.started(at: 4)
    try plain.sendAndSettle(.run)
    // The new rate shows in the loss after the first step taken with it.
    let unchanged = plain.arm("calm")?.losses ?? []
    #expect(unchanged.prefix(6) == losses.prefix(6))
    #expect(unchanged[6] != losses[6])
  }

  @Test("another process, with another number of threads, trains to the same bits (row 56)")
  func threads() async throws {
    let result = await #expect(
      processExitsWith: .success, observing: [\.standardOutputContent]
    ) {
      EngineRuntime.setThreads(5)
      let lesson = try TestLesson().lesson
      let run = try HeadlessRun.run(lesson, library: .forTests(lesson), steps: 30)
      print("bits \(bits(run))")
      fflush(nil)
    }
    let lesson = try TestLesson().lesson
    let run = try HeadlessRun.run(lesson, library: .forTests(lesson), steps: 30)
    let output = String(decoding: result?.standardOutputContent ?? [], as: UTF8.self)
    #expect(output.contains("bits \(bits(run))\n"))
  }
}

/// The exact losses of a run.
private func bits(_ run: HeadlessRun) -> String {
  run.arms.flatMap { $0.series["loss"]?.raw ?? [] }.map { String($0.bitPattern, radix: 16) }
    .joined(separator: " ")
}
