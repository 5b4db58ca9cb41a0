import Charts
internal import Experiments
import Lab
import Lessons
import Screens

/// Times the lesson with which the lab is introduced, as a person would run it.
struct LessonBench {
  static let lessonID = "kaiming-vs-bad-initialization"

  let lesson: Lesson
  let data: DataLibrary

  /// Every arm as the best one: an arm that diverges would stop and leave its share to the others.
  private var settings: [String: KnobValue] {
    let healthy = lesson.arms.first?.set ?? [:]
    var settings: [String: KnobValue] = [:]
    for arm in lesson.arms {
      for (knob, value) in healthy where arm.set[knob] != nil {
        settings["\(arm.id).\(knob)"] = value
      }
    }
    return settings
  }

  /// The steps of all arms together in a second, with nobody watching. Building is not counted.
  func stepsPerSecond(seconds: Double) throws -> Double {
    let session = try Session(lesson: lesson, library: data, settings: settings)
    defer { session.close() }
    let last = lesson.steps.indices.last { lesson.steps[$0].run.map { $0.until > 0 } ?? false } ?? 0
    try session.send(.goTo(lessonStep: last))
    for prediction in lesson.steps[last].prediction.map({ [$0] }) ?? [] {
      try session.send(.predict(id: prediction.id, answer: prediction.anyAnswer))
    }
    session.waitUntilSettled()
    var (steps, time) = (0, 0.0)
    while time < seconds {
      try session.send(.restart(.same))
      session.waitUntilSettled()
      let start = Clock.seconds()
      try session.send(.run)
      session.waitUntilSettled()
      time += Clock.seconds() - start
      session.request(SnapshotRequest(resolution: 1))
      session.waitUntilSettled()
      let taken = session.snapshot().arms.reduce(0) { $0 + $1.step }
      precondition(taken > 0, "the arms of \(lesson.id) must train")
      steps += taken
    }
    return Double(steps) / time
  }

  /// Processor time of the Study screen with the results of a run.
  func frame(seconds: Double) throws -> Timing {
    let run = try HeadlessRun.run(lesson, library: data)
    let step = lesson.steps.indices.max {
      lesson.steps[$0].plots.count < lesson.steps[$1].plots.count
    }
    return Timing.measure(seconds: seconds) {
      let grid = LessonPicture.screen(
        lesson, step: step ?? 0, snapshot: run.snapshot, size: Size(columns: 120, rows: 40))
      precondition(grid != Grid(grid.size), "the Study screen must not be empty")
    }
  }
}

extension Prediction {
  /// An answer that the prediction accepts.
  var anyAnswer: Command.Answer {
    switch kind {
    case .choice(_, let answer): .choice(answer)
    case .number: .number(1)
    }
  }
}
