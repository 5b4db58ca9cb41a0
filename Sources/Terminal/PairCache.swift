/// A foreground and a background as ncurses numbers them; −1 is the terminal's own.
package struct ColorPair: Hashable, Sendable {
  package var foreground: Int32
  package var background: Int32

  package init(_ foreground: Int32, on background: Int32) {
    self.foreground = foreground
    self.background = background
  }

  package static let own = ColorPair(-1, on: -1)
}

/// Gives colour pairs their numbers and takes back, between frames, those that no cell shows.
///
/// ncurses has an allocator too, but with direct colours it never recycles, and colours vanish.
package struct PairCache {
  /// Numbers run from 1 to `capacity`; 0 is the terminal's own pair.
  package let capacity: Int
  private var numbers: [ColorPair: Int32] = [.own: 0]
  private var free: [Int32] = []
  private var next: Int32 = 1
  /// Pairs whose number was given out since they were last asked for.
  private var defined: [(number: Int32, pair: ColorPair)] = []

  package init(capacity: Int) { self.capacity = max(0, capacity) }

  /// The pairs that have a number, without the terminal's own.
  package var count: Int { numbers.count - 1 }
  /// Whether so few numbers are left that unused pairs should be taken back.
  package var isCrowded: Bool { count * 4 >= capacity * 3 }

  /// The number of a pair. Where all are taken: that of the same foreground on the terminal's
  /// background, else the terminal's own.
  package mutating func number(of pair: ColorPair) -> Int32 {
    if let number = numbers[pair] { return number }
    guard let number = free.popLast() ?? fresh() else {
      return numbers[ColorPair(pair.foreground, on: -1)] ?? 0
    }
    numbers[pair] = number
    defined.append((number, pair))
    return number
  }

  /// The pairs to tell ncurses about, each once.
  package mutating func takeDefinitions() -> [(number: Int32, pair: ColorPair)] {
    defer { defined = [] }
    return defined
  }

  /// Frees the numbers of all pairs but those in use.
  package mutating func keep(only used: Set<ColorPair>) {
    for (pair, number) in numbers where number != 0 && !used.contains(pair) {
      numbers[pair] = nil
      free.append(number)
    }
    free.sort(by: >)
  }

  private mutating func fresh() -> Int32? {
    guard next <= Int32(clamping: capacity) else { return nil }
    defer { next += 1 }
    return next
  }
}
