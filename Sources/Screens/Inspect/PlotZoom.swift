import Charts

/// What a key or the mouse does to the part of a plot that is shown.
enum PlotZoom: Hashable, Sendable {
  case nearer, farther
  /// The value axis alone.
  case valuesNearer, valuesFarther
  case whole
  /// What was shown before.
  case back
  case pan(Action.Direction)
  /// What was at one point comes to another.
  case drag(from: PlotPoint, to: PlotPoint)

  /// How much a step changes what is shown.
  fileprivate static let factor = 2.0
}

/// A place in a plot, along the axes of its extent.
struct PlotPoint: Hashable, Sendable {
  var across: Double
  var up: Double
  /// The pane that it is in, from 0.
  var pane = 0
}

extension PlotPicture {
  /// Shows another part of it.
  /// - Parameter point: what keeps its place; nil: the cursor.
  /// - Returns: false where nothing was to be done.
  @discardableResult
  mutating func zoom(_ zoom: PlotZoom, at point: PlotPoint? = nil) -> Bool {
    var view = context.view
    let before = view
    switch zoom {
    case .nearer: view.show(zoomed(by: 1 / PlotZoom.factor, Self.zoom.main, at: point))
    case .farther: view.show(zoomed(by: PlotZoom.factor, Self.zoom.main, at: point))
    case .valuesNearer: view.show(zoomed(by: 1 / PlotZoom.factor, .up, at: point))
    case .valuesFarther: view.show(zoomed(by: PlotZoom.factor, .up, at: point))
    case .whole: view.show(PlotWindow())
    case .back: _ = view.showEarlier()
    case .pan(let direction): view.window = panned(direction)
    case .drag(let start, let end): view.window = dragged(from: start, to: end)
    }
    guard view != before else { return false }
    context.view = view
    return true
  }

  private func zoomed(by factor: Double, _ axes: ZoomAxes, at point: PlotPoint?) -> PlotWindow {
    var window = context.view.window
    let extent = extent
    if axes.contains(.across), let axis = extent.across {
      window.across = axis.zoomed(by: factor, at: point?.across)
    }
    if axes.contains(.up), let axis = extent.up {
      window.up = axis.zoomed(by: factor, at: point?.up)
    }
    return window
  }

  /// By half of what is shown. Rows of cells go downward.
  private func panned(_ direction: Action.Direction) -> PlotWindow {
    var window = context.view.window
    let extent = extent
    switch direction {
    case .left, .right:
      guard window.across != nil, let axis = extent.across else { break }
      window.across = axis.panned(by: direction == .right ? 0.5 : -0.5)
    case .up, .down:
      guard window.up != nil, let axis = extent.up else { break }
      let isOnward = (direction == .up) != Self.rowsGoDown
      window.up = axis.panned(by: isOnward ? 0.5 : -0.5)
    }
    return window
  }

  private func dragged(from start: PlotPoint, to end: PlotPoint) -> PlotWindow {
    var window = context.view.window
    let extent = extent
    if window.across != nil, let axis = extent.across {
      window.across = axis.dragged(from: start.across, to: end.across)
    }
    if window.up != nil, let axis = extent.up {
      window.up = axis.dragged(from: start.up, to: end.up)
    }
    return window
  }

  /// Moves the shown part after the cursor.
  mutating func followCursor() {
    var view = context.view
    guard view.window != PlotWindow() else { return }
    let extent = extent
    if view.window.across != nil, let axis = extent.across { view.window.across = axis.following }
    // Where values have an axis of their own, the cursor is not on it.
    if view.window.up != nil, !Self.zoom.hasOwnValues, let axis = extent.up {
      view.window.up = axis.following
    }
    context.view = view
  }
}
