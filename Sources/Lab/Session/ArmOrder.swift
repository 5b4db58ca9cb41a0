internal import Experiments
internal import Lessons

/// What an arm is to do. The newest order says it all: what was done of its deeds the arm knows.
struct ArmOrder: Sendable {
  /// Commands given to the session so far.
  var commandNumber = 0
  var isClosing = false
  var isRunning = false
  /// What the commands so far do to the arm, each once and in that order.
  var deeds: [Deed]
  /// All knob values as this arm has them.
  var knobs: [String: KnobValue]
  /// What is to be done to it at steps of their own, in the order of these.
  var planned: [PlannedOperation] = []
  /// Bytes that runs at earlier steps may take.
  var keptBytes = 0
  /// Trains no further than this step.
  var limit = 0
  /// Training steps a second, at most; nil: as fast as it goes.
  var pace: Int?
  /// The step up to which it is to be known beforehand what comes; nil: nobody asks.
  var rehearsedStep: Int?
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
    /// Where the arm is on which way, as far as it has taken up orders.
    var itinerary: Itinerary?
    /// How often the arm was brought elsewhere, as far as it has taken up orders; 0: it has not begun.
    var moves = 0
    /// That of the snapshot.
    var shownMoves = 0
    /// Its thread takes no more orders.
    var isClosed = false
    /// The number of the newest order that is carried out in full; −1: none yet.
    var carriedOutOrder = -1
    /// The number of the newest command that is carried out in full; −1: none yet.
    var carriedOutCommand = -1
    /// The number of the newest command that the itinerary knows; nil: none, and there is no itinerary.
    var knownCommand: Int?
    /// Where the arm was when it took up commands, the oldest first.
    var takenUp: [TakeUp] = []
    /// The step up to which it was rehearsed.
    var rehearsedStep = 0
    /// Training steps that its thread has taken, those on the way to another step included.
    var stepsTaken = 0

    /// Whether all is done and shown up to the order of that number.
    func isSettled(_ number: Int) -> Bool { carriedOutOrder >= number || isClosed }

    /// The training step of this arm when a command took effect.
    func step(ofCommand number: Int) -> Int {
      takenUp.first { $0.command >= number }?.step ?? snapshot.step
    }
  }

  var arms: [Entry]
}
