import Datasets
import Experiments
import Lab
import Lessons
import Networks
import Tensors
import Testing

@Suite("A lesson's pad")
struct PadTests {
  private static let library = DataLibrary(folder: ShippedAssets.folder)

  private static func lesson(weights: String = "lenet") throws -> Lesson {
    let folder = ShippedAssets.folder.dropLast("/Assets".count)
    var lesson = try Lesson.read(path: "\(folder)/Lessons/04-lenet.md")
    lesson.pad?.weights = weights
    return lesson
  }

  @Test("has a network that reads more than 98 of 100 test digits")
  func accuracy() throws {
    let pad = try #require(try Self.lesson().pad)
    let network = try pad.network.network(batch: 1)
    let weights = try network.weights(
      from: Checkpoint(
        readingFrom: "\(ShippedAssets.folder)/Checkpoints/\(pad.weights).safetensors"))
    let data = try DatasetCatalog.load(
      pad.data, from: ShippedAssets.folder, trainCount: 1, testCount: 2_000)
    let images = try #require(data.test.images)
    var right = 0
    for start in stride(from: 0, to: images.count, by: 200) {
      let rows = Array(start..<start + 200)
      let x = Tensor(shape: [200, 1, 28, 28], scalars: images.batch(rows).images.scalars)
      let answers = network(x, weights).argmaxRows()
      right += zip(answers, rows).count { $0 == images.labels[$1] }
    }
    #expect(Double(right) / 2_000 > 0.98)
  }

  /// A one, a two and a seven, drawn with few straight strokes.
  static let digits: [(name: String, strokes: [[Drawing.Point]])] = [
    ("1", [[.init(x: 15, y: 5), .init(x: 13, y: 23)]]),
    ("7", DrawingTests.seven.strokes),
    (
      "2",
      [
        [
          .init(x: 8, y: 9), .init(x: 10, y: 6), .init(x: 15, y: 5), .init(x: 19, y: 8),
          .init(x: 18, y: 12), .init(x: 8, y: 22), .init(x: 20, y: 22),
        ]
      ]
    ),
    (
      "0",
      [
        (0...24).map { step in
          let angle = Double(step) / 24 * 2 * Double.pi
          return Drawing.Point(x: 14 + 6 * cosine(angle), y: 14 + 9 * cosine(angle - Double.pi / 2))
        }
      ]
    ),
  ]

  private static func cosine(_ x: Double) -> Double {
    // Bhāskara's approximation would do; the series is exact enough for a drawing.
    let turned = x.truncatingRemainder(dividingBy: 2 * Double.pi)
    return (0..<20).reduce((sum: 0.0, term: 1.0)) { state, n in
      let k = Double(2 * n)
      return (state.sum + state.term, -state.term * turned * turned / ((k + 1) * (k + 2)))
    }.sum
  }

  @Test("reads what is drawn, wherever it was drawn", arguments: digits.map(\.name))
  func reads(_ name: String) throws {
    let session = try Session(lesson: Self.lesson(), library: Self.library)
    defer { session.close() }
    let digit = try #require(Self.digits.first { $0.name == name })
    for shift in [0.0, -3, 4] {
      var drawing = Drawing(strokes: digit.strokes)
      drawing.shift(right: shift, down: shift / 2)
      session.request(SnapshotRequest(drawing: DrawingRequest(drawing)))
      let reading = try #require(try session.snapshot().drawing?.get())
      #expect(abs(reading.probabilities.reduce(0, +) - 1) < 1e-5)
      let best = try #require(
        reading.probabilities.indices.max { reading.probabilities[$0] < reading.probabilities[$1] })
      #expect(reading.classes[best] == name)
      #expect(reading.layers.map(\.maps.count) == [6, 16])
      #expect(reading.image == drawing.fitted())
    }
  }

  @Test("is read by the arms of the lesson too, as they train")
  func arms() throws {
    let session = try Session(lesson: Self.lesson(), library: Self.library)
    defer { session.close() }
    let request = SnapshotRequest(drawing: DrawingRequest(DrawingTests.seven))
    session.request(request)
    session.waitUntilSettled()
    let before = session.snapshot()
    #expect(before.arms.allSatisfy { $0.drawing?.step == 0 })
    // The network without a hidden layer has no maps.
    #expect(before.arms.map { $0.drawing?.layers.isEmpty } == [false, false, true, false])
    try session.send(.goTo(lessonStep: 4))
    try session.send(.run)
    session.request(request)
    session.waitUntilSettled()
    let lenet = try #require(session.snapshot().arms.first { $0.id == "lenet" })
    #expect(lenet.drawing?.step == 400)
    #expect(lenet.drawing?.probabilities != before.arms[0].drawing?.probabilities)
    session.request(SnapshotRequest())
    session.waitUntilSettled()
    #expect(session.snapshot().drawing == nil)
    #expect(session.snapshot().arms.allSatisfy { $0.drawing == nil })
  }

  @Test("without its file of weights says which one is missing")
  func missing() throws {
    let session = try Session(lesson: Self.lesson(weights: "nowhere"), library: Self.library)
    defer { session.close() }
    session.request(SnapshotRequest(drawing: DrawingRequest(DrawingTests.seven)))
    guard case .failure(let fault)? = session.snapshot().drawing else {
      Issue.record("a network was found")
      return
    }
    #expect(fault.text.contains("Checkpoints/nowhere.safetensors"))
  }
}
