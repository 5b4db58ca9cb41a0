/// A matrix in cells: how many there are, and which numbers each of them shows.
struct MatrixField {
  /// By row; rows may differ in length.
  let values: [[Double]]
  let columns: Int
  let scale: ColorScale
  /// Red, green and blue of all numbers by row, on the same scale; empty: they have its colors.
  let planes: [[Float]]
  let glyphs: GlyphTier
  /// Samples a cell, one above the other: two where there are half blocks and colors for them.
  let samplesDown: Int
  /// Cells across, and samples from top to bottom.
  var width = 0
  var height = 0
  /// The mean under each sample by row, parts of rows and columns by their share; empty: a sample
  /// shows whole rows and columns.
  private var means: [Double] = []

  init(
    _ values: [[Double]], scale: ColorScale, planes: [[Float]] = [], usesColor: Bool,
    glyphs: GlyphTier
  ) {
    self.planes = planes
    self.values = values
    columns = values.reduce(0) { max($0, $1.count) }
    self.scale = scale
    self.glyphs = glyphs
    samplesDown = usesColor && glyphs == .braille ? 2 : 1
  }

  var rows: Int { values.count }
  var isEmpty: Bool { rows == 0 || columns == 0 }
  /// Rows of the grid that the field takes.
  var gridRows: Int { (height + samplesDown - 1) / samplesDown }

  /// The columns of the matrix in a column of cells.
  func columns(at cell: Int) -> Range<Int> { Self.span(cell, of: width, count: columns) }
  /// The rows of the matrix in a sample.
  func rows(at sample: Int) -> Range<Int> { Self.span(sample, of: height, count: rows) }

  /// The first number in a cell, counted from the field's upper left; nil: it shows none.
  func place(column: Int, row: Int) -> MatrixPlace? {
    guard (0..<width).contains(column), (0..<gridRows).contains(row) else { return nil }
    return MatrixPlace(
      row: rows(at: min(row * samplesDown, height - 1)).lowerBound,
      column: columns(at: column).lowerBound)
  }

  /// The cells that show a column of the matrix.
  func cells(ofColumn column: Int) -> Range<Int> {
    Self.cover(column, count: columns, parts: width)
  }

  /// The rows of the grid that show a row of the matrix, from the field's upper edge.
  func gridRows(ofRow row: Int) -> Range<Int> {
    let samples = Self.cover(row, count: rows, parts: height)
    return samples.lowerBound / samplesDown..<(samples.upperBound - 1) / samplesDown + 1
  }

  /// Whether each row of the matrix has grid rows of its own.
  var hasWholeRows: Bool { height >= rows * samplesDown && height % (rows * samplesDown) == 0 }

  /// Whether no row of the grid shows more than one row of the matrix.
  var hasGridRows: Bool { height >= rows * samplesDown }

  private static func span(_ place: Int, of parts: Int, count: Int) -> Range<Int> {
    guard parts > 0 else { return 0..<0 }
    let first = place * count / parts
    return first..<max(first + 1, (place + 1) * count / parts)
  }

  /// The parts among `parts` whose span holds item `index` of `count`.
  private static func cover(_ index: Int, count: Int, parts: Int) -> Range<Int> {
    guard count > 0, parts > 0 else { return 0..<1 }
    if parts <= count {
      let place = min(parts - 1, ((index + 1) * parts - 1) / count)
      return place..<place + 1
    }
    let first = (index * parts + count - 1) / count
    return first..<max(first + 1, ((index + 1) * parts + count - 1) / count)
  }

  /// The mean of the numbers that a sample covers, but a zero that is to be told apart is not lost
  /// in it; nil where there are none.
  func value(_ rows: Range<Int>, _ columns: Range<Int>) -> Double? {
    var (sum, count) = (0.0, 0)
    for row in rows where row < values.count {
      for column in columns where column < values[row].count {
        guard values[row][column].isFinite else { continue }
        if values[row][column] == 0 && scale.map == .zeroApart { return 0 }
        sum += values[row][column]
        count += 1
      }
    }
    return count == 0 ? nil : sum / Double(count)
  }

  /// Takes means over exactly what each sample covers, so that all samples are alike.
  mutating func smooth() {
    let plane = values.flatMap { row in
      (0..<columns).map { $0 < row.count ? Float(row[$0]) : .nan }
    }
    means = PhotographSamples.averages(plane, (columns, rows), columns: width, rows: height)
  }

  func draw(into grid: inout Grid, column: Int, row: Int) {
    for down in 0..<gridRows {
      for across in 0..<width {
        grid[column + across, row + down] = cell(across, down)
      }
    }
  }

  private func cell(_ across: Int, _ down: Int) -> Cell {
    func sample(_ index: Int) -> (value: Double, role: Role)? {
      if !means.isEmpty {
        guard index < height else { return nil }
        let mean = means[index * width + across]
        return scale.role(mean).map { (mean, $0) }
      }
      guard index < height, let value = value(rows(at: index), columns(at: across)),
        let role = role(value, rows(at: index), columns(at: across))
      else { return nil }
      return (value, role)
    }
    let upper = sample(down * samplesDown)
    let lower = samplesDown == 2 ? sample(down * 2 + 1) : upper
    if let upper, upper.role == lower?.role {
      // The shade is seen only where there are no colors.
      return Cell(scale.shade(upper.value, glyphs: glyphs), Style(upper.role, on: upper.role))
    }
    return Cell(upper: upper?.role, lower: lower?.role)
  }

  /// The color of a sample: that of its number, or the mean of its pixels' own.
  private func role(_ value: Double, _ rows: Range<Int>, _ columns: Range<Int>) -> Role? {
    guard !planes.isEmpty else { return scale.role(value) }
    let channels = planes.map { plane -> UInt8 in
      var sum = 0.0
      for row in rows {
        for column in columns {
          sum += scale.share(Double(plane[row * self.columns + column])) ?? 0
        }
      }
      return UInt8((255 * sum / Double(rows.count * columns.count)).rounded())
    }
    return .color(PhotographColor(RGB(channels[0], channels[1], channels[2])))
  }
}

extension Cell {
  /// Two samples one above the other; nil: nothing.
  init(upper: Role?, lower: Role?) {
    switch (upper, lower) {
    case (let upper?, let lower?): self.init("▀", Style(upper, on: lower))
    case (let upper?, nil): self.init("▀", Style(upper))
    case (nil, let lower?): self.init("▄", Style(lower))
    case (nil, nil): self = .blank
    }
  }
}

/// A place in a matrix, from 0.
public struct MatrixPlace: Hashable, Sendable {
  public var row: Int
  public var column: Int

  public init(row: Int, column: Int) {
    self.row = row
    self.column = column
  }
}
