import Experiments
import Lab
import Lessons
import Tensors

/// Times going back in a lesson's runs, and what it costs to keep them for that.
struct TimeTravelBench {
  /// Of convolutions, deep perceptrons, normalization and attention.
  static let lessonIDs = [
    "lenet", LessonBench.lessonID, "batch-normalization-statistics", "attention",
  ]

  let lesson: Lesson
  let data: DataLibrary

  /// The page on which the lesson trains longest.
  private var page: Int {
    lesson.steps.indices.max {
      (lesson.steps[$0].run?.until ?? 0, $1) < (lesson.steps[$1].run?.until ?? 0, $0)
    } ?? 0
  }

  private func session(keptBytes: Int?) throws -> Session {
    let session = try Session(lesson: lesson, library: data, keptBytes: keptBytes)
    for step in lesson.steps.indices where step <= page {
      try session.send(.goTo(lessonStep: step))
      if let prediction = lesson.steps[step].prediction {
        try session.send(.predict(id: prediction.id, answer: prediction.anyAnswer))
      }
    }
    session.waitUntilSettled()
    return session
  }

  /// Seconds of a run to the page's end from its start.
  private func seconds(_ session: Session) throws -> Double {
    try session.send(.restart(.same))
    session.waitUntilSettled()
    let start = Clock.seconds()
    try session.send(.run)
    session.waitUntilSettled()
    return Clock.seconds() - start
  }

  /// How much slower runs are that are kept on the way, in percent: the median of alternating pairs.
  func cost(seconds limit: Double) throws -> [Double] {
    let (kept, bare) = (try session(keptBytes: nil), try session(keptBytes: 0))
    defer {
      kept.close()
      bare.close()
    }
    _ = try (seconds(kept), seconds(bare))
    var costs: [Double] = []
    let start = Clock.seconds()
    while costs.count < 5 || Clock.seconds() - start < limit {
      // Neither is always the first.
      if costs.count.isMultiple(of: 2) {
        let (with, without) = try (seconds(kept), seconds(bare))
        costs.append(100 * (with / without - 1))
      } else {
        let without = try seconds(bare)
        costs.append(100 * (try seconds(kept) / without - 1))
      }
    }
    return costs.sorted()
  }

  /// Seconds from a command to go to a random step until all arms show it, in order of length.
  func scrubs(count: Int) throws -> [Double] {
    let session = try session(keptBytes: nil)
    defer { session.close() }
    _ = try seconds(session)
    let furthest = session.snapshot().arms.map(\.step).max() ?? 0
    var random = Seed(1).stream("scrubs")
    return try (0..<count).map { _ in
      let step = random.next(below: furthest + 1)
      let start = Clock.seconds()
      try session.send(.travel(to: step))
      session.waitUntilSettled()
      let time = Clock.seconds() - start
      let shown = session.snapshot().arms.map(\.step).max()
      precondition(shown == step, "\(lesson.id) must be at step \(step), not \(shown ?? -1)")
      return time
    }.sorted()
  }

  func measure(seconds: Double) throws -> [BenchResult] {
    let costs = try cost(seconds: seconds)
    let scrubs = try scrubs(count: 100)
    var cost = BenchResult(
      name: "\(lesson.id): runs kept", value: costs[costs.count / 2], unit: "% slower")
    cost.p10 = costs[costs.count / 10]
    cost.p90 = costs[costs.count * 9 / 10]
    var scrub = BenchResult(
      name: "\(lesson.id): to a random step", value: 1e3 * scrubs[scrubs.count / 2], unit: "ms")
    scrub.p10 = 1e3 * scrubs[scrubs.count / 10]
    scrub.p90 = 1e3 * scrubs[scrubs.count * 9 / 10]
    let worst = BenchResult(
      name: "\(lesson.id): 99 of 100 within", value: 1e3 * scrubs[scrubs.count - 2], unit: "ms")
    return [cost, scrub, worst]
  }
}
