/// A glyph that is drawn as rectangles rather than as a letter.
struct CellShape {
  /// Parts of the cell: left, top, right, bottom as fractions.
  private var parts: [(left: Double, top: Double, right: Double, bottom: Double)] = []
  private var dots: UInt8 = 0
  private var line: BoxLine = []
  private var isThick = false

  /// Half the thickness of a box-drawing line, in parts of the cell's width.
  private static let halfLine = 1.0 / 16

  init?(_ scalar: Unicode.Scalar) {
    let value = scalar.value
    switch value {
    case 0x2800...0x28FF: dots = UInt8(value - 0x2800)
    case 0x2581...0x2588: parts = [(0, 1 - Double(value - 0x2580) / 8, 1, 1)]
    case 0x2580: parts = [(0, 0, 1, 0.5)]
    case 0x2589...0x258F: parts = [(0, 0, 1 - Double(value - 0x2588) / 8, 1)]
    case 0x2590: parts = [(0.5, 0, 1, 1)]
    case 0x2596...0x259F: parts = Self.quadrants(value)
    case 0x2501: (line, isThick) = (.horizontal, true)
    case 0x254C: parts = Self.dashes(2)
    case 0x2508: parts = Self.dashes(4)
    default:
      guard let box = BoxLine(scalar), value >= 0x2500 else { return nil }
      line = box
    }
  }

  /// - Source: Unicode, "Block Elements": U+2596 … U+259F, by quarters from the upper left
  private static func quadrants(_ value: UInt32) -> [(Double, Double, Double, Double)] {
    let (upperLeft, upperRight) = ((0.0, 0.0, 0.5, 0.5), (0.5, 0.0, 1.0, 0.5))
    let (lowerLeft, lowerRight) = ((0.0, 0.5, 0.5, 1.0), (0.5, 0.5, 1.0, 1.0))
    return switch value {
    case 0x2596: [lowerLeft]
    case 0x2597: [lowerRight]
    case 0x2598: [upperLeft]
    case 0x2599: [upperLeft, lowerLeft, lowerRight]
    case 0x259A: [upperLeft, lowerRight]
    case 0x259B: [upperLeft, upperRight, lowerLeft]
    case 0x259C: [upperLeft, upperRight, lowerRight]
    case 0x259D: [upperRight]
    case 0x259E: [upperRight, lowerLeft]
    default: [upperRight, lowerLeft, lowerRight]
    }
  }

  private static func dashes(_ count: Int) -> [(Double, Double, Double, Double)] {
    (0..<count).map {
      let left = (Double($0) + 0.15) / Double(count)
      return (left, 0.5 - halfLine / 2, left + 0.65 / Double(count), 0.5 + halfLine / 2)
    }
  }

  /// The shape as SVG path commands, for a cell at (x, y).
  func path(x: Double, y: Double, width: Double, height: Double) -> String {
    rectangles(width: width, height: height).map { part in
      "M\(Self.short(x + part.left)) \(Self.short(y + part.top))"
        + "H\(Self.short(x + part.right))V\(Self.short(y + part.bottom))H\(Self.short(x + part.left))Z"
    }.joined()
  }

  typealias Rectangle = (left: Double, top: Double, right: Double, bottom: Double)

  /// The shape as rectangles, in a cell of a size, from its upper left.
  func rectangles(width: Double, height: Double) -> [Rectangle] {
    var found: [Rectangle] = []
    func add(_ left: Double, _ top: Double, _ right: Double, _ bottom: Double) {
      found.append((left, top, right, bottom))
    }
    for part in parts {
      add(part.left * width, part.top * height, part.right * width, part.bottom * height)
    }
    addDots(width: width, height: height, add)
    let half = Self.halfLine * width * (isThick ? 2 : 1)
    // Between whole coordinates, so that thin lines are as thin as they can be.
    let (middle, center) = (width / 2 + half, height / 2 + half)
    if line.contains(.up) { add(middle - half, 0, middle + half, center + half) }
    if line.contains(.down) { add(middle - half, center - half, middle + half, height) }
    if line.contains(.left) { add(0, center - half, middle + half, center + half) }
    if line.contains(.right) { add(middle - half, center - half, width, center + half) }
    return found
  }

  private func addDots(
    width: Double, height: Double, _ add: (Double, Double, Double, Double) -> Void
  ) {
    for dot in 0..<8 where dots >> dot & 1 == 1 {
      let place = BrailleDot.place(dot)
      let (centerX, centerY) = (
        (Double(place.column) + 0.5) * width / 2, (Double(place.row) + 0.5) * height / 4
      )
      let radius = width * 0.16
      add(centerX - radius, centerY - radius, centerX + radius, centerY + radius)
    }
  }

  /// A coordinate with at most two digits after the point.
  private static func short(_ value: Double) -> String {
    var text = NumberText.fixed(value, digits: 2)
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }
}

/// The places of the eight dots of a Braille cell, by bit.
/// - Source: Unicode, "Braille Patterns": dots 1 2 3 7 at the left, 4 5 6 8 at the right
enum BrailleDot {
  static func place(_ bit: Int) -> (column: Int, row: Int) {
    switch bit {
    case 0, 1, 2: (0, bit)
    case 3, 4, 5: (1, bit - 3)
    case 6: (0, 3)
    default: (1, 3)
    }
  }

  /// The bit of a dot: column 0 … 1, row 0 … 3.
  static func mask(column: Int, row: Int) -> UInt8 {
    row == 3 ? (column == 0 ? 0x40 : 0x80) : 1 << UInt8(row + 3 * column)
  }
}
