import Autograd
import Networks
import Tensors
import Testing

@Suite("Networks") struct NetworkTests {
  @Test("parameters, shapes and layer names are known before anything is drawn")
  func description() throws {
    let network = try Network.perceptron([784, 64, 10], .relu)
    #expect(network.parameterCount == 784 * 64 + 64 + 64 * 10 + 10)
    #expect(network.layerNames == ["layer1", "layer2"])
    #expect(network.outputShape == [10])
    #expect(
      network.parameters.map(\.name)
        == ["layer1/weight", "layer1/bias", "layer2/weight", "layer2/bias"])
  }

  @Test(
    "a step costs two flops a weight and example forward, and twice that backward except for dx of the data"
  )
  func cost() throws {
    let cost = try Network.perceptron([784, 256, 256, 10], .relu).cost(batch: 128)
    #expect(cost.parameters == 269_322)
    let (first, second, third) = (784 * 256, 256 * 256, 256 * 10)
    #expect(cost.flops == Double(128 * (4 * first + 6 * second + 6 * third)))
    // Weight, gradient, velocity; and every activation with its gradient.
    let activations = 784 + 256 + 256 + 10
    #expect(cost.bytes == 4 * 3 * 269_322 + 4 * 2 * 128 * activations)
  }

  @Test("a layer without inputs or outputs is refused", arguments: [(0, 3), (3, 0), (-1, 3)])
  func empty(_ inputs: Int, _ outputs: Int) {
    #expect(throws: NetworkFault.emptyLayer(layer: "a", inputs: inputs, outputs: outputs)) {
      var builder = ModelBuilder()
      _ = try Dense(inputs, outputs, weight: .constant(0), name: "a", in: &builder)
    }
  }

  @Test("layers that don't fit together are refused with their shapes")
  func mismatch() {
    #expect(throws: NetworkFault.shapeMismatch(layer: "b", expected: [5], found: [4])) {
      _ = try Network(inputShape: [3]) { (model: inout ModelBuilder) throws(NetworkFault) in
        [
          try Dense(3, 4, weight: .constant(0), name: "a", in: &model),
          try Dense(5, 2, weight: .constant(0), name: "b", in: &model),
        ]
      }
    }
  }

  @Test("no layers, equal names and impossible variances are refused")
  func otherFaults() {
    #expect(throws: NetworkFault.noLayers) {
      _ = try Network(inputShape: [3]) { _ in [] }
    }
    #expect(throws: NetworkFault.duplicateName("a/weight")) {
      var builder = ModelBuilder()
      for _ in 0..<2 { _ = try Dense(1, 1, weight: .constant(0), name: "a", in: &builder) }
    }
    for variance in [-1, Double.nan, .infinity] {
      #expect(throws: NetworkFault.self) {
        var builder = ModelBuilder()
        _ = try Dense(1, 1, weight: .normal(variance: variance), name: "a", in: &builder)
      }
    }
  }

  @Test("absurd sizes are refused with their bytes before anything is allocated")
  func tooLarge() {
    // The lecture's dense layer: a 200×200×3 image to 100 channels of 200×200.
    #expect(
      throws: NetworkFault.tooLarge(
        parameters: 480_004_000_000, bytes: 5_760_080_960_000, limit: 1 << 31)
    ) {
      _ = try Network.perceptron([120_000, 4_000_000], .relu)
    }
    #expect(throws: NetworkFault.tooLarge(parameters: nil, bytes: nil, limit: 1 << 31)) {
      _ = try Network.perceptron([1 << 40, 1 << 40], .relu)
    }
    #expect(throws: NetworkFault.tooLarge(parameters: nil, bytes: nil, limit: 1 << 31)) {
      _ = try Network.perceptron([1 << 31, 1 << 31], .relu)
    }
  }

  @Test(
    "what a fault says",
    arguments: [
      (
        NetworkFault.emptyLayer(layer: "hidden2", inputs: 64, outputs: 0),
        "layer hidden2 would map 64 inputs to 0 outputs; both must be at least 1"
      ),
      (
        NetworkFault.shapeMismatch(layer: "head", expected: [64], found: [28, 28]),
        "layer head takes 64 numbers an example, but gets 28×28; make the two agree"
      ),
      (
        NetworkFault.tooLarge(parameters: 1_000_000_000, bytes: 12_884_901_888, limit: 1 << 31),
        "the network has 1000000000 parameters and needs 12 GiB, the limit is 2 GiB; make it smaller"
      ),
    ])
  func texts(_ fault: NetworkFault, _ text: String) {
    #expect(fault.description == text)
  }

  @Test("the Jacobian of a linear network is the product of its transposed weights")
  func linearJacobian() throws {
    let network = try Network.perceptron([4, 3, 5, 2], .identity)
    let weights = network.weights(seed: Seed(3))
    let x = randomBatch(1, 4, classes: 2).x
    let found = network.jacobians(at: x, weights)
    let second = weights.tensors[2].transposed()
    #expect(found.map(\.shape) == [[3, 3], [5, 3], [2, 3]])
    #expect(found[0] == Tensor(shape: [3, 3], scalars: [1, 0, 0, 0, 1, 0, 0, 0, 1]))
    #expect(found[1] == second)
    #expect(found[2] == matmul(weights.tensors[4], transposeA: true, second))
  }

  @Test(
    "the Jacobian is that of finite differences",
    arguments: Activation.all + [.leakyReLU(leak: 1)])
  func jacobian(_ activation: Activation) throws {
    let whole = try Network.perceptron([4, 6, 5, 3], activation)
    let weights = whole.weights(seed: Seed(8))
    let x = randomBatch(1, 4, classes: 2).x
    // The layers after the first, fed with the first one's output and shifted copies of it.
    let tail = try Network.perceptron([6, 5, 3], activation)
    let tailWeights = Weights(tensors: Array(weights.tensors.dropFirst(2)))
    let start = Tape().constant(matmul(x, weights.tensors[0]) + weights.tensors[1])
    let first = activation(start).value
    let jacobian = try #require(whole.jacobians(at: x, weights).last)
    let h = Float(1) / 256
    for column in 0..<6 {
      let shifted = [h, -h].map { step in
        var moved = first
        moved[0, column] += step
        return tail(moved, tailWeights)
      }
      let slope = (shifted[0] - shifted[1]) / (2 * h)
      for row in 0..<3 { #expect(abs(slope[0, row] - jacobian[row, column]) < 1e-3) }
    }
  }

  @Test("orthogonal weights: every singular value of the product of L layers is the gain to the L")
  func orthogonalProducts() throws {
    let network = try Network.perceptron(
      [16, 16, 16, 16], .identity, weight: .orthogonal(gain: 0.9))
    let weights = network.weights(seed: Seed(1))
    let last = try #require(network.jacobians(at: Tensor(zeros: [1, 16]), weights).last)
    for value in singularValues(of: last) { #expect(abs(value - 0.81) < 1e-5) }
  }
}
