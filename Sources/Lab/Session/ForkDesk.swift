internal import Experiments

/// Where arms leave runs for the arms that fork from them.
final class ForkDesk: Sendable {
  /// A run with where it is.
  ///
  /// Safe to send: experiments are values, whose storage nobody changes while it is shared; and who took
  /// it out of the desk has it alone.
  struct Parcel: @unchecked Sendable {
    /// nil: the arm is on its way there; who wants it goes the way itself.
    var run: Run?
    /// nil: there is none.
    var here: Whereabouts?
    /// The run at earlier steps.
    var points: KeptRuns
  }

  private struct Content: Sendable {
    var parcels: [Int: Parcel] = [:]
    var isClosed = false
  }

  private let content = Monitor(Content())

  func put(_ parcel: Parcel, under ticket: Int) {
    content.change { $0.parcels[ticket] = parcel }
  }

  /// Waits for the parcel of a ticket, and has it alone. nil when the desk is closed.
  func take(_ ticket: Int) -> Parcel? {
    content.wait { $0.isClosed || $0.parcels[ticket] != nil }
    return content.withLock { $0.parcels.removeValue(forKey: ticket) }
  }

  /// Lets all go who wait.
  func close() { content.change { $0.isClosed = true } }
}
