import Charts
import Lab
import Lessons
import Screens
import Testing

@Suite struct PredictTests {
  @Test("a choice is made by arrows or by its letter, and committed by Enter")
  func chooses() throws {
    var arrows = try AppModel.study(step: 1)
    #expect(arrows.commands("pjjjk⏎") == [.predict(id: "survivor", answer: .choice("c"))])
    var letter = try AppModel.study(step: 1)
    #expect(letter.commands("pd⏎") == [.predict(id: "survivor", answer: .choice("d"))])
    #expect(letter.commands("a⏎").isEmpty)
  }

  @Test("leaving without Enter commits nothing")
  func leaves() throws {
    var model = try AppModel.study(step: 1)
    #expect(model.commands("pjq").isEmpty)
    #expect(model.place == .study)
    #expect(model.commands("pj⎋").isEmpty)
  }

  @Test(
    "a number may be typed as the screen writes it, with commas before each three digits",
    arguments: [
      ("1,000", 1000), ("61,706", 61_706), ("-1,234,567", -1_234_567), ("1,234.5", 1234.5),
      ("1,5", 1.5), ("12,50", 12.5), ("0,125", 0.125), ("1,0000", 1), ("1 000", 1000),
    ])
  func groupedDigits(_ typed: String, _ number: Double) throws {
    var model = try AppModel.study(step: 3, at: 400)
    #expect(
      model.commands("p\(typed)⏎") == [.predict(id: "factor", answer: .number(number))], "\(typed)")
  }

  @Test("commas in other places make no number", arguments: ["1,23,456", "1,000,5", ",", "1,,000"])
  func strayCommas(_ typed: String) throws {
    var model = try AppModel.study(step: 3, at: 400)
    #expect(model.commands("p\(typed)⏎").isEmpty)
    #expect(model.text(80, 24).contains("is no number"))
  }

  @Test("a number is typed; what is none is refused")
  func number() throws {
    var model = try AppModel.study(step: 3, at: 400)
    #expect(model.commands("pabc⏎").isEmpty)
    #expect(model.text(80, 24).contains("is no number"))
    #expect(
      model.commands("⌫⌫⌫1e3⏎") == [.predict(id: "factor", answer: .number(1000))])
  }

  @Test("before the run the outcome stays open")
  func open() throws {
    var model = try AppModel.study(step: 2, at: 180)
    model.press("p")
    let text = model.text(80, 24)
    #expect(text.contains("b, 2/n and 1/n"))
    #expect(text.contains("The run will tell"))
    #expect(!text.contains("only 2/n"))
  }

  @Test(
    "what no run decides before the next question is told at once, unless a claim says it later")
  func withoutRun() throws {
    let text = SampleLesson.text.replacing("run: {arms: all, until: 400}\n", with: "")
    let thought = try Lesson.read(Array(text.utf8), path: "Lessons/07-sample.md")
    var model = try AppModel.study(step: 1, answers: [:], lesson: thought)
    model.press("p⏎1")
    #expect(model.text(80, 24).contains("It came otherwise."))
    #expect(model.text(80, 24).contains("Two of them hardly move."))
    let bound = text.replacing(
      "Two of them hardly move.", with: "[Two of them hardly move](claim:stalls).")
    let measured = try Lesson.read(Array(bound.utf8), path: "Lessons/07-sample.md")
    model = try AppModel.study(step: 1, answers: [:], lesson: measured)
    model.press("p⏎1")
    #expect(model.text(80, 24).contains("The run will tell"))
  }

  @Test("a wrong choice is told what holds, and why")
  func wrong() throws {
    var model = try AppModel.study(step: 2, at: 400)
    model.press("p")
    let text = model.text(80, 24)
    #expect(text.contains("It came otherwise."))
    #expect(text.contains("c, only 2/n"))
    #expect(text.contains("1/n halves"))
  }

  @Test("a right choice is confirmed")
  func right() throws {
    var model = try AppModel.study(step: 2, at: 400, answers: ["survivor": .choice("c")])
    #expect(model.text(120, 36).contains("You predicted c, only 2/n. So it is."))
    model.press("p")
    #expect(model.text(80, 24).contains("So it is."))
  }

  @Test("a number is set beside the measured one, with the gap")
  func gap() throws {
    let answers: [String: Command.Answer] = ["survivor": .choice("c"), "factor": .number(5)]
    var model = try AppModel.study(step: 3, at: 400, answers: answers)
    model.press("p")
    let text = model.text(80, 24)
    // 2^4.5 = 22.63 by the sample's formula.
    #expect(text.contains("5 times"))
    #expect(text.contains("22.6 times"))
    #expect(text.contains("4.53 times too low."))
  }

  @Test("an answer without end is ∞; only one that was measured can have diverged")
  func endless() throws {
    for (formula, shown) in [
      ("1 / 0", "∞ times"), ("1 / 0 * metric(lecun, dz[1], 0)", "diverged"),
    ] {
      let text = SampleLesson.text.replacing(
        "metric(lecun, dz[10], 0) / metric(lecun, dz[1], 0)", with: formula)
      let lesson = try Lesson.read(Array(text.utf8), path: "Lessons/07-sample.md")
      let answers: [String: Command.Answer] = ["survivor": .choice("c"), "factor": .number(5)]
      var model = try AppModel.study(step: 3, at: 400, answers: answers, lesson: lesson)
      model.press("p")
      #expect(model.text(80, 24).contains("Measured   \(shown)"), "\(model.text(80, 24))")
      #expect(model.text(80, 24).contains("The run diverged") == (shown != "∞ times"))
    }
  }

  @Test("the prediction can be looked at from later steps")
  func revisited() throws {
    var model = try AppModel.study(step: 4, at: 400)
    model.press("p")
    #expect(model.text(80, 24).contains("You said"))
    model.press("⏎")
    #expect(model.place == .study)
  }
}
