/// Splits a terminal's input stream into characters, controls and sequences (ECMA-48).
struct SequenceParser: Sendable {
  struct Sequence: Hashable, Sendable {
    /// "?", ">" … before the parameters.
    var prefix = ""
    var parameters: [Int?] = []
    var intermediates = ""
    var final: Character = "@"

    /// A parameter with its default where it is missing or 0.
    func count(_ index: Int = 0) -> Int {
      guard index < parameters.count, let value = parameters[index], value > 0 else { return 1 }
      return min(value, Self.countLimit)
    }

    /// More than any screen has; sums with it can't overflow.
    private static let countLimit = 1 << 20
  }

  enum Item: Hashable, Sendable {
    case character(Unicode.Scalar)
    case control(UInt8)
    case sequence(Sequence)
    case escape(String)
    case operatingSystem(String)
  }

  private enum State { case ground, escape, sequence, text }
  private var state = State.ground
  private var bytes: [UInt8] = []

  mutating func take(_ byte: UInt8) -> Item? {
    // As in terminals, ESC begins anew in the middle of a sequence; a string it may end.
    if byte == 0x1B, state == .sequence || state == .escape {
      bytes = []
      state = .escape
      return nil
    }
    switch state {
    case .ground: return ground(byte)
    case .escape: return escape(byte)
    case .sequence:
      bytes.append(byte)
      guard (0x40...0x7E).contains(byte) else { return nil }
      return finish(.sequence(Self.sequence(bytes)))
    case .text:
      if byte == 0x07 { return finish(.operatingSystem(String(decoding: bytes, as: UTF8.self))) }
      if byte == 0x5C, bytes.last == 0x1B {
        return finish(.operatingSystem(String(decoding: bytes.dropLast(), as: UTF8.self)))
      }
      bytes.append(byte)
      return nil
    }
  }

  private mutating func finish(_ item: Item) -> Item {
    state = .ground
    bytes = []
    return item
  }

  private mutating func ground(_ byte: UInt8) -> Item? {
    if byte == 0x1B {
      bytes = []
      state = .escape
      return nil
    }
    if byte < 0x20 || byte == 0x7F { return .control(byte) }
    if byte < 0x80 { return .character(Unicode.Scalar(byte)) }
    bytes.append(byte)
    if let scalar = String(validating: bytes, as: UTF8.self)?.unicodeScalars.first {
      bytes = []
      return .character(scalar)
    }
    guard bytes.count >= 4 else { return nil }
    bytes = []
    return .control(0)
  }

  private mutating func escape(_ byte: UInt8) -> Item? {
    bytes.append(byte)
    switch byte {
    case UInt8(ascii: "["):
      bytes = []
      state = .sequence
    case UInt8(ascii: "]"), UInt8(ascii: "P"):
      bytes = []
      state = .text
    case 0x20...0x2F: break
    default: return finish(.escape(String(decoding: bytes, as: UTF8.self)))
    }
    return nil
  }

  private static func sequence(_ bytes: [UInt8]) -> Sequence {
    var result = Sequence()
    var digits = ""
    for byte in bytes.dropLast() {
      switch byte {
      case 0x30...0x39, 0x3A, 0x3B: digits.unicodeScalars.append(Unicode.Scalar(byte))
      case 0x3C...0x3F: result.prefix.unicodeScalars.append(Unicode.Scalar(byte))
      default: result.intermediates.unicodeScalars.append(Unicode.Scalar(byte))
      }
    }
    result.parameters = digits.split(separator: ";", omittingEmptySubsequences: false).map {
      Int($0)
    }
    result.final = Character(Unicode.Scalar(bytes[bytes.count - 1]))
    return result
  }
}
