import Charts
import Experiments
import Lab
import Lessons
import Screens
import Testing

/// What people who walked through the lessons stumbled over.
@Suite("What users met on the screen") struct WalkTests {
  private static let small = Size(columns: 80, rows: 24)

  @Test("each knob of a page is whole at 80×24, whatever is focused", arguments: ["", "⇤", "⇥⇥⇥"])
  func knobs(script: String) throws {
    var model = try AppModel.study(step: 4, at: 0)
    model.press(script)
    let text = model.text(80, 24)
    for word in ["c ", "depth", "learning rate", "activation", "relu", "tanh", "sigmoid"] {
      #expect(text.contains(word), "\(word)")
    }
  }

  @Test("choices keep their order, and the chosen one is marked in its place")
  func choices() throws {
    var model = try AppModel.study(step: 4, at: 0)
    model.press("⇤→")
    #expect(
      model.commands("→") == [.set(knob: "activation", to: .word("sigmoid"), arm: nil)])
    #expect(model.text(80, 24).contains("relu · tanh · ‹sigmoid›"))
  }

  @Test("a question stands over the plot that it is about, with all its choices")
  func question() throws {
    for size in [Self.small, Size(columns: 120, rows: 36)] {
      var model = try AppModel.study(step: 1, size: size)
      model.press("p")
      let text = model.text(size.columns, size.rows)
      #expect(text.contains("After 400 steps"))
      for choice in ["all four", "2/n and 1/n", "only 2/n", "2/n and 8/n"] {
        #expect(text.contains(choice))
      }
      #expect(text.contains("activations x by layer"))
    }
  }

  @Test("the verdict has a line of its own, however long the text is")
  func verdict() throws {
    for size in [Size(columns: 60, rows: 20), Self.small, Size(columns: 120, rows: 36)] {
      let text = try AppModel.study(step: 2, at: 400, size: size).text(size.columns, size.rows)
      #expect(text.contains("✕ You predicted b"), "\(size)")
      #expect(text.contains("It is c"), "\(size)")
    }
  }

  @Test("what a run has said of a prediction stays when the run starts again")
  func verdictStays() throws {
    var model = try AppModel.study(step: 2, at: 400)
    model.press("r")
    let lesson = try #require(model.lesson)
    _ = model.update(.snapshot(SampleSnapshot.snapshot(lesson, step: 2, at: 0)))
    let text = model.text(80, 24)
    #expect(text.contains("✕ You predicted b"))
    // The same seed and knobs will come to the same numbers.
    #expect(text.contains("2/n reaches 0.40"))
  }

  @Test("a hint that is asked for is in sight")
  func hints() throws {
    var model = try AppModel.study(step: 2, at: 180)
    model.press("i")
    #expect(model.text(80, 24).contains("Set c = 2, then raise the depth."))
    model.press("i")
    #expect(model.text(80, 24).contains("Compare 1/n at depths 2 and 10."))
  }

  @Test("a part of the run that was zoomed into is not kept for the next page")
  func zoom() throws {
    var model = try AppModel.study(step: 2, at: 400)
    model.press("z++")
    #expect(model.text(80, 24).contains("steps "))
    model.press("qnnb")
    #expect(!model.text(80, 24).contains("steps 1"))
    model.press("b")
    #expect(!model.text(80, 24).contains("steps 2"))
  }

  @Test("the next page is reached from a zoomed plot, too")
  func pagesFromInspect() throws {
    var model = try AppModel.study(step: 2, at: 400)
    #expect(model.commands("zn") == [.goTo(lessonStep: 3)])
    #expect(model.place == .study)
  }

  @Test("arrows on the text turn the page's first knob")
  func arrows() throws {
    var model = try AppModel.study(step: 2, at: 180)
    #expect(model.commands("→").first.map { "\($0)".contains("\"c\"") } == true)
  }

  @Test("the plot that a knob changes is in sight while it is turned")
  func plotOfKnob() throws {
    var model = try AppModel.study(step: 4, at: 0)
    model.press("⇥⇥⇥⇥")
    // A loss that nobody has trained yet shows nothing; the gradients of the new network do.
    #expect(model.text(80, 24).contains("gradient ‖∂L/∂z‖ by layer"))
    model.press("v")
    #expect(model.text(80, 24).contains("─ training loss ─"))
  }

  @Test("curves that other knob values made are marked, and space runs them anew")
  func outdated() throws {
    var model = try AppModel.study(step: 4, at: 800)
    let lesson = try #require(model.lesson)
    var snapshot = SampleSnapshot.snapshot(lesson, step: 4, at: 800)
    #expect(!model.text(80, 24).contains("run with the turned knob"))
    snapshot.arms[0].isOutdated = true
    _ = model.update(.snapshot(snapshot))
    #expect(model.text(80, 24).contains("space  run with the turned knob"))
    #expect(model.commands(" ") == [.run])
  }

  @Test("runs are slowed, hurried and shown at once by keys, and watched from their start")
  func speeds() throws {
    var model = try AppModel.study(step: 2, at: 180)
    #expect(model.commands(">>") == [.speed(2), .speed(4)])
    #expect(model.commands("<<<") == [.speed(2), .speed(1), .speed(0.5)])
    #expect(model.commands("!!") == [.speed(nil), .speed(1)])
    #expect(model.commands("w") == [.restart(.same), .run])
  }

  @Test("the footer offers the next page only where one may go there")
  func nextPage() throws {
    func footer(_ model: AppModel) -> Substring {
      model.text(80, 24).split(separator: "\n").last ?? ""
    }
    #expect(footer(try AppModel.study(step: 0)).contains("n next"))
    #expect(!footer(try AppModel.study(step: 1, answers: [:])).contains("n next"))
    #expect(footer(try AppModel.study(step: 3, at: 400)).contains("n skip"))
    #expect(!footer(try AppModel.study(step: 4, at: 400)).contains("n next"))
  }

  @Test("the title is whole at 80 columns, and says that it is a lesson")
  func title() throws {
    let text = try AppModel.study(step: 2, at: 180).text(80, 24)
    #expect(text.contains("Lesson 7  Kaiming against bad initialization"))
  }

  @Test("a typed value's fault stands beside the field, and goes with the next character")
  func fault() throws {
    var model = try AppModel.study(step: 2, at: 180)
    model.press("⇥⇥⇥⇥⏎")
    #expect(model.text(80, 24).contains("c goes from 0.1 to 10"))
    model.press("x⏎")
    let row = model.text(80, 24).split(separator: "\n").first { $0.contains("= x") }
    #expect(row?.contains("is no number") == true)
    model.press("⌫4")
    #expect(!model.text(80, 24).contains("is no number"))
  }

  @Test("the command that is copied can be read whole")
  func copied() throws {
    var model = try AppModel.study(step: 2, at: 180)
    let lesson = try #require(model.lesson)
    var snapshot = SampleSnapshot.snapshot(lesson, step: 2, at: 180)
    for index in snapshot.arms.indices {
      snapshot.arms[index].knobs["rate"] = .number(0.0123)
      snapshot.arms[index].knobs["c"] = .number(3.14)
    }
    _ = model.update(.snapshot(snapshot))
    model.press("y")
    let text = model.text(80, 24)
    #expect(text.contains("--set he.c=3.14") && text.contains("--set huge.rate=0.0123"))
  }
}

@Suite("The mouse") struct MouseTests {
  private func press(_ model: inout AppModel, on text: String) throws -> [Effect] {
    let lines = model.text(80, 24).split(separator: "\n", omittingEmptySubsequences: false)
    let row = try #require(lines.firstIndex { $0.contains(text) })
    let before = try #require(lines[row].firstRange(of: text)).lowerBound
    let column = lines[row][..<before].count
    return model.update(
      .terminal(.mouse(Mouse(.press, at: Position(column: column, row: row)))))
  }

  @Test("presses the keys of the footer")
  func footer() throws {
    var model = try AppModel.study(step: 2, at: 180)
    #expect(try press(&model, on: "space run") == [.session(.run)])
  }

  @Test("shows and hides arms")
  func arms() throws {
    var model = try AppModel.study(step: 2, at: 180)
    #expect(try press(&model, on: "● 1/n").isEmpty)
    #expect(model.text(80, 24).contains("1/n is hidden"))
  }

  @Test("turns a knob to the place of its track, and to a word")
  func knobs() throws {
    var model = try AppModel.study(step: 4, at: 0)
    let tracks = try press(&model, on: "●──────────▸")
    #expect(tracks.count == 1 && "\(tracks)".contains("set"))
    #expect(
      try press(&model, on: "sigmoid")
        == [.session(.set(knob: "activation", to: .word("sigmoid"), arm: nil))])
  }

  @Test("goes to the page whose dot is pressed")
  func dots() throws {
    var model = try AppModel.study(step: 3, at: 400, size: Size(columns: 120, rows: 36))
    let line = model.text(120, 36).split(separator: "\n")[0]
    let column = try #require(line.firstIndex(of: "●"))
    let place = line[..<column].count
    let effects = model.update(
      .terminal(.mouse(Mouse(.press, at: Position(column: place, row: 0)))))
    #expect(effects.contains(.session(.goTo(lessonStep: 0))))
  }
}
