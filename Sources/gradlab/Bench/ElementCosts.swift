import Autograd
import Tensors

/// Nanoseconds an element of the loops beside the matrix products, on 10,240 floats in cache.
enum ElementCosts {
  static let count = 10_240

  /// Each operation with its timing for one element, in seconds.
  static func measure(seconds: Double) -> [(name: String, timing: Timing)] {
    operations().map { name, operation in
      // A hundred at a time: one alone is too short for the clock.
      let timing = Timing.measure(seconds: seconds) {
        for _ in 0..<100 { precondition(operation() > 0, "\(name): a wrong size") }
      }
      return (name, timing.divided(by: 100 * count))
    }
  }

  /// Names are those of Tests/Benchmarks/race.py, which times the same in PyTorch.
  private static func operations() -> [(String, () -> Int)] {
    var stream = Seed(1).stream("elements")
    let x = stream.normals([count])
    let (wide, narrow) = (x.reshaped([count / 64, 64]), x.reshaped([count / 16, 16]))
    return [
      ("exp", { x.exp().count }),
      ("tanh", { Nonlinearity.tanh(x).count }),
      ("sigmoid", { Nonlinearity.sigmoid(x).count }),
      ("gelu", { x.gelu().count }),
      ("relu", { Nonlinearity.relu(x).count }),
      ("sum", { x.sum().isFinite ? count : 0 }),
      ("softmax, rows of 64", { wide.softmaxRows().count }),
      ("softmax, rows of 16", { narrow.softmaxRows().count }),
      ("batch norm, 64 columns", batchNormalization(wide)),
      ("Adam step", adam(gradient: x)),
    ]
  }

  /// The whole forward pass: statistics, and the result.
  private static func batchNormalization(_ x: Tensor) -> () -> Int {
    let (scale, shift) = (Tensor(repeating: 1, shape: [64]), Tensor(zeros: [64]))
    return {
      let tape = Tape(capacity: 1)
      let output = tape.constant(x).batchNormalized(
        scale: tape.constant(scale), shift: tape.constant(shift)
      ).output
      return output.value.count
    }
  }

  private static func adam(gradient: Tensor) -> () -> Int {
    var (weight, mean, meanSquare) = (gradient, gradient, gradient.squared())
    let constants = AdamConstants(
      learningRate: 1e-3, decays: (0.9, 0.999), epsilon: 1e-8, corrections: (0.5, 0.5),
      weightDecay: 0, keep: 1)
    return {
      weight.descendAdam(
        gradient: gradient, mean: &mean, meanSquare: &meanSquare, constants)
      return weight.count
    }
  }
}
