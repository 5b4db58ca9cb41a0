internal import Networks
internal import Tensors

/// Turns what batch normalizations found in a batch, and their running averages, into numbers.
struct StatisticsMeter {
  private let layers: [ObservedStatistics]

  init(_ layers: [ObservedStatistics]) {
    self.layers = layers
  }

  /// A number for each batch normalization: √(mean of μ² or σ² over the channels), or the gap
  /// ‖μ_batch − μ_running‖ / ‖σ_batch‖.
  func values(_ measure: Measure) -> [Double] {
    layers.map { layer in
      let channels = Double(layer.mean.count)
      switch measure {
      case .batchMean: return (layer.mean.sumOfSquares() / channels).squareRoot()
      case .runningMean: return (layer.runningMean.sumOfSquares() / channels).squareRoot()
      case .batchDeviation: return layer.variance.mean().squareRoot()
      case .runningDeviation: return layer.runningVariance.mean().squareRoot()
      case .statisticsGap:
        let gap = (layer.mean - layer.runningMean).norm()
        return gap / (layer.variance.mean() * channels).squareRoot()
      default: return .nan
      }
    }
  }
}
