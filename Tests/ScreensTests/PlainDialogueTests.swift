import Charts
import Experiments
import Lab
import Lessons
import Screens
import Testing

/// The plain dialogue over the sample lesson, whose snapshots come from formulas.
@Suite("The dialogue in lines") struct PlainDialogueTests {
  /// What lines ask for and tell, at a page of the sample lesson.
  private struct Talk {
    var model: AppModel
    var dialogue = PlainDialogue()
    var effects: [Effect] = []

    init(page: Int, at trained: Int = 0, answers: [String: Command.Answer]? = nil) throws {
      var options = AppOptions()
      options.isPlain = true
      model = AppModel(options: options)
      let lesson = try SampleLesson.lesson()
      _ = model.update(.libraryLoaded(Catalog(lessons: try SampleLesson.library())))
      _ = model.update(
        .lessonOpened(
          lesson, SampleSnapshot.snapshot(lesson, step: page, at: trained, answers: answers)))
    }

    mutating func type(_ line: String) -> [String] {
      let reply = model.take(line, in: &dialogue)
      effects = reply.effects
      return reply.lines + model.report(reply.report, in: &dialogue)
    }

    var commands: [Command] {
      effects.compactMap { if case .session(let command) = $0 { command } else { nil } }
    }
  }

  @Test("a page is read from its title to what can be typed next")
  func page() throws {
    var talk = try Talk(page: 2, at: 400)
    let lines = talk.model.plainOpening()
    #expect(lines[0] == "Lesson 7: Kaiming against bad initialization")
    #expect(lines[2].contains("2/n; 1/n; 0.5/n; 8/n"))
    #expect(lines.contains("Page 3 of 5: Watch"))
    #expect(lines.contains("Formula: E [x squared] times (n over 2) times Var [w]."))
    #expect(lines.contains("- look at layer 10 of 1/n"))
    #expect(
      lines.contains { $0.hasPrefix("Chart 1, curve. training loss, smoothed over 30 steps: ") })
    #expect(lines.contains("Knobs: c 2.0, depth 10, learning rate 0.05.") == false)
    #expect(lines.contains { $0.hasPrefix("Knobs: c ") && $0.contains("depth 10") })
    #expect(lines.contains { $0.hasPrefix("You expected b, 2/n and 1/n. It is c, only 2/n.") })
    #expect(talk.type("page").first == "Page 3 of 5: Watch")
  }

  @Test("a question is answered by number, by name or wrongly, and its confidence is asked for")
  func question() throws {
    var talk = try Talk(page: 1, answers: [:])
    #expect(talk.type("next") == ["This page can't be skipped: type predict, then your answer."])
    let asked = talk.type("predict")
    #expect(asked.contains("2: 2/n and 1/n") && asked.last?.contains("from 1 to 4") == true)
    #expect(talk.type("5")[0].contains("is no option"))
    #expect(talk.commands.isEmpty)
    #expect(talk.type("help").count > 20, "commands go on while a question is open")
    _ = talk.type("predict")
    #expect(talk.type("2")[0].hasPrefix("Committed. How sure are you?"))
    #expect(talk.commands == [.predict(id: "survivor", answer: .choice("b"))])
    let told = talk.type("3")
    #expect(told[0].hasPrefix("You expected b, 2/n and 1/n"))
  }

  @Test("a number is an answer, with how sure it is behind it")
  func number() throws {
    var talk = try Talk(page: 3, at: 400)
    #expect(talk.type("predict many")[0].contains("is no answer"))
    _ = talk.type("back")
    _ = talk.type("predict 0.5 likely")
    #expect(talk.commands == [.predict(id: "factor", answer: .number(0.5))])
    #expect(talk.type("predict")[0].hasPrefix("You expected 0.500 times, measured "))
  }

  @Test(
    "half a command is enough, and keys of the full screen are words",
    arguments: [
      ("ru", Command.run), ("space", .run), (".", .step), ("step", .step),
      ("restart", .restart(.same)), ("set c 4", .set(knob: "c", to: .number(4), arm: "he")),
      ("set huge.c 4", .set(knob: "c", to: .number(4), arm: "huge")),
      ("set dep 12", .set(knob: "depth", to: .number(12), arm: nil)),
      ("next", .goTo(lessonStep: 3)), ("b", .goTo(lessonStep: 1)),
      ("page 1", .goTo(lessonStep: 0)), ("step 100", .travel(to: 100)),
      ("operate he silence hidden1:3", .operate(.init(.silence, "hidden1", unit: 3), arm: "he")),
    ])
  func commands(line: String, command: Command) throws {
    var talk = try Talk(page: 2, at: 180)
    _ = talk.type(line)
    #expect(talk.commands == [command], "\(line): \(talk.effects)")
  }

  @Test(
    "what can't be done says what can",
    arguments: [
      ("frobnicate", "help lists all"), ("re", "may be "), ("set", "set needs KNOB VALUE"),
      ("set c 400", "c goes from 0.1 to 10"), ("set x 4", "no knob is called"),
      ("step 9999", "the runs have 0 to 180"), ("page 9", "there are 1 to 5"),
      ("points 9", "there are 1 curve, 2 acts and 3 flow"), ("points 1 bob", "there are he (2/n)"),
      ("lessons", "is for the list of lessons"), ("operate he", "verbs are silence"),
      ("delete he", "Only forks"), ("claims 7", "This page has 2 claims"),
      ("bring 9", "as compare lists them"), ("more", "points CHART begins"),
      ("open 99", "There is no lesson"), ("runn", "Did you mean run?"),
    ])
  func refusals(line: String, words: String) throws {
    var talk = try Talk(page: 2, at: 180)
    let told = talk.type(line)
    #expect(told.joined(separator: " ").contains(words), "\(told)")
    #expect(talk.commands.isEmpty)
  }

  @Test("points are read ten at a time, of one arm, from any on")
  func points() throws {
    var talk = try Talk(page: 2, at: 180)
    let first = talk.type("points curve he")
    #expect(first[0].hasPrefix("training loss, 180 points, arm he"))
    #expect(first[1].hasPrefix("step 0, value ") && first.count == 12)
    #expect(first.last == "170 more: type more.")
    #expect(talk.type("")[0].hasPrefix("step 10, "))
    #expect(talk.type("points 1 he 175").suffix(2).last == "That was the last point.")
    let layers = talk.type("points flow lecun")
    #expect(layers[1].hasPrefix("layer 1, value "))
  }

  @Test("Braille comes when it is asked for, at most 40 cells a line")
  func braille() throws {
    var talk = try Talk(page: 2, at: 180)
    let lines = talk.type("braille curve he")
    #expect(lines.count == 2)
    #expect(lines[1].unicodeScalars.count == BrailleLine.cells)
    #expect(lines[1].unicodeScalars.allSatisfy { (0x2800...0x28FF).contains($0.value) })
  }

  @Test("runs and claims are tables of lines")
  func tables() throws {
    var talk = try Talk(page: 2, at: 400)
    let runs = talk.type("compare")
    #expect(runs.count == 4)
    #expect(runs[0].hasPrefix("1. Arm: 2/n; Knobs: as in the lesson; Seed: 7; Step: 400; "))
    #expect(runs.last?.hasSuffix("diverged at step 3") == true)
    let claims = talk.type("claims")
    #expect(claims.contains { $0.hasPrefix("1. learns") && $0.contains("true in this run") })
  }

  @Test("notes are asked for twice, hints come one by one")
  func asides() throws {
    var talk = try Talk(page: 2, at: 180)
    #expect(talk.type("notes")[0].contains("type notes again"))
    #expect(talk.type("notes") == ["For the lecturer:", "Let them guess first."])
    #expect(talk.type("hint") == ["Hint 1: Set c = 2, then raise the depth."])
    #expect(talk.type("hint")[0].hasPrefix("Hint 2: "))
    #expect(talk.type("hint")[0].hasPrefix("Those were all hints"))
  }

  @Test("lessons are found by number, id and title, and the open one is left by close")
  func library() throws {
    var talk = try Talk(page: 2, at: 180)
    #expect(talk.type("close")[0].hasPrefix("Closed"))
    let list = talk.type("lessons")
    #expect(list[0] == "Part B. Making gradients flow")
    #expect(list.contains { $0.hasPrefix("6: Vanishing gradients") })
    _ = talk.type("6")
    #expect(talk.effects.contains(.openLesson(id: "depth")))
    _ = talk.type("open kaiming")
    #expect(talk.effects.contains(.openLesson(id: "sample")))
    #expect(talk.type("next")[0].contains("for an open lesson"))
    _ = talk.type("quit")
    #expect(talk.effects.contains(.quit))
  }

  @Test("sentences name what is typed, and no key")
  func words() throws {
    var talk = try Talk(page: 4, at: 0)
    let told = talk.type("fork depth 20")
    #expect(told.joined().contains("run lets both race"), "\(told)")
  }
}
