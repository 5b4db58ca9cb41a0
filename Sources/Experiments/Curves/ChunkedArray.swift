/// An array that grows at its end, of which a copy shares all but the last elements: who keeps copies of a long
/// one makes the next `append` copy a chunk, not the whole.
struct ChunkedArray<Element: Sendable>: Sendable, RandomAccessCollection {
  /// Elements of a chunk.
  static var chunkSize: Int { 256 }

  private var whole: [[Element]] = []
  /// Fewer than a chunk.
  private var tail: [Element] = []

  init() {}

  init(_ elements: some Sequence<Element>) {
    for element in elements { append(element) }
  }

  var startIndex: Int { 0 }
  var endIndex: Int { whole.count * Self.chunkSize + tail.count }
  /// Elements that the next `append` copies where somebody has a copy.
  var ownCount: Int { tail.count }

  subscript(index: Int) -> Element {
    let chunk = index / Self.chunkSize
    return chunk < whole.count
      ? whole[chunk][index % Self.chunkSize] : tail[index - whole.count * Self.chunkSize]
  }

  mutating func append(_ element: Element) {
    tail.append(element)
    guard tail.count == Self.chunkSize else { return }
    whole.append(tail)
    tail = []
    tail.reserveCapacity(Self.chunkSize)
  }
}
