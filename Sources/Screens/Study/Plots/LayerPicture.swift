import Charts

/// A plot by layer: its cursor goes from layer to layer.
protocol LayerPicture: PlotPicture {
  /// How many layers it shows.
  var layerCount: Int { get }
}

extension LayerPicture {
  /// The layer under the cursor, from 0.
  var layer: Int { context.cursor?.layer ?? 0 }

  var part: PartPlace? { PartPlace(layer: layer) }

  var placeTitle: String { "layer \(layer + 1)" }

  mutating func move(_ movement: PlotMovement, on screen: Size) {
    switch movement {
    case .go(let direction, let fast):
      let sign = direction == .right || direction == .down ? 1 : -1
      setLayer(to: layer + sign * (fast ? 10 : 1))
    case .first: setLayer(to: 0)
    case .last: setLayer(to: .max)
    }
  }

  var stops: [PlotCursor] {
    (0..<layerCount).map { layer in
      var stop = context.cursor ?? PlotCursor()
      stop.layer = layer
      return stop
    }
  }

  private mutating func setLayer(to layer: Int) {
    let last = max(0, layerCount - 1)
    context.cursor?.layer = min(max(0, layer), last)
  }
}

extension LayerPicture {
  /// The value axis alone of a plot by layer; its own values keep their place.
  func valueExtent(
    _ whole: AxisRange?, anchor: Double?, scale: AxisScale
  ) -> PlotExtent {
    guard let whole = whole?.closed else { return PlotExtent() }
    let shown = context.view.window.up ?? whole
    return PlotExtent(
      up: PlotExtent.Axis(
        whole: whole, shown: shown, anchor: anchor ?? shown.lowerBound, scale: scale))
  }
}
