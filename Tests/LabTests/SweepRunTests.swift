import Experiments
import Glibc
import Lab
import Lessons
import Testing

@Suite("A sweep that somebody looks at")
struct SweepRunTests {
  private func sweep(_ steps: Int) throws -> KnobSweep {
    var request = KnobSweep.Request(knobs: [
      SweepAxis.Words(knob: "rate", range: "0.01..1", count: 3),
      SweepAxis.Words(knob: "depth", range: "1,3"),
    ])
    request.steps = steps
    return try KnobSweep(try TestLesson().lesson, request)
  }

  /// Takes what is shown until the sweep is over.
  private func end(of run: SweepRun) throws -> SweepRun.State {
    while !run.present.isOver {
      var wait = pollfd(fd: run.changeSignal, events: Int16(POLLIN), revents: 0)
      try #require(poll(&wait, 1, 60_000) == 1)
      run.drain()
    }
    return run.present
  }

  @Test("comes to the numbers of one that nobody looks at, to the bit, and shows the way there")
  func exact() throws {
    let sweep = try sweep(24)
    let library = DataLibrary.forTests(sweep.lesson)
    let alone = try #require(try sweep.run(library: library))
    let seen = try end(of: try SweepRun(sweep, library: library))
    #expect(seen.points.map(\.outcome) == alone.runs.map(\.outcome))
    #expect(seen.points.count == 6 && seen.fault == nil)
    for point in seen.points where point.outcome?.divergedAt == nil {
      #expect(point.step == 24 && point.trace.raw.last?.steps.upperBound == 24)
    }
  }

  @Test("ends when it is cancelled, and keeps what has come")
  func cancelled() throws {
    let sweep = try sweep(20_000)
    let run = try SweepRun(sweep, library: .forTests(sweep.lesson))
    while run.present.points.allSatisfy({ $0.step == 0 }) { poll(nil, 0, 1) }
    run.cancel()
    let state = try end(of: run)
    #expect(state.points.contains { $0.step > 0 && !$0.trace.raw.isEmpty })
    #expect(state.points.allSatisfy { $0.outcome?.value == nil })
  }
}
