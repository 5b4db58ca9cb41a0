/// Puts faults into files: which ones, the seed decides.
package struct Mutator {
  var random: SplitMix

  package init(seed: Int) { random = SplitMix(state: UInt64(bitPattern: Int64(seed))) }

  /// 0 …< `count`; 0 where there is nothing to choose from.
  package mutating func choice(_ count: Int) -> Int {
    count > 1 ? Int.random(in: 0..<count, using: &random) : 0
  }

  mutating func any<Element>(_ elements: [Element]) -> Element { elements[choice(elements.count)] }

  // MARK: Bytes

  /// Numbers that headers should not have, as four bytes each.
  private static let extents: [[UInt8]] = [
    [0, 0, 0, 0], [0, 0, 0, 1], [0, 1, 0, 0], [0x40, 0, 0, 0], [0x7F, 0xFF, 0xFF, 0xFF],
    [0x80, 0, 0, 0], [0xFF, 0xFF, 0xFF, 0xFF],
  ]

  /// One to three changes of a file that has no lines: cut off, bits turned over, pieces lost,
  /// doubled or added, a number of its header made extreme.
  package mutating func bytes(_ original: [UInt8]) -> [UInt8] {
    var bytes = original
    for _ in 0...choice(3) where !bytes.isEmpty { change(&bytes) }
    return bytes
  }

  private mutating func change(_ bytes: inout [UInt8]) {
    // What decides is mostly at the beginning.
    let start = choice(choice(2) == 0 ? min(64, bytes.count) : bytes.count)
    let end = start + choice(min(64, bytes.count - start) + 1)
    switch choice(8) {
    case 0: bytes.removeSubrange(start...)
    case 1: bytes[start] ^= 1 << UInt8(choice(8))
    case 2: bytes[start] = any([0, 0x7F, 0x80, 0xFF])
    case 3: bytes.removeSubrange(start..<end)
    case 4: bytes.insert(contentsOf: bytes[start..<end], at: start)
    case 5: bytes += (0...choice(40)).map { _ in UInt8.random(in: 0...255, using: &random) }
    case 6: for place in start..<end { bytes[place] = UInt8.random(in: 0...255, using: &random) }
    default:
      let place = min(start & ~3, max(0, bytes.count - 4))
      bytes.replaceSubrange(place..<min(place + 4, bytes.count), with: any(Self.extents))
    }
  }
}
