import Charts
import Experiments
import Lab
import Screens
import Testing

@Suite("Keys that go back and on in time")
struct TimeKeysTests {
  @Test(
    "keys go back and on by a step, a hundredth and a tenth of what the runs came to",
    arguments: [(",", 89), ("[", 88), ("]", 92), ("{", 72), ("}", 108)])
  func scrubs(key: String, step: Int) throws {
    var model = try AppModel.backInTime()
    #expect(model.commands(key) == [.travel(to: step)])
  }

  @Test("at the ends a notice says so")
  func ends() throws {
    var model = try AppModel.study(step: 2, at: 180)
    #expect(model.commands("]").isEmpty)
    #expect(model.text(80, 24).contains("as far as the run came"))
    #expect(model.commands("[") == [.travel(to: 178)])
    model = try AppModel.study(step: 2, at: 0)
    #expect(model.commands("[").isEmpty)
    #expect(model.text(80, 24).contains("This is the start"))
  }

  @Test("a way that could not be gone again is told of, once")
  func tellsOfRetracing() throws {
    var model = try AppModel.backInTime()
    var snapshot = SampleSnapshot.snapshot(try SampleLesson.lesson(), step: 2, at: 90)
    snapshot.retracing = .failed("there is no such way")
    _ = model.update(.snapshot(snapshot))
    #expect(model.text(80, 24).contains("there is no such way"))
    model.press("?")
    model.press("?")
    _ = model.update(.snapshot(snapshot))
    #expect(!model.text(80, 24).contains("there is no such way"))
  }

  @Test("what is undone is named, and redo is told of")
  func undoes() throws {
    var model = try AppModel.backInTime()
    #expect(model.commands("u") == [.undo])
    #expect(model.text(80, 24).contains("Undone: the fork 2/n, 0.2. Ctrl-R brings it back."))
    #expect(model.commands("⌃r") == [.redo])
    model = try AppModel.study(step: 2, at: 180)
    #expect(model.commands("u").isEmpty)
    #expect(model.text(80, 24).contains("Nothing is left to undo."))
  }

  @Test("the curve beyond the step stays, a rule stands at the step, and forks are among the arms")
  func looks() throws {
    let model = try AppModel.backInTime(size: Size(columns: 120, rows: 36))
    let text = model.text(160, 36)
    #expect(text.contains("2/n, 0.2"))
    #expect(text.contains("] on"))
  }

  @Test("f asks for the focused knob's value, a click further, and Enter forks with it")
  func forks() throws {
    var model = try AppModel.backInTime()
    #expect(model.commands("⇥⇥⇥⇥⇥⇥f").isEmpty)
    #expect(model.place == .knobEntry)
    #expect(model.text(120, 36).contains("Enter forks "))
    let commands = model.commands("0.3⏎")
    guard case .fork(_, let knob, let value)? = commands.first else {
      Issue.record("\(commands)")
      return
    }
    #expect(knob == "rate" && value == .number(0.3))
    // Without a knob the arm goes on twice.
    model = try AppModel.backInTime()
    guard case .fork(_, nil, nil)? = model.commands("f").first else {
      Issue.record("no fork")
      return
    }
  }

  @Test("in the table forks are renamed, hidden and deleted, arms of the lesson only hidden")
  func compares() throws {
    var model = try AppModel.backInTime()
    model.press("c")
    let lines = model.text(80, 24).split(separator: "\n").map(String.init)
    let row = try #require(lines.firstIndex { $0.contains("2/n, 0.2") })
    #expect(lines[row].contains("0.2"))
    while model.text(80, 24).split(separator: "\n").first(where: { $0.contains("2/n, 0.2  ") })?
      .contains("▸") != true
    {
      model.press("j")
    }
    model.press("e")
    #expect(model.place == .armName)
    #expect(model.commands("fast⏎") == [.rename(arm: "fork1", label: "fast")])
    #expect(model.commands("d") == [.delete(arm: "fork1")])
    #expect(model.commands("x").isEmpty)
    #expect(model.text(80, 24).contains("○ 2/n, 0.2"))
    model.press("g")
    if model.text(80, 24).split(separator: "\n").first(where: { $0.contains("2/n, 0.2") })?
      .contains("▸") != true
    {
      #expect(model.commands("d").isEmpty)
    }
  }
}
