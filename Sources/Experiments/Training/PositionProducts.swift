internal import Networks
internal import Tensors

/// Dot products of what is added to tokens at their positions.
struct PositionProducts {
  /// [T, D].
  let table: [[Double]]

  init(_ table: Tensor) {
    let width = table.shape[1]
    self.table = (0..<table.shape[0]).map { row in
      table.scalars[row * width..<(row + 1) * width].map(Double.init)
    }
  }

  func product(_ a: Int, _ b: Int) -> Double {
    zip(table[a], table[b]).reduce(0) { $0 + $1.0 * $1.1 }
  }

  private var square: Double { mean(atLag: 0) }

  private func products(atLag lag: Int) -> [Double] {
    (0..<table.count - lag).map { product($0, $0 + lag) }
  }

  private func mean(atLag lag: Int) -> Double {
    let all = products(atLag: lag)
    return all.reduce(0, +) / Double(all.count)
  }

  /// At lags 1, 2, …, relative to lag 0.
  var similarity: [Double] { (1..<max(1, table.count)).map { mean(atLag: $0) / square } }

  /// The largest distance from the mean of its lag, relative to lag 0.
  var spread: Double {
    let distances = (0..<table.count).map { lag -> Double in
      let (all, mean) = (products(atLag: lag), mean(atLag: lag))
      return all.map { abs($0 - mean) }.max() ?? 0
    }
    return (distances.max() ?? .nan) / square
  }
}

extension Evaluations {
  var positionSpread: Double {
    trainer.network.first(DecoderTransformer.self)?.positionTable(trainer.weights)
      .map { PositionProducts($0).spread } ?? .nan
  }
}

extension PictureTaker {
  private var positionTable: PositionProducts? {
    network.first(DecoderTransformer.self)?.positionTable(weights).map(PositionProducts.init)
  }

  var positions: [Picture] {
    guard let table = positionTable?.table else { return [] }
    return [
      Picture(
        values: table, rowLabels: table.indices.map { "\($0)" },
        columnLabels: (table.first ?? []).indices.map { "\($0)" }, isSigned: true)
    ]
  }

  var positionProducts: [Picture] {
    guard let products = positionTable else { return [] }
    let places = products.table.indices
    let names = places.map { "\($0)" }
    return [
      Picture(
        values: places.map { a in places.map { products.product(a, $0) } }, rowLabels: names,
        columnLabels: names)
    ]
  }

  var positionSimilarity: [Series] {
    guard let values = positionTable?.similarity else { return [] }
    return [Series(x: values.indices.map { Double($0 + 1) }, y: values)]
  }
}
