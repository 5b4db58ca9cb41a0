import Charts
import Experiments
import Lab
import Lessons
import Screens
import Testing

@Suite("The screen of a bench of one's own")
struct BenchTests {
  private func bench(size: Size = Size(columns: 80, rows: 24)) throws -> AppModel {
    try AppModel.study(step: 0, size: size, lesson: PlayBench("moons").lesson())
  }

  private func drafts(_ effects: [Effect]) -> [PlayDraft] {
    effects.compactMap { effect in
      if case .saveBench(let draft, _) = effect { draft } else { nil }
    }
  }

  @Test(
    "hides nothing of its pages, whatever the data",
    arguments: ["moons", "spirals", "circles", "mnist", "signs", "glyphs"])
  func layout(data: String) throws {
    #expect(LayoutFinding.findings(in: try PlayBench(data).lesson()).map(\.text) == [])
  }

  @Test("is kept by save and a name, with the knobs as they stand")
  func saves() throws {
    var model = try bench()
    let first = try #require(drafts(model.press(":save mine⏎")).first)
    #expect(first.name == "mine" && first.bench.argument == "moons")
    #expect(first.values["depth"] == .number(2) && model.place == .study)
    // The page's first knob is the depth; no snapshot has come yet.
    model.press("→")
    let second = try #require(drafts(model.press(":save mine.md⏎")).first)
    #expect(second.name == "mine" && second.values["depth"] == .number(3))
  }

  @Test("offers and explains the command, and refuses names that no lesson has")
  func refusals() throws {
    var model = try bench()
    let size = Size(columns: 120, rows: 36)
    model.press(":")
    #expect(model.view(size).plainText().contains("save NAME"))
    #expect(drafts(model.press("save My Moons⏎")).isEmpty && model.place == .command)
    #expect(model.view(size).plainText().contains("small letters, digits"))
    #expect(drafts(model.press("⌃usave⏎")).isEmpty && model.place == .command)
    #expect(drafts(model.press("⌃usave my-moons⏎")).map(\.name) == ["my-moons"])
  }

  @Test("alone has that command: a lesson says so")
  func lessons() throws {
    var model = try AppModel.study(step: 0)
    #expect(drafts(model.press(":save mine⏎")).isEmpty && model.place == .command)
    #expect(
      model.view(Size(columns: 120, rows: 36)).plainText().contains("save is for the bench"))
  }

  @Test("is brought back by the command line that is copied")
  func reproduces() throws {
    var model = try bench()
    let copies = model.press("y").compactMap { effect in
      if case .copy(let text) = effect { text } else { nil }
    }
    #expect(copies.first?.hasPrefix("gradlab play moons --seed ") == true)
  }
}
