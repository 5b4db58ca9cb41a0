import Charts
import Screens
import Testing

@Suite("Help")
struct HelpTests {
  /// Models in places with many keys.
  private func models() throws -> [AppModel] {
    var models = [
      try AppModel.study(step: 2, at: 180), try AppModel.library(), try PadTests.read(),
      try AppModel.sweeping("rate 0.01..1 5", open: 0),
      try AppModel.sweeping("rate 0.01,0.1 depth 4,8", open: 2), try AppModel.backInTime(),
      try ClaimsTests.opened(), try AppModel.tried(), try AppModel.watching(),
    ]
    for script in ["z", "x", "c", "⇥⇥⇥⇥"] {
      var model = try SurgeryTests.operated("silence hidden1")
      model.press(script)
      models.append(model)
    }
    return models
  }

  /// What stands between the borders of the window.
  private func inside(_ text: String) -> String {
    let rows = text.split(separator: "\n", omittingEmptySubsequences: false).map { Array($0) }
    guard let top = rows.first(where: { String($0).contains("┌─ Keys that work here") }),
      let left = top.indices.first(where: { String(top[$0...]).hasPrefix("┌─ Keys") }),
      let right = top[left...].firstIndex(of: "┐")
    else { return "" }
    return rows.filter { $0.count > right && $0[left] == "│" && $0[right] == "│" }
      .map { String($0[(left + 1)..<right]) }.joined(separator: "\n")
  }

  @Test(
    "cuts no line, in one column or two: what has no room goes on below", arguments: [80, 110, 120])
  func whole(columns: Int) throws {
    // As high as it needs to be.
    let size = Size(columns: columns, rows: 120)
    for var model in try models() {
      _ = model.update(.terminal(.resized(size)))
      let applying = KeyTable.all.filter {
        $0.applies(to: model) && !$0.does.hasPrefix("show or hide")
      }
      var told = applying.map { (label: $0.label, does: $0.does) }
      if applying.contains(where: { $0.action == .command }) {
        let commands = PaletteCommand.all.filter { $0.isOffered(in: model) }
        told += commands.map { (label: $0.usage, does: $0.does) }
      }
      model.press("?")
      let words = inside(model.text(size.columns, size.rows)).split(whereSeparator: \.isWhitespace)
      let text = words.joined(separator: " ")
      for (label, does) in told {
        #expect(text.contains(label), "\(label)")
        // Two columns are mixed in a row: there the last word tells.
        let last = does.split(separator: " ").last.map(String.init) ?? ""
        #expect(columns < 110 ? text.contains(does) : text.contains(last), "\(does)")
      }
    }
  }
}
