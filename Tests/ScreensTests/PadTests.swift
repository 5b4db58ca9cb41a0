import Charts
import Experiments
import Lab
import Lessons
import Screens
import Testing

@Suite("The pad") struct PadTests {
  /// The sample lesson with a pad.
  static func lesson() throws -> Lesson {
    var lesson = try SampleLesson.lesson()
    lesson.pad = Pad(
      label: "LeNet-5", network: NetworkPlan(inputShape: [1, 28, 28], layers: [], names: []),
      data: "mnist", weights: "lenet")
    return lesson
  }

  static func opened(
    _ script: String = "", size: Size = Size(columns: 80, rows: 24), usesColor: Bool = true
  ) throws -> AppModel {
    var model = AppModel(options: AppOptions(size: size, usesColor: usesColor))
    let lesson = try lesson()
    _ = model.update(
      .lessonOpened(lesson, SampleSnapshot.snapshot(lesson, step: 2, at: 180)))
    model.press("d\(script)")
    return model
  }

  /// A seven: across, and down to the left.
  static let seven = "←←←← →→→→→→→→→↓↓←↓↓←↓↓←↓↓←↓↓ "

  /// The same, read as a seven by the pad's network, and otherwise by an arm.
  static func read(
    _ script: String = "", size: Size = Size(columns: 80, rows: 24), usesColor: Bool = true
  ) throws -> AppModel {
    var model = try opened(seven, size: size, usesColor: usesColor)
    let request = try #require(model.snapshotRequest?.drawing)
    var snapshot = try SampleSnapshot.snapshot(lesson(), step: 2, at: 180)
    snapshot.drawing = .success(reading(of: request, best: 7))
    snapshot.arms[0].drawing = reading(of: request, best: 1, step: 180)
    _ = model.update(.snapshot(snapshot))
    model.press(script)
    return model
  }

  /// Sure of one class, with maps of the drawing itself.
  private static func reading(
    of request: DrawingRequest, best: Int, step: Int = 0
  ) -> DrawingReading {
    func map(_ name: String, _ side: Int) -> Picture {
      Picture(title: name, values: request.drawing.ink(side: side), range: 0...1)
    }
    return DrawingReading(
      image: request.drawing.fitted(), classes: (0...9).map { "\($0)" },
      probabilities: (0...9).map { $0 == best ? 0.973 : 0.003 },
      layers: [
        .init(name: "c1", maps: (1...6).map { map("c1·\($0)", 28) }),
        .init(name: "c3", maps: (1...16).map { map("c3·\($0)", 10) }),
      ], step: step)
  }

  @Test("opens with d where the lesson has one, and closes with d, q and Escape")
  func opens() throws {
    for key in ["d", "q", "⎋"] {
      var model = try Self.opened()
      #expect(model.place == .pad)
      #expect(model.text(80, 24).contains("Your digit"))
      model.press(key)
      #expect(model.place == .study)
    }
    var other = try AppModel.study(step: 2, at: 180)
    other.press("d")
    #expect(other.place == .study)
  }

  @Test("draws with space and arrows, and asks for what was drawn to be read")
  func draws() throws {
    var model = try Self.opened()
    #expect(model.snapshotRequest?.drawing == nil)
    model.press("→→")
    #expect(model.snapshotRequest?.drawing == nil)
    model.press(" →↓")
    let drawing = try #require(model.snapshotRequest?.drawing?.drawing)
    #expect(
      drawing.strokes == [
        [.init(x: 15.5, y: 9.5), .init(x: 16.5, y: 9.5), .init(x: 16.5, y: 10.5)]
      ])
    model.press(" ↓↓ ←")
    #expect(model.snapshotRequest?.drawing?.drawing.strokes.count == 2)
    model.press("u")
    #expect(model.snapshotRequest?.drawing?.drawing == drawing)
    model.press("c")
    #expect(model.snapshotRequest?.drawing == nil)
  }

  @Test("thickens, thins and shifts the digit, and gives it as it was drawn")
  func changes() throws {
    var model = try Self.opened(Self.seven)
    let first = try #require(model.snapshotRequest?.drawing)
    model.press("+")
    #expect(model.snapshotRequest?.drawing?.drawing.thickness == first.drawing.thickness + 0.5)
    model.press("-")
    #expect(model.snapshotRequest?.drawing == first)
    for (key, right, down) in [("L", 1.0, 0.0), ("H", -1, 0), ("⇣", 0, 1), ("K", 0, -1)] {
      model.press(key)
      var moved = first.drawing
      moved.shift(right: right, down: down)
      #expect(model.snapshotRequest?.drawing?.drawing == moved)
      model.press(["L": "H", "H": "L", "⇣": "K", "K": "J"][key] ?? "")
    }
    model.press("f")
    #expect(model.snapshotRequest?.drawing?.isFitted == false)
    #expect(model.text(80, 24).contains("As you drew it"))
  }

  @Test("shows the probabilities, and whose they are")
  func probabilities() throws {
    var model = try Self.read()
    var text = model.text(80, 24)
    #expect(text.contains("LeNet-5: 7"))
    #expect(text.contains("97.3") && text.contains("trained before"))
    #expect(text.contains("6 maps of c1"))
    model.press("v")
    #expect(model.text(80, 24).contains("16 maps of c3"))
    model.press("a")
    text = model.text(80, 24)
    #expect(text.contains("2/n: 1") && text.contains("here, step 180"))
    model.press("a")
    #expect(model.text(80, 24).contains("LeNet-5: 7"))
  }

  @Test("has no answer of a network that diverged")
  func diverged() throws {
    var model = try Self.read("a")
    var snapshot = try #require(model.snapshot)
    snapshot.arms[0].phase = .diverged(step: 3)
    snapshot.arms[0].drawing?.probabilities = Array(repeating: .nan, count: 10)
    _ = model.update(.snapshot(snapshot))
    let text = model.text(80, 24)
    #expect(text.contains("2/n ") && !text.contains("2/n:"))
    #expect(text.contains("diverged at 3") && !text.lowercased().contains("nan"))
  }

  @Test("closed while the mouse is pressed, it draws nothing when it is opened again")
  func closedWhilePressed() throws {
    var model = try Self.opened()
    func mouse(_ action: Mouse.Action, _ column: Int) {
      _ = model.update(.terminal(.mouse(Mouse(action, at: Position(column: column, row: 5)))))
    }
    mouse(.press, 5)
    model.press("cqd")
    mouse(.drag, 15)
    #expect(model.snapshotRequest?.drawing == nil)
  }

  @Test("is kept while the lesson is left")
  func kept() throws {
    var model = try Self.opened(Self.seven)
    let request = model.snapshotRequest?.drawing
    model.press("qq")
    #expect(model.lesson == nil)
    let lesson = try Self.lesson()
    _ = model.update(.lessonOpened(lesson, SampleSnapshot.snapshot(lesson, step: 2, at: 180)))
    model.press("d")
    #expect(model.snapshotRequest?.drawing == request)
  }

  @Test("says why it can't read")
  func fault() throws {
    var model = try Self.opened(Self.seven)
    var snapshot = try SampleSnapshot.snapshot(Self.lesson(), step: 2, at: 180)
    snapshot.drawing = .failure(PadFault(text: "lenet.safetensors: it can't be opened"))
    _ = model.update(.snapshot(snapshot))
    #expect(model.text(120, 36).contains("lenet.safetensors"))
  }

  @Test("draws with the mouse from press to release, on the sheet only")
  func mouse() throws {
    var model = try Self.opened()
    func send(_ action: Mouse.Action, _ column: Int, _ row: Int) {
      _ = model.update(
        .terminal(.mouse(Mouse(action, at: Position(column: column, row: row)))))
    }
    send(.press, 60, 5)
    send(.drag, 10, 5)
    #expect(model.snapshotRequest?.drawing == nil)
    send(.release, 10, 5)
    send(.press, 1, 2)
    send(.drag, 28, 2)
    send(.drag, 70, 15)
    send(.release, 70, 15)
    send(.drag, 3, 3)
    let strokes = try #require(model.snapshotRequest?.drawing?.drawing.strokes)
    // At 80×24 a column is a pixel, a row two of them.
    #expect(strokes == [[.init(x: 0.5, y: 1), .init(x: 27.5, y: 1), .init(x: 28, y: 27)]])
    send(.wheelUp, 5, 5)
    #expect(model.snapshotRequest?.drawing?.drawing.thickness == 3)
  }

  private static func picture(
    _ name: String, columns: Int, rows: Int, glyphs: GlyphTier = .braille,
    _ model: @escaping @Sendable (Size) throws -> AppModel
  ) -> PictureTests.Picture {
    let size = Size(columns: columns, rows: rows)
    return PictureTests.Picture(
      name: "pad-\(columns)x\(rows)\(name)", size: size, glyphs: glyphs, model: { try model(size) })
  }

  /// For `PictureTests`.
  static let pictures: [PictureTests.Picture] = [
    picture("", columns: 80, rows: 24) { try read(size: $0) },
    picture("-empty", columns: 60, rows: 20) { try opened(size: $0) },
    picture("", columns: 40, rows: 12) { try read(size: $0) },
    picture("-ascii", columns: 80, rows: 24, glyphs: .ascii) {
      try read(size: $0, usesColor: false)
    },
    picture("-mono", columns: 80, rows: 24) { try read("a", size: $0, usesColor: false) },
    picture("", columns: 120, rows: 36) { try read(size: $0) },
  ]
}
