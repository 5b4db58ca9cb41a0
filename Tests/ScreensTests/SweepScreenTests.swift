import Charts
import Experiments
import Lab
import Lessons
import Screens
import Testing

extension AppModel {
  /// A sweep whose first runs are over, all but the last `open` ones; the last of those diverged.
  static func sweeping(
    _ words: String, open: Int, size: Size = Size(columns: 80, rows: 24)
  ) throws -> AppModel {
    var model = try AppModel.study(step: 2, at: 180, size: size)
    let effects = model.press(":sweep \(words)⏎")
    guard case .sweep(let request, _)? = effects.last else { return model }
    let sweep = try KnobSweep(try SampleLesson.lesson(), request)
    _ = model.update(.sweepBegun(sweep))
    let count = sweep.points.count
    var state = SweepRun.State(points: (0..<count).map { _ in SweepRun.Point() })
    for point in 0..<count - open { state.points[point] = run(point, of: count, sweep.steps) }
    state.isOver = open == 0
    state.progress = HeadlessRun.Progress(steps: count - open, total: count, seconds: 4)
    _ = model.update(.sweepChanged(state))
    return model
  }

  private static func run(_ point: Int, of count: Int, _ steps: Int) -> SweepRun.Point {
    // Best in the middle.
    let end = 0.3 + Double(abs(point - count / 2)) * 0.4
    var run = SweepRun.Point()
    run.step = steps
    let buckets = stride(from: 10, through: steps, by: 10).map { step in
      let loss = 2.3 + (end - 2.3) * Double(step) / Double(steps)
      return Trace.Bucket(steps: step...step, minimum: loss, maximum: loss, mean: loss, last: loss)
    }
    run.trace = Trace(raw: buckets, smoothed: buckets)
    run.outcome = point == count - 1 ? .diverged(step: 30) : .value(end)
    return run
  }
}

@Suite("The screen of a sweep")
struct SweepScreenTests {
  @Test("a command begins it: the arm, seed, steps and knobs as they are on the page")
  func begins() throws {
    var model = try AppModel.study(step: 2, at: 180, running: true)
    let effects = model.press(":sweep rate 0.01..1 3⏎")
    #expect(effects.first == .session(.pause))
    guard case .sweep(let request, let typed)? = effects.last else {
      Issue.record("\(effects)")
      return
    }
    #expect(typed == "sweep rate 0.01..1 3" && request.seeds == [7] && request.steps == 400)
    #expect(request.arm == "he" && request.knobs.map(\.knob) == ["rate"])
  }

  @Test("what can't be swept is said where it was typed")
  func refused() throws {
    var model = try AppModel.study(step: 2)
    #expect(model.press(":sweep rate 0.1,0.2 depth⏎").isEmpty && model.place == .command)
    #expect(model.text(80, 24).contains("no range of depth"))
    _ = model.update(.commandRefused(typed: "sweep rate 1 2", reason: "1 is no range"))
    #expect(model.text(80, 24).contains(":sweep rate 1 2"))
    #expect(model.text(80, 24).contains("1 is no range"))
  }

  @Test("shows runs first and values once all is over, and the other by a key")
  func pictures() throws {
    var model = try AppModel.sweeping("rate 0.01..1 5", open: 2)
    #expect(model.text(80, 24).contains("training loss over 400 steps"))
    #expect(model.text(80, 24).contains("3 of 5 runs, 60 %, about 3 s to go"))
    model.press("v")
    #expect(model.text(80, 24).contains("training loss at step 400"))
    let over = try AppModel.sweeping("rate 0.01..1 5", open: 0)
    #expect(over.text(80, 24).contains("best 0.300 at 0.1"))
    #expect(over.text(120, 36).contains("diverged"))
  }

  @Test("takes the values of the point that is looked at, the best one unless another is chosen")
  func taken() throws {
    var model = try AppModel.sweeping("rate 0.01..1 5", open: 0)
    #expect(
      model.commands("⏎").contains(.set(knob: "rate", to: .number(0.1), arm: nil))
        && model.place == .study)
    model = try AppModel.sweeping("rate 0.01..1 5", open: 0)
    #expect(model.commands("g⏎").contains(.set(knob: "rate", to: .number(0.01), arm: nil)))
    model = try AppModel.sweeping("rate 0.01,0.1 depth 4,8,12", open: 0)
    #expect(
      model.commands("gj→⏎") == [
        .set(knob: "rate", to: .number(0.1), arm: nil),
        .set(knob: "depth", to: .number(8), arm: nil),
      ])
  }

  @Test("Esc ends it and leaves what has come, and again the screen; y copies the command")
  func ends() throws {
    var model = try AppModel.sweeping("rate 0.01..1 5", open: 2)
    #expect(model.press("⎋") == [.endSweep] && model.place == .sweep)
    model = try AppModel.sweeping("rate 0.01,0.1", open: 0)
    let copied = model.press("y").compactMap { if case .copy(let text) = $0 { text } else { nil } }
    #expect(copied == ["gradlab sweep sample rate '0.01,0.1' --arm he --seeds 7 --steps 400"])
    model.press("⏎⎋")
    #expect(model.place == .study)
  }

  @Test("its axis is logarithmic or linear by a key, runs and values alike")
  func axis() throws {
    var model = try AppModel.sweeping("rate 0.01..1 5", open: 0, size: Size(columns: 120, rows: 36))
    let before = model.text(120, 36)
    #expect(before.contains("log"))
    model.press("L")
    #expect(model.text(120, 36).contains("training loss: linear axis."))
    model.press("L")
    #expect(model.text(120, 36).contains("training loss: logarithmic axis."))
    model.press("h")
    model.press("l")
    #expect(model.text(120, 36) == before)
  }

  @Test(
    "two knobs: runs stand in the columns of the map, under whole names, and the best is marked in both"
  )
  func twoKnobs() throws {
    let values = "rate 0.001..1 5 depth 4,8,12,16,20,24,28,32,40"
    let text = try AppModel.sweeping(values, open: 0, size: Size(columns: 120, rows: 36)).text(
      120, 36)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let heads = try #require(lines.first { $0.contains("40") && $0.contains("28") })
    for name in ["4", "8", "12", "16", "20", "24", "28", "32", "40"] {
      // Once over the runs, once over the map.
      #expect(heads.split(separator: " ").count { $0 == name } == 2, "\(heads)")
    }
    for name in ["0.001", "0.178"] { #expect(text.contains(name), "\(text)") }
    #expect(
      lines.contains { line in
        line.contains { $0 == "◆" } && line.contains("0.300") || line.contains("◆0.3")
      }, "\(text)")
    #expect(!text.contains("out of sight"))
  }

  @Test("a question stays beside the runs until Esc, and says what they read")
  func question() throws {
    var model = try AppModel.study(step: 2, at: 180, size: Size(columns: 120, rows: 36))
    #expect(
      model.press(":measure gradient_norm⏎")
        == [.ask("gradient_norm", typed: "measure gradient_norm")])
    let lesson = try SampleLesson.lesson()
    let probe = try #require(lesson.probe("dz"))
    let effects = model.update(.asked(probe))
    #expect(
      effects.contains {
        if case .request(let wanted) = $0 { wanted.question == probe } else { false }
      })
    var snapshot = SampleSnapshot.snapshot(lesson, step: 2, at: 180)
    for index in 0..<3 { snapshot.arms[index].question = probe }
    snapshot.arms[0].answer = Measurement.Value(step: 180, outcome: .number(0.0625))
    snapshot.arms[1].answer = Measurement.Value(step: 180, outcome: .reading(.layers([1, 0.5])))
    snapshot.arms[2].answer = Measurement.Value(step: 180, outcome: .diverged(step: 30))
    _ = model.update(.snapshot(snapshot))
    let text = model.text(120, 36)
    #expect(text.contains("0.0625") && text.contains("diverged at step 30"), "\(text)")
    #expect(text.contains("[ ] go to other steps"))
    model.press("⎋")
    #expect(!model.text(120, 36).contains("go to other steps"))
  }
}
