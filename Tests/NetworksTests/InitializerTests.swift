import Networks
import Tensors
import Testing

@Suite("Initializers") struct InitializerTests {
  /// n draws of variance v estimate it with a standard deviation of v·√((κ−1)/n), κ the kurtosis: at
  /// most √2·v/√n. Four of them at n = 256·256 are 2.3 %.
  @Test(
    "variances are what was asked for",
    arguments: [
      (Initializer.normal(variance: 2), 2.0), (.uniform(variance: 0.01), 0.01),
      (.he(fanIn: 256), 2.0 / 256), (.xavier(fanIn: 256, fanOut: 256), 1.0 / 256),
    ])
  func variance(_ initializer: Initializer, _ expected: Double) {
    var stream = Seed(2).stream("w")
    let (mean, variance) = initializer.tensor([256, 256], from: &stream).meanAndVariance()
    #expect(abs(variance / expected - 1) < 0.023)
    #expect(abs(mean) < 4 * (expected / 65536).squareRoot())
  }

  @Test("uniform draws stay within ±√(3·variance)")
  func bounds() {
    var stream = Seed(2).stream("w")
    let drawn = Initializer.uniform(variance: 1.0 / 3).tensor([1000], from: &stream)
    #expect(drawn.max() < 1 && drawn.max() > 0.98)
    #expect(drawn.min() >= -1 && drawn.min() < -0.98)
  }

  @Test("zero variance and constants draw nothing")
  func constants() {
    var stream = Seed(2).stream("w")
    let initializers: [Initializer] = [
      .constant(0), .normal(variance: 0), .uniform(variance: 0), .orthogonal(gain: 0),
    ]
    for initializer in initializers {
      #expect(initializer.tensor([3, 2], from: &stream).absolute().max() == 0)
    }
    #expect(Initializer.constant(-2).tensor([2], from: &stream) == Tensor([-2, -2]))
  }

  @Test(
    "orthogonal matrices times their transpose are gain² on the diagonal",
    arguments: [
      [5, 5], [3, 7], [7, 3], [1, 1], [100, 100],
    ])
  func orthogonal(_ shape: [Int]) {
    var stream = Seed(2).stream("w")
    let w = Initializer.orthogonal(gain: 2).tensor(shape, from: &stream)
    let wide = shape[0] <= shape[1]
    let product = matmul(w, transposeA: !wide, w, transposeB: wide)
    for row in 0..<product.shape[0] {
      for column in 0..<product.shape[1] {
        #expect(abs(product[row, column] - (row == column ? 4 : 0)) < 1e-5)
      }
    }
  }

  @Test("a parameter's numbers depend on its name and the seed, not on the other layers")
  func streams() throws {
    let (short, long) = (
      try Network.perceptron([4, 3, 2], .relu), try Network.perceptron([4, 3, 2, 5], .relu)
    )
    let seed = Seed(9)
    #expect(
      Array(long.weights(seed: seed).tensors.prefix(4)) == short.weights(seed: seed).tensors)
    #expect(short.weights(seed: seed) != short.weights(seed: Seed(10)))
  }
}
