/// A line of the palette: something that can be done here, by name.
struct PaletteEntry: Hashable, Sendable {
  /// What taking the line does.
  enum Taken: Hashable, Sendable {
    /// What a key does.
    case action(Action)
    /// What the line says, as if somebody had typed it.
    case line
    /// Its argument is still to be typed.
    case unfinished
  }

  /// What is typed for it.
  var name: String
  /// What stands for its argument, as in KNOB VALUE.
  var argument = ""
  /// The sentence beside it.
  var does: String
  /// The key that does the same; nil: none does.
  var key: String?
  var taken: Taken

  /// How well it goes with what was typed, the smaller the better; nil: not at all.
  func distance(from typed: String) -> Int? {
    let words = typed.lowercased().split(separator: " ")
    let name = name.lowercased()
    if name.hasPrefix(words.joined(separator: " ")) { return 0 }
    let parts = name.split { $0 == " " || $0 == "-" || $0 == "." || $0 == "_" }
    if words.allSatisfy({ word in parts.contains { $0.hasPrefix(word) } }) { return 1 }
    if words.allSatisfy(name.contains) { return 2 }
    let all = "\(name) \(does.lowercased())"
    if all.contains(words.joined(separator: " ")) { return 3 }
    return words.allSatisfy(all.contains) ? 4 : nil
  }
}
