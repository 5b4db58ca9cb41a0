internal import Experiments
internal import Networks

extension Lesson {
  /// What the run of one step of the lesson takes, as far as its arithmetic says.
  public struct RunEstimate: Hashable, Sendable {
    /// The step's title.
    public var step: String
    /// Floating-point operations of all arms, beyond what the steps before have trained.
    public var operations: Double

    /// Seconds on one processor at `Lesson.operationsPerSecond`.
    public var seconds: Double { operations / Lesson.operationsPerSecond }
    /// Whether a learner would wait too long.
    public var isLong: Bool { seconds > Lesson.patience }
  }

  /// What one processor is taken to compute in a second.
  public static let operationsPerSecond = 30e9
  /// Seconds of computing that the run of a step should not pass.
  public static let patience = 20.0

  /// An estimate for each step that trains, in order. Arms that can't be built count nothing.
  public var runEstimates: [RunEstimate] {
    var reached: [String: Int] = [:]
    var costs: [String: Double] = [:]
    for arm in arms {
      costs[arm.id] = (try? plan(of: arm).cost())?.flops
    }
    return steps.compactMap { step in
      guard let run = step.run else { return nil }
      var operations = 0.0
      for arm in arms where run.arms.isEmpty || run.arms.contains(arm.id) {
        let before = reached[arm.id] ?? 0
        operations += Double(max(0, run.until - before)) * (costs[arm.id] ?? 0)
        reached[arm.id] = max(before, run.until)
      }
      return RunEstimate(step: step.title, operations: operations)
    }
  }

  /// Numbers that are trained in the largest of the arms.
  public var largestParameterCount: Int {
    arms.compactMap { try? plan(of: $0).cost().parameters }.max() ?? 0
  }
}
