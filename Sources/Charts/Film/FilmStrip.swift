/// Some columns of a row through a film: what they show, and when they change.
struct FilmStrip {
  typealias Cells = ArraySlice<VirtualScreen.Cell>

  var columns: Range<Int>
  /// What is shown, each once.
  var versions: [Cells]
  /// From these frames on. The first is frame 0.
  var changes: [(frame: Int, version: Int)]

  var isStill: Bool { changes.count == 1 }

  /// A row cut into strips, such that the picture is small: cells that change together stay together,
  /// and those that stay as they are are not drawn again for a neighbor that changes.
  ///
  /// - Parameter rows: the row in each frame, all equally long.
  static func strips(of rows: [[VirtualScreen.Cell]]) -> [FilmStrip] {
    guard let width = rows.first?.count, width > 0 else { return [] }
    var strips = stride(from: 0, to: width, by: finest).map {
      FilmStrip(rows, $0..<min(width, $0 + finest))
    }
    while let index = bestMerger(strips) {
      strips[index] = strips[index].merged(with: strips[index + 1], rows)
      strips.remove(at: index + 1)
    }
    return strips
  }

  /// Columns of the strips that a row is cut into first.
  private static let finest = 6

  private init(_ rows: [[VirtualScreen.Cell]], _ columns: Range<Int>, at frames: [Int]? = nil) {
    var numbers: [Cells: Int] = [:]
    self.columns = columns
    (versions, changes) = ([], [])
    for frame in frames ?? Array(rows.indices) {
      let cells = rows[frame][columns]
      if let last = changes.last, versions[last.version] == cells { continue }
      let number = numbers[cells] ?? versions.count
      if number == versions.count {
        numbers[cells] = number
        versions.append(cells)
      }
      changes.append((frame, number))
    }
  }

  private func merged(with next: FilmStrip, _ rows: [[VirtualScreen.Cell]]) -> FilmStrip {
    let frames = Set(changes.map(\.frame)).union(next.changes.map(\.frame)).sorted()
    return FilmStrip(rows, columns.lowerBound..<next.columns.upperBound, at: frames)
  }

  /// The first of the two neighbors that save the most in one; nil: none do.
  private static func bestMerger(_ strips: [FilmStrip]) -> Int? {
    let savings = zip(strips, strips.dropFirst()).map { $0.saving(with: $1) }
    guard let best = savings.indices.max(by: { savings[$0] < savings[$1] }), savings[best] >= 0
    else { return nil }
    return best
  }

  // MARK: What it costs

  /// Bytes of an animated strip, of a version, of a change, and of a run of one style, as they usually
  /// are; found by looking at films.
  private static let (strip, version, change, run) = (150, 30, 11, 40)

  private func saving(with next: FilmStrip) -> Int {
    if isStill, next.isStill { return Self.run }
    var pairs: [[Int]: Int] = [:]
    var count = 0
    var (mine, its) = (0, 0)
    for frame in Set(changes.map(\.frame)).union(next.changes.map(\.frame)).sorted() {
      while mine + 1 < changes.count, changes[mine + 1].frame <= frame { mine += 1 }
      while its + 1 < next.changes.count, next.changes[its + 1].frame <= frame { its += 1 }
      let (a, b) = (changes[mine].version, next.changes[its].version)
      count += 1
      pairs[[a, b]] = Self.version + bytes[a] + next.bytes[b] - Self.run / 2
    }
    let together = Self.strip + count * Self.change + pairs.values.reduce(0, +)
    return cost + next.cost - together
  }

  private var cost: Int {
    let drawn = bytes.reduce(0) { $0 + $1 + Self.version }
    return drawn + (isStill ? 0 : Self.strip + changes.count * Self.change)
  }

  private var bytes: [Int] {
    versions.map { cells in
      var (sum, rendition) = (0, nil as VirtualScreen.Rendition?)
      for cell in cells where cell.scalar != " " || cell.rendition.hasGround {
        sum += (0x2800...0x28FF).contains(cell.scalar.value) ? 14 : 2
        if cell.rendition != rendition { sum += Self.run }
        rendition = cell.rendition
      }
      return sum
    }
  }
}

extension VirtualScreen.Rendition {
  fileprivate var hasGround: Bool { background != nil || isReversed }
}
