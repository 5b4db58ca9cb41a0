internal import Autograd
public import Tensors

/// The numbers of a network that are trained, as one vector: where curvature and loss planes live.
public struct TrainedSpace: Sendable {
  private let parameters: [Parameter]

  public init(_ network: Network) {
    parameters = network.parameters.filter(\.isTrained)
  }

  /// Coordinates.
  public var dimension: Int { parameters.reduce(0) { $0 + $1.count } }

  /// The coordinates of weights, in the order of the parameters.
  public func vector(_ weights: Weights) -> [Double] {
    parameters.flatMap { weights[$0].scalars.map(Double.init) }
  }

  /// w + Σ tᵢ·vᵢ; what is not trained stays.
  /// - Precondition: every vector has `dimension` coordinates.
  public func moved(_ weights: Weights, along steps: [(Double, [Double])]) -> Weights {
    precondition(
      steps.allSatisfy { $0.1.count == dimension }, "moved: the space has \(dimension) dimensions")
    var result = weights
    var start = 0
    for parameter in parameters {
      let old = weights[parameter]
      result[parameter] = Tensor(
        shape: old.shape,
        scalars: old.scalars.enumerated().map { index, scalar in
          Float(steps.reduce(Double(scalar)) { $0 + $1.0 * $1.1[start + index] })
        })
      start += parameter.count
    }
    return result
  }

  /// A normal random direction with the scale of the weights, filter by filter:
  /// dᵢ ← dᵢ·‖wᵢ‖/‖dᵢ‖; biases and what else has fewer than two axes stay where they are.
  ///
  /// A filter is what makes one output: a column of a dense layer's weight [inputs, outputs], and
  /// along the first axis elsewhere (convolutions, recurrent rows, embedded tokens).
  /// - Source: Li, Xu, Taylor, Studer, Goldstein 2018, section 4.
  public func filterNormalizedDirection(
    at weights: Weights, from stream: inout RandomStream
  ) -> [Double] {
    var result: [Double] = []
    for parameter in parameters {
      guard parameter.shape.count >= 2 else {
        result += [Double](repeating: 0, count: parameter.count)
        continue
      }
      let w = weights[parameter].scalars
      var d = w.map { _ in stream.nextNormal() }
      for filter in TrainedSpace.filters(of: parameter) {
        let size = filter.reduce(0) { $0 + d[$1] * d[$1] }.squareRoot()
        let scale = filter.reduce(0) { $0 + Double(w[$1]) * Double(w[$1]) }.squareRoot()
        for index in filter { d[index] *= size > 0 ? scale / size : 0 }
      }
      result += d
    }
    return result
  }

  /// Places of each filter's scalars.
  private static func filters(of parameter: Parameter) -> [StrideTo<Int>] {
    let isDense = parameter.shape.count == 2 && parameter.name.hasSuffix("/weight")
    let count = isDense ? parameter.shape[1] : parameter.shape[0]
    let width = parameter.count / count
    return (0..<count).map { filter in
      isDense
        ? stride(from: filter, to: parameter.count, by: count)
        : stride(from: filter * width, to: (filter + 1) * width, by: 1)
    }
  }
}

extension Network {
  /// The loss of a batch as training sees it: batch statistics where they are used, and always the
  /// same dropped units.
  /// - Shape: x [N] + inputShape, N labels
  public func loss(_ x: Tensor, labels: [Int], _ weights: Weights) -> Double {
    let pass = Pass(weights, mode: .training)
    return Double(layer(pass.tape.constant(x), in: pass).softmaxCrossEntropy(labels).value.item)
  }

  /// ∂L/∂w of that loss, as a vector of `TrainedSpace`.
  public func lossGradient(_ x: Tensor, labels: [Int], _ weights: Weights) -> [Double] {
    let pass = Pass(weights, mode: .training)
    let loss = layer(pass.tape.constant(x), in: pass).softmaxCrossEntropy(labels)
    let gradients = pass.gradients(of: loss).parameters
    return parameters.filter(\.isTrained).flatMap { parameter in
      gradients[parameter.index]?.scalars.map(Double.init)
        ?? [Double](repeating: 0, count: parameter.count)
    }
  }
}
