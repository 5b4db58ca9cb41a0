package import Charts

/// From the bytes of a terminal to events: sequences and pauses first, then pastes without marks.
/// All times are in seconds of one clock, which the caller reads.
package struct InputDecoder {
  private var keys: KeyDecoder
  private var pastes = UnmarkedPaste()
  /// When there was last nothing to read.
  private var emptied: Double

  /// - Parameter isRemote: whether the bytes come over a network.
  package init(isRemote: Bool = false, at now: Double) {
    keys = KeyDecoder(
      escapeDelay: isRemote ? KeyDecoder.remoteEscapeDelay : KeyDecoder.localEscapeDelay)
    emptied = now
  }

  /// When something unfinished is finished by the clock; nil: nothing is unfinished.
  package var deadline: Double? { [keys.deadline, pastes.deadline].compactMap { $0 }.min() }

  /// Takes bytes that were read at `now`.
  package mutating func take(_ bytes: [UInt8], at now: Double) -> [TerminalEvent] {
    pastes.take(keys.decode(bytes, at: now), at: now, since: emptied)
  }

  /// Notes that there was nothing to read at `now` or since: what is overdue then is finished.
  package mutating func runDry(at now: Double) -> [TerminalEvent] {
    defer { emptied = now }
    return pastes.take(keys.expire(at: now), at: now, since: emptied) + pastes.expire(at: now)
  }
}
