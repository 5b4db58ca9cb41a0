import Experiments
import Lab
import Lessons
import Networks
import Tensors
import Testing
import TrainingLessons

@Suite("The way of training")
struct TrainingPathTests {
  private let lesson: Lesson

  init() throws {
    var text = TestLesson()
    text.extraProbes = """
        way: {of: training_path, every: 4, levels: 2}
        share: {of: training_path_share, every: 4}
      """
    text.extraPlots = "  way: {plane: way}"
    text.claims = "claims: {flat: \"metric(calm, share, 40) > 0.5\"}"
    lesson = try text.lesson
  }

  private func begin() throws -> TrainExperiment {
    let experiment = try lesson.experiment(knobs: [:]).begin(
      ExperimentStart(
        seed: 7, probes: lesson.probes, recording: [MetricKey(probe: "share", step: 40)],
        shelf: DataLibrary.forTests(lesson)))
    return try #require(experiment as? TrainExperiment)
  }

  private func plane(_ experiment: inout TrainExperiment) throws -> Plane {
    let probes = lesson.probes.filter { $0.name == "way" }
    return try #require(experiment.readings(of: probes, knobs: [:]).plane("way"))
  }

  @Test("lies in the plane of its first two principal components, seen from where the run is")
  func components() throws {
    var run = try begin()
    let space = TrainedSpace(run.trainer.network)
    var weights = [space.vector(run.trainer.weights)]
    for step in 1...40 {
      run.advance()
      if step.isMultiple(of: 4) { weights.append(space.vector(run.trainer.weights)) }
    }
    let found = try plane(&run)
    #expect(found.path.count == 11 && found.axes == ["PC 1", "PC 2"])
    let points = Tensor(
      shape: [11, space.dimension], scalars: weights.flatMap { $0.map(Float.init) })
    let components = try #require(PrincipalComponents(points, count: 2))
    let end = weights[10]
    for (axis, direction) in components.directions.enumerated() {
      let expected = weights.map { point in
        zip(zip(point, end), direction).reduce(0.0) { $0 + ($1.0.0 - $1.0.1) * $1.1 }
      }
      let places = found.path.map { axis == 0 ? $0.x : $0.y }
      // A component's sign is free.
      let sign: Double = (places[0] < 0) == (expected[0] < 0) ? 1 : -1
      for (place, value) in zip(places, expected) {
        #expect(abs(place - sign * value) < 1e-4 * abs(expected[0] + 1))
      }
    }
    let share = try #require(run.recorded[MetricKey(probe: "share", step: 40)])
    #expect(abs(share - components.shares.reduce(0, +)) < 1e-4)
  }

  @Test("ends at 0, on a ground whose loss there is the training loss of those weights")
  func ground() throws {
    var run = try begin()
    for _ in 0..<40 { run.advance() }
    let found = try plane(&run)
    let end = try #require(found.path.last)
    #expect(abs(end.x) < 1e-9 && abs(end.y) < 1e-9)
    let field = try #require(found.field)
    #expect(found.path.allSatisfy { field.x.contains($0.x) && field.y.contains($0.y) })
    // The start is higher than the end: the corner of the lattice next to each tells.
    func loss(near place: Plane.Place) -> Double {
      func index(_ value: Double, _ range: ClosedRange<Double>) -> Int {
        Int(((value - range.lowerBound) / (range.upperBound - range.lowerBound) * 4).rounded())
      }
      return field.values[index(place.y, field.y)][index(place.x, field.x)]
    }
    #expect(loss(near: found.path[0]) > loss(near: end))
  }

  @Test("is a single place before there is a way, and the same whoever asked on the way")
  func start() throws {
    var run = try begin()
    #expect(try plane(&run) == Plane(path: [Plane.Place(x: 0, y: 0)]))
    var other = try begin()
    for step in 1...20 {
      run.advance()
      other.advance()
      if step.isMultiple(of: 3) { _ = try plane(&other) }
    }
    #expect(try plane(&run) == plane(&other))
    #expect(run.trainer.weights == other.trainer.weights)
  }

  @Test("keeps fewer places as it gets longer, always from the start on")
  func thinning() throws {
    var run = try begin()
    for _ in 0..<600 { run.advance() }
    let path = try plane(&run).path
    // Every 4 steps, then every 8 and 16: 0, 16, … 592, and the end.
    #expect(path.count == 600 / 16 + 1 + 1)
  }
}
