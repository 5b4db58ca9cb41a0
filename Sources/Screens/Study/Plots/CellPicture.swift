import Charts

/// A plot of cells: its cursor goes from cell to cell, and at the side of a pane on to the next one.
protocol CellPicture: PlotPicture {
  /// The rows and columns of each pane.
  var paneSizes: [Size] { get }
}

extension CellPicture {
  /// Where the cursor is; it may be outside, as matrices may shrink while one looks at them.
  var cell: PaneCursor { context.cursor?.cell ?? PaneCursor() }

  mutating func move(_ movement: PlotMovement, on screen: Size) {
    let sizes = paneSizes
    var cell = cell
    switch movement {
    case .go(let direction, let fast):
      guard !sizes.isEmpty else { return }
      cell.keepInside(sizes)
      cell.go(direction, by: fast ? 10 : 1, sizes)
    case .first: cell.place.column = 0
    case .last: cell.place.column = .max
    }
    cell.keepInside(sizes)
    context.cursor?.cell = cell
    followCursor()
  }

  mutating func setCursor(to point: PlotPoint) {
    let sizes = paneSizes
    var cell = PaneCursor(
      pane: point.pane, place: MatrixPlace(row: Int(point.up), column: Int(point.across)))
    cell.keepInside(sizes)
    context.cursor?.cell = cell
  }

  var stops: [PlotCursor] {
    let cells = paneSizes.enumerated().flatMap { pane, size in
      (0..<size.rows).flatMap { row in
        (0..<size.columns).map { PaneCursor(pane: pane, place: MatrixPlace(row: row, column: $0)) }
      }
    }
    return cells.count > 500
      ? []
      : cells.map { cell in
        var stop = context.cursor ?? PlotCursor()
        stop.cell = cell
        return stop
      }
  }
}

/// A plot of cells of which a part can be shown: the same one in all panes.
protocol ZoomedCells: CellPicture {}

extension ZoomedCells {
  static var zoom: ZoomAxes { .plane }
  static var rowsGoDown: Bool { true }

  /// The largest pane's cells.
  private var largest: Size {
    paneSizes.reduce(Size(columns: 0, rows: 0)) {
      Size(columns: max($0.columns, $1.columns), rows: max($0.rows, $1.rows))
    }
  }

  var extent: PlotExtent {
    let (size, window, place) = (largest, context.view.window, cell.place)
    func axis(_ count: Int, _ part: ClosedRange<Double>?, at index: Int) -> PlotExtent.Axis? {
      let whole = 0...Double(count)
      guard count > 1 else { return nil }
      return PlotExtent.Axis(
        whole: whole, shown: part?.clamped(to: whole) ?? whole, anchor: Double(index) + 0.5,
        grain: 1, least: 3, margin: 0.5)
    }
    return PlotExtent(
      across: axis(size.columns, window.across, at: place.column),
      up: axis(size.rows, window.up, at: place.row))
  }

  /// The cells of a pane that are shown; nil: all. Of a pane that has none there, its last ones.
  func shownCells(of size: Size) -> (rows: Range<Int>, columns: Range<Int>)? {
    let window = context.view.window
    guard window.across != nil || window.up != nil else { return nil }
    func part(_ range: ClosedRange<Double>?, of count: Int) -> Range<Int> {
      guard let range else { return 0..<count }
      let first = min(max(0, Int(range.lowerBound)), max(0, count - 1))
      return first..<max(first, min(count, Int(range.upperBound.rounded(.up))))
    }
    return (part(window.up, of: size.rows), part(window.across, of: size.columns))
  }

  /// "rows 3-10, columns 1-8"; empty: all are shown.
  var cellNotes: [String] {
    let size = largest
    guard let cells = shownCells(of: size) else { return [] }
    func text(_ name: String, _ part: Range<Int>, of count: Int) -> String? {
      part.count < count ? "\(name) \(part.lowerBound + 1)-\(part.upperBound)" : nil
    }
    let texts = [
      text("rows", cells.rows, of: size.rows), text("columns", cells.columns, of: size.columns),
    ].compactMap { $0 }
    return texts.isEmpty ? [] : [texts.joined(separator: ", ")]
  }

  /// The cursor's place among the cells that are shown of a pane.
  func shownPlace(in size: Size) -> MatrixPlace {
    guard let cells = shownCells(of: size) else { return cell.place }
    return MatrixPlace(
      row: cell.place.row - cells.rows.lowerBound,
      column: cell.place.column - cells.columns.lowerBound)
  }

  /// The place in a whole pane of one among the cells that are shown.
  func point(_ place: MatrixPlace, inPane pane: Int) -> PlotPoint? {
    guard paneSizes.indices.contains(pane) else { return nil }
    let cells = shownCells(of: paneSizes[pane])
    return PlotPoint(
      across: Double(place.column + (cells?.columns.lowerBound ?? 0)) + 0.5,
      up: Double(place.row + (cells?.rows.lowerBound ?? 0)) + 0.5, pane: pane)
  }
}

extension PaneCursor {
  fileprivate mutating func go(_ direction: Action.Direction, by length: Int, _ sizes: [Size]) {
    switch direction {
    case .up: place.row -= length
    case .down: place.row += length
    case .left:
      if place.column == 0 && pane > 0 {
        pane -= 1
        place.column = sizes[pane].columns - 1
      } else {
        place.column -= length
      }
    case .right:
      if place.column >= sizes[pane].columns - 1 && pane < sizes.count - 1 {
        pane += 1
        place.column = 0
      } else {
        place.column += length
      }
    }
  }

  /// An answer may have got shorter. Where all arms are hidden there are no panes.
  fileprivate mutating func keepInside(_ sizes: [Size]) {
    guard !sizes.isEmpty else {
      self = PaneCursor()
      return
    }
    pane = min(max(0, pane), sizes.count - 1)
    let size = sizes[pane]
    place.row = min(max(0, place.row), max(0, size.rows - 1))
    place.column = min(max(0, place.column), max(0, size.columns - 1))
  }
}
