internal import Arithmetic

/// Something drawn with a pen on a square sheet: the ways of the pen, not pixels, so that it can be
/// made thicker, moved and seen at any resolution without losing anything.
public struct Drawing: Hashable, Sendable {
  /// A place on the sheet: 0 … `side` from the left and from the top.
  public struct Point: Hashable, Sendable {
    public var x: Double
    public var y: Double

    public init(x: Double, y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// The sheet's edge, in pixels of a digit of MNIST.
  public static let side = 28.0
  /// Across the pen, in the same unit.
  public static let thicknesses = 1.0...6.0

  /// Where the pen went without being lifted; one place is a dot.
  public private(set) var strokes: [[Point]] = []
  /// Across the pen, the same for all strokes.
  public private(set) var thickness = 2.5
  /// The most places that are kept: as many as an hour of drawing gives.
  private static let pointLimit = 20_000

  public init(strokes: [[Point]] = []) { self.strokes = strokes.filter { !$0.isEmpty } }

  public var isEmpty: Bool { strokes.isEmpty }

  /// Puts the pen down at a place.
  public mutating func begin(at point: Point) {
    guard hasRoom else { return }
    strokes.append([point.onSheet])
  }

  /// Draws on to a place with the pen that is down.
  /// - Precondition: a stroke was begun.
  public mutating func draw(to point: Point) {
    guard hasRoom, let last = strokes.last?.last, last != point.onSheet else { return }
    strokes[strokes.count - 1].append(point.onSheet)
  }

  private var hasRoom: Bool { strokes.reduce(0) { $0 + $1.count } < Self.pointLimit }

  /// Takes the last stroke away.
  public mutating func undo() { _ = strokes.popLast() }

  /// Takes all strokes away; the pen stays as it is.
  public mutating func clear() { strokes = [] }

  /// Moves everything; what leaves the sheet is not lost.
  public mutating func shift(right: Double, down: Double) {
    strokes = strokes.map { $0.map { Point(x: $0.x + right, y: $0.y + down) } }
  }

  /// Makes all strokes thicker, or thinner, within what a pen can be.
  public mutating func thicken(by amount: Double) {
    let range = Self.thicknesses
    thickness = min(max(thickness + amount, range.lowerBound), range.upperBound)
  }
}

extension Drawing.Point {
  fileprivate var onSheet: Drawing.Point {
    Drawing.Point(x: min(max(x, 0), Drawing.side), y: min(max(y, 0), Drawing.side))
  }
}

/// What it looks like.
extension Drawing {
  /// How much of each pixel is ink, from 0 to 1: the pen is a disc with an edge one pixel soft.
  /// - Parameters:
  ///   - columns, rows: the pixels across and down.
  ///   - scale: pixels for each unit of the sheet.
  ///   - origin: the place of the sheet in the upper left corner.
  /// - Shape: `rows` of `columns`
  func ink(
    columns: Int, rows: Int, scale: Double, origin: Point = Point(x: 0, y: 0)
  ) -> [[Double]] {
    var ink = [[Double]](repeating: [Double](repeating: 0, count: columns), count: rows)
    let radius = thickness * scale / 2
    for stroke in strokes {
      let places = stroke.map {
        Point(x: ($0.x - origin.x) * scale, y: ($0.y - origin.y) * scale)
      }
      for (start, end) in zip(places, places.dropFirst() + [places[places.count - 1]]) {
        let across = Self.pixels(start.x, end.x, radius, count: columns)
        let down = Self.pixels(start.y, end.y, radius, count: rows)
        for row in down {
          for column in across {
            let middle = Point(x: Double(column) + 0.5, y: Double(row) + 0.5)
            let cover = radius + 0.5 - middle.distance(from: start, to: end)
            ink[row][column] = max(ink[row][column], min(1, cover))
          }
        }
      }
    }
    return ink
  }

  /// The whole sheet, `side` pixels square.
  public func ink(side: Int) -> [[Double]] {
    ink(columns: side, rows: side, scale: Double(side) / Drawing.side)
  }

  /// The pixels that a pen between two places can touch.
  private static func pixels(
    _ start: Double, _ end: Double, _ radius: Double, count: Int
  ) -> Range<Int> {
    let first = max(0, Int((min(start, end) - radius - 1).rounded(.down)))
    let last = min(count, Int((max(start, end) + radius + 1).rounded(.up)))
    return first..<max(first, last)
  }
}

extension Drawing.Point {
  /// To the nearest place of the straight line between two others.
  fileprivate func distance(from start: Drawing.Point, to end: Drawing.Point) -> Double {
    let (dx, dy) = (end.x - start.x, end.y - start.y)
    let length = dx * dx + dy * dy
    let along = length > 0 ? ((x - start.x) * dx + (y - start.y) * dy) / length : 0
    let share = min(max(along, 0), 1)
    let (right, below) = (x - start.x - share * dx, y - start.y - share * dy)
    return (right * right + below * below).squareRoot()
  }
}
