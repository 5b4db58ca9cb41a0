import Autograd
import OperationReference
import Tensors

extension OperationExample {
  /// The same function written in smaller operations; nil for those that the others are written in,
  /// and for those compared elsewhere. No `default`: a new operation has to say which it is.
  func composed(_ x: [Variable]) -> Variable? {
    switch operation {
    case .add, .multiply, .divide, .negate, .relu, .exp, .log, .sumAlongAxis, .reshape, .permute,
      .slice, .pad:
      nil
    // RecurrentCompositionTests.
    case .recurrent, .lstm, .gru, .attention, .additiveAttention, .attentionDecoder: nil
    // FusedOperationTests: erf is no operation.
    case .gelu: nil
    case .subtract: x[0] + -x[1]
    case .scale: x[0].constant(Float(number("factor"))) * x[0]
    case .matmul, .batchedMatmul: x[0].broadcastProduct(x[1])
    case .affine: x[0].matmul(x[1]) + x[2]
    case .leakyReLU: x[0].relu() - Float(number("slope")) * (-x[0]).relu()
    case .sigmoid: x[0].logistic
    case .tanh: 2 * (2 * x[0]).logistic - x[0].constant(1)
    case .silu: x[0] * x[0].logistic
    case .softmax: x[0].exp() / x[0].exp().sumOfRows
    case .logSoftmax: x[0] - x[0].exp().sumOfRows.log()
    case .dropout: x[0] * output([x[0].constant(Tensor(repeating: 1, shape: x[0].shape))])
    case .sum: x[0].reshaped([-1]).sum(axis: 0)
    case .mean: x[0].sum() / Float(x[0].value.count)
    case .meanAlongAxis:
      x[0].sum(axis: integer("axis")) / Float(x[0].shape[integer("axis")])
    case .gather: x[0].slices(list("indices"), axis: integer("axis"))
    case .embedding: x[0].slices(list("indices"), axis: 0)
    case .concatenate: x.sumOfPadded(axis: integer("axis"))
    case .convolution: composedConvolution(x)
    case .locallyConnected: composedUnshared(x)
    case .averagePooling: Windows(x[0], window).pooled { $0.mean(axis: 3) }
    case .maxPooling: Windows(x[0], window, margin: -1024).pooled { $0.maximum(axis: 3) }
    case .batchNormalization: composedBatchNormalization(x)
    case .layerNormalization: x[0].normalizedRows * x[1] + x[2]
    case .groupNormalization: composedGroupNormalization(x)
    case .rootMeanSquareNormalization:
      x[0] / (x[0] * x[0]).meanOfRows.squareRootAbove(1e-5) * x[1]
    case .softmaxCrossEntropy: x[0].crossEntropy(list("labels"), smoothing: 0)
    case .smoothedCrossEntropy: x[0].crossEntropy(list("labels"), smoothing: number("smoothing"))
    case .binaryCrossEntropy:
      -(x[1] * x[0].logistic.log() + (x[0].constant(1) - x[1]) * (-x[0]).logistic.log()).mean()
    case .squaredError: ((x[0] - x[1]) * (x[0] - x[1])).mean()
    }
  }

  /// Windows as rows, one product a group.
  private func composedConvolution(_ x: [Variable]) -> Variable {
    let (groups, outputs) = (max(integer("groups"), 1), x[1].shape[0])
    let (channels, each) = (x[0].shape[1] / groups, outputs / groups)
    let kernel = x[1].reshaped([outputs, -1])
    let parts = (0..<groups).map { group in
      let part = x[0].sliced(group * channels..<(group + 1) * channels, axis: 1)
      let windows = Windows(part, window)
      let weight = kernel.sliced(group * each..<(group + 1) * each, axis: 0).permuted([1, 0])
      return windows.rows.reshaped([-1, weight.shape[0]]).matmul(weight)
        .reshaped([x[0].shape[0], -1, each]).permuted([0, 2, 1])
    }
    let joined = Variable.concatenated(parts, axis: 1) + x[2].reshaped([outputs, 1])
    return joined.reshaped(Windows(x[0], window).shape(channels: outputs))
  }

  /// Each window with its own product.
  private func composedUnshared(_ x: [Variable]) -> Variable {
    let windows = Windows(x[0], window)
    let products = (0..<x[1].shape[0]).map { place in
      windows.rows.sliced(place..<place + 1, axis: 1).reshaped([x[0].shape[0], -1])
        .matmul(x[1].sliced(place..<place + 1, axis: 0).reshaped([x[1].shape[1], -1]))
        .reshaped([x[0].shape[0], 1, -1])
    }
    let joined = Variable.concatenated(products, axis: 1) + x[2]
    return joined.permuted([0, 2, 1]).reshaped(windows.shape(channels: x[1].shape[2]))
  }

  private func composedBatchNormalization(_ x: [Variable]) -> Variable {
    let (n, c) = (x[0].shape[0], x[0].shape[1])
    let channels = x[0].reshaped([n, c, -1]).permuted([1, 0, 2]).reshaped([c, -1])
    var normal = channels.normalizedRows
    if integer("form") == 1 {
      let mean = channels.meanOfRows.detached
      let centered = channels - mean
      normal = centered / (centered * centered).meanOfRows.detached.squareRootAbove(1e-5)
    } else if integer("form") == 2 {
      let mean = x[0].constant(GridNumbers.tensor("mean", InputDescription([c, 1])))
      let variance = x[0].constant(
        GridNumbers.tensor("variance", InputDescription([c, 1], .positive)))
      normal = (channels - mean) / variance.squareRootAbove(1e-5)
    }
    let z = normal * x[1].reshaped([c, 1]) + x[2].reshaped([c, 1])
    return z.reshaped([c, n, -1]).permuted([1, 0, 2]).reshaped(x[0].shape)
  }

  private func composedGroupNormalization(_ x: [Variable]) -> Variable {
    let (n, c) = (x[0].shape[0], x[0].shape[1])
    let normal = x[0].reshaped([n * integer("groups"), -1]).normalizedRows.reshaped([n, c, -1])
    return (normal * x[1].reshaped([c, 1]) + x[2].reshaped([c, 1])).reshaped(x[0].shape)
  }
}

/// The windows over images or lines as rows of a matrix, by gathering.
private struct Windows {
  /// [N, windows, C·k·k].
  let rows: Variable
  private let input: [Int]
  private let extents: [Int]
  private let geometry: WindowGeometry

  /// - Parameter margin: what the margin counts as.
  init(_ x: Variable, _ geometry: WindowGeometry, margin: Float = 0) {
    (input, self.geometry) = (x.shape, geometry)
    let images = x.shape.count == 4 ? x : x.reshaped([x.shape[0], x.shape[1], 1, x.shape[2]])
    let (top, left) = (geometry.isLine ? 0 : geometry.padding, geometry.padding)
    let shift = x.constant(margin)
    let padded =
      (images - shift).padded(before: top, after: top, axis: 2)
      .padded(before: left, after: left, axis: 3) + shift
    let (channels, height, width) = (padded.shape[1], padded.shape[2], padded.shape[3])
    func count(_ extent: Int, _ window: Int) -> Int {
      (extent - geometry.dilation * (window - 1) - 1) / geometry.stride + 1
    }
    extents = [count(height, geometry.height), count(width, geometry.width)]
    var places: [Int] = []
    for y in 0..<extents[0] {
      for x in 0..<extents[1] {
        for channel in 0..<channels {
          for i in 0..<geometry.height {
            for j in 0..<geometry.width {
              let row = channel * height + y * geometry.stride + i * geometry.dilation
              places.append(row * width + x * geometry.stride + j * geometry.dilation)
            }
          }
        }
      }
    }
    rows = padded.reshaped([x.shape[0], -1]).gathered(places, axis: 1)
      .reshaped([x.shape[0], extents[0] * extents[1], -1])
  }

  /// The shape of a result, image or line.
  func shape(channels: Int) -> [Int] {
    [input[0], channels] + (input.count == 4 ? extents : [extents[1]])
  }

  /// One number for every window of every channel, from [N, windows, C, k·k].
  func pooled(_ function: (Variable) -> Variable) -> Variable {
    let windows = rows.reshaped([
      input[0], rows.shape[1], input[1], geometry.height * geometry.width,
    ])
    return function(windows).permuted([0, 2, 1]).reshaped(shape(channels: input[1]))
  }
}

extension Variable {
  fileprivate func constant(_ value: Float) -> Variable { tape.constant(Tensor(value)) }

  fileprivate func constant(_ value: Tensor) -> Variable { tape.constant(value) }

  /// 1/(1 + e⁻ᵃ).
  fileprivate var logistic: Variable { constant(1) / (constant(1) + (-self).exp()) }

  /// Σ of the last axis, which stays with extent 1.
  fileprivate var sumOfRows: Variable {
    sum(axis: shape.count - 1).reshaped(Array(shape.dropLast()) + [1])
  }

  fileprivate var meanOfRows: Variable { sumOfRows / Float(shape[shape.count - 1]) }

  /// √(a + ε) = e^(½·ln(a + ε)).
  fileprivate func squareRootAbove(_ epsilon: Float) -> Variable {
    (0.5 * (self + constant(epsilon)).log()).exp()
  }

  fileprivate var normalizedRows: Variable {
    let centered = self - meanOfRows
    return centered / (centered * centered).meanOfRows.squareRootAbove(1e-5)
  }

  /// Σₖ aₘₖ·bₖₙ by broadcasting.
  fileprivate func broadcastProduct(_ b: Variable) -> Variable {
    let (outer, m, k) = (shape.dropLast(2), shape[shape.count - 2], shape[shape.count - 1])
    let left = reshaped(outer + [m, k, 1])
    return (left * b.reshaped(outer + [1, k, b.shape[b.shape.count - 1]]))
      .sum(axis: shape.count - 1)
  }

  /// Slices at the indices, one behind the other.
  fileprivate func slices(_ indices: [Int], axis: Int) -> Variable {
    .concatenated(indices.map { sliced($0..<$0 + 1, axis: axis) }, axis: axis)
  }

  /// The largest along an axis, by max(a, b) = a + max(b − a, 0); the first of equals.
  fileprivate func maximum(axis: Int) -> Variable {
    var result = sliced(0..<1, axis: axis)
    for place in 1..<max(shape[axis], 1) {
      result = result + (sliced(place..<place + 1, axis: axis) - result).relu()
    }
    var reduced = shape
    reduced.remove(at: axis)
    return result.reshaped(reduced)
  }

  /// −(1/n) Σ q ⊙ ln softmax(a) over the n rows whose label is not −1.
  fileprivate func crossEntropy(_ labels: [Int], smoothing: Double) -> Variable {
    let classes = shape[1]
    var target = Tensor(zeros: shape)
    for (row, label) in labels.enumerated() where label >= 0 {
      for column in 0..<classes {
        let hit = column == label ? 1 - smoothing : 0
        target[row, column] = Float(hit + smoothing / Double(classes))
      }
    }
    let counted = Float(labels.count { $0 >= 0 })
    return (constant(target) * logSoftmax()).sum() / -max(counted, 1)
  }
}

extension [Variable] {
  /// All parts between zeros, added.
  fileprivate func sumOfPadded(axis: Int) -> Variable {
    let total = reduce(0) { $0 + $1.shape[axis] }
    var (start, sum) = (0, Variable?.none)
    for part in self {
      let end = start + part.shape[axis]
      let padded = part.padded(before: start, after: total - end, axis: axis)
      sum = sum.map { $0 + padded } ?? padded
      start = end
    }
    return sum ?? self[0]
  }
}
