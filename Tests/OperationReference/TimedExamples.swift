public import Autograd

extension OperationExample {
  /// What an operation is timed with: the size that lessons use, or 131,072 numbers.
  public static func timed(_ operation: Operation) -> OperationExample {
    let table = InputDescription([128, 1024])
    let positive = InputDescription([128, 1024], .positive)
    func example(
      _ inputs: InputDescription..., settings: [String: Double] = [:], lists: [String: [Int]] = [:]
    ) -> OperationExample {
      OperationExample(
        operation, name: "timed", inputs: inputs, settings: settings, lists: lists)
    }
    switch operation {
    case .add, .subtract, .multiply, .squaredError: return example(table, table)
    case .divide: return example(table, positive)
    case .binaryCrossEntropy: return example(table, InputDescription([128, 1024], .unit))
    case .negate, .relu, .sigmoid, .tanh, .exp, .gelu, .silu, .sum, .mean: return example(table)
    case .scale: return example(table, settings: ["factor": 0.5])
    case .leakyReLU: return example(table, settings: ["slope": 0.01])
    case .log: return example(positive)
    case .dropout: return example(table, settings: ["keep": 0.5])
    case .softmax, .logSoftmax: return example(InputDescription([1024, 128]))
    case .sumAlongAxis, .meanAlongAxis: return example(table, settings: ["axis": 0])
    case .reshape: return example(table, lists: ["shape": [1024, 128]])
    case .permute: return example(InputDescription([32, 64, 64]), lists: ["axes": [0, 2, 1]])
    case .slice: return example(table, settings: ["axis": 1, "first": 256, "end": 768])
    case .pad: return example(table, settings: ["axis": 1, "before": 128, "after": 128])
    case .gather:
      let indices = GridNumbers.indices("timed", 1024, below: 1024)
      return example(
        InputDescription([1024, 128]), settings: ["axis": 0], lists: ["indices": indices])
    case .concatenate: return example(table, table, settings: ["axis": 1])
    case .matmul:
      return example(InputDescription([256, 256], .small), InputDescription([256, 256], .small))
    case .affine:
      return example(
        InputDescription([64, 784]), InputDescription([784, 128], .small),
        InputDescription([128]))
    case .batchedMatmul:
      return example(
        InputDescription([32, 64, 64], .small), InputDescription([32, 64, 64], .small))
    case .softmaxCrossEntropy, .smoothedCrossEntropy:
      return example(
        InputDescription([1024, 128]), settings: ["smoothing": 0.1],
        lists: ["labels": GridNumbers.indices("timed", 1024, below: 128)])
    case .convolution, .locallyConnected, .maxPooling, .averagePooling, .batchNormalization,
      .layerNormalization, .groupNormalization, .rootMeanSquareNormalization:
      return timedLayer(operation)
    case .embedding, .recurrent, .lstm, .gru, .additiveAttention, .attention, .attentionDecoder:
      return timedSequence(operation)
    }
  }

  private static func timedLayer(_ operation: Operation) -> OperationExample {
    let images = InputDescription([32, 16, 16, 16])
    let inputs: [InputDescription]
    var settings: [String: Double] = [:]
    switch operation {
    case .convolution:
      inputs = [images, InputDescription([16, 16, 3, 3], .small), InputDescription([16])]
      settings = ["height": 3, "width": 3, "padding": 1]
    case .locallyConnected:
      inputs = [
        InputDescription([64, 1, 16, 16]), InputDescription([64, 9, 8], .small),
        InputDescription([64, 8]),
      ]
      settings = ["height": 3, "width": 3, "stride": 2, "padding": 1]
    case .maxPooling, .averagePooling:
      inputs = [images]
      settings = ["height": 2, "width": 2, "stride": 2]
    case .layerNormalization:
      inputs = [InputDescription([1024, 128]), InputDescription([128]), InputDescription([128])]
    case .rootMeanSquareNormalization:
      inputs = [InputDescription([1024, 128]), InputDescription([128])]
    default:
      inputs = [images, InputDescription([16]), InputDescription([16])]
      settings = ["groups": 4]
    }
    return OperationExample(operation, name: "timed", inputs: inputs, settings: settings)
  }

  /// 32 sequences of 32 steps, 32 inputs, 128 states; attention over 16 steps of 128 numbers.
  private static func timedSequence(_ operation: Operation) -> OperationExample {
    let (n, t, d, h, a, s) = (32, 32, 32, 128, 64, 16)
    func small(_ shapes: [[Int]]) -> [InputDescription] {
      shapes.map { InputDescription($0, .small) }
    }
    func cell(_ gates: Int, inputs: Int) -> [InputDescription] {
      small([[gates * h, inputs], [gates * h, h], [gates * h], [gates * h]])
    }
    let sequence = small([[n, t, d], [n, h]])
    let inputs: [InputDescription]
    var settings: [String: Double] = [:]
    var lists: [String: [Int]] = [:]
    switch operation {
    case .recurrent: inputs = cell(1, inputs: d) + sequence
    case .lstm: inputs = cell(4, inputs: d) + sequence + small([[n, h]])
    case .gru: inputs = cell(3, inputs: d) + sequence
    case .additiveAttention: inputs = small([[n, a], [n, s, a], [n, s, h], [a]])
    case .attention:
      inputs = [InputDescription([n, t, 3 * h])]
      settings = ["heads": 4, "causal": 1]
    case .attentionDecoder:
      inputs =
        cell(3, inputs: d + h)
        + small([[h, a], [a], [n, s, a], [n, s, h], [n, h], [n, t, d]])
    default:
      inputs = [InputDescription([64, 32])]
      lists = ["indices": GridNumbers.indices("timed", n * t, below: 64)]
    }
    return OperationExample(
      operation, name: "timed", inputs: inputs, settings: settings, lists: lists)
  }
}
