import Charts

/// One key, sequence or character at the head of the input.
/// - Source: ECMA-48 section 5.4; "XTerm Control Sequences" (Dickey), rxvt and console_codes(4)
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
    default: return character(bytes)
    }
  }

  private static func letter(_ byte: UInt8) -> Character { Character(Unicode.Scalar(byte)) }

  /// A character beyond ASCII; broken UTF-8 loses one byte at a time.
  private static func character(_ bytes: ArraySlice<UInt8>) -> Outcome {
    let count =
      switch bytes[bytes.startIndex] {
      case 0xC2...0xDF: 2
      case 0xE0...0xEF: 3
      case 0xF0...0xF4: 4
      default: 0
      }
    guard count > 0 else { return .ignored(1) }
    let head = bytes.prefix(count)
    guard head.dropFirst().allSatisfy({ $0 & 0xC0 == 0x80 }) else { return .ignored(1) }
    guard head.count == count else { return .unfinished }
    guard let text = String(validating: head, as: UTF8.self), let scalar = text.unicodeScalars.first
    else { return .ignored(1) }
    return CharacterWidth.isControl(scalar)
      ? .ignored(count) : .event(.key(.character(Character(scalar))), count)
  }

  /// What follows ESC. Alt with a key is no key here.
  private static func escape(_ bytes: ArraySlice<UInt8>) -> Outcome {
    let start = bytes.startIndex
    guard bytes.count > 1 else { return .unfinished }
    switch bytes[start + 1] {
    case UInt8(ascii: "["): return control(bytes)
    case UInt8(ascii: "O"): return single(bytes)
    case UInt8(ascii: "P"), UInt8(ascii: "]"), UInt8(ascii: "X"), UInt8(ascii: "^"),
      UInt8(ascii: "_"):
      return string(bytes)
    case 0x20..<0x7F: return .ignored(2)
    case 0x80...:
      switch character(bytes.dropFirst()) {
      case .event(_, let count), .ignored(let count): return .ignored(count + 1)
      case .unfinished, .pasteStart: return .unfinished
      }
    default: return .event(.key(.escape), 1)
    }
  }

  /// A report of the terminal (DCS, OSC …), which ends with BEL or ESC \.
  private static func string(_ bytes: ArraySlice<UInt8>) -> Outcome {
    var at = bytes.startIndex + 2
    while at < bytes.endIndex {
      if bytes[at] == 0x07 { return .ignored(at + 1 - bytes.startIndex) }
      if bytes[at] == 0x1B {
        guard at + 1 < bytes.endIndex else { return .unfinished }
        let ends = bytes[at + 1] == UInt8(ascii: "\\")
        return .ignored(at + (ends ? 2 : 0) - bytes.startIndex)
      }
      at += 1
    }
    return .unfinished
  }

  /// ESC O and one byte: keys of the application modes, and F1 … F4.
  private static func single(_ bytes: ArraySlice<UInt8>) -> Outcome {
    guard bytes.count > 2 else { return .unfinished }
    let final = bytes[bytes.startIndex + 2]
    guard (0x40...0x7E).contains(final) else { return .ignored(2) }
    if let key = keypad[letter(final)] { return .event(.key(.character(key)), 3) }
    if final == UInt8(ascii: "M") { return .event(.key(.enter), 3) }
    return named(final, parameters: []).map { .event(.key($0), 3) } ?? .ignored(3)
  }

  private static let keypad: [Character: Character] = [
    "j": "*", "k": "+", "l": ",", "m": "-", "n": ".", "o": "/", "p": "0", "q": "1", "r": "2",
    "s": "3", "t": "4", "u": "5", "v": "6", "w": "7", "x": "8", "y": "9", "X": "=",
  ]

  /// ESC [ parameters intermediates final.
  private static func control(_ bytes: ArraySlice<UInt8>) -> Outcome {
    var at = bytes.startIndex + 2
    if at < bytes.endIndex, bytes[at] == UInt8(ascii: "[") { return console(bytes) }
    while at < bytes.endIndex, (0x20...0x3F).contains(bytes[at]) { at += 1 }
    guard at < bytes.endIndex else { return .unfinished }
    let body = bytes[(bytes.startIndex + 2)..<at]
    let final = bytes[at]
    let count = at + 1 - bytes.startIndex
    // "$" ends the shifted keys of rxvt; a byte that fits nowhere cuts the sequence before itself.
    guard (0x40...0x7E).contains(final) else { return .ignored(count - 1) }
    if final == UInt8(ascii: "M"), body.isEmpty {
      return bytes.count < count + 3 ? .unfinished : .ignored(count + 3)
    }
    if body.first == UInt8(ascii: "<") {
      let event = mouse(numbers(body.dropFirst()), isRelease: final == UInt8(ascii: "m"))
      return event.map { .event($0, count) } ?? .ignored(count)
    }
    guard body.allSatisfy({ (0x30...0x3B).contains($0) }) else { return .ignored(count) }
    let numbers = numbers(body)
    if final == UInt8(ascii: "~"), numbers.first == 200 { return .pasteStart(count) }
    let key =
      final == UInt8(ascii: "~") ? tilde(numbers.first ?? 0) : named(final, parameters: numbers)
    return key.map { .event(.key($0), count) } ?? .ignored(count)
  }

  /// The Linux console's F1 … F5: ESC [ [ A … E.
  private static func console(_ bytes: ArraySlice<UInt8>) -> Outcome {
    guard bytes.count > 3 else { return .unfinished }
    let final = bytes[bytes.startIndex + 3]
    guard (UInt8(ascii: "A")...UInt8(ascii: "E")).contains(final) else { return .ignored(4) }
    return .event(.key(.function(Int(final - UInt8(ascii: "A")) + 1)), 4)
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
    case "R": .function(3)
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
