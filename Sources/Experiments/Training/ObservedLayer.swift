internal import Arithmetic
internal import Networks
internal import Tensors

/// What a pass showed of one layer with weights, and the function at its end.
@dynamicMemberLookup
struct ObservedLayer {
  /// From here on |tanh x| counts as saturated; 1 − f² is then below 0.06, as is sigmoid's slope
  /// below 0.03, where it is a tenth of its largest.
  static let saturatedTanh: Float = 0.97
  static let saturatedSigmoid: Float = 0.03
  static let bins = 48

  private let activation: Activation
  private let observed: Observation

  subscript<Value>(dynamicMember path: KeyPath<Observation, Value>) -> Value {
    observed[keyPath: path]
  }

  /// - Parameter names: of the plan's observed layers.
  static func all(
    _ layers: [Observation], of plan: NetworkPlan, names: [String]
  ) -> [ObservedLayer] {
    let activations = Dictionary(zip(names, plan.observedActivations)) { first, _ in first }
    return layers.map {
      ObservedLayer(activation: activations[$0.layer] ?? .identity, observed: $0)
    }
  }

  // MARK: Saturation

  /// Whether an output lies where the function's slope is (nearly) zero. Outputs of GELU and SiLU don't
  /// tell: near 0 lie both their steepest and their flattest places.
  static func isFlat(_ x: Float, _ activation: Activation) -> Bool {
    switch activation {
    case .identity, .leakyReLU, .gelu, .geluTanh, .silu: false
    case .relu: x <= 0
    case .tanh: abs(x) > saturatedTanh
    case .sigmoid: x < saturatedSigmoid || x > 1 - saturatedSigmoid
    }
  }

  /// The share of all outputs [N, n] without slope.
  var saturatedShare: Double {
    let output = observed.output
    var count = 0
    for x in output.scalars where Self.isFlat(x, activation) { count += 1 }
    return Double(count) / Double(output.count)
  }

  /// The share of units without slope on every example of the batch: nothing reaches their weights.
  /// A unit of a convolution is a channel, flat at every place.
  /// - Shape: output [N, n] or [N, C, H, W]
  var deadShare: Double {
    let output = observed.output
    let (rows, units) = (output.shape[0], output.shape[1])
    let places = output.shape.dropFirst(2).reduce(1, *)
    let dead = (0..<units).filter { unit in
      (0..<rows).allSatisfy { row in
        let start = (row * units + unit) * places
        return output.scalars[start..<start + places].allSatisfy { Self.isFlat($0, activation) }
      }
    }
    return Double(dead.count) / Double(units)
  }

  // MARK: Histograms

  /// Of the outputs. The zeros of a ReLU are left out, or they would tower over everything else;
  /// `saturatedShare` counts them.
  var activationHistogram: Histogram {
    var result = Self.histogram(of: observed.output, activation)
    if activation == .relu { result.counts[0] -= observed.output.scalars.count { $0 == 0 } }
    return result
  }

  var gradientHistogram: Histogram {
    Self.histogram(of: observed.preactivationGradient, .identity)
  }

  var weightHistogram: Histogram { Self.histogram(of: observed.weight, .identity) }

  var weightGradientHistogram: Histogram {
    Self.histogram(of: observed.weightGradient, .identity)
  }

  /// Over a range of its own: the layers of a badly initialized network differ by many powers of ten.
  private static func histogram(of tensor: Tensor, _ activation: Activation) -> Histogram {
    let range = range(of: tensor, activation)
    let counted = tensor.histogram(
      bins: bins, over: Float(range.lowerBound)...Float(range.upperBound))
    var counts = counted.counts
    counts[0] += counted.below
    counts[counts.count - 1] += counted.above
    return Histogram(range: range, counts: counts)
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
