import Autograd
import Tensors

/// What the engine adds to every operation beside arithmetic: operations on four numbers, recorded
/// and run backward.
enum OperationOverhead {
  /// Operations on one tape.
  private static let count = 256

  /// Each operation with its timing, forward and backward, in seconds.
  static func measure(seconds: Double) -> [(name: String, timing: Timing)] {
    let four = Tensor(repeating: 0.5, shape: [1, 4])
    let square = Tensor(repeating: 0.1, shape: [4, 4])
    let bias = Tensor(repeating: 0, shape: [4])
    let chains: [(String, (Variable, [Variable]) -> Variable)] = [
      ("tanh", { x, _ in x.tanh() }),
      ("addition", { x, others in x + others[0] }),
      ("affine map", { x, others in x.affine(others[1], others[2], .relu) }),
    ]
    return chains.map { name, operation in
      let timing = Timing.measure(seconds: seconds) {
        let tape = Tape(capacity: count)
        let others = [four, square, bias].map(tape.variable)
        var x = tape.variable(four)
        for _ in 0..<count { x = operation(x, others) }
        let gradients = tape.gradients(of: x.sum())
        precondition(gradients[others[0]].count == 4, "\(name): a wrong size")
      }
      // An affine map with its nonlinearity are two operations on the tape.
      return (name, timing.divided(by: name == "affine map" ? 2 * count : count))
    }
  }
}
