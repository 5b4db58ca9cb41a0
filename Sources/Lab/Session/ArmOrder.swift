internal import Experiments
internal import Lessons

/// What an arm is to do: a wish for a state, not a list of deeds, so the newest order says it all.
struct ArmOrder: Sendable {
  /// Commands given to the session so far.
  var commandNumber = 0
  var isClosing = false
  var isRunning = false
  /// Rises when the experiment is to be built anew.
  var generation = 0
  /// Rises when it is to begin at step 0 even if the same run is still known.
  var restarts = 0
  var plan: any ExperimentPlan
  var seed: UInt64
  /// All knob values as this arm has them.
  var knobs: [String: KnobValue]
  /// What is to be done to the network wherever it is, in that order.
  var operations: [Operation] = []
  /// What is to be done to it at steps of their own, in the order of these.
  var planned: [PlannedOperation] = []
  /// Trains no further than this step.
  var limit = 0
  /// Training steps a second, at most; nil: as fast as it goes.
  var pace: Int?
  /// Single steps asked for since the experiment was built.
  var singleSteps = 0
  var request = SnapshotRequest()
  /// Snapshots asked for since the session began.
  var requestNumber = 0
}

/// What all arms have made known.
struct Board: Sendable {
  struct Entry: Sendable {
    var snapshot: ArmSnapshot
    /// The generation of the experiment that the snapshot shows; 0: none yet.
    var generation = 0
    /// Its thread takes no more orders.
    var isClosed = false
    /// The number of the newest order that is carried out in full; −1: none yet.
    var carriedOutOrder = -1
    /// The number of the newest command that is carried out in full; −1: none yet.
    var carriedOutCommand = -1
    /// The training step at which commands were taken up, by the number of the newest of them.
    var takenUp: [(command: Int, step: Int)] = []

    /// The training step of this arm when a command took effect.
    func step(ofCommand number: Int) -> Int {
      takenUp.first { $0.command >= number }?.step ?? snapshot.step
    }
  }

  var arms: [Entry]
}
