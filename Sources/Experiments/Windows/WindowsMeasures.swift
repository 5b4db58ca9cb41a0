internal import Networks
internal import Tensors

/// What layers of windows see.
extension Measure {
  /// |∂ middle unit of the last map/∂ pixel| of each pixel of the image, the largest 1: what the unit
  /// sees. Before the first layer the unit is the middle pixel itself.
  public static let receptiveField = Measure(
    "receptive_field", "what a pixel sees, and how much", every: 1,
    .process(
      .content(.pictures) { (windows: Windows, _) in .pictures([windows.influence]) }))

  /// Pixels from the first to the last row that the middle unit sees.
  public static let receptiveExtent = Measure(
    "receptive_extent", "how many pixels it sees across", every: 1,
    .process(.number { (w: Windows, _) in Double(w.extent) }))

  /// Rows of the last map, ⌊(n + 2p − k)/s⌋ + 1 of those of the one before; 0: the window didn't fit.
  public static let windowRows = Measure(
    "window_rows", "how many rows the map has", every: 1,
    .process(.number { (w: Windows, _) in Double(w.sides.last ?? 0) }))

  /// The windows of the first layer along a row of pixels that are 1, zeros around it.
  public static let windowPlaces = Measure(
    "window_places", "the pixels that each window sees", every: 1,
    .process(.content(.pictures) { (w: Windows, _) in .pictures([w.plan.places]) }))
}

extension Windows {
  fileprivate var extent: Int {
    depth == 0 ? 1 : field?.rows?.count ?? 0
  }

  fileprivate var influence: Picture {
    let size = plan.size
    var values = [[Double]](repeating: [Double](repeating: 0, count: size), count: size)
    let title: String
    if depth == 0 {
      values[size / 2][size / 2] = 1
      title = "one pixel"
    } else if let field {
      let scalars = field.influence.scalars
      let largest = Double(scalars.max() ?? 0)
      for (index, slope) in scalars.enumerated() where largest > 0 {
        values[index / size][index % size] = Double(slope) / largest
      }
      let layers = depth == 1 ? "1 layer" : "\(depth) layers"
      title = "\(layers): \(extent)\u{00D7}\(field.columns?.count ?? 0) pixels"
    } else {
      return Picture(title: "The window is larger than the map of layer \(depth - 1).", values: [])
    }
    return Picture(title: title, values: values, range: 0...1)
  }
}

extension WindowsPlan {
  /// The row of pixels, and below it a row for each window with what it sees there; blank where it
  /// doesn't look.
  fileprivate var places: Picture {
    let count = outputs(of: size)
    let width = size + 2 * padding
    guard count > 0 else {
      return Picture(
        title: "A window of \(span) pixels doesn't fit into \(width).", values: [])
    }
    let row = (0..<width).map { $0 >= padding && $0 < padding + size ? 1.0 : 0 }
    let blank = [Double](repeating: .nan, count: width)
    let windows = (0..<count).map { place -> [Double] in
      var line = blank
      for step in 0..<window {
        let column = place * stride + step * dilation
        line[column] = row[column]
      }
      return line
    }
    let unseen = (padding..<padding + size).count { column in
      windows.allSatisfy { $0[column].isNaN }
    }
    let note = unseen == 0 ? "" : unseen == 1 ? ", 1 pixel never seen" : ", \(unseen) never seen"
    return Picture(
      title: "\(size) pixels, \(count) windows\(note)", values: [row, blank] + windows,
      rowLabels: ["pixels", ""] + (1...count).map { "window \($0)" },
      columnLabels: row.indices.map { column in
        row[column] == 0 ? "0" : String(column - padding + 1)
      },
      range: 0...1)
  }
}
