import Autograd
import Tensors
import Testing

@Suite("Dropout of attention weights") struct AttentionDropoutTests {
  @Test(
    "values and gradients are those of softmax, mask and products one by one", arguments: [1, 3])
  func composition(_ heads: Int) {
    var stream = Seed(1).stream("x")
    let (n, t, d) = (2, 5, 6)
    let (x, mask) = (stream.normals([n, t, 3 * d]), leftOut([n, heads, t, t]))
    let factors = stream.normals([n, t, d])
    let results = [true, false].map { isOne in
      let tape = Tape()
      let v = tape.variable(x)
      let y =
        isOne
        ? v.selfAttention(heads: heads, dropout: mask).output : composed(v, heads, mask)
      return (y.value, tape.gradients(of: (y * tape.constant(factors)).sum())[v])
    }
    #expect((results[0].0 - results[1].0).absolute().max() < 1e-5)
    #expect((results[0].1 - results[1].1).absolute().max() < 1e-5)
  }

  @Test("the weights that are returned are those before dropout")
  func weights() {
    var stream = Seed(1).stream("x")
    let x = Tape().constant(stream.normals([2, 4, 12]))
    let dropped = x.selfAttention(heads: 2, mask: .causal, dropout: leftOut([2, 2, 4, 4]))
    #expect(dropped.weights == x.selfAttention(heads: 2, mask: .causal).weights)
    let all = Tensor(repeating: 1, shape: [2, 2, 4, 4])
    #expect(
      x.selfAttention(heads: 2, mask: .causal, dropout: all).output.value
        == x.selfAttention(heads: 2, mask: .causal).output.value)
  }

  /// Head after head: softmax(q·kᵀ/√d), times the mask, times v.
  private func composed(_ x: Variable, _ heads: Int, _ mask: Tensor) -> Variable {
    let width = x.shape[2] / 3
    let part = width / heads
    let outputs = (0..<heads).map { head in
      func columns(_ which: Int) -> Variable {
        let first = which * width + head * part
        return x.sliced(first..<first + part, axis: 2)
      }
      let scores = columns(0).batchedMatmul(columns(1).permuted([0, 2, 1]))
      let weights = (1 / Float(part).squareRoot() * scores).softmax()
      let kept = mask.sliced(head..<head + 1, axis: 1).reshaped(weights.shape)
      return (weights * x.tape.constant(kept)).batchedMatmul(columns(2))
    }
    return Variable.concatenated(outputs, axis: 2)
  }
}
