import Charts
import Experiments
import Lab
import Lessons
import Screens
import Testing

@Suite("Operating on a network, key by key")
struct SurgeryTests {
  private func operate(_ part: String, _ verb: Operation.Verb, unit: Int? = nil) -> Command {
    .operate(Operation(verb, part, unit: unit), arm: "he")
  }

  /// The sample lesson's first arm after an operation.
  static func operated(_ texts: String...) throws -> AppModel {
    var model = try AppModel.study(step: 2, at: 180)
    var snapshot = try SampleSnapshot.snapshot(SampleLesson.lesson(), step: 2, at: 180)
    snapshot.arms[0].operations = try texts.map { text in
      OperationEffect(
        operation: try #require(Operation(text)), step: 180,
        before: .init(loss: 0.61, accuracy: 0.82), after: .init(loss: 1.27, accuracy: 0.64))
    }
    snapshot.arms[0].undoableCount = texts.count
    _ = model.update(.snapshot(snapshot))
    return model
  }

  @Test("x lists the parts of the network; s, f, 0 and w ask for what is done to the chosen one")
  func asks() throws {
    var model = try AppModel.study(step: 2, at: 180)
    model.press("x")
    let text = model.text(80, 24)
    #expect(text.contains("Operate on 2/n") && text.contains("▸ hidden1"))
    #expect(model.text(120, 36).contains("head      dense, 10 units"))
    #expect(model.commands("s") == [operate("hidden1", .silence)])
    #expect(model.commands("jf") == [operate("hidden2", .freeze)])
    #expect(model.commands("0") == [operate("hidden2", .reset)])
    #expect(model.commands("w") == [operate("hidden2", .redraw)])
    #expect(model.commands("→→s") == [operate("hidden2", .silence, unit: 2)])
    #expect(model.text(80, 24).contains("unit 2 of 64"))
    #expect(model.commands("←←←s") == [operate("hidden2", .silence, unit: 64)])
    #expect(model.commands("ks") == [operate("hidden1", .silence)])
    model.press("x")
    #expect(model.place == .study)
  }

  @Test("a key that is pressed again takes back what it did")
  func toggles() throws {
    var model = try Self.operated("silence hidden1:3", "silence hidden2", "freeze hidden2")
    model.press("x")
    let text = model.text(120, 36)
    #expect(text.contains("unit 3 silent") && text.contains("silent, frozen"))
    #expect(text.contains("180  freeze hidden2"))
    #expect(text.contains("0.610 → 1.27   0.820 → 0.640"))
    #expect(model.commands("→→→s") == [operate("hidden1", .restore, unit: 3)])
    #expect(model.commands("js") == [operate("hidden2", .restore)])
    #expect(model.commands("f") == [operate("hidden2", .thaw)])
  }

  @Test("u asks for the undo of the arm in question, and says so where nothing was done")
  func undoes() throws {
    var model = try Self.operated("silence hidden1")
    #expect(model.commands("xu") == [.undoOperation(arm: "he")])
    model.press("a")
    #expect(model.text(120, 36).contains("Operate on 1/n"))
    #expect(model.commands("u").isEmpty)
    #expect(model.text(120, 36).contains("Nothing was done"))
  }

  @Test("from a plot's cursor, the layer under it is chosen")
  func fromCursor() throws {
    var model = try AppModel.study(step: 2, at: 180)
    model.press("⇥⇥zlllx")
    #expect(model.text(120, 36).contains("▸ hidden4"), "\(model.text(120, 36))")
    model.press("⎋")
    #expect(model.place == .inspect, "\(model.text(120, 36))")
  }

  @Test("the copied command line carries what was done, at its step")
  func copies() throws {
    var model = try Self.operated("silence hidden1:3", "reset hidden2")
    let copied = model.press("y").compactMap { effect -> String? in
      if case .copy(let text) = effect { text } else { nil }
    }
    #expect(
      copied.first?.contains(
        "--operate 'he@180=silence hidden1:3' --operate 'he@180=reset hidden2'") == true,
      "\(copied)")
  }

  @Test("a curve has a diamond where its network was operated on, and falls or rises there at once")
  func marks() throws {
    let model = try Self.operated("silence hidden1")
    #expect(model.text(80, 24).contains("◆"))
    let plain = try AppModel.study(step: 2, at: 180)
    #expect(!plain.text(80, 24).contains("◆"))
  }

  @Test("lessons without networks say that there is nothing to operate on")
  func nothing() throws {
    var model = try AppModel.study(step: 0, lesson: ProcessPlots.descent.lesson())
    model.press("x")
    #expect(model.place == .study && model.text(80, 24).contains("No network trains on this page"))
  }
}
