import Charts

/// Where the reader of a plot is. Each kind of plot uses the part that it has places for.
struct PlotCursor: Hashable, Sendable {
  /// At a training step; nil: at the newest.
  var step: Double?
  /// Along the axis of curves over something else than the step; nil: at its end.
  var variable: Double?
  /// Over a part of the plane; nil: in its middle.
  var place: PlaneChart.Place?
  /// By layer, from 0.
  var layer = 0
  /// In a plot of cells.
  var cell = PaneCursor()
}

/// Where the reader is in a plot of cells: in which pane, and at which cell of it, from 0.
struct PaneCursor: Hashable, Sendable {
  var pane = 0
  var place = MatrixPlace(row: 0, column: 0)
}

/// What a key does to the cursor.
enum PlotMovement: Hashable, Sendable {
  case go(Action.Direction, fast: Bool)
  case first
  case last

  /// How many places further it goes along a line on which right and up mean more; nil: elsewhere.
  var stride: Double? {
    guard case .go(let direction, let fast) = self else { return nil }
    return (direction == .right || direction == .up ? 1 : -1) * (fast ? 10 : 1)
  }
}
