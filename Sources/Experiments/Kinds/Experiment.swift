/// One arm on its way: where it has come to, and what was measured. A value: a copy goes on by itself.
///
/// Everything in it is a function of plan, seed and data: `advance` gives the same bits whenever,
/// wherever and however observed it is called. Who keeps a copy makes the next step copy the weights.
package protocol Experiment {
  /// Steps taken.
  var step: Int { get }
  /// The step at which its numbers left the finite ones.
  var divergedAt: Int? { get }
  /// What was changed in the plan to make it possible.
  var notices: [String] { get }
  /// Numbers that it trains.
  var parameterCount: Int { get }
  /// About what a copy takes by itself, once this one has gone on.
  var copiedBytes: Int { get }
  /// About what all copies take together, beside that.
  var sharedBytes: Int { get }
  /// The table of its layers; empty where it has none.
  var architecture: [ArchitectureRow] { get }
  /// What was done to its network on its way.
  var operations: [OperationEffect] { get }
  /// Values at the steps that were to be recorded and have been reached.
  var recorded: [MetricKey: Double] { get }

  /// One step. Without effect after divergence.
  mutating func advance()
  /// Goes on under another plan.
  /// - Precondition: it `continues` the present one.
  mutating func retune(_ plan: any ExperimentPlan)
  /// What the given probes, other than curves, read at this step. What takes long goes on where it
  /// was left at this step, a little further at least, until `isOver` says so.
  /// - Parameter knobs: those that probes name.
  mutating func readings(
    of probes: [Probe], knobs: [String: KnobValue], until isOver: () -> Bool
  ) -> Readings
  /// What a probe of one number reads at this step, also where nobody has asked for it before; NaN where it
  /// has nothing to read.
  /// - Precondition: the probe's measure is not slow.
  func number(of probe: Probe) -> Double
  /// Whether values that were to be recorded are still to be worked out.
  var owesValues: Bool { get }
  /// Works on these, a little at least, until all are there or `isOver` says so.
  mutating func settle(until isOver: () -> Bool)
  /// The curves of the probes that are one number a step, at most `resolution` buckets each.
  /// - Parameter steps: nil: all.
  func traces(_ steps: ClosedRange<Int>?, resolution: Int) -> [String: Trace]
  /// The curves with every value.
  /// - Precondition: the history was given unbounded capacity.
  var series: [String: CurveSeries] { get }

  var digest: StateDigest { get }
  /// Writes all that course, data and probes don't tell of it.
  /// - Returns: false where that can't be written: who wants it again goes its way again.
  func keep(in archive: inout ArchiveWriter) -> Bool
  /// Is where the one was that was kept, of the same course, without a step being taken.
  /// - Parameter plan: the newest of the course.
  /// - Precondition: no step was taken.
  mutating func restore(
    _ plan: any ExperimentPlan, from archive: inout ArchiveReader
  ) throws(ArchiveFault)
}

extension Experiment {
  package var notices: [String] { [] }
  package var parameterCount: Int { 0 }
  package var sharedBytes: Int { 0 }
  package var architecture: [ArchitectureRow] { [] }
  package var owesValues: Bool { false }
  package var operations: [OperationEffect] { [] }
  package mutating func settle(until isOver: () -> Bool) {}
  package func keep(in archive: inout ArchiveWriter) -> Bool { false }
  package mutating func restore(
    _ plan: any ExperimentPlan, from archive: inout ArchiveReader
  ) throws(ArchiveFault) {
    throw ArchiveFault("nothing is kept of a \(Self.self)")
  }

  /// What the probes read at this step, to the end.
  package mutating func readings(of probes: [Probe], knobs: [String: KnobValue]) -> Readings {
    readings(of: probes, knobs: knobs) { false }
  }
}
