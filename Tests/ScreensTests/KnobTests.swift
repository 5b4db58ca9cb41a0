import Charts
import Experiments
import Lab
import Lessons
import Screens
import Testing

/// At step 3 the Tab order is text, three plots, then the knobs c (own to each arm), depth, rate.
@Suite struct KnobTests {
  private static let toC = "⇥⇥⇥⇥"
  private static let toDepth = toC + "⇥"
  private static let toRate = toDepth + "⇥"

  private func model(_ script: String) throws -> AppModel {
    var model = try AppModel.study(step: 2, at: 180, size: Size(columns: 120, rows: 36))
    model.press(script)
    return model
  }

  @Test("arrows turn the focused knob by a click, with Shift by ten")
  func turns() throws {
    var model = try model(Self.toDepth)
    #expect(model.commands("→") == [.set(knob: "depth", to: .number(11), arm: nil)])
    #expect(model.commands("h") == [.set(knob: "depth", to: .number(10), arm: nil)])
    #expect(model.commands("⇢") == [.set(knob: "depth", to: .number(20), arm: nil)])
    #expect(model.commands("j") == [.set(knob: "depth", to: .number(19), arm: nil)])
  }

  @Test("clicks add up before the session answers, and an old snapshot does not undo them")
  func accumulates() throws {
    var model = try model(Self.toDepth + "→→→")
    let lesson = try SampleLesson.lesson()
    _ = model.update(.snapshot(SampleSnapshot.snapshot(lesson, step: 2, at: 190)))
    #expect(model.commands("→") == [.set(knob: "depth", to: .number(14), arm: nil)])
  }

  @Test("a logarithmic knob has ten positions a decade")
  func logarithmic() throws {
    var model = try model(Self.toRate)
    guard case .set("rate", .number(let value), nil) = model.commands("⇢").first else {
      Issue.record("no command")
      return
    }
    #expect(abs(value / 0.5 - 1) < 0.02)
  }

  @Test("a knob that arms have as their own turns one arm, which a chooses")
  func ownKnobs() throws {
    var model = try model(Self.toC)
    #expect(model.text(120, 36).contains("c of 2/n 2.0"))
    guard case .set("c", _, "he") = model.commands("→").first else {
      Issue.record("not the first arm")
      return
    }
    model.press("a")
    #expect(model.text(120, 36).contains("c of 1/n 1.0"))
    guard case .set("c", _, "lecun") = model.commands("→").first else {
      Issue.record("not the second arm")
      return
    }
    model.press("aaa")
    #expect(model.text(120, 36).contains("c of 2/n"))
  }

  @Test("0 goes back to the lesson's value, of the arm that is turned")
  func resets() throws {
    var depth = try model(Self.toDepth + "→→")
    #expect(depth.commands("0") == [.set(knob: "depth", to: .number(10), arm: nil)])
    #expect(depth.commands("0").isEmpty)
    var own = try model(Self.toC + "aaa→")
    #expect(own.commands("0") == [.set(knob: "c", to: .number(8), arm: "huge")])
  }

  @Test("an exact value is typed after Enter and taken by Enter")
  func typesValue() throws {
    var model = try model(Self.toRate)
    #expect(model.commands("⏎0.03⏎") == [.set(knob: "rate", to: .number(0.03), arm: nil)])
    #expect(model.commands("⏎5e-2⏎") == [.set(knob: "rate", to: .number(0.05), arm: nil)])
    #expect(model.commands("⏎0,2⏎") == [.set(knob: "rate", to: .number(0.2), arm: nil)])
    #expect(model.commands("⏎7⎋").isEmpty)
    #expect(model.place == .study)
  }

  @Test(
    "what can't be taken is refused with what would be",
    arguments: [
      ("⏎abc⏎", "is no number"), ("⏎2.5⏎", "whole number"), ("⏎1000⏎", "goes from 2 to 50"),
    ])
  func refuses(script: String, text: String) throws {
    var model = try model(Self.toDepth)
    #expect(model.commands(script).isEmpty)
    #expect(model.text(120, 36).contains(text))
    #expect(model.place == .knobEntry)
  }

  @Test("a knob bears a mark where turning it builds the networks anew, a live one none")
  func marks() throws {
    // c and depth do, the learning rate doesn't; at the last step there is the activation, too.
    #expect(try model("").text(120, 36).count { $0 == "↻" } == 2)
    let last = try AppModel.study(step: 4, at: 0, size: Size(columns: 160, rows: 50))
    #expect(last.text(160, 50).count { $0 == "↻" } == 3)
  }

  private static let extremes = [
    0, -1, 1e308, -1e308, Double.greatestFiniteMagnitude, 0x1p-1064, 0x1p-1074,
    0x1p63, -0x1p63, 0.5,
  ]

  @Test("numbers beyond a knob's range are refused as they are typed", arguments: extremes)
  func typesExtremes(_ number: Double) throws {
    for knob in [Self.toC, Self.toDepth, Self.toRate] {
      var model = try model(knob)
      for typed in ["\(number)", "nan", "inf", "-inf", "9223372036854775807", "1e999"] {
        for command in model.commands("⏎\(typed)⏎") {
          guard case .set(let name, .number(let value), _) = command else { continue }
          #expect(name == "rate" && value == 0.5 || name == "c" && value == 0.5)
        }
        _ = model.text(120, 36)
        model.press("⎋")
      }
    }
  }

  @Test(
    "a value from outside of a knob's range is drawn, and turned back into it",
    arguments: extremes)
  func drawsExtremes(_ number: Double) throws {
    let lesson = try SampleLesson.lesson()
    var snapshot = SampleSnapshot.snapshot(lesson, step: 2, at: 180)
    for name in ["c", "depth", "rate"] {
      snapshot.knobs[name] = .number(number)
      for index in snapshot.arms.indices { snapshot.arms[index].knobs[name] = .number(number) }
    }
    for (keys, range) in [(Self.toC, 0.1...10), (Self.toDepth, 2...50), (Self.toRate, 0.001...1)] {
      var model = try model(keys)
      _ = model.update(.snapshot(snapshot))
      for size in [Size(columns: 80, rows: 24), Size(columns: 200, rows: 60)] {
        #expect(model.text(size.columns, size.rows).contains("learning rate"))
      }
      guard case .set(_, .number(let value), _) = model.commands("→←").first else { continue }
      #expect(range.contains(value))
    }
  }

  @Test("a knob with words is turned through them and typed by their beginning")
  func words() throws {
    var model = try AppModel.study(step: 4, at: 0, size: Size(columns: 120, rows: 36))
    model.press("⇤")
    #expect(model.commands("→") == [.set(knob: "activation", to: .word("tanh"), arm: nil)])
    #expect(model.commands("⏎sig⏎") == [.set(knob: "activation", to: .word("sigmoid"), arm: nil)])
    #expect(model.commands("⏎xyz⏎").isEmpty)
    #expect(model.text(120, 36).contains("relu, tanh, sigmoid"))
  }

  @Test("a knob says where its end is")
  func ends() throws {
    var model = try model(Self.toDepth + "⇢⇢⇢⇢")
    #expect(model.commands("⇢→").isEmpty)
    #expect(model.text(120, 36).contains("goes no further than 50"))
  }

  @Test("the wheel over a knob turns it, a click focuses it")
  func mouse() throws {
    var model = try model("")
    let rows = model.text(120, 36).split(separator: "\n", omittingEmptySubsequences: false)
    let row = try #require(rows.firstIndex { $0.contains("depth 10") })
    let column = try #require(rows[row].firstRange(of: "depth")).lowerBound
    let place = Position(
      column: rows[row].distance(from: rows[row].startIndex, to: column), row: row)
    #expect(
      model.update(.terminal(.mouse(Mouse(.wheelUp, at: place))))
        == [.session(.set(knob: "depth", to: .number(11), arm: nil))])
    #expect(model.commands("→") == [.set(knob: "depth", to: .number(12), arm: nil)])
  }

  @Test("names are spelled out in ASCII, and the mouse finds the knobs beside them")
  func spelledNames() throws {
    let size = Size(columns: 120, rows: 36)
    var lesson = try SampleLesson.lesson()
    for (knob, label) in [("c", "βγδ"), ("rate", "learning rate η")] {
      let index = try #require(lesson.knobs.firstIndex { $0.name == knob })
      lesson.knobs[index].label = label
    }
    lesson.plots[0].title = "‖∂L/∂z‖ and √λ"
    var model = try AppModel.study(step: 4, at: 200, size: size, lesson: lesson, glyphs: .ascii)
    let text = model.text(120, 36, .ascii)
    for name in ["beta gamma delta", "learning rate eta", "||dL/dz|| and sqrt(lambda)"] {
      #expect(text.contains(name), "\(text)")
    }
    let rows = text.split(separator: "\n", omittingEmptySubsequences: false)
    let row = try #require(rows.firstIndex { $0.contains("depth ") })
    let column = try #require(rows[row].firstRange(of: "depth")).lowerBound
    let place = Position(
      column: rows[row].distance(from: rows[row].startIndex, to: column), row: row)
    #expect(
      model.update(.terminal(.mouse(Mouse(.wheelUp, at: place))))
        == [.session(.set(knob: "depth", to: .number(11), arm: nil))])
  }
}
