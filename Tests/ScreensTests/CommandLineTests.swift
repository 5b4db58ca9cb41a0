import Charts
import Lab
import Lessons
import Screens
import Testing

@Suite("A command that is typed")
struct TypedCommandTests {
  private func ownData(_ effects: [Effect]) -> [OwnData?] {
    effects.compactMap { effect -> OwnData?? in
      if case .useData(let own) = effect { .some(own) } else { nil }
    }
  }

  @Test("puts a file in place of the lesson's data, with or without the kind that it stands in for")
  func data() throws {
    var model = try AppModel.study(step: 0)
    #expect(ownData(model.press(":data my poems.txt⏎")) == [OwnData(path: "my poems.txt")])
    #expect(
      ownData(model.press(":data names=a.txt⏎")) == [OwnData(path: "a.txt", kind: "names")])
    #expect(ownData(model.press(":data  ⏎")) == [nil])
    #expect(model.place == .study)
  }

  @Test("takes letters that are keys elsewhere, can be mended, and left")
  func typing() throws {
    var model = try AppModel.study(step: 0)
    #expect(model.press(":q").isEmpty && model.place == .command)
    #expect(ownData(model.press("⌫data xy⌫⏎")) == [OwnData(path: "x")])
    model.press(":data f⎋")
    #expect(model.place == .study)
    #expect(ownData(model.press(":nothing⌃udata f⏎")) == [OwnData(path: "f")])
  }

  @Test("that there is not is refused beside what was typed")
  func refusal() throws {
    var model = try AppModel.study(step: 0)
    #expect(ownData(model.press(":nonsense⏎")).isEmpty && model.place == .command)
    let screen = model.view(Size(columns: 80, rows: 24))
    #expect(screen.plainText().contains("there is no command"))
    model.press("⌫")
    #expect(ownData(model.press("⏎")).isEmpty)
    model.press("⌃u⏎")
    #expect(model.view(Size(columns: 80, rows: 24)).plainText().contains("type a command"))
  }
}
