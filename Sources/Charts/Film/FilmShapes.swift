/// What is drawn in one color and is no letter, as paths in as few characters as possible.
struct FilmShapes {
  private var parts: [CellShape.Rectangle] = []
  /// Dots of Braille cells by their place, two columns and four rows a cell.
  private var points: Set<Position> = []

  var isEmpty: Bool { parts.isEmpty && points.isEmpty }

  /// Adds a cell of a row.
  mutating func add(_ scalar: Unicode.Scalar, column: Int) {
    if (0x2800...0x28FF).contains(scalar.value) {
      for bit in 0..<8 where (scalar.value - 0x2800) >> bit & 1 == 1 {
        let place = BrailleDot.place(bit)
        points.insert(Position(column: 2 * column + place.column, row: place.row))
      }
    } else if let shape = CellShape(scalar) {
      let x = Double(column * FilmDrawing.cellWidth)
      let rectangles = shape.rectangles(
        width: Double(FilmDrawing.cellWidth), height: Double(FilmDrawing.cellHeight))
      for part in rectangles { add((x + part.left, part.top, x + part.right, part.bottom)) }
    }
  }

  /// One that continues another makes it longer.
  private mutating func add(_ part: CellShape.Rectangle) {
    let place = parts.lastIndex {
      $0.top == part.top && $0.bottom == part.bottom && $0.right >= part.left
        && $0.left <= part.left
    }
    guard let place else { return parts.append(part) }
    parts[place].right = max(parts[place].right, part.right)
  }

  /// Those that are as thick as a stroke is by itself are lines.
  private static func isLine(_ part: CellShape.Rectangle) -> Bool { part.bottom - part.top == 1 }

  var lines: String {
    parts.filter(Self.isLine).map { part in
      "M\(Self.short(part.left)) \(Self.short(part.top + 0.5))h\(Self.short(part.right - part.left))"
    }.joined()
  }

  var fills: String {
    parts.filter { !Self.isLine($0) }.map { part in
      let width = Self.short(part.right - part.left)
      return "M\(Self.short(part.left)) \(Self.short(part.top))h\(width)"
        + "v\(Self.short(part.bottom - part.top))h-\(width)z"
    }.joined()
  }

  /// Strokes whose dashes are dots without length and with square ends, every four pixels: one stroke
  /// for all that stand in a row or a column.
  var dots: String {
    var left = points
    var path = ""
    let order = points.sorted { ($0.column, $0.row) < ($1.column, $1.row) }
    for point in order where left.contains(point) {
      func run(_ place: (Int) -> Position) -> [Position] {
        var places: [Position] = []
        while case let next = place(places.count), left.contains(next) { places.append(next) }
        return places
      }
      let right = run { Position(column: point.column + $0, row: point.row) }
      let down = run { Position(column: point.column, row: point.row + $0) }
      let isRight = right.count > down.count
      let covered = isRight ? right : down
      left.subtract(covered)
      // A little longer, so that the last one is within the stroke.
      path += "M\(point.column * 4 + 2) \(point.row * 4 + 2)\(isRight ? "h" : "v")"
      path += covered.count == 1 ? ".1" : "\(covered.count * 4 - 4).1"
    }
    return path
  }

  /// A length with at most two digits after the point, and none before it that is 0.
  private static func short(_ value: Double) -> String {
    var text = NumberText.fixed(value, digits: 2)
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text.hasPrefix("0.") ? String(text.dropFirst()) : text
  }
}
