import Charts

/// One key, sequence or character at the head of the input.
/// - Source: ECMA-48 sections 5.3, 5.4 and 5.6; "XTerm Control Sequences" (Dickey), rxvt and
///   console_codes(4)
enum EscapeSequence {
  enum Outcome: Equatable {
    case event(TerminalEvent, Int)
    case pasteStart(Int)
    /// So many bytes that mean nothing here.
    case ignored(Int)
    case unfinished
  }

  static func parse(_ bytes: ArraySlice<UInt8>) -> Outcome {
    guard let first = bytes.first else { return .unfinished }
    switch first {
    case 0x1B: return escape(bytes)
    case 0x0D, 0x0A: return .event(.key(.enter), 1)
    case 0x09: return .event(.key(.tab), 1)
    case 0x7F, 0x08: return .event(.key(.backspace), 1)
    case 0x01...0x1A: return .event(.key(.control(letter(first + 0x60))), 1)
    case 0x1C...0x1F: return .event(.key(.control(letter(first + 0x40))), 1)
    case 0x00: return .ignored(1)
    case 0x20..<0x7F: return .event(.key(.character(letter(first))), 1)
    default: return introducer(bytes).map { sequence($0, bytes) } ?? character(bytes)
    }
  }

  private static func letter(_ byte: UInt8) -> Character { Character(Unicode.Scalar(byte)) }

  // MARK: Introducers

  /// How a sequence begins, and in how many bytes.
  struct Introducer: Equatable {
    enum Kind { case control, single, string }
    var kind: Kind
    var count: Int
    /// Whether it is one byte of 0x80 … 0x9F: then 0x9C ends a string.
    var isByte = false
  }

  /// The introducer at the head of the bytes: ESC and a letter, a C1 control as one byte or in
  /// UTF-8; nil where there is none, or not all of it.
  static func introducer(_ bytes: ArraySlice<UInt8>) -> Introducer? {
    guard let first = bytes.first else { return nil }
    let second = bytes.dropFirst().first
    switch first {
    case 0x1B:
      // ESC and a byte of 0x40 … 0x5F is the C1 control that stands 0x40 above that.
      guard let second, (0x40...0x5F).contains(second) else { return nil }
      return kind(ofControl: second + 0x40).map { Introducer(kind: $0, count: 2) }
    case 0xC2: return second.flatMap(kind(ofControl:)).map { Introducer(kind: $0, count: 2) }
    default:
      return kind(ofControl: first).map { Introducer(kind: $0, count: 1, isByte: true) }
    }
  }

  private static func kind(ofControl byte: UInt8) -> Introducer.Kind? {
    switch byte {
    case 0x9B: .control
    case 0x8F: .single
    case 0x90, 0x98, 0x9D, 0x9E, 0x9F: .string
    default: nil
    }
  }

  private static func sequence(_ introducer: Introducer, _ bytes: ArraySlice<UInt8>) -> Outcome {
    switch introducer.kind {
    case .control: control(bytes, introducer.count)
    case .single: single(bytes, introducer.count)
    case .string: string(bytes, introducer)
    }
  }

  /// A character beyond ASCII. Broken UTF-8 is dropped with the bytes that would continue it, or
  /// they would be taken for C1 controls; these mean nothing here unless they begin a sequence.
  private static func character(_ bytes: ArraySlice<UInt8>) -> Outcome {
    let count =
      switch bytes[bytes.startIndex] {
      case 0xC0...0xDF: 2
      case 0xE0...0xEF: 3
      case 0xF0...0xF7: 4
      default: 1
      }
    let head = bytes.prefix(1) + bytes.dropFirst().prefix(count - 1).prefix { $0 & 0xC0 == 0x80 }
    guard head.count == count else {
      return head.count == bytes.count ? .unfinished : .ignored(head.count)
    }
    guard let text = String(validating: head, as: UTF8.self), let scalar = text.unicodeScalars.first
    else { return .ignored(count) }
    return CharacterWidth.isControl(scalar)
      ? .ignored(count) : .event(.key(.character(Character(scalar))), count)
  }

  /// What follows ESC. Alt with a key is no key here.
  private static func escape(_ bytes: ArraySlice<UInt8>) -> Outcome {
    if let introducer = introducer(bytes) { return sequence(introducer, bytes) }
    guard let second = bytes.dropFirst().first else { return .unfinished }
    switch second {
    case 0x20..<0x7F: return .ignored(2)
    case 0xC0... where introducer(bytes.dropFirst()) == nil:
      switch character(bytes.dropFirst()) {
      case .event(_, let count), .ignored(let count): return .ignored(count + 1)
      case .unfinished, .pasteStart: return .unfinished
      }
    default: return .event(.key(.escape), 1)
    }
  }

  /// A report of the terminal (DCS, OSC …), which ends with BEL or ST; CAN and SUB break it off.
  private static func string(_ bytes: ArraySlice<UInt8>, _ introducer: Introducer) -> Outcome {
    guard let end = endOfString(bytes.dropFirst(introducer.count), isByte: introducer.isByte)
    else { return .unfinished }
    let count = introducer.count + end
    let body = bytes.dropFirst(introducer.count).prefix(end)
    let event: TerminalEvent? =
      switch bytes.prefix(introducer.count).last {
      case UInt8(ascii: "]"), 0x9D: BackgroundReport.event(ofCommand: body)
      case UInt8(ascii: "P"), 0x90: ScalingReport.event(ofDevice: body)
      default: nil
      }
    return event.map { .event($0, count) } ?? .ignored(count)
  }

  /// How a string ends as it should: BEL, and ST as two bytes, as one, and in UTF-8.
  static let ends: [[UInt8]] = [[0x07], [0x1B, 0x5C], [0x9C], [0xC2, 0x9C]]

  /// How many bytes go to the end of a string; nil: it isn't there. Another ESC ends the string
  /// before itself, as in terminals.
  static func endOfString(_ bytes: ArraySlice<UInt8>, isByte: Bool) -> Int? {
    for (count, byte) in bytes.enumerated() {
      let next = bytes.dropFirst(count + 1).first
      switch byte {
      case 0x07, 0x18, 0x1A: return count + 1
      case 0x9C where isByte: return count + 1
      case 0xC2 where next == 0x9C: return count + 2
      case 0x1B: return next.map { $0 == UInt8(ascii: "\\") ? count + 2 : count }
      default: break
      }
    }
    return nil
  }

  /// SS3 (ESC O) and one byte: keys of the application modes, and F1 … F4.
  private static func single(_ bytes: ArraySlice<UInt8>, _ start: Int) -> Outcome {
    guard let final = bytes.dropFirst(start).first else { return .unfinished }
    let count = start + 1
    guard (0x40...0x7E).contains(final) else { return .ignored(start) }
    if let key = keypad[letter(final)] { return .event(.key(.character(key)), count) }
    if final == UInt8(ascii: "M") { return .event(.key(.enter), count) }
    return named(final, parameters: []).map { .event(.key($0), count) } ?? .ignored(count)
  }

  private static let keypad: [Character: Character] = [
    "j": "*", "k": "+", "l": ",", "m": "-", "n": ".", "o": "/", "p": "0", "q": "1", "r": "2",
    "s": "3", "t": "4", "u": "5", "v": "6", "w": "7", "x": "8", "y": "9", "X": "=",
  ]

  /// CSI (ESC [) parameters intermediates final.
  private static func control(_ bytes: ArraySlice<UInt8>, _ start: Int) -> Outcome {
    let rest = bytes.dropFirst(start)
    if rest.first == UInt8(ascii: "[") { return console(bytes, start) }
    let body = rest.prefix { (0x20...0x3F).contains($0) }
    // rxvt ends its shifted keys with "$", which elsewhere comes before a final byte; but the
    // report of a mode has two parameters.
    if body.last == UInt8(ascii: "$"), body.count > 1,
      body.dropLast().allSatisfy({ (0x30...0x39).contains($0) })
    {
      return .ignored(start + body.count)
    }
    guard let final = rest.dropFirst(body.count).first else { return .unfinished }
    let count = start + body.count + 1
    if final == 0x18 || final == 0x1A { return .ignored(count) }
    // A byte that fits nowhere cuts the sequence before itself.
    guard (0x40...0x7E).contains(final) else { return .ignored(count - 1) }
    if final == UInt8(ascii: "M"), body.isEmpty {
      return bytes.count < count + 3 ? .unfinished : .ignored(count + 3)
    }
    return event(body, final).map { .event($0, count) }
      ?? (isPasteStart(body, final) ? .pasteStart(count) : .ignored(count))
  }

  private static func isPasteStart(_ body: ArraySlice<UInt8>, _ final: UInt8) -> Bool {
    final == UInt8(ascii: "~") && body.elementsEqual("200".utf8)
  }

  /// What a whole control sequence means; nil for reports that mean nothing here.
  private static func event(_ body: ArraySlice<UInt8>, _ final: UInt8) -> TerminalEvent? {
    if body.first == UInt8(ascii: "<") {
      return mouse(numbers(body.dropFirst()), isRelease: final == UInt8(ascii: "m"))
    }
    if final == UInt8(ascii: "n") { return BackgroundReport.event(ofStatus: body) }
    guard body.allSatisfy({ (0x30...0x3B).contains($0) }) else { return nil }
    let numbers = numbers(body)
    let key =
      final == UInt8(ascii: "~") ? tilde(numbers.first ?? 0) : named(final, parameters: numbers)
    return key.map { .key($0) }
  }

  /// The Linux console's F1 … F5: ESC [ [ A … E.
  private static func console(_ bytes: ArraySlice<UInt8>, _ start: Int) -> Outcome {
    guard let final = bytes.dropFirst(start + 1).first else { return .unfinished }
    let count = start + 2
    guard (UInt8(ascii: "A")...UInt8(ascii: "E")).contains(final) else { return .ignored(count) }
    return .event(.key(.function(Int(final - UInt8(ascii: "A")) + 1)), count)
  }

  /// Decimal parameters; an empty one is 0, and one too large for a screen is 65,535.
  private static func numbers(_ body: ArraySlice<UInt8>) -> [Int] {
    body.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map { digits in
      digits.reduce(0) { min(65535, $0 * 10 + max(0, Int($1) - 0x30)) }
    }
  }

  /// A key named by its final byte. Its parameters are 1 and a modifier m of 1 … 16, where m − 1
  /// has bit 0 for Shift and the other bits change nothing here; others belong to a report.
  private static func named(_ final: UInt8, parameters: [Int]) -> Key? {
    let modifier = parameters.count > 1 ? parameters[1] : 1
    guard (parameters.first ?? 1) <= 1, (1...16).contains(modifier) else { return nil }
    let isShifted = (modifier - 1) & 1 == 1
    return switch letter(final) {
    case "A": isShifted ? .shiftUp : .up
    case "B": isShifted ? .shiftDown : .down
    case "C": isShifted ? .shiftRight : .right
    case "D": isShifted ? .shiftLeft : .left
    case "a": .shiftUp
    case "b": .shiftDown
    case "c": .shiftRight
    case "d": .shiftLeft
    case "H": .home
    case "F": .end
    case "Z": .backTab
    case "P": .function(1)
    case "Q": .function(2)
    // With parameters it is the report of the cursor's place.
    case "R": parameters.isEmpty ? .function(3) : nil
    case "S": .function(4)
    default: nil
    }
  }

  private static func tilde(_ number: Int) -> Key? {
    switch number {
    case 1, 7: .home
    case 2: .insert
    case 3: .delete
    case 4, 8: .end
    case 5: .pageUp
    case 6: .pageDown
    case 11...15: .function(number - 10)
    case 17...21: .function(number - 11)
    case 23...26: .function(number - 12)
    case 28, 29: .function(number - 13)
    case 31...34: .function(number - 14)
    default: nil
    }
  }

  /// An SGR report: button, column and row from 1. Only the left button and the wheel count.
  private static func mouse(_ numbers: [Int], isRelease: Bool) -> TerminalEvent? {
    guard numbers.count == 3, numbers[1] > 0, numbers[2] > 0 else { return nil }
    let position = Position(column: numbers[1] - 1, row: numbers[2] - 1)
    let action: Mouse.Action? =
      switch numbers[0] & ~0b11100 {
      case 0: isRelease ? .release : .press
      case 32: .drag
      case 64: .wheelUp
      case 65: .wheelDown
      default: nil
      }
    return action.map { .mouse(Mouse($0, at: position)) }
  }
}
