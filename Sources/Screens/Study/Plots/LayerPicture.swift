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
    case .zoomIn, .zoomOut, .zoomAll: break
    }
  }

  private mutating func setLayer(to layer: Int) {
    let last = max(0, layerCount - 1)
    context.cursor?.layer = min(max(0, layer), last)
  }
}
