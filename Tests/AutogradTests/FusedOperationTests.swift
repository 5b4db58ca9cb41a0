import Autograd
import Glibc
import OperationReference
import Tensors
import Testing

@Suite("Fused operations") struct FusedOperationTests {
  private let reference: OperationReference

  init() throws {
    reference = try OperationReference.read()
  }

  /// Relative to the tensor's largest number, or to a hundredth of the case's where that is more.
  private let tolerance = 2e-5

  @Test(
    "values and gradients are those of the same function in smaller operations",
    arguments: Operation.allCases)
  func compositions(_ operation: Operation) {
    for example in reference.cases(of: operation) {
      let example = example.example(operation)
      guard let composed = results(example, { example.composed($0) }) else { return }
      let fused = results(example) { example.output($0) } ?? []
      let scale = composed.map { Double($0.absolute().max()) }.max() ?? 0
      #expect(fused.map(\.shape) == composed.map(\.shape), "\(example.name)")
      for (part, (found, expected)) in zip(fused, composed).enumerated() {
        let size = max(Double(expected.absolute().max()), 1e-2 * scale)
        let error = Double((found - expected).absolute().max()) / max(size, 1e-30)
        #expect(error < tolerance, "\(example.name), part \(part) of \(expected.shape)")
      }
    }
  }

  /// The value, and the gradients of its weighted sum.
  private func results(
    _ example: OperationExample, _ function: ([Variable]) -> Variable?
  ) -> [Tensor]? {
    let tape = Tape()
    let x = example.tensors.map { tape.variable($0) }
    guard let y = function(x) else { return nil }
    let weights = GridNumbers.tensor("weights", InputDescription(y.shape, .weights))
    let gradients = tape.gradients(of: (y * tape.constant(weights)).sum())
    return [y.value] + x.map { gradients[$0] }
  }

  @Test("GELU is a·(1 + erf(a/√2))/2, with its derivative, from −20 to 20")
  func gelu() {
    let inputs = (-2560...2560).map { Float($0) / 128 }
    let tape = Tape()
    let x = tape.variable(Tensor(inputs))
    let y = x.gelu()
    let slopes = tape.gradients(of: y.sum())[x]
    for (index, input) in inputs.enumerated() {
      let a = Double(input)
      let below = 0.5 * erfc(-a / 2.0.squareRoot())
      let slope = below + a * exp(-a * a / 2) / (2 * Double.pi).squareRoot()
      #expect(abs(Double(y.value.scalars[index]) - a * below) <= 2e-7 * max(1, abs(a)))
      #expect(abs(Double(slopes.scalars[index]) - slope) <= 5e-7)
    }
  }

  @Test("weights that are shared make a locally connected layer a convolution")
  func unshared() {
    var stream = Seed(5).stream("unshared")
    let geometry = WindowGeometry(3, stride: 2, padding: 1)
    let (x, kernel) = (stream.normals([2, 3, 7, 5]), stream.normals([4, 3, 3, 3]))
    let tape = Tape()
    let (a, w) = (tape.variable(x), tape.variable(kernel))
    let bias = tape.constant(stream.normals([4]))
    let shared = a.convolution(w, bias, geometry)
    let places = shared.shape[2] * shared.shape[3]
    let own = w.reshaped([4, 27]).permuted([1, 0]).reshaped([1, 27, 4])
    let repeated = Variable.concatenated(Array(repeating: own, count: places), axis: 0)
    let biases = tape.constant(bias.value + Tensor(zeros: [places, 4]))
    let unshared = a.locallyConnected(repeated, biases, geometry)
    #expect(relativeError(unshared.value, shared.value) < 1e-6)
    let (first, second) = (
      tape.gradients(of: (shared * shared).sum()), tape.gradients(of: (unshared * unshared).sum())
    )
    #expect(relativeError(second[a], first[a]) < 2e-6)
    #expect(relativeError(second[w], first[w]) < 2e-6)
  }
}
