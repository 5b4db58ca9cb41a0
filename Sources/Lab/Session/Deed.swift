internal import Experiments
internal import Lessons

/// What a command does to one arm. An arm carries deeds out in their order, each at the step where it is
/// then.
enum Deed: Sendable {
  /// Begins at step 0, or where the same run is still known and `isAnew` doesn't forbid it, at the end
  /// of that.
  case begin(Beginning, isAnew: Bool)
  /// Begins again where the arm was at a mark, by the same way with this seed.
  case again(mark: Int, seed: UInt64)
  /// Goes on under another plan that says nothing of operations.
  case retune(any ExperimentPlan, knobs: [String: KnobValue])
  case operate(Operation)
  /// Goes to a step of the way that the arm has gone, back or on; no further than that.
  case go(step: Int)
  /// Is again where it was before the operation of this number, from 0, of those that were asked for.
  case beforeOperation(Int)
  /// Remembers where the arm is under this number.
  case mark(Int)
  /// Is again where the arm was at this mark; without effect where nothing was marked.
  case recall(Int)
  /// Gives the run to the arm that asks the desk for this number.
  case lend(Int)
  /// Takes over the run that another arm gives under this number.
  case adopt(Int)

  struct Beginning: Sendable {
    var seed: UInt64
    var plan: any ExperimentPlan
    /// All knob values as the arm has them.
    var knobs: [String: KnobValue]
  }
}
