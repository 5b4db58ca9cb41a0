import Charts
import Lab
import Lessons
import Screens
import Testing

@Suite("A plot that is written into a file")
struct PlotExportTests {
  private func curves(_ script: String) throws -> AppModel {
    var model = try AppModel.study(step: 2, at: 180)
    model.press("z" + script)
    return model
  }

  @Test("is exported as it is looked at: a name is offered, and its end says what is written")
  func exports() throws {
    var model = try curves("+")
    model.press("E")
    #expect(model.place == .command)
    #expect(model.text(120, 30).contains(":export sample-curve-step180.svg"))
    #expect(model.snapshotRequest.map { $0.resolution >= 1 << 20 } == true)
    let effects = model.press("⌫⌫⌫csv⏎")
    let exports = effects.compactMap {
      if case .exportPlot(let export) = $0 { export } else { nil }
    }
    guard let export = exports.first else {
      Issue.record("\(effects)")
      return
    }
    #expect(export.format == .csv && export.path == "sample-curve-step180.csv")
    #expect(export.steps != nil && export.arms == ["he", "lecun", "tiny", "huge"])
    #expect(export.grid.plainText().contains("training loss"))
    model = try curves("E")
    #expect(model.press("⌫⌫⌫pdf⏎").isEmpty && model.place == .command)
    #expect(model.text(120, 30).contains("does not say what"))
  }
}
