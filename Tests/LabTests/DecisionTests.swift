import Datasets
import Experiments
import Glibc
import Lab
import Lessons
import Networks
import TemporaryFiles
import Tensors
import Testing
import TrainingLessons

@Suite("What a network decides over the plane")
struct DecisionTests {
  private static func text(_ data: String) -> String {
    """
    ---
    lab: 1
    id: plane
    title: Decisions
    question: Where is the boundary?
    part: A. Tests
    number: 1
    minutes: 1
    seeds: {show: 3}
    data: \(data)
    model: {kind: mlp, width: 6, depth: 2, activation: tanh, norm: batch}
    train: {optimizer: adam, learning_rate: 0.02, batch: 16, steps: 30}
    arms:
      it: {label: it}
    probes:
      map: {of: decision}
    plots:
      look: {plane: map}
    ---
    ## A step

    Text.
    """
  }

  private func points(of lesson: Lesson) throws -> LabeledPoints {
    let data = try lesson.experiment(knobs: [:]).data
    return try #require(try DataLibrary(folder: "/nowhere").data(for: data).content.train.points)
  }

  private func lesson(_ data: String, in folder: TemporaryFolder? = nil) throws -> Lesson {
    try Lesson.read(
      Array(Self.text(data).utf8), path: folder?.path("plane.md") ?? "plane.md")
  }

  private func plane(_ experiment: TrainExperiment, _ lesson: Lesson) throws -> Plane {
    var experiment = experiment
    let readings = experiment.readings(of: lesson.probes, knobs: [:])
    return try #require(readings.plane("map"))
  }

  /// Softmax of what the network gives at one place of the network's own plane.
  private func probabilities(_ experiment: TrainExperiment, _ x: Float, _ y: Float) -> [Double] {
    let trainer = experiment.trainer
    let z = trainer.network(Tensor(shape: [1, 2], scalars: [x, y]), trainer.weights).scalars
    let powers = z.map { exp(Double($0)) }
    return powers.map { $0 / powers.reduce(0, +) }
  }

  @Test("is its softmax at every point of the lattice", arguments: [0, 20])
  func spirals(steps: Int) throws {
    let lesson = try lesson("{kind: spirals, classes: 3, train: 400, test: 20}")
    let experiment = try lesson.trained(steps: steps)
    let plane = try plane(experiment, lesson)
    #expect(plane.axes == ["x₁", "x₂"] && plane.groups == ["0", "1", "2"])
    #expect(plane.field == nil && plane.shares.count == 3 && plane.path.isEmpty)
    let side = plane.shares[0].values.count
    for (row, column) in [(0, 0), (0, side - 1), (side - 1, 0), (17, 40), (33, 2)] {
      let (xs, ys) = (plane.shares[0].x, plane.shares[0].y)
      let x = xs.lowerBound + (xs.upperBound - xs.lowerBound) * Double(column) / Double(side - 1)
      let y = ys.lowerBound + (ys.upperBound - ys.lowerBound) * Double(row) / Double(side - 1)
      let expected = probabilities(experiment, Float(x), Float(y))
      for (share, p) in zip(plane.shares, expected) {
        // The place's coordinates are in single precision.
        #expect(abs(share.values[row][column] - p) < 1e-5)
      }
    }
    for row in 0..<side {
      for column in 0..<side {
        #expect(abs(plane.shares.reduce(0) { $0 + $1.values[row][column] } - 1) < 1e-12)
      }
    }
  }

  @Test("stands under the first 300 examples of the training, in the colors of their classes")
  func points() throws {
    let lesson = try lesson("{kind: moons, train: 400, test: 20}")
    let experiment = try lesson.trained(steps: 1)
    let plane = try plane(experiment, lesson)
    let points = try points(of: lesson)
    #expect(plane.points.count == 300)
    #expect(plane.points.map(\.group) == Array(points.labels.prefix(300)))
    for (index, point) in plane.points.enumerated() {
      #expect(point.place.x == Double(points.points[index, 0]))
      #expect(point.place.y == Double(points.points[index, 1]))
    }
    let field = try #require(plane.field)
    #expect(field == plane.shares[1])
    // All of the training lies inside, with room around it.
    for index in 0..<400 {
      #expect(field.x.contains(Double(points.points[index, 0])))
    }
  }

  @Test("is drawn in a table's own units, under its columns' names")
  func table() throws {
    let folder = try TemporaryFolder()
    let widths = (0..<60).map { Double(100 + 7 * ($0 * 13 % 31)) }
    let heights = (0..<60).map { Double($0 * 17 % 23) / 100 }
    let kinds = (0..<60).map { ["cat", "dog"][$0 % 2] }
    let rows = (0..<60).map { "\(widths[$0]),\(kinds[$0]),\(heights[$0])\n" }
    try folder.write("pets.csv", "width,kind,height\n" + rows.joined())
    let lesson = try lesson("{kind: csv, file: pets.csv, label: kind}", in: folder)
    let experiment = try lesson.trained(steps: 5)
    let plane = try plane(experiment, lesson)
    #expect(plane.axes == ["width", "height"] && plane.groups == ["cat", "dog"])
    #expect(plane.points.count == 48)
    for point in plane.points {
      let found = (0..<60).contains { row in
        let (dx, dy) = (point.place.x - widths[row], point.place.y - heights[row])
        return abs(dx) < 1e-3 && abs(dy) < 1e-6 && kinds[row] == plane.groups[point.group]
      }
      #expect(found)
    }
    // The lattice's first point, standardized, is what the network was asked.
    let field = try #require(plane.field)
    let standardization = try #require(try points(of: lesson).standardization)
    func standardized(_ value: Double, _ feature: Int) -> Float {
      Float((value - standardization.means[feature]) / standardization.deviations[feature])
    }
    let expected = probabilities(
      experiment, standardized(field.x.lowerBound, 0), standardized(field.y.lowerBound, 1))
    #expect(abs(field.values[0][0] - expected[1]) < 1e-5)
    #expect(field.x.lowerBound < 200 && field.x.upperBound > 250)
  }

  @Test("is refused where the examples have other than two numbers")
  func refused() throws {
    for data in ["{kind: mnist, train: 40, test: 20}", "{kind: glyphs, train: 40, test: 20}"] {
      #expect(throws: BrokenLesson.self) { try lesson(data) }
    }
  }
}
