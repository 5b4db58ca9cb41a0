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

  @Test("cuts no line, in one column or two", arguments: [80, 110, 120])
  func whole(columns: Int) throws {
    // As high as it needs to be.
    let size = Size(columns: columns, rows: 120)
    for var model in try models() {
      _ = model.update(.terminal(.resized(size)))
      let applying = KeyTable.all.filter {
        $0.applies(to: model) && !$0.does.hasPrefix("show or hide")
      }
      let commands = PaletteCommand.all.filter { $0.isOffered(in: model) }
      let takesCommands = applying.contains { $0.action == .command }
      model.press("?")
      let text = model.text(size.columns, size.rows)
      for binding in applying {
        #expect(
          text.contains("\(binding.label) ") && text.contains(binding.does), "\(binding.does)")
      }
      for command in commands where takesCommands {
        #expect(
          text.contains("\(command.usage) \(command.does)") || text.contains(command.does),
          "\(command.usage)")
      }
    }
  }
}
