internal import Arithmetic
internal import Networks
internal import Tensors

/// Turns what a pass showed of each layer into what the probes read.
struct LayerMeter {
  /// From here on |tanh x| counts as saturated; 1 − f² is then below 0.06, as is sigmoid's slope
  /// below 0.03, where it is a tenth of its largest.
  static let saturatedTanh: Float = 0.97
  static let saturatedSigmoid: Float = 0.03
  static let bins = 48

  private let layers: [(activation: Activation, observed: Observation)]

  /// - Parameter names: of the plan's observed layers.
  init(plan: NetworkPlan, names: [String], layers: [Observation]) {
    let activations = Dictionary(zip(names, plan.observedActivations)) { first, _ in first }
    self.layers = layers.map { (activations[$0.layer] ?? .identity, $0) }
  }

  /// A number for each layer.
  func values(_ measure: Measure) -> [Double] {
    layers.map { activation, layer in
      switch measure {
      case .activationMean: layer.output.mean()
      case .activationMeanSquare: layer.output.sumOfSquares() / Double(layer.output.count)
      case .saturatedShare: Self.saturatedShare(layer.output, activation)
      case .deadShare: Self.deadShare(layer.output, activation)
      case .gradientNorm: layer.preactivationGradient.norm()
      case .weightGradientNorm: layer.weightGradient.norm()
      case .updateRatio: layer.logUpdateRatio
      case .weightNorm: layer.weight.norm()
      default: .nan
      }
    }
  }

  // MARK: Saturation

  /// Whether an output lies where the function's slope is (nearly) zero. Outputs of GELU and SiLU don't
  /// tell: near 0 lie both their steepest and their flattest places.
  private static func isFlat(_ x: Float, _ activation: Activation) -> Bool {
    switch activation {
    case .identity, .leakyReLU, .gelu, .geluTanh, .silu: false
    case .relu: x <= 0
    case .tanh: abs(x) > saturatedTanh
    case .sigmoid: x < saturatedSigmoid || x > 1 - saturatedSigmoid
    }
  }

  /// The share of all outputs [N, n] without slope.
  static func saturatedShare(_ output: Tensor, _ activation: Activation) -> Double {
    var count = 0
    for x in output.scalars where isFlat(x, activation) { count += 1 }
    return Double(count) / Double(output.count)
  }

  /// The share of units without slope on every example of the batch: nothing reaches their weights.
  /// A unit of a convolution is a channel, flat at every place.
  /// - Shape: output [N, n] or [N, C, H, W]
  static func deadShare(_ output: Tensor, _ activation: Activation) -> Double {
    let (rows, units) = (output.shape[0], output.shape[1])
    let places = output.shape.dropFirst(2).reduce(1, *)
    let dead = (0..<units).filter { unit in
      (0..<rows).allSatisfy { row in
        let start = (row * units + unit) * places
        return output.scalars[start..<start + places].allSatisfy { isFlat($0, activation) }
      }
    }
    return Double(dead.count) / Double(units)
  }

  // MARK: Histograms

  /// A histogram for each layer, each over a range of its own: the layers of a badly initialized
  /// network differ by many powers of ten. The zeros of a ReLU are left out, or they would tower
  /// over everything else; `saturatedShare` counts them.
  func histograms(_ measure: Measure) -> [Histogram] {
    layers.map { activation, layer in
      let isOutput = measure == .activationHistogram
      let tensor = isOutput ? layer.output : layer.preactivationGradient
      let range = Self.range(of: tensor, isOutput ? activation : .identity)
      let counted = tensor.histogram(
        bins: Self.bins, over: Float(range.lowerBound)...Float(range.upperBound))
      var counts = counted.counts
      counts[0] += counted.below
      counts[counts.count - 1] += counted.above
      if isOutput, activation == .relu {
        counts[0] -= tensor.scalars.count { $0 == 0 }
      }
      return Histogram(range: range, counts: counts)
    }
  }

  private static func range(of tensor: Tensor, _ activation: Activation) -> ClosedRange<Double> {
    switch activation {
    case .sigmoid: return 0...1
    case .tanh: return -1...1
    case .identity, .relu, .leakyReLU, .gelu, .geluTanh, .silu: break
    }
    // Three root mean squares hold all but the tails.
    let scale = (tensor.sumOfSquares() / Double(tensor.count)).squareRoot()
    let bound = roundedUp(3 * (scale.isFinite ? scale : 0))
    return activation == .relu ? 0...bound : -bound...bound
  }

  /// The next number of the form 1, 2 or 5 times a power of ten, so that axes stand still while the
  /// values move; 1 for zero. Kept where single precision has normal numbers.
  static func roundedUp(_ value: Double) -> Double {
    guard value > 0, value.isFinite else { return 1 }
    let value = min(max(value, 1e-36), 1e37)
    let power = 10.0.pow(value.log10().rounded(.down))
    let factor = [1.0, 2, 5, 10].first { $0 * power >= value * (1 - 1e-12) } ?? 10
    return factor * power
  }
}
