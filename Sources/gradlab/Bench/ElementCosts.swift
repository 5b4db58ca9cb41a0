import Tensors

/// Nanoseconds an element of the loops beside the matrix products, on 10,000 floats in cache.
enum ElementCosts {
  static let count = 10_000

  /// Each operation with its timing for one element, in seconds.
  static func measure(seconds: Double) -> [(name: String, timing: Timing)] {
    var stream = Seed(1).stream("elements")
    let x = stream.normals([count])
    let rows = x.reshaped([count / 10, 10])
    let operations: [(String, () -> Tensor)] = [
      ("exp", { x.exp() }),
      ("tanh", { Nonlinearity.tanh(x) }),
      ("sigmoid", { Nonlinearity.sigmoid(x) }),
      ("relu", { Nonlinearity.relu(x) }),
      ("softmax, rows of 10", { rows.softmaxRows() }),
    ]
    return operations.map { name, operation in
      // A hundred at a time: one alone is too short for the clock.
      let timing = Timing.measure(seconds: seconds) {
        for _ in 0..<100 { precondition(operation().count == count, "\(name): a wrong size") }
      }
      return (name, timing.divided(by: 100 * count))
    }
  }
}
