public import Autograd
public import Tensors

/// An operation with its inputs and settings, ready to run.
public struct OperationExample: Sendable {
  public let operation: Operation
  /// Says which numbers the inputs hold: input i is made from `name/i`.
  public let name: String
  public let inputs: [InputDescription]
  /// Numbers such as an axis or a slope.
  public let settings: [String: Double]
  /// Lists such as labels or lengths.
  public let lists: [String: [Int]]

  public init(
    _ operation: Operation, name: String, inputs: [InputDescription],
    settings: [String: Double] = [:], lists: [String: [Int]] = [:]
  ) {
    self.operation = operation
    self.name = name
    self.inputs = inputs
    self.settings = settings
    self.lists = lists
  }

  public var tensors: [Tensor] {
    inputs.enumerated().map { GridNumbers.tensor("\(name)/\($0.offset)", $0.element) }
  }

  public func number(_ key: String) -> Double { settings[key] ?? 0 }

  public func integer(_ key: String) -> Int { Int(number(key)) }

  public func list(_ key: String) -> [Int] { lists[key] ?? [] }

  /// The settings as a window; extents and distances that are not said are 1.
  public var window: WindowGeometry {
    if integer("line") == 1 {
      return WindowGeometry(
        line: integer("width"), stride: integer("stride"), padding: integer("padding"),
        dilation: integer("dilation"))
    }
    return WindowGeometry(
      height: max(integer("height"), 1), width: max(integer("width"), 1),
      stride: max(integer("stride"), 1), padding: integer("padding"),
      dilation: max(integer("dilation"), 1))
  }

  /// z = f(inputs). No `default`: an operation without reference values does not compile.
  public func output(_ x: [Variable]) -> Variable {
    switch operation {
    case .add: x[0] + x[1]
    case .subtract: x[0] - x[1]
    case .multiply: x[0] * x[1]
    case .divide: x[0] / x[1]
    case .negate: -x[0]
    case .scale: Float(number("factor")) * x[0]
    case .matmul: x[0].matmul(x[1])
    case .affine: x[0].affine(x[1], x[2])
    case .batchedMatmul: x[0].batchedMatmul(x[1])
    case .relu: x[0].relu()
    case .leakyReLU: x[0].leakyReLU(slope: Float(number("slope")))
    case .sigmoid: x[0].sigmoid()
    case .tanh: x[0].tanh()
    case .exp: x[0].exp()
    case .log: x[0].log()
    case .gelu: x[0].gelu()
    case .silu: x[0].silu()
    case .softmax: x[0].softmax()
    case .logSoftmax: x[0].logSoftmax()
    case .dropout: dropout(x[0])
    case .sum: x[0].sum()
    case .sumAlongAxis: x[0].sum(axis: integer("axis"))
    case .mean: x[0].mean()
    case .meanAlongAxis: x[0].mean(axis: integer("axis"))
    case .reshape: x[0].reshaped(list("shape"))
    case .permute: x[0].permuted(list("axes"))
    case .slice: x[0].sliced(integer("first")..<integer("end"), axis: integer("axis"))
    case .pad:
      x[0].padded(before: integer("before"), after: integer("after"), axis: integer("axis"))
    case .gather: x[0].gathered(list("indices"), axis: integer("axis"))
    case .concatenate: .concatenated(x, axis: integer("axis"))
    case .convolution:
      x[0].convolution(x[1], x[2], window, groups: max(integer("groups"), 1))
    case .locallyConnected: x[0].locallyConnected(x[1], x[2], window)
    case .maxPooling: x[0].maxPooling(window)
    case .averagePooling: x[0].averagePooling(window)
    case .batchNormalization: batchNormalized(x)
    case .layerNormalization: x[0].layerNormalized(scale: x[1], shift: x[2])
    case .groupNormalization:
      x[0].groupNormalized(groups: integer("groups"), scale: x[1], shift: x[2])
    case .rootMeanSquareNormalization: x[0].rootMeanSquareNormalized(scale: x[1])
    case .embedding: x[0].embedding(list("indices"))
    case .recurrent: recurrence(integer("form") == 0 ? .simple(.tanh) : .simple(.identity), x)
    case .lstm: recurrence(.lstm, x)
    case .gru: recurrence(.gru(integer("form") == 0 ? .afterProduct : .beforeProduct), x)
    case .additiveAttention:
      x[0].additiveAttention(
        key: x[1], memory: x[2], scoreWeight: x[3], lengths: lists["lengths"]
      ).output
    case .attention: attention(x)
    case .attentionDecoder: attentionDecoder(x)
    case .softmaxCrossEntropy: x[0].softmaxCrossEntropy(list("labels"))
    case .smoothedCrossEntropy:
      x[0].smoothedCrossEntropy(list("labels"), smoothing: number("smoothing"), ignoring: -1)
    case .binaryCrossEntropy: x[0].binaryCrossEntropy(x[1])
    case .squaredError: x[0].squaredError(x[1])
    }
  }

  private func dropout(_ x: Variable) -> Variable {
    var stream = Seed(3).stream("mask")
    return x.dropout(keepProbability: number("keep"), from: &stream)
  }

  /// Form 0: in training; 1: with the statistics held constant; 2: in inference.
  private func batchNormalized(_ x: [Variable]) -> Variable {
    let channels = x[1].shape
    guard integer("form") == 2 else {
      return x[0].batchNormalized(
        scale: x[1], shift: x[2], gradient: integer("form") == 0 ? .full : .stopped
      ).output
    }
    return x[0].normalized(
      mean: GridNumbers.tensor("mean", InputDescription(channels)),
      variance: GridNumbers.tensor("variance", InputDescription(channels, .positive)),
      scale: x[1], shift: x[2])
  }
}
