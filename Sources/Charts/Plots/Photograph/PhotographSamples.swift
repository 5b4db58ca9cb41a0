/// An image at the resolution of the screen.
struct PhotographSamples {
  private let columns: Int
  private let rows: Int
  /// By row; nil: blank.
  private var roles: [Role?] = []
  /// What the shades stand for: the numbers of a single plane, or brightness.
  private var values: [Double] = []
  private let shades: ColorScale

  init(_ image: Photograph.Image, columns: Int, rows: Int) {
    (self.columns, self.rows) = (columns, rows)
    let range = AxisRange(lower: image.range.lowerBound, upper: image.range.upperBound)
    let isColored = image.planes.count == 3
    shades = ColorScale(
      isColored ? .gray : image.colorMap, range: isColored ? AxisRange(lower: 0, upper: 1) : range)
    guard image.width > 0, image.height > 0 else { return }
    let planes = image.planes.map {
      Self.averages($0, (image.width, image.height), columns: columns, rows: rows)
    }
    guard isColored else {
      (roles, values) = (planes[0].map(shades.role), planes[0])
      return
    }
    let channel = ColorScale(.gray, range: range)
    roles.reserveCapacity(rows * columns)
    values.reserveCapacity(rows * columns)
    for index in 0..<rows * columns {
      add(
        channel.share(planes[0][index]), channel.share(planes[1][index]),
        channel.share(planes[2][index]))
    }
  }

  private mutating func add(_ red: Double?, _ green: Double?, _ blue: Double?) {
    guard let red, let green, let blue else {
      roles.append(nil)
      values.append(.nan)
      return
    }
    func channel(_ share: Double) -> UInt8 { UInt8((share * 255).rounded()) }
    roles.append(.color(PhotographColor(RGB(channel(red), channel(green), channel(blue)))))
    // Y′ = 0.299 R′ + 0.587 G′ + 0.114 B′ (ITU-R BT.601)
    values.append(0.299 * red + 0.587 * green + 0.114 * blue)
  }

  /// The mean of the finite pixels that each sample covers, those at its edges by the part that it
  /// covers; NaN where there are none.
  /// - Shape: [H · W] → [rows · columns]
  static func averages(
    _ plane: [Float], _ size: (width: Int, height: Int), columns: Int, rows: Int
  ) -> [Double] {
    let across = spans(columns, of: size.width)
    var means: [Double] = []
    means.reserveCapacity(rows * columns)
    var sums = [Double](repeating: 0, count: size.width)
    var weights = sums
    for down in spans(rows, of: size.height) {
      for x in 0..<size.width { (sums[x], weights[x]) = (0, 0) }
      for (y, share) in zip(down.pixels, down.shares) {
        let start = y * size.width
        for x in 0..<size.width where plane[start + x].isFinite {
          sums[x] += share * Double(plane[start + x])
          weights[x] += share
        }
      }
      for span in across {
        var (sum, weight) = (0.0, 0.0)
        for (x, share) in zip(span.pixels, span.shares) {
          sum += share * sums[x]
          weight += share * weights[x]
        }
        means.append(weight > 0 ? sum / weight : .nan)
      }
    }
    return means
  }

  /// The pixels under each of `count` equal parts of a row of `pixels`, and how much of each.
  private static func spans(
    _ count: Int, of pixels: Int
  ) -> [(pixels: Range<Int>, shares: [Double])] {
    (0..<count).map { part in
      let start = Double(part * pixels) / Double(count)
      let end = Double((part + 1) * pixels) / Double(count)
      let first = min(pixels - 1, Int(start))
      let range = first..<max(first + 1, min(pixels, Int(end.rounded(.up))))
      return (range, range.map { min(Double($0 + 1), end) - max(Double($0), start) })
    }
  }

  /// Draws the image over its cells.
  func draw(into grid: inout Grid, _ cells: Rect, glyphs: GlyphTier) {
    guard !roles.isEmpty, cells.rows > 0 else { return }
    let down = rows / cells.rows
    for row in 0..<cells.rows {
      for column in 0..<columns {
        let upper = row * down * columns + column
        let lower = upper + (down - 1) * columns
        grid[cells.column + column, cells.row + row] = cell(
          upper, lower, glyphs: glyphs)
      }
    }
  }

  /// Where a cell has one color, a shade in that very color tells it where there are none.
  private func cell(_ upper: Int, _ lower: Int, glyphs: GlyphTier) -> Cell {
    guard let role = roles[upper], role == roles[lower] else {
      return Cell(upper: roles[upper], lower: roles[lower])
    }
    let shade = shades.shade((values[upper] + values[lower]) / 2, glyphs: glyphs)
    return Cell(shade, Style(role, on: role))
  }
}
