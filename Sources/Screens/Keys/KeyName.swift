package import Charts

/// Keys by name, as the configuration writes them: `f`, `Ctrl-R`, `Shift-Left`, `PgDn`, `F5`, `space`.
extension Key {
  /// nil: nothing that a terminal sends, or that it sends as another key (Ctrl-I is Tab).
  package init?(name: String) {
    let scalars = Array(name.unicodeScalars)
    if scalars.count == 1 {
      guard !CharacterWidth.isControl(scalars[0]), CharacterWidth.columns(scalars[0]) > 0 else {
        return nil
      }
      self = .character(Character(scalars[0]))
      return
    }
    let word = name.lowercased()
    if let named = Self.namesakes[word] {
      self = named
    } else if word.hasPrefix("ctrl-"), let letter = word.dropFirst(5).first, word.count == 6,
      Self.withControl.contains(letter)
    {
      self = .control(letter)
    } else if word.first == "f", let number = Int(word.dropFirst()), (1...20).contains(number),
      word.dropFirst().first != "0", word.dropFirst().first != "+"
    {
      self = .function(number)
    } else {
      return nil
    }
  }

  /// What Control makes a key of its own, beside those that are Backspace, Tab, Enter and Escape.
  private static let withControl = Set("abcdefgklnopqrstuvwxyz\\]^_")

  private static let words: [(key: Key, name: String)] = [
    (.character(" "), "space"), (.enter, "Enter"), (.tab, "Tab"), (.backTab, "Shift-Tab"),
    (.escape, "Esc"), (.backspace, "Backspace"), (.delete, "Delete"), (.insert, "Insert"),
    (.up, "Up"), (.down, "Down"), (.left, "Left"), (.right, "Right"),
    (.shiftUp, "Shift-Up"), (.shiftDown, "Shift-Down"), (.shiftLeft, "Shift-Left"),
    (.shiftRight, "Shift-Right"), (.pageUp, "PgUp"), (.pageDown, "PgDn"), (.home, "Home"),
    (.end, "End"),
  ]

  private static let namesakes: [String: Key] = {
    let others: [(key: Key, name: String)] = [
      (.enter, "return"), (.escape, "escape"), (.pageUp, "pageup"), (.pageDown, "pagedown"),
    ]
    return Dictionary((words + others).map { ($0.name.lowercased(), $0.key) }) { first, _ in first }
  }()

  /// The name that `init(name:)` reads.
  package var name: String {
    switch self {
    case .character(" "): "space"
    case .character(let character): String(character)
    case .control(let letter): "Ctrl-\(letter.uppercased())"
    case .function(let number): "F\(number)"
    default: Self.words.first { $0.key == self }?.name ?? ""
    }
  }

  /// The name as screens show it, with arrows for arrows.
  var label: String {
    switch self {
    case .up: "\u{2191}"
    case .down: "\u{2193}"
    case .left: "\u{2190}"
    case .right: "\u{2192}"
    case .shiftUp: "Shift-\u{2191}"
    case .shiftDown: "Shift-\u{2193}"
    case .shiftLeft: "Shift-\u{2190}"
    case .shiftRight: "Shift-\u{2192}"
    default: name
    }
  }

  /// Whether it is text where text is typed.
  var typesText: Bool { if case .character = self { true } else { false } }
}
