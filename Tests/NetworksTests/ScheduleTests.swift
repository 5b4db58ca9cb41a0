import Networks
import Testing

@Suite("Schedules") struct ScheduleTests {
  @Test("constant is 1, steps multiply, cosine ends at 0 and stays there")
  func shapes() {
    #expect(Schedule.constant.factor(at: 1_000_000) == 1)
    let step = Schedule.step(at: [3, 5], factor: 0.5)
    #expect((0..<7).map { step.factor(at: $0) } == [1, 1, 1, 0.5, 0.5, 0.25, 0.25])
    let cosine = Schedule.cosine(steps: 4)
    #expect(cosine.factor(at: 0) == 1)
    #expect(abs(cosine.factor(at: 2) - 0.5) < 1e-15)
    #expect(cosine.factor(at: 4) == 0)
    #expect(cosine.factor(at: 5) == 0)
  }

  @Test("every schedule is finite and not negative, also at odd settings and after its end")
  func edges() {
    let schedules: [Schedule] = [
      .linear(steps: 0, end: 0.5), .warmUp(steps: 0, then: .constant), .oneCycle(steps: 1),
      .oneCycle(steps: 2), .oneCycle(steps: 10, rise: 0.1), .oneCycle(steps: 10, rise: 0),
      .oneCycle(steps: 10, rise: 1), .warmUp(steps: 3, then: .warmUp(steps: 2, then: .constant)),
      .inverseTime(decay: 0), .exponential(factor: 0), .cosine(steps: 0),
    ]
    for schedule in schedules {
      for step in [-1, 0, 1, 2, 9, 10, 1_000_000] {
        let factor = schedule.factor(at: step)
        #expect(factor >= 0 && factor <= 1, "\(schedule) at \(step): \(factor)")
      }
    }
  }

  @Test("one cycle peaks at its share of the steps and ends where it should")
  func oneCycle() {
    let cycle = Schedule.oneCycle(steps: 20, rise: 0.5, start: 0.25, end: 0.125)
    #expect(cycle.factor(at: 0) == 0.25)
    #expect(cycle.factor(at: 9) == 1)
    #expect(abs(cycle.factor(at: 14) - 0.5625) < 1e-15)
    #expect(cycle.factor(at: 19) == 0.125 && cycle.factor(at: 20) == 0.125)
  }

  @Test("warm-up climbs in equal stairs and then starts the next schedule from its beginning")
  func warmUp() {
    let schedule = Schedule.warmUp(steps: 4, then: .step(at: [2], factor: 0.5))
    let factors = (0..<8).map { schedule.factor(at: $0) }
    #expect(factors == [0.25, 0.5, 0.75, 1, 1, 1, 0.5, 0.5])
  }
}
