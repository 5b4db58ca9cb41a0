import Charts
import Lessons
import Screens
import Testing

@Suite("The configuration file")
struct ConfigurationTests {
  private static func file(_ text: String) -> ConfigurationFile {
    ConfigurationFile(Array(text.utf8), path: "config.yml")
  }

  @Test("gives settings and keys, with the line of each")
  func whole() {
    let file = Self.file(
      """
      # mine
      theme: contrast
      glyphs: "ascii"
      colors: 256
      budget: 64
      keys:
        run: F5
        help: ["?", F1]
        copy-command: y
      defaults: {speed: max, seed: 7}

      """)
    #expect(file.faults.isEmpty)
    #expect(file.choices.theme == .contrast && file.choices.glyphs == .ascii)
    #expect(file.choices.colors == .indexed256 && file.choices.budget == 64)
    #expect(file.choices.speed == SpeedChoice(factor: nil) && file.choices.seed == .number(7))
    #expect(
      file.lines == [
        "theme": 2, "glyphs": 3, "colors": 4, "budget": 5, "keys.run": 7, "keys.help": 8,
        "keys.copy-command": 9,
        "speed": 10,
        "seed": 10,
      ])
  }

  @Test(
    "that says nothing has no faults", arguments: ["", "\n\n", "# only a comment\n", "\u{FEFF}"])
  func empty(text: String) {
    let file = Self.file(text)
    #expect(file.faults.isEmpty && file.choices == Choices() && file.lines.isEmpty)
  }

  @Test(
    "tells each fault in one line, with its place",
    arguments: [
      (
        "theme: drak",
        "1:8: theme: found “drak”, expected auto, dark, light, contrast, contrast-light, colorblind or "
          + "colorblind-light; did you mean dark?"
      ),
      (
        "theme: [dark]",
        "1:8: theme: expected auto, dark, light, contrast, contrast-light, colorblind or "
          + "colorblind-light, found a list"
      ),
      ("glyphs:", "1:8: glyphs: expected auto, unicode or ascii, found nothing"),
      (
        "colors: 257",
        "1:9: colors: found “257”, expected auto, truecolor, 256, 16 or mono; did you mean 256?"
      ),
      ("budget: 0", "1:9: budget: found “0”, expected a whole number of megabytes from 1 to 65536"),
      (
        "budget: 1.5",
        "1:9: budget: found “1.5”, expected a whole number of megabytes from 1 to 65536"
      ),
      (
        "# a\ncolour: mono",
        "2:1: unknown key \"colour\" in the configuration; did you mean \"colors\"?"
      ),
      (
        "defaults: {speed: 0}",
        "1:19: defaults.speed: found “0”, expected a number from 0.1 to 100, or max"
      ),
      (
        "defaults: {speed: nan}",
        "1:19: defaults.speed: found “nan”, expected a number from 0.1 to 100, or max"
      ),
      (
        "defaults:\n  seed: -1",
        "2:9: defaults.seed: found “-1”, expected lesson, fresh or a whole number"
      ),
      ("defaults: 3", "1:11: defaults: expected a mapping, found 3"),
      ("theme: dark\ntheme: light", "2:1: the key \"theme\" stands twice; the first is in line 1"),
      ("[theme]", "1:1: the configuration: expected a mapping, found a list"),
      ("keys: {rnu: x}", "1:8: unknown action \"rnu\"; did you mean \"run\"?"),
      (
        "keys: {somersault: x}",
        "1:8: keys: found “somersault”, expected an action as gradlab config lists them"
      ),
      (
        "keys:\n  run: Ctrl-I",
        "2:8: keys.run: found “Ctrl-I”, expected a key, as f, F5, Ctrl-R, PgDn, space or \"?\", or a "
          + "list of them; terminals send Ctrl-I as Tab"
      ),
      (
        "keys: {run: []}",
        "1:13: keys.run: found no key, expected a key, as f, F5, Ctrl-R, PgDn, space or \"?\", or a "
          + "list of them"
      ),
      (
        "keys: {run: n}",
        "1:13: keys.run: found n, which is next-step in a lesson, expected a key of its own; or give "
          + "next-step another one, too"
      ),
      (
        "keys:\n  hint: U\n  notes: U",
        "3:10: keys.notes: found U, which is hint in a lesson, expected a key of its own; or give hint "
          + "another one, too"
      ),
      (
        "keys: {erase-all: x}",
        "1:19: keys.erase-all: found x, which is text in the library’s filter, expected a key that types "
          + "nothing, as F5 or Ctrl-R"
      ),
      ("theme: \u{1B}dark", "1:8: the character U+001B is not allowed; delete it"),
    ] as [(String, String)])
  func faults(text: String, expected: String) {
    let file = Self.file(text)
    #expect(file.faults.map(\.description) == ["config.yml:" + expected])
    #expect(!file.faults.contains { $0.description.contains("\n") })
  }

  @Test("keeps what is right beside what is wrong")
  func partly() {
    let file = Self.file(
      """
      theme: light
      glyphs: braille
      keys:
        run: Ctrl-I
        help: F2
        hint: n
      defaults:
        speed: 2
        sped: 3
      """)
    #expect(file.faults.map(\.line) == [2, 4, 6, 9])
    #expect(file.choices.theme == .light && file.choices.glyphs == nil)
    #expect(file.choices.speed == SpeedChoice(factor: 2))
    let keys = Dictionary(uniqueKeysWithValues: file.keys.actions.map { ($0.name, $0.keys) })
    #expect(keys["help"] == [.function(2)] && keys["run"] == [.character(" ")])
    #expect(keys["hint"] == [.character("i")])
  }

  @Test("of another kind is refused in one line: YAML that breaks off, aliases, bytes, sheer size")
  func refused() {
    #expect(Self.file("theme: [dark").faults.count == 1)
    #expect(!Self.file("keys: {help: ?}").faults.isEmpty)
    #expect(Self.file("a: &x dark\ntheme: *x").faults.contains { "\($0)".contains("anchors") })
    #expect(
      ConfigurationFile([0x74, 0x3A, 0x20, 0xFF], path: "c").faults.map { "\($0)" }
        == ["c:1:4: a byte here is not UTF-8 text; save the file as UTF-8"])
    let large = ConfigurationFile(
      [UInt8](repeating: 0x20, count: ConfigurationFile.sizeLimit + 1), path: "c")
    #expect(
      large.faults.map { "\($0)" } == ["c: this YAML has 64001 bytes; at most 64000 are read"])
  }

  @Test("never breaks the program, whatever is cut from it or put into it")
  func mutated() {
    let bytes = Array(ConfigurationTemplate.uncommented.utf8)
    for cut in stride(from: 0, to: bytes.count, by: 7) {
      _ = ConfigurationFile(Array(bytes[..<cut]), path: "c")
      var other = bytes
      for (place, byte) in [UInt8(ascii: "["), 0x00, 0xFF, 0x0A, UInt8(ascii: ":")].enumerated() {
        other[(cut + 31 * place) % other.count] = byte
      }
      let file = ConfigurationFile(other, path: "c")
      #expect(file.faults.allSatisfy { !"\($0)".contains("\n") })
    }
  }

  // MARK: The template

  @Test("the template, as it is, says nothing; without its comment signs it is what holds anyway")
  func template() {
    let asPrinted = Self.file(ConfigurationTemplate.text)
    #expect(asPrinted.faults.isEmpty && asPrinted.choices == Choices())
    let file = Self.file(ConfigurationTemplate.uncommented)
    #expect(file.faults.map(\.description) == [])
    #expect(file.choices == .standard)
    #expect(file.lines.count == SettingName.allCases.count + KeyBindings.standard.actions.count)
    for (line, before) in zip(file.keys.lines, KeyTable.all) {
      #expect(Set(line.keys) == Set(before.keys), "\(line.does)")
    }
    #expect(
      ConfigurationTemplate.text.split(separator: "\n").allSatisfy { $0.count <= 100 })
  }
}

extension ConfigurationTemplate {
  /// With the # before each setting taken away.
  static var uncommented: String {
    text.split(separator: "\n").map { line in
      let indent = line.prefix { $0 == " " }
      let rest = line.dropFirst(indent.count)
      return rest.hasPrefix("#") && !rest.hasPrefix("# ") ? indent + rest.dropFirst() : line
    }.joined(separator: "\n")
  }
}
