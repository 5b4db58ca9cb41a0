package import Charts

/// Turns the bytes of a terminal into keys, pastes and mouse reports, whatever pieces they come in.
///
/// It knows ECMA-48 sequences as xterm, tmux, rxvt, the Linux console and DEC terminals send them.
/// Unknown sequences and broken UTF-8 are dropped whole: nothing of them becomes a key.
package struct KeyDecoder {
  private var pending: [UInt8] = []
  /// The bytes of a bracketed paste that has not ended.
  private var pasted: [UInt8]?

  package init() {}

  /// Whether more bytes could change what the last ones mean.
  package var isUnfinished: Bool { !pending.isEmpty || pasted != nil }
  package var isPasting: Bool { pasted != nil }

  /// A paste longer than this is cut, in bytes.
  package static let longestPaste = 1 << 20
  /// No sequence is longer than this; more is garbage.
  private static let longestSequence = 4096

  package mutating func decode(_ bytes: [UInt8]) -> [TerminalEvent] {
    pending += bytes
    var events: [TerminalEvent] = []
    var at = 0
    loop: while at < pending.count {
      if pasted != nil {
        let (taken, ended) = takePaste(pending[at...])
        at += taken
        guard ended else { break loop }
        events.append(endPaste())
        continue
      }
      switch EscapeSequence.parse(pending[at...]) {
      case .unfinished:
        if pending.count - at < Self.longestSequence { break loop }
        at += 1
      case .ignored(let count): at += count
      case .event(let event, let count):
        events.append(event)
        at += count
      case .pasteStart(let count):
        pasted = []
        at += count
      }
    }
    pending.removeFirst(at)
    return events
  }

  /// What the unfinished bytes mean when nothing follows: a lone ESC is the Escape key, a paste
  /// that stopped is a paste, all else is nothing.
  package mutating func timeOut() -> [TerminalEvent] {
    defer { pending = [] }
    if pasted != nil {
      pasted? += pending
      return [endPaste()]
    }
    return pending == [0x1B] ? [.key(.escape)] : []
  }

  /// Takes bytes up to the end mark ESC [ 201 ~, or all but what may be the mark's beginning.
  private mutating func takePaste(_ bytes: ArraySlice<UInt8>) -> (taken: Int, ended: Bool) {
    let mark = Array("\u{1B}[201~".utf8)
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

extension KeyDecoder {
  /// Text that came in one burst without paste marks, from a terminal that knows none, is a paste
  /// too: nobody types 64 different keys in one frame.
  package static func gatheringBursts(_ events: [TerminalEvent]) -> [TerminalEvent] {
    isBurst(events) ? [.paste(String(events.compactMap(\.typed)))] : events
  }

  /// Whether many events are all text, and not one or two keys held down.
  package static func isBurst(_ events: [TerminalEvent]) -> Bool {
    events.count >= 64 && events.allSatisfy { $0.typed != nil }
      && Set(events.lazy.compactMap(\.typed).prefix(64)).count > 2
  }
}

extension TerminalEvent {
  /// The character that the event types.
  fileprivate var typed: Character? {
    switch self {
    case .key(.character(let character)): character
    case .key(.enter): "\n"
    case .key(.tab): "\t"
    default: nil
    }
  }
}
