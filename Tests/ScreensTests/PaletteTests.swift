import Charts
import Experiments
import Lab
import Lessons
import Screens
import Testing

@Suite("A command that is typed")
struct TypedCommandTests {
  private func ownData(_ effects: [Effect]) -> [OwnData?] {
    effects.compactMap { effect -> OwnData?? in
      if case .useData(let own, _) = effect { .some(own) } else { nil }
    }
  }

  @Test("puts a file in place of the lesson's data, with or without the kind that it stands in for")
  func data() throws {
    var model = try TrainingPlots.words.model()
    #expect(ownData(model.press(":data my poems.txt⏎")) == [OwnData(path: "my poems.txt")])
    #expect(
      ownData(model.press(":data names=a.txt⏎")) == [OwnData(path: "a.txt", kind: "names")])
    #expect(ownData(model.press(":data  ⏎")) == [nil])
    #expect(model.place == .study)
    // A lesson on images has nothing that a file could stand in for.
    model = try AppModel.study(step: 0, size: Size(columns: 120, rows: 36))
    model.press(":")
    #expect(!model.text(120, 36).contains("data FILE"))
    #expect(ownData(model.press("data x.txt⏎")).isEmpty && model.place == .command)
    #expect(model.text(120, 36).contains("no data that a file can stand in for"))
  }

  @Test("takes letters that are keys elsewhere, can be mended, and left")
  func typing() throws {
    var model = try TrainingPlots.words.model()
    #expect(model.press(":q").isEmpty && model.place == .command)
    #expect(ownData(model.press("⌫data xy⌫⏎")) == [OwnData(path: "x")])
    model.press(":data f⎋")
    #expect(model.place == .study)
    #expect(ownData(model.press(":nothing⌃udata f⏎")) == [OwnData(path: "f")])
  }

  @Test("that there is not is refused beside what was typed")
  func refusal() throws {
    var model = try AppModel.study(step: 0)
    #expect(ownData(model.press(":nonsense⏎")).isEmpty && model.place == .command)
    let screen = model.view(Size(columns: 80, rows: 24))
    #expect(screen.plainText().contains("nothing here is called"))
    model.press("⌫")
    #expect(ownData(model.press("⏎")).isEmpty)
    model.press("⌃u⏎")
    #expect(model.view(Size(columns: 80, rows: 24)).plainText().contains("type what to do"))
  }
}

@Suite("The palette")
struct PaletteTests {
  private func text(_ script: String, step: Int = 2, at trained: Int = 180) throws -> String {
    var model = try AppModel.study(step: step, at: trained, size: Size(columns: 120, rows: 36))
    model.press(script)
    return model.text(120, 36)
  }

  @Test("lists what can be done here with its key, the first line chosen")
  func list() throws {
    let text = try text(":")
    #expect(text.contains("▸ set KNOB VALUE"))
    #expect(try self.text(":single").contains("▸ single-step  train one step"))
    #expect(!(try self.text(":zoom-in")).contains("zoom in at the cursor"))
    #expect(try self.text("z:zoom-in").contains("▸ zoom-in  zoom in at the cursor"))
  }

  @Test("does what the key does", arguments: [":single-step⏎", ":train one⏎", ":single⏎"])
  func keys(script: String) throws {
    var model = try AppModel.study(step: 2, at: 180)
    #expect(model.commands(script) == [.step] && model.place == .study)
  }

  @Test("goes up and down the lines, and takes the chosen one")
  func chosen() throws {
    var model = try AppModel.study(step: 2, at: 180)
    // page 1, page 2, …: the fourth of them.
    #expect(model.commands(":page ↓↓↓⏎") == [.goTo(lessonStep: 3)])
    model = try AppModel.study(step: 2, at: 180)
    #expect(model.commands(":page ↓↓↓↑↑⏎") == [.goTo(lessonStep: 1)])
  }

  @Test("turns a knob of the page, of the arm that is named")
  func knobs() throws {
    var model = try AppModel.study(step: 2, at: 180)
    #expect(
      model.commands(":set depth 12⏎") == [.set(knob: "depth", to: .number(12), arm: nil)])
    #expect(
      model.commands(":set tiny.c 0.7⏎") == [.set(knob: "c", to: .number(0.7), arm: "tiny")])
    #expect(model.press(":set rate⏎").isEmpty && model.place == .knobEntry)
  }

  @Test(
    "says what is wrong with an argument, and keeps it",
    arguments: [
      ("set depth 99", "50"), ("set dept 3", "no knob is called"),
      ("set activation tanh", "page 5 goes there"), ("set he.depth 3", "no depth of its own"),
      ("page 9", "there are 1 to 5"), ("plot x", "there are curve, acts, flow"),
      ("open nothing", "there is no lesson"), ("open sample", "it is open"),
      ("theme pink", "auto, dark, light"), ("step 181", "0 to 180"), ("fork rate x", "rate:"),
      ("fork depth", "first type step 0, then fork depth VALUE"),
      ("fork depth 12", "first type step 0, then fork depth VALUE"),
    ])
  func faults(typed: String, said: String) throws {
    var model = try AppModel.study(step: 2, at: 180, size: Size(columns: 160, rows: 36))
    #expect(model.press(":\(typed)⏎").isEmpty && model.place == .command)
    #expect(model.text(160, 36).contains(said), "\(model.text(160, 36))")
    #expect(model.text(160, 36).contains(":\(typed)"))
  }

  @Test("forks, travels, inspects, opens and colors by name")
  func acts() throws {
    var model = try AppModel.study(step: 2, at: 180)
    #expect(model.commands(":step 90⏎") == [.travel(to: 90)])
    model = try AppModel.study(step: 2)
    #expect(
      model.commands(":fork depth 12⏎") == [
        .fork(arm: "he", knob: "depth", to: .number(12))
      ])
    #expect(model.press(":plot fl⏎").count <= 1 && model.place == .inspect)
    #expect(model.press(":theme light⏎") == [.theme(.light)])
    let other = try #require(try SampleLesson.library().first { $0.id != "sample" })
    #expect(
      model.press(":open \(other.number)⏎").suffix(2) == [.leaveLesson, .openLesson(id: other.id)])
  }

  @Test("completes a name, and goes on from there")
  func completion() throws {
    var model = try AppModel.study(step: 2, at: 180)
    model.press(":se⇥")
    #expect(model.text(80, 24).contains(":set "))
    model.press("de⇥")
    #expect(model.text(80, 24).contains(":set depth"))
    #expect(model.commands(" 3⏎") == [.set(knob: "depth", to: .number(3), arm: nil)])
  }

  @Test("has a line for everything that its commands can be given, and each of them is taken")
  func lines() throws {
    for command in PaletteCommand.all {
      // A fork by a knob that shapes a run is taken at its start.
      let model = try AppModel.study(step: 2, at: command.word == "fork" ? 0 : 180)
      for name in command.names(in: model) where !name.hasSuffix(" sample") {
        var after = model
        after.press(":\(name)⏎")
        #expect(after.place != .command, "\(name)")
      }
    }
    #expect(Set(PaletteCommand.all.map(\.word)).count == PaletteCommand.all.count)
  }

  @Test("takes clicks on its lines, and closes by one beside them")
  func mouse() throws {
    let size = Size(columns: 80, rows: 24)
    var model = try AppModel.study(step: 2, at: 180, size: size)
    model.press(":page ")
    let row = try #require(
      model.text(80, 24).split(separator: "\n", omittingEmptySubsequences: false).firstIndex {
        $0.contains("page 4")
      })
    func click(_ row: Int) -> [Effect] {
      model.update(
        .terminal(.mouse(Mouse(.press, at: Position(column: 6, row: row)))))
    }
    #expect(click(row).contains(.session(.goTo(lessonStep: 3))))
    model.press(":")
    #expect(click(0).isEmpty && model.place == .study)
  }
}
