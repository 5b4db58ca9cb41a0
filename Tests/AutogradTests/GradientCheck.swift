import Autograd
import Tensors

/// An operation on some tensors, to be checked.
struct GradientCase {
  let inputs: [Tensor]
  let function: ([Variable]) -> Variable

  init(_ inputs: Tensor..., function: @escaping ([Variable]) -> Variable) {
    self.inputs = inputs
    self.function = function
  }

  init(_ inputs: [Tensor], function: @escaping ([Variable]) -> Variable) {
    self.inputs = inputs
    self.function = function
  }

  /// L = Σ r ⊙ f(a, b, …) with fixed weights r, in double precision after f.
  private func loss(_ inputs: [Tensor], _ weights: Tensor) -> Double {
    let tape = Tape()
    return function(inputs.map { tape.constant($0) }).value.dot(weights)
  }

  private var weights: Tensor {
    let tape = Tape()
    let shape = function(inputs.map { tape.constant($0) }).shape
    var stream = Seed(1).stream("weights")
    return stream.uniforms(shape, in: 0.5..<1.5)
  }

  /// ∂L by the tape, and the operations that it recorded.
  func analytic() -> (gradients: [Tensor], operations: [Operation]) {
    let tape = Tape()
    let variables = inputs.map { tape.variable($0) }
    let output = function(variables)
    let operations = tape.operations
    let found = tape.gradients(of: (output * tape.constant(weights)).sum())
    return (variables.map { found[$0] }, operations)
  }

  /// ∂L/∂xᵢ ≈ (8(f₁ − f₋₁) − (f₂ − f₋₂)) / 12h with fₖ = L(xᵢ + kh), for every coordinate.
  ///
  /// The truncation error is h⁴f⁽⁵⁾/30. Inputs and h are multiples of 1/256, so x + kh is exact and
  /// the rounding error is that of f alone, about 6·10⁻⁸·f/h.
  func numeric() -> [Tensor] {
    let (h, weights) = (Float(1) / 64, weights)
    return inputs.indices.map { which in
      var moved = inputs
      let scalars = (0..<inputs[which].count).map { place in
        func value(_ steps: Float) -> Double {
          var changed = inputs[which].scalars
          changed[place] += steps * h
          moved[which] = Tensor(shape: inputs[which].shape, scalars: changed)
          return loss(moved, weights)
        }
        let slope = 8 * (value(1) - value(-1)) - (value(2) - value(-2))
        return Float(slope / (12 * Double(h)))
      }
      return Tensor(shape: inputs[which].shape, scalars: scalars)
    }
  }
}

/// max |a − b| / max |b|.
func relativeError(_ a: Tensor, _ b: Tensor) -> Double {
  let scale = Double(b.absolute().max())
  let difference = Double((a - b).absolute().max())
  return difference == 0 ? 0 : difference / scale
}
