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
}
