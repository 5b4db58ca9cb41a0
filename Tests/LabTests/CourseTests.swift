import Experiments
import Lab
import Lessons
import Networks
import Tensors
import Testing
import TrainingLessons

@Suite("Courses and runs")
struct CourseTests {
  private let lesson: Lesson
  private let start: ExperimentStart
  private let plan: TrainPlan

  init() throws {
    lesson = try TestLesson().lesson
    plan = try lesson.experiment(knobs: [:])
    start = ExperimentStart(
      seed: 0, probes: lesson.probes, recording: [MetricKey(probe: "loss", step: 20)],
      shelf: DataLibrary.forTests(lesson), historyCapacity: .max)
  }

  private func plan(rate: Double, momentum: Double) throws -> TrainPlan {
    try lesson.experiment(knobs: ["rate": .number(rate), "momentum": .number(momentum)])
  }

  private func weights(_ run: Run) throws -> [[Float]] {
    try #require(run.experiment as? TrainExperiment).trainer.weights.tensors.map(\.scalars)
  }

  /// 40 steps with changes at the steps 0, 7, 7 and 25.
  private func turned() throws -> Run {
    var run = try Run(Course(seed: 3, plan: plan), start)
    try run.retune(plan(rate: 0.02, momentum: 0))
    for _ in 0..<7 { run.advance() }
    try run.retune(plan(rate: 0.1, momentum: 0))
    try run.retune(plan(rate: 0.1, momentum: 0.9))
    for _ in 0..<18 { run.advance() }
    try run.retune(plan(rate: 0.001, momentum: 0.5))
    for _ in 0..<15 { run.advance() }
    return run
  }

  @Test("a course holds what was changed and when, the last change of a step alone")
  func changes() throws {
    let course = try turned().course
    #expect(course.changes.map(\.step) == [0, 7, 25])
    #expect(try course.plan.equals(plan(rate: 0.001, momentum: 0.5)))
    #expect(course.start.equals(plan))
  }

  @Test("its run at a step has the very bits of the run that was turned by hand")
  func again() throws {
    let run = try turned()
    let again = try Run(run.course, start, to: 40)
    #expect(again.step == 40 && again.course == run.course)
    #expect(try weights(again) == weights(run))
    #expect(again.experiment.series["loss"] == run.experiment.series["loss"])
    #expect(again.experiment.recorded == run.experiment.recorded)
    let other = try Run(Course(seed: 3, plan: plan), start, to: 40)
    #expect(try weights(other) != weights(run))
  }

  @Test("a run that ends earlier has no later changes, and goes on as the whole one did")
  func earlier() throws {
    let run = try turned()
    var part = try Run(run.course, start, to: 10)
    #expect(part.step == 10 && part.course.changes.map(\.step) == [0, 7])
    for _ in 0..<15 { part.advance() }
    try part.retune(plan(rate: 0.001, momentum: 0.5))
    for _ in 0..<15 { part.advance() }
    #expect(try weights(part) == weights(run) && part.course == run.course)
  }

  @Test("a copy goes on by itself and leaves the other as it was")
  func copies() throws {
    var run = try turned()
    let (kept, before) = (run, try weights(run))
    for _ in 0..<5 { run.advance() }
    #expect(try weights(kept) == before && kept.step == 40 && run.step == 45)
    var other = kept
    for _ in 0..<5 { other.advance() }
    #expect(try weights(other) == weights(run))
    #expect(other.experiment.series["loss"] == run.experiment.series["loss"])
  }

  @Test("a step changes the weights in their place, unless somebody keeps a copy")
  func inPlace() throws {
    var run: Run? = try Run(Course(seed: 3, plan: plan), start)
    func address() throws -> UInt {
      let training = try #require(run?.experiment as? TrainExperiment)
      return training.trainer.weights.tensors[0].scalars.withUnsafeBufferPointer {
        UInt(bitPattern: $0.baseAddress)
      }
    }
    run?.advance()
    let before = try address()
    run?.advance()
    #expect(try address() == before)
    let kept = run
    run?.advance()
    #expect(try address() != before && kept?.step == 2)
  }
}
