package import Charts

/// Turns the bytes of a terminal into keys, pastes and mouse reports, whatever pieces they come in
/// and whatever pauses lie between these.
///
/// It knows ECMA-48 sequences as xterm, tmux, rxvt, the Linux console and DEC terminals send them.
/// Reports, unknown sequences and broken UTF-8 are dropped whole: nothing of them becomes a key.
///
/// A sequence that has begun is waited for. Only a lone ESC may be a key, and becomes one when
/// nothing follows for a moment; what follows it later and looks like a report is still no text.
/// All times are in seconds of one clock.
package struct KeyDecoder {
  private var pending: [UInt8] = []
  /// The bytes of a bracketed paste that has not ended.
  private var pasted: [UInt8]?
  /// When the last bytes came.
  private var lastBytes = -Double.infinity
  /// When the terminal last said something that was no key.
  private var lastReport = -Double.infinity
  /// When an ESC was taken for the Escape key because nothing followed.
  private var lastEscape = -Double.infinity
  /// Whether `pending` begins with such an ESC, put back to see what it and the rest would be.
  private var isLate = false
  private var remains: Remains?
  private let escapeDelay: Double

  /// What may still come of something that was given up.
  private struct Remains {
    enum Kind { case control, string, paste }
    var kind: Kind
    var since: Double
  }

  /// How long a lone ESC may be the beginning of a sequence: where keys come from the same
  /// machine, and where they come over a network.
  package static let (localEscapeDelay, remoteEscapeDelay) = (0.05, 0.1)
  /// The same while the terminal is sending reports: what they are cut into comes so far apart.
  package static let reportEscapeDelay = 0.3
  /// How long after a lone ESC its report may come, and how long a character may be its beginning.
  package static let (longestLateness, lateDelay) = (1.0, 0.25)
  /// A sequence or paste that pauses for so long is given up.
  package static let longestPause = 2.0
  /// How long after that the rest of it is still known.
  private static let longestMemory = 10.0
  /// A paste longer than this is cut, in bytes.
  package static let longestPaste = 1 << 20
  /// Of a longer sequence only beginning and end are kept.
  private static let longestSequence = 4096

  package init(escapeDelay: Double = localEscapeDelay) { self.escapeDelay = escapeDelay }

  /// When `expire` is to be called, if no bytes come before; nil: nothing is unfinished.
  package var deadline: Double? {
    if pasted != nil { return lastBytes + Self.longestPause }
    if pending.isEmpty { return nil }
    if isLate && pending.count == 2 { return lastBytes + Self.lateDelay }
    guard pending == [0x1B] else { return lastBytes + Self.longestPause }
    // The beginning of this ESC's predecessor came at once, too, if it came at all.
    let isReporting = lastBytes - lastReport < Self.longestLateness / 2
    return lastBytes + (isReporting ? max(escapeDelay, Self.reportEscapeDelay) : escapeDelay)
  }

  /// Takes bytes that came at `now`.
  package mutating func decode(_ bytes: [UInt8], at now: Double) -> [TerminalEvent] {
    let bytes = withoutRemains(bytes, at: now)
    guard let first = bytes.first else { return [] }
    if pending.isEmpty, pasted == nil, now - lastEscape < Self.longestLateness,
      LateReport.introducers.contains(first)
    {
      (pending, isLate) = ([0x1B], true)
    }
    lastEscape = -.infinity
    lastBytes = now
    pending += bytes
    return parse(at: now)
  }

  private mutating func parse(at now: Double) -> [TerminalEvent] {
    var events: [TerminalEvent] = []
    var at = 0
    loop: while at < pending.count {
      if pasted != nil {
        let (taken, ended) = takePaste(pending[at...])
        at += taken
        guard ended else { break loop }
        lastReport = now
        events.append(endPaste())
        continue
      }
      if isLate {
        switch LateReport.judge(pending[at...]) {
        case nil: break loop
        case true?: break
        case false?:
          isLate = false
          at += 1
          continue
        }
      }
      let isReport = EscapeSequence.introducer(pending[at...]) != nil
      switch EscapeSequence.parse(pending[at...]) {
      case .unfinished:
        pending.removeFirst(at)
        shorten()
        return events
      case .ignored(let count):
        at += count
        if isReport { lastReport = now }
      case .event(let event, let count):
        if !isLate || event.isReport { events.append(event) }
        if event.isReport { lastReport = now }
        at += count
      case .pasteStart(let count):
        pasted = []
        at += count
      }
      isLate = false
    }
    pending.removeFirst(at)
    return events
  }

  /// What the unfinished bytes mean when nothing has followed until `deadline`: a lone ESC is the
  /// Escape key, a paste that stopped is a paste, all else is nothing. To be called only when the
  /// terminal has nothing to read, whatever the clock says.
  package mutating func expire(at now: Double) -> [TerminalEvent] {
    guard let deadline, deadline <= now else { return [] }
    defer { (pending, isLate) = ([], false) }
    if pasted != nil {
      pasted? += pending
      remains = Remains(kind: .paste, since: now)
      return [endPaste()]
    }
    if pending == [0x1B] {
      lastEscape = now
      return [.key(.escape)]
    }
    if isLate && pending.count == 2 {
      return [.key(.character(Character(Unicode.Scalar(pending[1]))))]
    }
    switch EscapeSequence.introducer(pending[...])?.kind {
    case .control: remains = Remains(kind: .control, since: now)
    case .string: remains = Remains(kind: .string, since: now)
    case .single, nil: break
    }
    return []
  }

  /// Keeps of an endless sequence what is needed to find its end.
  private mutating func shorten() {
    guard pending.count > Self.longestSequence,
      let introducer = EscapeSequence.introducer(pending[...])
    else { return }
    let isCut = pending.last == 0x1B || pending.last == 0xC2
    // A question mark makes a control sequence one that is no key.
    let rest =
      introducer.kind == .control ? [UInt8(ascii: "?")] : Array(pending.suffix(isCut ? 1 : 0))
    pending = Array(pending.prefix(introducer.count)) + rest
  }
}

// MARK: What comes too late

extension KeyDecoder {
  /// The bytes without what belongs to a sequence or paste that was given up. A single byte is a
  /// key that somebody pressed: nobody types several at once, and no terminal sends one alone.
  private mutating func withoutRemains(_ bytes: [UInt8], at now: Double) -> [UInt8] {
    guard let remains else { return bytes }
    self.remains = nil
    guard now - remains.since < Self.longestMemory, bytes.count > 1 else { return bytes }
    let end =
      switch remains.kind {
      case .control: Self.endOfControl(bytes)
      case .string: EscapeSequence.endOfString(bytes[...], isByte: false)
      case .paste: Self.endOfPaste(bytes)
      }
    if let end { return Array(bytes.dropFirst(end)) }
    self.remains = Remains(kind: remains.kind, since: now)
    return []
  }

  private static func endOfControl(_ bytes: [UInt8]) -> Int? {
    let body = bytes.prefix { (0x20...0x3F).contains($0) }
    guard let final = bytes.dropFirst(body.count).first else { return nil }
    return body.isEmpty || !(0x40...0x7E).contains(final) ? body.count : body.count + 1
  }

  /// A key that is a sequence ends a paste before itself.
  private static func endOfPaste(_ bytes: [UInt8]) -> Int? {
    if let at = place(of: pasteEnd, in: bytes) { return at + pasteEnd.count }
    return bytes.first == 0x1B ? 0 : nil
  }

  private static func place(of mark: [UInt8], in bytes: [UInt8]) -> Int? {
    bytes.indices.first { bytes[$0...].starts(with: mark) }
  }
}

// MARK: Pastes

extension KeyDecoder {
  private static let pasteEnd = Array("\u{1B}[201~".utf8)

  /// Takes bytes up to the end mark ESC [ 201 ~, or all but what may be the mark's beginning.
  private mutating func takePaste(_ bytes: ArraySlice<UInt8>) -> (taken: Int, ended: Bool) {
    let mark = Self.pasteEnd
    var at = bytes.startIndex
    while let escape = bytes[at...].firstIndex(of: 0x1B) {
      let rest = bytes[escape...].prefix(mark.count)
      if rest.elementsEqual(mark) {
        keep(bytes[..<escape])
        return (escape - bytes.startIndex + mark.count, true)
      }
      if rest.count < mark.count, mark.starts(with: rest) {
        keep(bytes[..<escape])
        return (escape - bytes.startIndex, false)
      }
      at = escape + 1
    }
    keep(bytes)
    return (bytes.count, false)
  }

  private mutating func keep(_ bytes: ArraySlice<UInt8>) {
    let room = Self.longestPaste - (pasted?.count ?? 0)
    pasted? += bytes.prefix(max(0, room))
  }

  private mutating func endPaste() -> TerminalEvent {
    defer { pasted = nil }
    return .paste(Self.text(pasted ?? []))
  }

  /// Pasted bytes as text: line ends as newlines, broken UTF-8 as U+FFFD.
  private static func text(_ bytes: [UInt8]) -> String {
    let lines = String(decoding: bytes, as: UTF8.self).unicodeScalars
    var text = String.UnicodeScalarView()
    var previous: Unicode.Scalar = " "
    for scalar in lines {
      if scalar == "\r" || (scalar == "\n" && previous != "\r") {
        text.append("\n")
      } else if scalar != "\n" {
        text.append(scalar)
      }
      previous = scalar
    }
    return String(text)
  }
}
