import Charts
internal import Experiments

/// Where the parts of the pad's screen stand.
struct PadLayout: Hashable {
  let title: Rect
  /// The sheet that is drawn on, in its frame: twice as many columns as rows.
  let sheet: Rect
  /// What the network is given, in a frame, a pixel a column; nil: there is no room.
  let image: Rect?
  /// The probabilities, in their frame.
  let bars: Rect
  /// The maps, with the rule above them; nil: there is no room.
  let maps: Rect?

  /// A square of 28×28 pixels in its frame: two pixels a cell, one above the other.
  private static let picture = Size(columns: PadModel.side + 2, rows: PadModel.side / 2 + 2)
  private static let leastBars = 20
  private static let mostBars = 60
  /// With the rule above them.
  private static let leastMapRows = 6

  /// - Precondition: the size is at least `StudyLayout.smallest`.
  init(_ size: Size) {
    let body: Rect
    (title, body) = Rect(size).inset(bottom: 1).splitTop(1)
    let beside = Self.picture.columns + Self.leastBars
    let isWide = size.columns >= 100 && body.rows >= Self.picture.rows + Self.leastMapRows
    let hasImage = size.columns >= Self.picture.columns + beside
    let hasMaps = body.rows >= Self.picture.rows + Self.leastMapRows
    // The largest sheet that leaves room for what stands beside it, and below it where maps do.
    let across = size.columns - 2 - (hasImage ? beside : Self.leastBars)
    let down = body.rows - 2 - (hasMaps && !isWide ? Self.leastMapRows : 0)
    let side = min(PadModel.side, across / 2, down, isWide ? .max : PadModel.side / 2)
    let (left, right) = body.splitLeft(2 * side + 2)
    sheet = left.splitTop(side + 2).top
    let (top, rest) = right.splitTop(isWide ? Self.picture.rows : side + 2)
    if hasImage {
      let (middle, others) = top.splitLeft(Self.picture.columns)
      image = middle
      bars = Self.narrow(others)
    } else {
      image = nil
      bars = Self.narrow(top)
    }
    maps = !hasMaps ? nil : isWide ? rest : body.splitTop(side + 2).rest
  }

  private static func narrow(_ rect: Rect) -> Rect {
    Rect(
      column: rect.column, row: rect.row, columns: min(rect.columns, mostBars), rows: rect.rows)
  }

  /// Inside of a frame without air: a picture goes up to the line.
  static func inside(_ frame: Rect) -> Rect {
    frame.inset(left: 1, top: 1, right: 1, bottom: 1)
  }

  /// Whether the maps of all layers are in sight at once.
  var showsAllLayers: Bool { (maps?.columns ?? 0) >= 60 && (maps?.rows ?? 0) >= 12 }

  /// The place of the sheet under a cell; cells beside it count as its edge.
  func point(at position: Position) -> Drawing.Point {
    let inside = Self.inside(sheet)
    func share(_ place: Int, _ count: Int) -> Double {
      (Double(place) + 0.5) / Double(max(1, count)) * Drawing.side
    }
    return Drawing.Point(
      x: min(max(share(position.column - inside.column, inside.columns), 0), Drawing.side),
      y: min(max(share(position.row - inside.row, inside.rows), 0), Drawing.side))
  }

  /// The cell of a pixel of the sheet.
  func cell(column: Int, row: Int) -> Position {
    let inside = Self.inside(sheet)
    func place(_ pixel: Int, _ count: Int) -> Int {
      min(count - 1, (2 * pixel + 1) * count / (2 * PadModel.side))
    }
    return Position(
      column: inside.column + place(column, inside.columns),
      row: inside.row + place(row, inside.rows))
  }
}
