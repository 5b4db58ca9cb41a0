import Charts
import Lab
import Lessons
import Screens
import Testing

@Suite struct InspectTests {
  private func model(_ script: String, at trained: Int = 180) throws -> AppModel {
    var model = try AppModel.study(step: 2, at: trained, size: Size(columns: 120, rows: 36))
    model.press(script)
    return model
  }

  @Test("z and Enter on a plot show it alone; z, q and Esc go back")
  func opensAndCloses() throws {
    for script in ["z", "⇥⏎", "⇥z"] {
      var model = try model(script)
      #expect(model.place == .inspect)
      #expect(model.text(120, 36).contains("step 180"))
      model.press("q")
      #expect(model.place == .study)
    }
    var model = try model("z⎋")
    #expect(model.place == .study)
    model.press("zz")
    #expect(model.place == .study)
  }

  @Test("the cursor reads the exact values of every arm")
  func readsValues() throws {
    var model = try model("z⇱")
    #expect(model.text(120, 36).contains("step 0"))
    let first = SampleSnapshot.loss(0, at: 0)
    let digits = String("\(first)".prefix(6))
    #expect(model.text(120, 36).contains(digits))
    model.press("⇲")
    #expect(model.text(120, 36).contains("step 180"))
    #expect(model.text(120, 36).contains("diverged at 3"))
  }

  @Test("zooming asks for the steps that are shown, and 0 for all again")
  func zooms() throws {
    var model = try model("z")
    let effects = model.press("+")
    let request = try #require(model.snapshotRequest)
    let steps = try #require(request.steps)
    #expect(effects == [.request(request)])
    #expect(steps.count < 220 && steps.contains(180))
    model.press("+")
    #expect(try #require(model.snapshotRequest?.steps).count < steps.count)
    model.press("0")
    #expect(model.snapshotRequest?.steps == nil)
    model.press("+-")
    #expect(model.snapshotRequest?.steps == nil)
  }

  @Test("the view follows the cursor out of a zoomed window")
  func pans() throws {
    var model = try model("z+++")
    let before = try #require(model.snapshotRequest?.steps)
    model.press("⇱")
    let after = try #require(model.snapshotRequest?.steps)
    #expect(after.lowerBound == 0 && after.count == before.count)
  }

  @Test("plots by layer have a cursor over the layers")
  func layers() throws {
    var model = try model("⇥⇥⇥⏎")
    #expect(model.text(120, 36).contains("layer 1"))
    model.press("jjjjjjjjjjjjjj")
    #expect(model.text(120, 36).contains("layer 10"))
    model.press("⇱j")
    #expect(model.text(120, 36).contains("layer 2"))
    #expect(model.text(120, 36).contains("0.020000"))
  }

  @Test("Tab goes to the next plot, and only its probes are asked for")
  func nextPlot() throws {
    var model = try model("z⇥")
    #expect(model.text(120, 36).contains("activations x by layer"))
    #expect(model.snapshotRequest?.probes == ["x"])
    model.press("⇤")
    #expect(model.snapshotRequest?.probes == [])
  }

  @Test("the run keys work here too")
  func runs() throws {
    var model = try model("z")
    #expect(model.commands(" r") == [.run, .restart(.same)])
  }
}
