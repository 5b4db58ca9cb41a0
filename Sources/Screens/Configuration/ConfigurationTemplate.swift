import Charts

/// A configuration file that has every setting with its default, all in comments.
public enum ConfigurationTemplate {
  public static var text: String {
    var lines = [
      "# The configuration of GradLab. A # at once before a word hides a setting with its default: take it",
      "# away, and that of the block around it, to change what it says. Options and the environment win",
      "# over this file. `gradlab config` shows what is settled, by whom, and what is wrong here.",
    ]
    var block: String?
    for name in SettingName.allCases {
      if let inner = name.block, inner != block { lines += ["", "#\(inner):"] }
      let indent = name.block == nil ? "" : "  "
      if name.block == nil { lines.append("") }
      block = name.block
      lines += comment(name).map { "\(indent)# \($0)" }
      lines.append("\(indent)#\(name.rawValue): \(Choices.standard.text(of: name) ?? "")")
    }
    lines += [
      "",
      "# Other keys for actions: one, or a list. Signs stand in quotes. A key is, in one place,",
    ]
    lines.append("# of one action only; an action whose key is given away needs another one.")
    lines.append("#keys:")
    for action in KeyBindings.standard.actions {
      lines.append("  #\(action.name): \(list(action.keys))")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// What a setting may be and does, in lines.
  public static func comment(_ name: SettingName) -> [String] {
    switch name {
    case .plain:
      [
        "\(name.expected): lines in place of the full screen, for screen readers and Braille displays."
      ]
    case .theme:
      [
        "\(name.expected).",
        "auto is dark or light as the terminal tells that its background is; contrast and colorblind",
        "are for that background, too, and for a dark one where it is not told.",
      ]
    case .glyphs: ["\(name.expected): Braille and blocks, or letters and signs."]
    case .colors: ["\(name.expected); never more than the terminal has."]
    case .language:
      [
        "Of lessons that are translated: \(name.expected);",
        "auto is the locale\u{2019}s.",
      ]
    case .budget: ["Memory that a session may keep points in, to go back to: megabytes."]
    case .speed: ["How fast runs are shown: 1 as the lesson has it, 2 twice as fast, max at once."]
    case .seed:
      [
        "Of all random numbers of a lesson that is opened: lesson, as it says; fresh, another one each",
        "time; or a number.",
      ]
    }
  }

  /// Keys as YAML: signs in quotes.
  private static func list(_ keys: [Key]) -> String {
    let texts = keys.map { key in
      let name = key.name
      let isPlain = name.unicodeScalars.allSatisfy {
        $0 == "-" || $0.properties.isAlphabetic || ("0"..."9").contains($0)
      }
      guard !isPlain || name == "-" else { return name }
      return "\"\(name.map { "\"\\".contains($0) ? "\\\($0)" : "\($0)" }.joined())\""
    }
    return texts.count == 1 ? texts[0] : "[\(texts.joined(separator: ", "))]"
  }
}
