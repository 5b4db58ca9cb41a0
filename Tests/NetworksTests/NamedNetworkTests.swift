import Autograd
import Networks
import Tensors
import Testing

@Suite("Networks by name") struct NamedNetworkTests {
  @Test("LeNet-5 has 61,706 parameters, the original 60,000, each as the paper counts them")
  func leNet() throws {
    #expect(try Network.leNet5().parameterCount == 61_706)
    #expect(try Network.leNet5(LeNetSettings(extent: 32)).parameterCount == 61_706)
    let original = try Network.originalLeNet5()
    let counts = ["c1", "s2", "c3", "s4", "c5", "f6"].map { name in
      original.parameters.filter { $0.name.hasPrefix("\(name)/") }.reduce(0) { $0 + $1.count }
    }
    #expect(counts == [156, 12, 1516, 32, 48_120, 10_164])
    #expect(original.parameterCount == 60_000)
    #expect(original.outputShape == [10])
  }

  @Test("without padding on 28×28, LeNet-5 maps 256 numbers to 120 and has 44,426 parameters")
  func unpaddedLeNet() throws {
    let network = try Network.leNet5(
      LeNetSettings(padding: 0, activation: .tanh, pooling: .average))
    #expect(network.parameterCount == 44_426)
    #expect(network.parameters.first { $0.name == "c5/weight" }?.shape == [256, 120])
    #expect(network.layerNames == ["c1", "c3", "c5", "f6", "output"])
  }

  @Test("images too small for LeNet-5 are refused", arguments: [1, 4, 8, 15])
  func smallImages(_ extent: Int) {
    #expect(throws: NetworkFault.self) {
      _ = try Network.leNet5(LeNetSettings(extent: extent))
    }
  }

  @Test("every map of C3 sees the planes of table I: 60 connections, ten to each plane")
  func table() {
    let table = SparseConvolution.table
    #expect(table.map(\.count) == [3, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4, 4, 6])
    #expect(Set(table).count == 16)
    for plane in 0..<6 { #expect(table.count { $0.contains(plane) } == 10) }
  }

  @Test("the original LeNet-5 learns a batch by heart")
  func originalLearns() throws {
    let network = try Network.originalLeNet5()
    var stream = Seed(1).stream("images")
    let (x, labels) = (stream.normals([10, 1, 32, 32]), Array(0..<10))
    var trainer = Trainer(network, seed: Seed(2), optimizer: SGD(momentum: 0.9))
    for _ in 0..<60 { trainer.train(x, labels, learningRate: 0.003) }
    #expect(trainer.evaluate(x, labels).accuracy == 1)
  }

  @Test("the logit of a class is minus the squared distance to its code")
  func codes() throws {
    let layer = try CodeDistance(6, classes: 3)
    let pass = Pass(Weights(tensors: []), mode: .inference)
    var stream = Seed(3).stream("features")
    let x = stream.normals([2, 6])
    let found = layer(pass.tape.constant(x), in: pass).value
    for row in 0..<2 {
      for code in 0..<3 {
        let distance = (0..<6).reduce(Float(0)) { sum, j in
          let difference = x[row, j] - layer.codes[j, code]
          return sum + difference * difference
        }
        #expect(abs(found[row, code] + distance) < 1e-4)
      }
    }
  }

  @Test(
    "plain and residual networks have the parameters of their twins in PyTorch",
    arguments: [(20, 269_722), (56, 853_018), (110, 1_727_962)])
  func residualCounts(_ depth: Int, _ count: Int) throws {
    func parameters(_ shortcut: ResidualSettings.Shortcut) throws -> Int {
      try Network.residual(ResidualSettings(depth: depth, shortcut: shortcut)).parameterCount
    }
    #expect(try parameters(.plain) == count)
    #expect(try parameters(.padded) == count)
    // Two 1×1 convolutions with their normalizations.
    #expect(try parameters(.projected) == count + 16 * 32 + 2 * 32 + 32 * 64 + 2 * 64)
  }

  @Test("the small residual network of the benchmarks has 68,642 parameters")
  func smallResidual() throws {
    let settings = ResidualSettings(widths: [8, 16, 32])
    #expect(try Network.residual(settings, image: [1, 16, 16]).parameterCount == 68642)
  }

  @Test("a depth that is not 6n + 2 is refused", arguments: [2, 18, 21, -4])
  func depths(_ depth: Int) {
    #expect(
      throws: NetworkFault.impossibleValue(layer: "network", name: "depth", Double(depth))
    ) { _ = try Network.residual(ResidualSettings(depth: depth)) }
  }

  @Test(
    "residual networks learn a batch by heart",
    arguments: [ResidualSettings.Shortcut.plain, .padded, .projected])
  func residualLearns(_ shortcut: ResidualSettings.Shortcut) throws {
    let settings = ResidualSettings(depth: 8, shortcut: shortcut, widths: [4, 8, 8])
    let network = try Network.residual(settings, image: [1, 8, 8])
    var stream = Seed(1).stream("images")
    let (x, labels) = (stream.normals([10, 1, 8, 8]), Array(0..<10))
    var trainer = Trainer(network, seed: Seed(2), optimizer: SGD(momentum: 0.9))
    let losses = (0..<60).map { _ in trainer.train(x, labels, learningRate: 0.05) }
    #expect(losses[59] < losses[0] / 10)
  }

  @Test("a shortcut of another shape than its branch is refused with both shapes")
  func unequalShapes() {
    #expect(throws: NetworkFault.shapeMismatch(layer: "block", expected: [4], found: [3])) {
      _ = try Network(inputShape: [3]) { (model: inout ModelBuilder) throws(NetworkFault) in
        let branch = try Dense(3, 4, weight: .constant(0), name: "a", in: &model)
        return [try ResidualBlock([branch], name: "block")]
      }
    }
  }

  @Test("locally connected weights that repeat one kernel are a convolution")
  func sharedWeights() throws {
    var model = ModelBuilder()
    let window = WindowGeometry(3, stride: 2, padding: 1)
    let convolution = try ConvolutionLayer(
      2, 4, window, weight: .he(fanIn: 18), name: "a", in: &model)
    let local = try LocallyConnectedLayer(
      [2, 5, 7], 4, window, weight: .constant(0), name: "b", in: &model)
    var stream = Seed(4).stream("kernel")
    let (kernel, x) = (stream.normals([4, 2, 3, 3]), stream.normals([3, 2, 5, 7]))
    let repeated = Tensor.concatenated(
      [Tensor](repeating: kernel.reshaped([1, 4, 18]).permuted([0, 2, 1]), count: 12), axis: 0)
    let weights = Weights(tensors: [
      kernel, Tensor(repeating: 0.5, shape: [4]), repeated, Tensor(repeating: 0.5, shape: [12, 4]),
    ])
    let pass = Pass(weights, mode: .inference)
    let found = [convolution as any Layer, local].map { $0(pass.tape.constant(x), in: pass).value }
    #expect((found[0] - found[1]).absolute().max() < 1e-5)
  }
}
