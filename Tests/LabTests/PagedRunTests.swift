import Datasets
import Experiments
import Lab
import Lessons
import Testing
import TrainingLessons

@Suite("Runs that are looked at where pages end") struct PagedRunTests {
  private let lesson: Lesson

  init() throws { lesson = try TestLesson(extraPlots: "  units: {ridgeline: x}\n").lesson }

  @Test("each page shows its arms at the end of its run, with the bits of a run that ends there")
  func pages() throws {
    let run = try PagedRun.run(lesson, library: .forTests(lesson))
    #expect(run.seed == 7 && run.pages.count == 5)
    #expect(run.pages.map(\.limit) == [0, 0, 60, 80, 60])
    #expect(run.pages.map { $0.arms.map(\.id) }[3] == ["faint"])
    for page in run.pages {
      let whole = try HeadlessRun.run(lesson, library: .forTests(lesson), steps: page.limit)
      for arm in page.arms {
        let other = try #require(whole.snapshot.arms.first { $0.id == arm.id })
        #expect(arm.step == page.limit && arm.phase == .finished)
        #expect(arm.traces["loss"]?.raw == other.traces["loss"]?.raw)
        #expect(arm.recorded == other.recorded)
        #expect(arm.knobs == other.knobs && arm.parameterCount == other.parameterCount)
      }
    }
    let whole = try HeadlessRun.run(lesson, library: .forTests(lesson))
    #expect(run.whole.arms.map(\.step) == [60, 80], "no further than some page shows it")
    #expect(run.whole.arms.map(\.recorded) == whole.snapshot.arms.map(\.recorded))
  }

  @Test("readings are those of the plots that a page shows, at its step")
  func readings() throws {
    var lesson = lesson
    lesson.steps[2].plots = ["units"]
    let run = try PagedRun.run(lesson, library: .forTests(lesson))
    #expect(run.pages[0].arms.allSatisfy { $0.readings["x"] == nil })
    let whole = try HeadlessRun.run(lesson, library: .forTests(lesson), steps: 60)
    for (arm, other) in zip(run.pages[2].arms, whole.snapshot.arms) {
      #expect(arm.readings["x"] == other.readings["x"] && arm.readings["x"]?.step == 60)
    }
  }

  @Test("with fewer steps, and with another seed, the pages are those of such a run")
  func fewerSteps() throws {
    let run = try PagedRun.run(lesson, library: .forTests(lesson), seed: 3, steps: 20)
    #expect(run.pages.map(\.limit) == [0, 0, 20, 20, 20] && run.seed == 3)
    let whole = try HeadlessRun.run(lesson, library: .forTests(lesson), seed: 3, steps: 20)
    #expect(run.whole.arms.map(\.recorded) == whole.snapshot.arms.map(\.recorded))
    #expect(throws: CommandFault.self) {
      try PagedRun.run(lesson, library: .forTests(lesson), steps: -1)
    }
  }

  @Test("an arm that diverges is seen so on later pages, one that can't be built says why on all")
  func faults() throws {
    let run = try PagedRun.run(
      lesson, library: .forTests(lesson), settings: ["rate": .number(1e30)])
    let phases = run.pages.map { $0.arms.map(\.phase) }
    #expect(phases[0] == [.finished, .finished])
    for phase in phases[2] {
      guard case .diverged = phase else {
        Issue.record("\(phase)")
        continue
      }
    }
    let failed = try PagedRun.run(lesson, library: DataLibrary(folder: "/nowhere"))
    #expect(failed.pages.count == 5)
    for arm in failed.pages.flatMap(\.arms) {
      if case .failed(let reason) = arm.phase {
        #expect(!reason.isEmpty)
      } else {
        Issue.record("\(arm.phase)")
      }
    }
  }
}
