/// A curve of any length in bounded memory: extremes, mean and last value at every power-of-two scale.
///
/// Level 0 holds one cell for each `width` values in a row, level k one for each width·2ᵏ. When level
/// 0 is full, it is dropped and level 1 takes its place, so the finest scale coarsens while minima and
/// maxima, and so every spike, stay. A question costs time in proportion to the buckets it answers.
package struct Pyramid: Sendable {
  /// Values in a row. Non-finite ones take their place but count in nothing.
  package struct Cell: Sendable {
    package var sum = 0.0
    package var minimum = Double.infinity
    package var maximum = -Double.infinity
    package var last = Double.nan
    package var finiteCount = 0

    mutating func add(_ value: Double) {
      guard value.isFinite else { return }
      sum += value
      minimum = min(minimum, value)
      maximum = max(maximum, value)
      last = value
      finiteCount += 1
    }

    /// Appends the values of `later`.
    mutating func merge(_ later: Cell) {
      guard later.finiteCount > 0 else { return }
      sum += later.sum
      minimum = min(minimum, later.minimum)
      maximum = max(maximum, later.maximum)
      last = later.last
      finiteCount += later.finiteCount
    }
  }

  /// Values appended so far.
  package private(set) var count = 0
  /// Values that a cell of level 0 stands for.
  package private(set) var width = 1
  private let capacity: Int
  private var levels = [ChunkedArray<Cell>()]
  /// The values after the last whole cell of level 0.
  private var open = Cell()
  private var openCount = 0

  /// - Parameter capacity: the most cells of level 0; all levels together hold twice as many.
  package init(capacity: Int = 16_384) {
    precondition(capacity >= 2, "Pyramid: capacity \(capacity) < 2")
    self.capacity = capacity
  }

  /// Cells held, over all levels.
  package var cellCount: Int { levels.reduce(0) { $0 + $1.count } }

  /// About what all copies of this curve take together, beside what each has by itself. Those from before a
  /// level was dropped share that among themselves, too.
  package var sharedBytes: Int { cellCount * MemoryLayout<Cell>.stride }

  /// About what a copy takes by itself, once this one has gone on.
  package var copiedBytes: Int { levels.reduce(0) { $0 + $1.ownCount } * MemoryLayout<Cell>.stride }

  package mutating func append(_ value: Double) {
    open.add(value)
    openCount += 1
    count += 1
    guard openCount == width else { return }
    levels[0].append(open)
    open = Cell()
    openCount = 0
    carry()
    if levels[0].count >= capacity { coarsen() }
  }

  /// Completes the cells above that the newest cell of level 0 closes.
  private mutating func carry() {
    var level = 0
    while levels[level].count.isMultiple(of: 2) {
      var cell = levels[level][levels[level].count - 2]
      cell.merge(levels[level][levels[level].count - 1])
      level += 1
      if level == levels.count { levels.append(ChunkedArray()) }
      levels[level].append(cell)
    }
  }

  /// Drops level 0. An odd cell at its end becomes part of the open one.
  private mutating func coarsen() {
    let dropped = levels.removeFirst()
    if dropped.count % 2 == 1, let odd = dropped.last {
      var joined = odd
      joined.merge(open)
      open = joined
      openCount += width
    }
    width *= 2
  }

  /// Every value, NaN where it was not finite.
  /// - Precondition: nothing has been coarsened yet.
  package var values: [Double] {
    precondition(width == 1, "Pyramid: single values are gone, the cells have \(width)")
    return levels[0].map(\.last)
  }

  /// The values `range` in at most `resolution` buckets, each with the indices it covers. Buckets at
  /// both ends may reach beyond the range by less than their width. Those without a finite value are
  /// left out.
  package func buckets(
    _ range: Range<Int>, resolution: Int
  ) -> [(indices: ClosedRange<Int>, cell: Cell)] {
    let range = range.clamped(to: 0..<count)
    guard !range.isEmpty else { return [] }
    var level = 0
    func cells(at level: Int) -> ClosedRange<Int> {
      let size = width << level
      return range.lowerBound / size...(range.upperBound - 1) / size
    }
    while cells(at: level).count > max(resolution, 1) { level += 1 }
    let size = width << level
    return cells(at: level).compactMap { index in
      let cell = cell(at: index, level: level)
      guard cell.finiteCount > 0 else { return nil }
      return (index * size...min((index + 1) * size, count) - 1, cell)
    }
  }

  /// The cell, put together from finer ones where it is not whole yet.
  private func cell(at index: Int, level: Int) -> Cell {
    if level < levels.count, index < levels[level].count { return levels[level][index] }
    var result = Cell()
    for finer in stride(from: min(level, levels.count) - 1, through: 0, by: -1) {
      // Whole cells of this scale that no whole cell of the next covers: one at most.
      let covered = finer + 1 < levels.count ? levels[finer + 1].count * 2 : 0
      for whole in levels[finer][covered...] { result.merge(whole) }
    }
    result.merge(open)
    return result
  }
}

/// Keeping.
extension Pyramid {
  func keep(in archive: inout ArchiveWriter) {
    archive.write(count)
    archive.write(width)
    archive.write(openCount)
    open.keep(in: &archive)
    archive.write(levels) { $0.write($1) { $1.keep(in: &$0) } }
  }

  mutating func restore(from archive: inout ArchiveReader) throws(ArchiveFault) {
    count = try archive.integer()
    width = try archive.integer()
    openCount = try archive.integer()
    open = try Cell(from: &archive)
    levels = try archive.array { (archive) throws(ArchiveFault) in
      ChunkedArray(
        try archive.array { (archive) throws(ArchiveFault) in try Cell(from: &archive) })
    }
    let isWhole =
      width > 0 && openCount >= 0 && openCount < width
      && count == (levels.first?.count ?? 0) * width + openCount
      && levels.indices.dropFirst().allSatisfy { levels[$0].count == levels[$0 - 1].count / 2 }
      && levels.last?.count ?? 2 < 2
    guard isWhole else { throw ArchiveFault("a curve is not whole") }
  }
}

extension Pyramid.Cell {
  fileprivate func keep(in archive: inout ArchiveWriter) {
    for number in [sum, minimum, maximum, last] { archive.write(number) }
    archive.write(finiteCount)
  }

  fileprivate init(from archive: inout ArchiveReader) throws(ArchiveFault) {
    sum = try archive.number()
    minimum = try archive.number()
    maximum = try archive.number()
    last = try archive.number()
    finiteCount = try archive.integer()
  }
}
