public import Autograd
import FoundationEssentials
internal import Tensors

/// What make_operation_reference.py wrote.
public struct OperationReference: Decodable, Sendable {
  /// Program and version.
  public let source: String
  public let cases: [ReferenceCase]

  /// - Throws: when the file beside this source is missing or malformed.
  public static func read() throws -> OperationReference {
    let folder = "\(#filePath)".split(separator: "/").dropLast().joined(separator: "/")
    let data = try Data(contentsOf: URL(filePath: "/\(folder)/operation_reference.json"))
    return try JSONDecoder().decode(OperationReference.self, from: data)
  }

  public func cases(of operation: Operation) -> [ReferenceCase] {
    cases.filter { $0.operation == operation.name }
  }
}

/// An example with the values and gradients that it should give.
public struct ReferenceCase: Decodable, Sendable {
  /// The operation's name.
  public let operation: String
  public let number: Int
  public let inputs: [InputDescription]
  let settings: [String: Double]
  let lists: [String: [Int]]
  /// Of the result.
  public let shape: [Int]
  public let value: ExpectedTensor
  public let gradients: [ExpectedTensor]

  public func example(_ operation: Operation) -> OperationExample {
    OperationExample(
      operation, name: "\(operation.name)/\(number)", inputs: inputs, settings: settings,
      lists: lists)
  }

  /// The largest number among the value and the gradients.
  private var scale: Double { ([value] + gradients).map(\.scale).max() ?? 0 }

  /// The largest relative errors, ours and PyTorch's, of value and gradients; tensors that vanish
  /// next to the others, such as the gradient of saturated or cancelling ones, are left out, because
  /// nothing but rounding is left of them.
  public func errors(_ operation: Operation) -> (own: Double, reference: Double) {
    var (own, reference) = (0.0, 0.0)
    for (deviation, expected) in zip(deviations(operation), [value] + gradients)
    where expected.scale >= 1e-3 * scale && expected.scale > 0 {
      own = max(own, deviation.error)
      reference = max(reference, expected.error / expected.scale)
    }
    return (own, reference)
  }

  /// How far the value and the gradient of every input are off.
  public func deviations(_ operation: Operation) -> [Deviation] {
    let example = example(operation)
    let tape = Tape()
    let variables = example.tensors.map { tape.variable($0) }
    let output = example.output(variables)
    let weights = GridNumbers.tensor("\(example.name)/r", InputDescription(shape, .weights))
    guard output.shape == shape else {
      return [
        Deviation(part: "value of shape \(output.shape)", error: .infinity, excess: .infinity)
      ]
    }
    let gradients = tape.gradients(of: (output * tape.constant(weights)).sum())
    let found =
      [("value", output.value)]
      + variables.enumerated().map { ("gradient \($0.offset)", gradients[$0.element]) }
    return zip(found, [value] + self.gradients).map { found, expected in
      expected.deviation(found.1, part: found.0, signs: "\(example.name)/signs")
    }
  }
}

/// How far one tensor is off.
public struct Deviation: Sendable {
  public let part: String
  /// Largest error relative to the tensor's largest number.
  public let error: Double
  /// Largest error in units of what is allowed.
  public let excess: Double
}

/// A tensor in float64, or a sample of it.
public struct ExpectedTensor: Decodable, Sendable {
  /// Numbers 0, stride, 2·stride, …
  let stride: Int
  let data: [Double]
  /// Σ ±xᵢ where not all numbers are here.
  let projection: Double
  /// Largest error of PyTorch's own float32 result.
  let error: Double
  /// Largest number.
  let scale: Double

  /// Four times PyTorch's own float32 error, or 10⁻⁶ of the largest number where that is more.
  private var tolerance: Double { max(4 * error, 1e-6 * scale) }

  func deviation(_ found: Tensor, part: String, signs: String) -> Deviation {
    let places = Swift.stride(from: 0, to: found.count, by: stride)
    var worst = places.underestimatedCount == data.count ? 0 : Double.infinity
    for (place, expected) in zip(places, data) {
      let error = abs(Double(found.scalars[place]) - expected)
      worst = error.isNaN ? .infinity : max(worst, error)
    }
    var excess = worst == 0 ? 0 : worst / tolerance
    if stride > 1 {
      let sum = zip(GridNumbers.signs(signs, found.count), found.scalars).reduce(0.0) {
        $0 + $1.0 * Double($1.1)
      }
      let share = abs(sum - projection) / (tolerance * Double(found.count))
      excess = share.isNaN ? .infinity : max(excess, share)
    }
    return Deviation(part: part, error: worst == 0 ? 0 : worst / scale, excess: excess)
  }
}
