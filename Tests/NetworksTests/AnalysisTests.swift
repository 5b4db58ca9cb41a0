import Networks
import Tensors
import Testing

@Suite("Analysis") struct AnalysisTests {
  /// ∇ of ½ wᵀAw for a symmetric A given by rows.
  private func quadratic(_ a: [[Double]]) -> ([Double]) -> [Double] {
    { w in a.map { row in zip(row, w).reduce(0) { $0 + $1.0 * $1.1 } } }
  }

  @Test(
    "of a quadratic the largest eigenvalue is found, also where a negative one is larger in size",
    arguments: [
      ([[2, 1], [1, 2]], 3), ([[5, 0, 0], [0, -9, 0], [0, 0, 1]], 5), ([[-4, 0], [0, -1]], -1),
      ([[7]], 7), ([[0, 0], [0, 0]], 0), ([[0, 3], [3, 8]], 9),
    ] as [([[Double]], Double)])
  func quadratics(_ matrix: [[Double]], _ expected: Double) {
    let found = HessianEigenvalue(
      at: matrix.map { _ in 0.5 }, tolerance: 1e-7, limit: 500, gradient: quadratic(matrix))
    #expect(found.isConverged)
    #expect(abs(found.value - expected) < 1e-6)
    #expect(abs(found.direction.reduce(0) { $0 + $1 * $1 } - 1) < 1e-9)
  }

  @Test("a gradient that is not finite gives NaN, and not convergence")
  func notFinite() {
    let found = HessianEigenvalue(at: [1, 2]) { $0.map { _ in .nan } }
    #expect(found.value.isNaN && !found.isConverged && found.products == 1)
  }

  @Test("too few products are said to be too few")
  func unconverged() {
    let found = HessianEigenvalue(
      at: [1, 1], tolerance: 1e-9, limit: 3, gradient: quadratic([[1, 0], [0, 0.99]]))
    #expect(!found.isConverged && found.residual > 0 && found.products == 3)
  }

  @Test("softmax regression: the Hessian's largest eigenvalue at equal scores is known")
  func softmaxRegression() throws {
    // At W = 0: H = (diag p − ppᵀ) ⊗ (1/N) Σ x̃x̃ᵀ with p = ½ and x̃ = (x, 1): ½·λ_max of the latter.
    // x = ±2 gives [[4, 0], [0, 1]], and so 2.
    let network = try Network.perceptron([1, 2], .identity, weight: .constant(0))
    let x = Tensor(shape: [2, 1], scalars: [2, -2])
    let found = network.hessianEigenvalue(
      x, labels: [0, 1], network.weights(seed: Seed(0)), tolerance: 1e-3)
    #expect(found.isConverged)
    #expect(abs(found.value - 2) < 5e-3)
  }

  @Test("a direction has each filter's own length, and leaves biases alone")
  func filterNormalization() throws {
    let network = try Network(inputShape: [2, 3, 3]) {
      (model: inout ModelBuilder) throws(NetworkFault) in
      [
        try ConvolutionLayer(
          2, 3, WindowGeometry(3), weight: .normal(variance: 2), bias: .constant(1), name: "a",
          in: &model), Flatten(),
        try Dense(3, 4, weight: .normal(variance: 3), name: "b", in: &model),
      ]
    }
    let (weights, space) = (network.weights(seed: Seed(1)), TrainedSpace(network))
    var stream = Seed(2).stream("plane")
    let direction = space.filterNormalizedDirection(at: weights, from: &stream)
    let zero = Weights(tensors: weights.tensors.map { Tensor(zeros: $0.shape) })
    let moved = space.moved(zero, along: [(1, direction)])
    func length(_ scalars: [Float]) -> Double { Tensor(scalars).norm() }
    for filter in 0..<3 {
      #expect(
        abs(
          length(moved.tensors[0].row(filter).scalars)
            - length(weights.tensors[0].row(filter).scalars)) < 1e-5)
    }
    for column in 0..<4 {
      func part(_ w: Weights) -> [Float] { (0..<3).map { w.tensors[2][$0, column] } }
      #expect(abs(length(part(moved)) - length(part(weights))) < 1e-5)
    }
    #expect(moved.tensors[1] == Tensor(zeros: [3]) && moved.tensors[3] == Tensor(zeros: [4]))
    #expect(space.moved(weights, along: [(0, direction)]) == weights)
    #expect(moved.tensors[0] != weights.tensors[0])
  }

  @Test("the plane's middle is the loss of the weights themselves")
  func planeOfNetwork() throws {
    let network = try Network.perceptron([3, 4, 2], .tanh)
    let (weights, space) = (network.weights(seed: Seed(1)), TrainedSpace(network))
    let batch = randomBatch(8, 3, classes: 2)
    var stream = Seed(2).stream("plane")
    let u = space.filterNormalizedDirection(at: weights, from: &stream)
    let v = space.filterNormalizedDirection(at: weights, from: &stream)
    var plane = LossPlane(levels: 2)
    let loss = { (a: Double, b: Double) in
      network.loss(batch.x, labels: batch.labels, space.moved(weights, along: [(a, u), (b, v)]))
    }
    plane.run(loss) { _ in true }
    #expect(plane.isComplete)
    #expect(plane.value(row: 2, column: 2) == network.loss(batch.x, labels: batch.labels, weights))
    #expect(plane.value(row: 0, column: 2) != plane.value(row: 4, column: 2))
  }

  @Test("a plane becomes finer level by level, computes each point once, and can be stopped")
  func coarseToFine() {
    var plane = LossPlane(levels: 3, extent: 2)
    var points: Set<[Double]> = []
    var finished: [Int: Int] = [:]
    let bowl = { (a: Double, b: Double) in
      #expect(points.insert([a, b]).inserted)
      return a * a + 3 * b * b
    }
    plane.run(bowl) { plane in
      if finished[plane.finishedLevels] == nil {
        finished[plane.finishedLevels] = plane.computedCount
      }
      return plane.computedCount < 10
    }
    #expect(plane.computedCount == 10 && !plane.isComplete)
    // What is missing shows a coarser point.
    #expect(plane.value(row: 1, column: 1) == 16.0)
    plane.run(bowl) { plane in
      if finished[plane.finishedLevels] == nil {
        finished[plane.finishedLevels] = plane.computedCount
      }
      return true
    }
    #expect(plane.isComplete && plane.progress == 1 && points.count == 81)
    #expect(finished == [0: 1, 1: 4, 2: 9, 3: 25, 4: 81])
    for row in 0..<9 {
      for column in 0..<9 {
        let (a, b) = (plane.coordinate(column), plane.coordinate(row))
        #expect(plane.value(row: row, column: column) == a * a + 3 * b * b)
      }
    }
    #expect(plane.coordinate(0) == -2 && plane.coordinate(4) == 0 && plane.coordinate(8) == 2)
  }

  @Test(
    "the field that gradients reach is that of the formula",
    arguments: [
      [WindowGeometry(3)], [WindowGeometry(3), WindowGeometry(3)],
      [WindowGeometry(3, stride: 2), WindowGeometry(3)],
      [WindowGeometry(3), WindowGeometry(3, dilation: 2)],
      [WindowGeometry(height: 1, width: 4), WindowGeometry(2, stride: 2), WindowGeometry(3)],
    ])
  func receptiveField(_ windows: [WindowGeometry]) throws {
    let network = try Network(inputShape: [1, 21, 21]) {
      (model: inout ModelBuilder) throws(NetworkFault) in
      var layers: [any Layer] = []
      for (index, window) in windows.enumerated() {
        layers.append(
          try ConvolutionLayer(
            1, 1, window, weight: .constant(0.5), name: "c\(index)", in: &model))
      }
      return layers
    }
    let field = ReceptiveField(
      of: network.layer, images: Tensor(zeros: [1, 1, 21, 21]),
      weights: network.weights(seed: Seed(0)), row: 1, column: 2)
    let extents = ReceptiveField.extents(windows)
    #expect(field.rows?.count == extents.height && field.columns?.count == extents.width)
    let jump = windows.reduce(1) { $0 * $1.stride }
    #expect(field.rows?.lowerBound == jump && field.columns?.lowerBound == 2 * jump)
  }

  @Test("two 3×3 windows weigh their pixels like a pyramid, and a silent layer sees nothing")
  func influence() throws {
    func field(_ weight: Double) throws -> ReceptiveField {
      let network = try Network(inputShape: [1, 5, 5]) {
        (model: inout ModelBuilder) throws(NetworkFault) in
        try (0..<2).map { index throws(NetworkFault) in
          try ConvolutionLayer(
            1, 1, WindowGeometry(3), weight: .constant(weight), name: "c\(index)", in: &model)
        }
      }
      return ReceptiveField(
        of: network.layer, images: Tensor(zeros: [1, 1, 5, 5]),
        weights: network.weights(seed: Seed(0)), row: 0, column: 0)
    }
    let side: [Float] = [1, 2, 3, 2, 1]
    #expect(
      try field(1).influence
        == Tensor(shape: [5, 5], scalars: side.flatMap { a in side.map { a * $0 } }))
    #expect(try field(0).rows == nil)
  }

  @Test("principal components of a known cloud, with their signs")
  func principalComponents() throws {
    // ±3 along (3, 4)/5 and ±1 along (4, −3)/5, around (10, 20): variances 18/3 and 2/3.
    let (u, v): ([Double], [Double]) = ([0.6, 0.8], [0.8, -0.6])
    let offsets: [(Double, Double)] = [(3, 0), (-3, 0), (0, 1), (0, -1)]
    var scalars: [Float] = []
    for (a, b) in offsets {
      for (axis, center) in [10.0, 20.0].enumerated() {
        scalars.append(Float(center + a * u[axis] + b * v[axis]))
      }
    }
    let points = Tensor(shape: [4, 2], scalars: scalars)
    let found = try #require(PrincipalComponents(points, count: 5))
    #expect(found.directions.count == 2)
    for (direction, expected) in zip(found.directions, [u, v]) {
      for (a, b) in zip(direction, expected) { #expect(abs(a - b) < 1e-5) }
    }
    #expect(abs(found.variances[0] - 6) < 1e-4 && abs(found.variances[1] - 0.6666667) < 1e-4)
    #expect(abs(found.shares[0] - 0.9) < 1e-5)
    let projected = found.project(points)
    for (row, offset) in offsets.enumerated() {
      #expect(abs(Double(projected[row, 0]) - offset.0) < 1e-4)
      #expect(abs(Double(projected[row, 1]) - offset.1) < 1e-4)
    }
  }

  @Test("more coordinates than points: unit vectors across each other, one for each but the mean")
  func wideComponents() throws {
    var stream = Seed(7).stream("points")
    let points = stream.normals([4, 9])
    let found = try #require(PrincipalComponents(points, count: 4))
    for (i, a) in found.directions.enumerated() {
      for (j, b) in found.directions.enumerated() {
        let product = zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(abs(product - (i == j ? 1 : 0)) < 1e-9)
      }
    }
    #expect(found.variances[3] < 1e-9 && found.variances[2] > 0.01)
    #expect(abs(found.shares.reduce(0, +) - 1) < 1e-9)
    #expect(PrincipalComponents(Tensor(zeros: [1, 3]), count: 1) == nil)
    #expect(PrincipalComponents(Tensor(shape: [2, 1], scalars: [0, .nan]), count: 1) == nil)
    #expect(PrincipalComponents(Tensor(zeros: [3, 2]), count: 1)?.shares == [0])
  }

  @Test("neighbors by angle, not by length; zero rows have none")
  func neighbors() {
    let table = Tensor(
      shape: [6, 2], scalars: [1, 0, 100, 100, 0, 0, -5, 0, 0, 2, 3, 0])
    let found = table.cosineNeighbors(of: Tensor([2, 0]), count: 9)
    #expect(found.map(\.row) == [0, 5, 1, 4, 3])
    for (neighbor, expected) in zip(found, [1, 1, 0.5.squareRoot(), 0, -1]) {
      #expect(abs(neighbor.similarity - expected) < 1e-12)
    }
    #expect(
      table.cosineNeighbors(of: table.row(0), count: 2, excluding: [0]).map(\.row) == [5, 1])
    #expect(table.cosineNeighbors(of: Tensor([0, 0]), count: 2).isEmpty)
  }
}
