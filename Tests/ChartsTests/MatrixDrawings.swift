import Charts
import Glibc

/// Heat maps, images, architectures and maps for picture tests, from formulas.
enum MatrixDrawings {
  /// Attention of a date's digits on the text that it is read from: each on one or two characters.
  static let attention = (0..<10).map { row in
    (0..<13).map { column -> Double in
      let focus = [9, 10, 11, 12, 8, 1, 2, 7, 6, 6][row]
      return 0.02 + 0.7 * exp(-Double((column - focus) * (column - focus)) / 1.5)
    }
  }

  static func dates(usesColor: Bool) -> HeatMap {
    HeatMap(
      values: attention, rowLabels: "2021-03-03".map(String.init),
      columnLabels: "march 3, 2021".map(String.init), range: 0...1, usesColor: usesColor,
      cursor: MatrixPlace(row: 5, column: 2))
  }

  /// A matrix of words, signed.
  static let words = HeatMap(
    values: (0..<4).map { row in (0..<6).map { Double(row - 1) * Double($0 - 2) / 10 } },
    rowLabels: ["the", "cat", "sat", "<end>"],
    columnLabels: ["die", "Katze", "saß", "auf", "dem", "<end>"], colorMap: .signed,
    usesColor: false)

  static let filters = ImageTiles(
    tiles: (1...4).map { filter in
      ImageTiles.Tile(
        title: "c1·\(filter)", values: plane(down: filter - 2, across: 3 - filter),
        colorMap: .signed)
    }, usesColor: false, cursor: (tile: 1, pixel: MatrixPlace(row: 2, column: 3)))

  /// A plane of 5 × 5 pixels through zero in the middle.
  private static func plane(down: Int, across: Int) -> [[Double]] {
    (-2...2).map { row in (-2...2).map { column in Double(row * down + column * across) } }
  }

  static let images = ImageTiles(
    tiles: (1...3).map { size in
      ImageTiles.Tile(
        title: "\(size)", values: ring(radius: Double(size)))
    }, usesColor: false)

  private static func ring(radius: Double) -> [[Double]] {
    (0..<8).map { row in
      (0..<8).map { column -> Double in
        let distance = hypot(Double(row) - 3.5, Double(column) - 3.5)
        return max(0, 1 - abs(distance - radius) / 1.5)
      }
    }
  }

  /// The parameters of LeNet-5 for 32 × 32 pixels.
  /// - Source: LeCun, Bottou, Bengio, Haffner 1998, with C3 connected to all maps
  static let lenet = ArchitectureTable(
    layers: [
      .init(name: "c1", kind: "convolution 5×5", output: "6 × 28 × 28", parameters: 156),
      .init(name: "s2", kind: "average pooling 2×2", output: "6 × 14 × 14", parameters: 0),
      .init(name: "c3", kind: "convolution 5×5", output: "16 × 10 × 10", parameters: 2_416),
      .init(name: "s4", kind: "average pooling 2×2", output: "16 × 5 × 5", parameters: 0),
      .init(name: "c5", kind: "convolution 5×5", output: "120 × 1 × 1", parameters: 48_120),
      .init(name: "f6", kind: "dense", output: "84", parameters: 10_164),
      .init(name: "output", kind: "dense", output: "10", parameters: 850),
    ], highlighted: 4)

  static let rates = KnobMap(
    rows: .init(label: "learning rate", values: ["0.01", "0.1", "1"]),
    columns: .init(label: "batch", values: ["8", "32", "128", "512"]),
    cells: Dictionary(
      uniqueKeysWithValues: (0..<12).map { index in
        let place = MatrixPlace(row: index / 4, column: index % 4)
        let reading: KnobMap.Reading =
          index == 8
          ? .diverged(step: 12) : index == 3 ? .pending : .value(0.2 * pow(1.9, Double(index % 5)))
        return (place, reading)
      }), usesColor: false, cursor: MatrixPlace(row: 1, column: 1))
}
