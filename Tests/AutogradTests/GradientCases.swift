import Autograd
import Tensors

/// Tensors on the grid of 1/256, so that the stencil's points are exact.
struct Examples {
  private var stream: RandomStream

  init(_ name: String) {
    stream = Seed(11).stream(name)
  }

  /// Uniform in the range.
  mutating func tensor(_ shape: [Int], in range: ClosedRange<Int> = -2...2) -> Tensor {
    let width = (range.upperBound - range.lowerBound) * 256
    let scalars = (0..<Tensor.count(of: shape)).map { _ in
      Float(range.lowerBound) + Float(stream.next(below: width + 1)) / 256
    }
    return Tensor(shape: shape, scalars: scalars)
  }

  /// Multiples of 1/8, no two of them equal.
  mutating func distinct(_ shape: [Int]) -> Tensor {
    let count = Tensor.count(of: shape)
    return Tensor(
      shape: shape, scalars: stream.permutation(count).map { Float($0 - count / 2) / 8 })
  }

  /// Uniform in ±(0.125…2), away from the kink at 0.
  mutating func awayFromZero(_ shape: [Int]) -> Tensor {
    let scalars = (0..<Tensor.count(of: shape)).map { _ in
      let size = 0.125 + Float(stream.next(below: 481)) / 256
      return stream.next(below: 2) == 0 ? size : -size
    }
    return Tensor(shape: shape, scalars: scalars)
  }
}

/// Shapes of operations on one tensor; 16 and 17 are a full vector register and a tail.
private let shapes = [[1], [5], [1, 1], [3, 5], [2, 17], [2, 3, 4], []]

/// Pairs of shapes that broadcast.
private let broadcasts: [([Int], [Int])] = [
  ([3, 5], [3, 5]), ([1], [1]), ([], []), ([3, 5], [5]), ([5], [3, 5]), ([3, 1], [1, 5]),
  ([2, 3, 4], [3, 1]), ([2, 17], []), ([1, 1], [7]),
]

/// Examples of every operation. No `default`: an operation without a gradient check does not
/// compile.
func gradientCases(_ operation: Operation) -> [GradientCase] {
  var examples = Examples(operation.rawValue)
  switch operation {
  case .add: return pairs(&examples) { $0[0] + $0[1] }
  case .subtract: return pairs(&examples) { $0[0] - $0[1] }
  case .multiply: return pairs(&examples) { $0[0] * $0[1] }
  case .divide:
    return broadcasts.map { left, right in
      GradientCase(examples.tensor(left), examples.tensor(right, in: 1...2)) { $0[0] / $0[1] }
    }
  case .negate: return singles(&examples) { -$0 }
  case .scale: return singles(&examples) { 1.75 * $0 } + singles(&examples) { $0 / 4 }
  case .matmul:
    return [(1, 1, 1), (3, 5, 2), (1, 7, 1), (4, 1, 3), (2, 17, 9)].map { m, k, n in
      GradientCase(examples.tensor([m, k]), examples.tensor([k, n])) { $0[0].matmul($0[1]) }
    }
      + [(1, 1, 1), (3, 5, 2), (2, 17, 9)].map { m, k, n in
        GradientCase(examples.tensor([m, k]), examples.tensor([n, k])) {
          $0[0].matmul($0[1], transposeB: true)
        }
      }
  case .affine:
    return [(1, 1, 1), (3, 5, 2), (1, 7, 1), (4, 1, 3), (2, 17, 9)].map { n, d, k in
      GradientCase(examples.tensor([n, d]), examples.tensor([d, k]), examples.tensor([k])) {
        $0[0].affine($0[1], $0[2])
      }
    }
  case .relu: return kinked(&examples) { $0.relu() }
  case .leakyReLU: return kinked(&examples) { $0.leakyReLU(slope: 0.125) }
  case .sigmoid: return singles(&examples) { $0.sigmoid() }
  case .tanh: return singles(&examples) { $0.tanh() }
  case .exp: return singles(&examples) { $0.exp() }
  case .log: return shapes.map { GradientCase(examples.tensor($0, in: 1...3)) { $0[0].log() } }
  case .gelu: return singles(&examples) { $0.gelu() } + singles(&examples) { $0.gelu(.tanh) }
  case .silu: return singles(&examples) { $0.silu() }
  case .softmax: return rows(&examples) { $0.softmax() }
  case .logSoftmax: return rows(&examples) { $0.logSoftmax() }
  case .dropout:
    return singles(&examples) { x in
      var stream = Seed(3).stream("mask")
      return x.dropout(
        keepProbability: 0.75, isScaled: x.shape.count % 2 == 0, from: &stream)
    }
  case .convolution: return convolutionCases(&examples)
  case .maxPooling:
    return poolingCases(&examples) {
      $0.distinct($1)
    } function: {
      $0.maxPooling($1)
    }
  case .averagePooling:
    return poolingCases(&examples) {
      $0.tensor($1)
    } function: {
      $0.averagePooling($1)
    }
  case .locallyConnected: return locallyConnectedCases(&examples)
  case .groupNormalization: return groupNormalizationCases(&examples)
  case .rootMeanSquareNormalization: return rootMeanSquareCases(&examples)
  case .batchNormalization: return batchNormalizationCases(&examples)
  case .layerNormalization:
    return [[3, 5], [2, 17], [2, 3, 4], [4, 1], [1, 6]].map { shape in
      let width = shape[shape.count - 1]
      return GradientCase(
        examples.tensor(shape), examples.tensor([width], in: 1...2), examples.tensor([width])
      ) { $0[0].layerNormalized(scale: $0[1], shift: $0[2]) }
    }
  case .embedding:
    return [([1, 1], [0]), ([5, 3], [4, 0, 4, 2]), ([3, 17], [1]), ([2, 2, 2], [1, 1])].map {
      shape, indices in GradientCase(examples.tensor(shape)) { $0[0].embedding(indices) }
    }
  case .recurrent, .lstm, .gru: return recurrentCases(operation, &examples)
  case .additiveAttention, .attention, .attentionDecoder:
    return attentionCases(operation, &examples)
  case .batchedMatmul, .permute, .slice, .pad, .gather, .concatenate:
    return arrangementCases(operation, &examples)
  case .sum: return singles(&examples) { $0.sum() }
  case .sumAlongAxis: return axes(&examples) { $0.sum(axis: $1) }
  case .mean: return singles(&examples) { $0.mean() }
  case .meanAlongAxis: return axes(&examples) { $0.mean(axis: $1) }
  case .reshape:
    return [([6], [2, 3]), ([1], []), ([2, 3, 4], [4, -1]), ([1, 1], [1])].map { from, to in
      GradientCase(examples.tensor(from)) { $0[0].reshaped(to) }
    }
  case .softmaxCrossEntropy:
    return [(1, [0]), (2, [1]), (5, [4, 0, 2]), (17, [16, 3])].map { classes, labels in
      GradientCase(examples.tensor([labels.count, classes])) {
        $0[0].softmaxCrossEntropy(labels)
      }
    }
  case .smoothedCrossEntropy:
    return [(1, [0]), (2, [-1, 1]), (5, [4, 0, -1, 2]), (17, [16, 3])].map { classes, labels in
      GradientCase(examples.tensor([labels.count, classes])) {
        $0[0].smoothedCrossEntropy(labels, smoothing: 0.25, ignoring: -1)
      }
    }
  case .binaryCrossEntropy:
    return shapes.map { shape in
      GradientCase(examples.awayFromZero(shape), examples.tensor(shape, in: 0...1)) {
        $0[0].binaryCrossEntropy($0[1])
      }
    }
  case .squaredError:
    return shapes.map { shape in
      GradientCase(examples.tensor(shape), examples.tensor(shape)) { $0[0].squaredError($0[1]) }
    }
  }
}

private func singles(
  _ examples: inout Examples, _ function: @escaping (Variable) -> Variable
) -> [GradientCase] {
  shapes.map { GradientCase(examples.tensor($0)) { function($0[0]) } }
}

private func rows(
  _ examples: inout Examples, _ function: @escaping (Variable) -> Variable
) -> [GradientCase] {
  shapes.filter { !$0.isEmpty }.map { GradientCase(examples.tensor($0)) { function($0[0]) } }
}

private func kinked(
  _ examples: inout Examples, _ function: @escaping (Variable) -> Variable
) -> [GradientCase] {
  shapes.map { GradientCase(examples.awayFromZero($0)) { function($0[0]) } }
}

private func pairs(
  _ examples: inout Examples, _ function: @escaping ([Variable]) -> Variable
) -> [GradientCase] {
  broadcasts.map { left, right in
    GradientCase(examples.tensor(left), examples.tensor(right), function: function)
  }
}

private func axes(
  _ examples: inout Examples, _ function: @escaping (Variable, Int) -> Variable
) -> [GradientCase] {
  [([1], 0), ([5], 0), ([3, 5], 0), ([3, 5], 1), ([2, 17, 3], 1), ([1, 4], 0)].map { shape, axis in
    GradientCase(examples.tensor(shape)) { function($0[0], axis) }
  }
}
