import Charts
import Experiments
import Lab
import Screens
import Testing

@Suite struct TriesTests {
  @Test("the list of tries tells for each run of the page what was turned, and what came of it")
  func lists() throws {
    var model = try AppModel.tried()
    model.press("c")
    let text = model.text(80, 24)
    #expect(text.contains("Runs at step 180, the best first"))
    let lines = text.split(separator: "\n").map(String.init)
    #expect(lines.contains { $0.contains("2/n") && $0.contains("as in the lesson") })
    #expect(lines.contains { $0.contains("○ 2/n") && $0.contains("depth 20") })
    #expect(lines.contains { $0.contains("○ 2/n") && $0.contains("depth 4") })
    // The newest try comes first.
    let first = try #require(lines.firstIndex { $0.contains("depth 20") })
    let second = try #require(lines.firstIndex { $0.contains("depth 4") })
    #expect(first < second)
  }

  @Test("Enter turns the knobs back to those of a try, of its arm alone")
  func bringsBack() throws {
    var model = try AppModel.tried()
    #expect(
      model.commands("cj⏎") == [.set(knob: "depth", to: .number(20), arm: "he")])
    #expect(model.place == .study)
    #expect(model.commands("c⏎").isEmpty)
    #expect(model.place == .study)
  }

  @Test("a try is pinned in the list, the newest ones by their key, and both again unpin")
  func pins() throws {
    var model = try AppModel.tried()
    model.press("cjjP")
    #expect(model.text(80, 24).contains("◆ 2/n"))
    model.press(" ")
    #expect(!model.text(80, 24).contains("◆"))
    model.press("⎋P")
    #expect(model.text(80, 24).contains("Pinned"))
    model.press("c")
    #expect(model.text(80, 24).contains("◆ 2/n"))
    model.press("⎋P")
    #expect(model.text(80, 24).contains("No longer pinned"))
  }

  @Test("where nothing ran before, the pin key says what to do")
  func nothingToPin() throws {
    var model = try AppModel.study(step: 2, at: 180)
    #expect(model.press("P").isEmpty)
    #expect(model.text(80, 24).contains("No earlier run to pin"))
  }
}
