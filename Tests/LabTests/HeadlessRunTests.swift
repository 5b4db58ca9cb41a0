import Datasets
import Experiments
import Lab
import Lessons
import Testing
import TrainingLessons

@Suite("Runs without a screen")
struct HeadlessRunTests {
  @Test("go as far as the lesson, with whole curves and a snapshot for charts")
  func runs() throws {
    let lesson = try TestLesson().lesson
    var progress: [HeadlessRun.Progress] = []
    let run = try HeadlessRun.run(lesson, library: .forTests(lesson)) { progress.append($0) }
    #expect(run.seed == 7 && run.steps == 80)
    #expect(run.arms.map(\.snapshot.step) == [80, 80])
    #expect(run.arms.map(\.snapshot.phase) == [.finished, .finished])
    for arm in run.arms {
      let loss = try #require(arm.series["loss"])
      #expect(loss.raw.count == 80 && loss.smoothed.count == 80 && loss.step(0) == 1)
      #expect(abs(loss.smoothed[79] - loss.raw[70..<80].reduce(0, +) / 10) < 1e-12)
      #expect(arm.snapshot.readings["x"]?.step == 80)
      #expect(arm.snapshot.readings.histograms("x")?.count == 3)
    }
    #expect(run.snapshot.arms.map(\.id) == ["calm", "faint"])
    #expect(progress.allSatisfy { $0.steps <= $0.total && $0.total <= 160 })
  }

  @Test("no steps at all are a run, too")
  func noSteps() throws {
    let lesson = try TestLesson().lesson
    let run = try HeadlessRun.run(lesson, library: .forTests(lesson), steps: 0)
    #expect(run.arms.map(\.snapshot.step) == [0, 0])
    #expect(run.arms.allSatisfy { $0.series["loss"]?.raw == [] })
    #expect(run.arms[0].snapshot.recorded.keys.map(\.step) == [0])
  }

  @Test("a diverged arm ends its curve; one that can't be built says why")
  func faults() throws {
    let lesson = try TestLesson().lesson
    let run = try HeadlessRun.run(
      lesson, library: .forTests(lesson), settings: ["rate": .number(1e30)])
    for arm in run.arms {
      guard case .diverged(let step) = arm.snapshot.phase else {
        Issue.record("\(arm.snapshot.phase)")
        continue
      }
      #expect(arm.series["loss"]?.raw.count == step)
      #expect(arm.series["loss"]?.raw.last?.isFinite == false)
    }
    let failed = try HeadlessRun.run(lesson, library: DataLibrary(folder: "/nowhere"))
    #expect(failed.arms.allSatisfy { $0.snapshot.phase.isFailed && $0.series.isEmpty })
    #expect(throws: CommandFault.self) {
      try HeadlessRun.run(lesson, library: .forTests(lesson), settings: ["speed": .number(1)])
    }
  }

  @Test("an empty test set is refused with a message")
  func emptyData() throws {
    let lesson = try TestLesson().lesson
    let data = TrainingData(
      train: testData(count: 240, seed: 1), test: testData(count: 0, seed: 2))
    let library = DataLibrary(folder: "/nowhere", preloaded: [lesson.data: data])
    let run = try HeadlessRun.run(lesson, library: library, steps: 1)
    for arm in run.arms {
      #expect(arm.snapshot.phase == .failed("no test examples; ask for at least 1"))
    }
  }
}

extension ArmSnapshot.Phase {
  fileprivate var isFailed: Bool {
    if case .failed = self { true } else { false }
  }
}
