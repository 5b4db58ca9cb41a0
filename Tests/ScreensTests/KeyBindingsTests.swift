import Charts
import Lab
import Lessons
import Screens
import Testing

@Suite("Other keys for actions")
struct KeyBindingsTests {
  @Test("a key's name leads to the key, in any case of letters")
  func names() {
    let keys: [Key] =
      KeyTable.all.flatMap(\.keys) + [
        .insert, .function(20), .control("]"), .control("\\"), .character("é"), .character("\""),
      ]
    for key in keys {
      #expect(Key(name: key.name) == key, "\(key.name)")
      if key.name.count > 1 {
        #expect(Key(name: key.name.lowercased()) == key, "\(key.name)")
        #expect(Key(name: key.name.uppercased()) == key, "\(key.name)")
      }
    }
  }

  @Test(
    "what terminals don't send, or send as another key, is no key",
    arguments: [
      "", "Ctrl-I", "Ctrl-M", "ctrl-j", "Ctrl-H", "Ctrl-[", "Ctrl-", "Ctrl-1", "Ctrl-AB", "Alt-x",
      "F0", "F21", "F01", "F+1", "Shift-a", "ab", "\u{1B}", "\u{301}", "e\u{301}", "Strg-A",
    ])
  func noKeys(name: String) { #expect(Key(name: name) == nil) }

  @Test("every action has one name, and one name has the same keys in all places")
  func actions() {
    let actions = KeyBindings.standard.actions
    #expect(Set(actions.map(\.name)).count == actions.count)
    #expect(actions.allSatisfy { !$0.name.isEmpty && !$0.name.hasSuffix(".") && !$0.keys.isEmpty })
    for action in actions {
      // Given its own keys it is what it was.
      var keys = KeyBindings.standard
      #expect(keys.apply([.init(action.name, action.keys)]).isEmpty, "\(action.name)")
      for (line, before) in zip(keys.lines, KeyTable.all) {
        #expect(Set(line.keys) == Set(before.keys), "\(action.name): \(line.does)")
      }
    }
  }

  @Test("an action has its new keys and not its old ones; the footer and the help show these")
  func rebound() throws {
    var keys = KeyBindings.standard
    #expect(keys.apply([.init("run", [.function(5), .character("T")])]).isEmpty)
    var model = try Self.study(keys)
    #expect(model.commands(" ").isEmpty)
    #expect(model.text(80, 24).contains("does nothing here"))
    #expect(model.commands("T") == [.run])
    let footer = model.text(120, 36).split(separator: "\n").last
    #expect(
      footer?.contains("F5 ") == true && footer?.contains("space") == false, "\(footer ?? "")")
    model.press("?")
    #expect(model.text(120, 36).contains("F5 T"))
  }

  @Test("two actions change keys with each other")
  func exchanged() throws {
    var keys = KeyBindings.standard
    let changes: [KeyBindings.Change] = [
      .init("restart", [.character("s")]), .init("smoothing", [.character("r")]),
    ]
    #expect(keys.apply(changes).isEmpty)
    var model = try Self.study(keys)
    #expect(model.commands("s") == [.restart(.same)])
    #expect(model.commands("r").isEmpty)
  }

  @Test("a key is of one action in a place: the later of two that want it keeps its old ones")
  func conflicts() {
    var keys = KeyBindings.standard
    var refused = keys.apply([
      .init("hint", [.character("U")]), .init("notes", [.character("U")]),
    ])
    #expect(refused == [1: .taken(.character("U"), by: "hint", .study)])
    refused = keys.apply([.init("run", [.character("n")])])
    #expect(refused == [0: .taken(.character("n"), by: "next-step", .study)])
    // What one was to get from the other it can't get when the other keeps it.
    refused = keys.apply([
      .init("restart", [.character("s")]), .init("smoothing", [.character("n")]),
    ])
    #expect(refused.keys.sorted() == [0, 1])
    #expect(keys.lines.map(\.keys) == KeyTable.all.map(\.keys))
    // In places that have nothing in common they may have the same.
    refused = keys.apply([.init("filter", [.character("r")])])
    #expect(refused.isEmpty)
  }

  @Test("where text is typed a character does nothing else")
  func text() {
    var keys = KeyBindings.standard
    #expect(
      keys.apply([.init("erase-all", [.character("x")])])
        == [0: .text(.character("x"), .filter)])
    #expect(keys.apply([.init("erase-all", [.control("k")])]).isEmpty)
  }

  /// The sample lesson in its middle, with these keys.
  private static func study(_ keys: KeyBindings) throws -> AppModel {
    var model = AppModel(options: AppOptions(size: Size(columns: 120, rows: 36), keys: keys))
    let lesson = try SampleLesson.lesson()
    _ = model.update(
      .lessonOpened(lesson, SampleSnapshot.snapshot(lesson, step: 2, at: 180)))
    return model
  }
}
