internal import Experiments

/// What was done to the network of an arm's run, and the runs just before, to go back to.
struct ArmOperations {
  /// Runs that are kept whole; those before an earlier operation are gone through again.
  private static let keptRuns = 8

  private struct Done {
    var operation: Operation
    /// Whether it was known before the run, and is not to be undone.
    var isPlanned: Bool
    /// The run just before it; nil where it is not kept any more.
    var before: Run?
  }

  private var done: [Done] = []

  /// How many of the planned ones are done.
  var plannedCount: Int { done.count(where: \.isPlanned) }

  /// Those that somebody asked for on the way.
  var asked: [Operation] { done.filter { !$0.isPlanned }.map(\.operation) }

  /// Carries out an operation at the step where the run is. Without effect after divergence.
  mutating func perform(_ operation: Operation, isPlanned: Bool, on run: inout Run) {
    guard run.experiment.divergedAt == nil else { return }
    done.append(Done(operation: operation, isPlanned: isPlanned, before: run))
    if done.count > Self.keptRuns { done[done.count - 1 - Self.keptRuns].before = nil }
    run.retune(run.course.plan.operated(by: [operation]))
  }

  /// The run before the first of those asked for that is not among `kept`, with all that came after
  /// undone; nil where there is nothing to undo.
  /// - Parameter start: what the experiment is told where the way has to be gone again.
  mutating func undo(
    keeping kept: [Operation], of run: Run, _ start: ExperimentStart
  ) throws -> Run? {
    let common = zip(asked, kept).prefix { $0 == $1 }.count
    let places = done.indices.filter { !done[$0].isPlanned }
    guard places.indices.contains(common) else { return nil }
    let place = places[common]
    let before = done[place].before
    done.removeSubrange(place...)
    return try before ?? Run(run.course, before: place, start)
  }
}

extension Run {
  /// The run again up to where so many operations were carried out, and the next one was to be.
  fileprivate init(_ course: Course, before operations: Int, _ start: ExperimentStart) throws {
    let (earlier, step) = course.before(operation: operations)
    try self.init(earlier, start, to: step)
  }
}
