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
    case .zoomIn, .zoomOut, .zoomAll: return
    }
    cell.keepInside(sizes)
    context.cursor?.cell = cell
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
