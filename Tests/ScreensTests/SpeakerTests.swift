import Charts
import Experiments
import Lab
import Lessons
import Screens
import Testing

/// The speaker's side of a talk.
@Suite("The speaker's screen") struct SpeakerTests {
  private func state() throws -> SpeakerState {
    try #require(PresentTests.talk(page: 2, at: 180).speakerState(columns: 50))
  }

  private func speaker(_ state: SpeakerState?, _ size: Size = Size(columns: 120, rows: 36))
    -> AppModel
  {
    var model = AppModel(speaking: AppOptions(size: size))
    _ = model.update(.told(state))
    return model
  }

  @Test("what is told goes through a line of text and comes out as it was")
  func line() throws {
    var state = try state()
    state.notice = "a & b \"quoted\" \\ \u{1B}[31m größer\n"
    state.elapsed = 83
    #expect(!state.line.contains("\n"))
    #expect(SpeakerState(line: state.line) == state)
    for text in ["", "{}", "{\"gradlab\": 2}", "x", "[1]"] {
      #expect(SpeakerState(line: text) == nil, "\(text)")
    }
  }

  @Test(
    "what is asked for goes through a line, too",
    arguments: [
      SpeakerWord.hello(version: 1, columns: 40), .key(.character("n")), .key(.character(" ")),
      .key(.pageDown), .key(.control("r")), .key(.enter), .command("set depth 20; \"x\" & y"),
    ])
  func words(_ word: SpeakerWord) {
    #expect(SpeakerWord(line: word.line) == word)
    #expect(!word.line.contains("\n"))
  }

  @Test("nonsense is nothing that a speaker says")
  func nonsense() {
    for line in [
      "", "{}", "{\"key\": \"Hyper-x\"}", "{\"hello\": 1}", "{\"hello\": 1, \"columns\": 3}",
    ] {
      #expect(SpeakerWord(line: line) == nil, "\(line)")
    }
  }

  @Test("it has notes, what comes, the plan, the run and the claims with what is measured")
  func told() throws {
    let lesson = try SampleLesson.lesson()
    let state = try state()
    #expect(state.page == 3 && state.title == lesson.steps[2].title)
    #expect(state.nextTitle == lesson.steps[3].title && !state.nextText.isEmpty)
    #expect(state.run.contains("step 180"))
    #expect(state.plannedMinutes > 0 && state.plannedMinutes < state.minutes)
    #expect(state.arms.count == SampleSnapshot.snapshot(lesson, step: 2, at: 180).arms.count)
    #expect(state.text.allSatisfy { CharacterWidth.columns(of: $0) <= 50 })
    let text = speaker(state).text(120, 36)
    #expect(text.contains("Next: \(lesson.steps[3].title)") && text.contains("step 180"))
  }

  @Test("the clock runs against the plan, and says how late it is")
  func clock() throws {
    var state = try state()
    state.elapsed = 61
    #expect(speaker(state).text(120, 36).contains("1:01 of"))
    state.elapsed = state.plannedMinutes * 60 + 65
    #expect(speaker(state).text(120, 36).contains("+1:05"))
  }

  @Test("a time that no clock can show is none", arguments: ["1e300", "-5", "1e999", "\"x\""])
  func oddTimes(time: String) throws {
    for field in ["elapsed", "minutes", "planned"] {
      let line = "{\"gradlab\": 1, \"title\": \"A page\", \"elapsed\": 5, \"\(field)\": \(time)}"
      guard let state = SpeakerState(line: line) else { continue }
      #expect(speaker(state).text(120, 36).contains("A page"), "\(line)")
    }
  }

  @Test("keys go to the talk, but for those of the screen itself")
  func keys() throws {
    var model = speaker(try state())
    #expect(model.press("n") == [.say(.key(.character("n")))])
    #expect(model.press(" ") == [.say(.key(.character(" ")))])
    #expect(model.press("⇥") == [.say(.key(.tab))])
    #expect(model.press("t") == [.nextTheme])
    #expect(model.press("q") == [.quit])
    var typing = try state()
    typing.takesText = true
    model = speaker(typing)
    #expect(model.press("q") == [.say(.key(.character("q")))])
    #expect(model.press("⌃c") == [.quit])
  }

  @Test("a command is typed here, and the room sees no command line")
  func command() throws {
    var model = speaker(try state())
    #expect(model.press(":set depth 20⏎") == [.say(.command("set depth 20"))])
    var talk = try PresentTests.talk(page: 2, at: 180)
    let effects = talk.update(.said(.command("set depth 20")))
    let turned = effects.contains {
      if case .session(.set("depth", .number(20), _)) = $0 { true } else { false }
    }
    #expect(turned)
    #expect(talk.place == .present)
    #expect(talk.update(.said(.command("set nothing 20"))).isEmpty)
    #expect(talk.place == .present && talk.text(120, 36).contains("set nothing 20"))
    _ = talk.update(.said(.command("set depth 20")))
    #expect(!talk.text(120, 36).contains("set nothing 20"), "the refusal of another command")
  }

  @Test("without a talk it waits, and says how one begins; a talk that is gone is said")
  func waits() throws {
    var model = speaker(nil)
    #expect(model.text(120, 36).contains("gradlab present LESSON"))
    #expect(model.press("n").isEmpty)
    model = speaker(try state())
    _ = model.update(.told(nil))
    #expect(model.text(120, 36).contains("the talk is gone"))
    #expect(model.press("n").isEmpty && model.text(120, 36).contains("No talk"))
  }

  @Test("it fits into eighty columns, and all of it is in ASCII where it has to be")
  func sizes() throws {
    for (columns, rows) in [(200, 50), (80, 24), (40, 12), (20, 5)] {
      let size = Size(columns: columns, rows: rows)
      let model = speaker(try state(), size)
      #expect(model.view(size).size == size)
      let isASCII = model.view(size, glyphs: .ascii).plainText().allSatisfy { $0.isASCII }
      #expect(isASCII)
    }
  }
}
