import Charts
public import Lessons

/// What a configuration file says: what is right in it, and all its faults.
public struct ConfigurationFile: Sendable {
  public private(set) var choices = Choices()
  public private(set) var keys = KeyBindings.standard
  /// The line of each setting, and of each action that is given other keys as `keys.run`.
  public private(set) var lines: [String: Int] = [:]
  public private(set) var faults: [LessonFault] = []

  /// No file.
  public init() {}

  /// A file that is there and can't be read.
  public init(unreadable path: String, reason: String) {
    faults = [LessonFault(path: path, line: 0, column: 0, fact: .unreadable(reason: reason))]
  }

  /// - Parameter path: what faults call the file.
  public init(_ bytes: [UInt8], path: String) {
    let blocks = Self.names.compactMap(\.block)
    let known = Self.names.filter { $0.block == nil }.map(\.rawValue) + ["keys"] + blocks
    let file = SettingsFile(bytes, path: path, known: Array(Set(known)).sorted())
    for setting in file.entries {
      if setting.key == "keys" {
        readKeys(setting)
      } else if blocks.contains(setting.key) {
        let names = Self.names.filter { $0.block == setting.key }
        for inner in setting.entries(known: names.map(\.rawValue)) { read(inner, as: names) }
      } else {
        read(setting, as: Self.names.filter { $0.block == nil })
      }
    }
    faults = file.faults
  }

  /// Files have so many bytes at most.
  public static let sizeLimit = SettingsFile.sizeLimit

  private static let names = SettingName.allCases

  private mutating func read(_ setting: SettingsFile.Entry, as names: [SettingName]) {
    guard let name = names.first(where: { $0.rawValue == setting.key }),
      let text = setting.text(expecting: name.expected)
    else { return }
    if choices.take(text, for: name) {
      lines[name.rawValue] = setting.line
    } else {
      setting.fault(name.fault(text, key: setting.name))
    }
  }

  // MARK: Keys

  private mutating func readKeys(_ block: SettingsFile.Entry) {
    let known = KeyBindings.standard.actions.map(\.name)
    var entries: [(setting: SettingsFile.Entry, change: KeyBindings.Change)] = []
    for setting in block.entries() {
      guard known.contains(setting.key) else {
        setting.keyFault(Self.unknown(setting.key, among: known))
        continue
      }
      if let keys = Self.keys(setting) {
        entries.append((setting, KeyBindings.Change(setting.key, keys)))
      }
    }
    let refused = keys.apply(entries.map(\.change))
    for (index, entry) in entries.enumerated() {
      if let conflict = refused[index] {
        entry.setting.fault(conflict.fact(entry.setting.name))
      } else {
        lines[entry.setting.name] = entry.setting.line
      }
    }
  }

  private static func unknown(_ action: String, among known: [String]) -> LessonFact {
    if let near = nearestName(to: action, in: known) {
      return .unknownName(kind: "action", name: action, nearest: near, known: [])
    }
    return .outOfRange(
      key: "keys", found: "\u{201C}\(action.safe(limit: 60))\u{201D}",
      expected: "an action as gradlab config lists them")
  }

  /// nil and a fault where one of them is no key.
  private static func keys(_ setting: SettingsFile.Entry) -> [Key]? {
    let expected = "a key, as f, F5, Ctrl-R, PgDn, space or \"?\", or a list of them"
    guard let names = setting.texts(expecting: expected) else { return nil }
    var keys: [Key] = []
    for name in names {
      guard let key = Key(name: name) else {
        setting.fault(
          .outOfRange(
            key: setting.name, found: "\u{201C}\(name.safe(limit: 40))\u{201D}",
            expected: expected + hint(name)))
        return nil
      }
      if !keys.contains(key) { keys.append(key) }
    }
    if keys.isEmpty {
      setting.fault(.outOfRange(key: setting.name, found: "no key", expected: expected))
    }
    return keys.isEmpty ? nil : keys
  }

  /// Some keys are others to a terminal.
  private static func hint(_ name: String) -> String {
    switch name.lowercased() {
    case "ctrl-i": "; terminals send Ctrl-I as Tab"
    case "ctrl-m", "ctrl-j": "; terminals send \(name.safe(limit: 10)) as Enter"
    case "ctrl-h": "; terminals send Ctrl-H as Backspace"
    case "ctrl-[": "; terminals send Ctrl-[ as Esc"
    default: ""
    }
  }
}

extension KeyBindings.Conflict {
  /// The fault of the setting with this name.
  fileprivate func fact(_ name: String) -> LessonFact {
    switch self {
    case .taken(let key, let action, let place):
      .outOfRange(
        key: name, found: "\(key.name), which is \(action) in \(place.spoken)",
        expected: "a key of its own; or give \(action) another one, too")
    case .text(let key, let place):
      .outOfRange(
        key: name, found: "\(key.name), which is text in \(place.spoken)",
        expected: "a key that types nothing, as F5 or Ctrl-R")
    }
  }
}

extension Place {
  /// As sentences name it.
  fileprivate var spoken: String {
    switch self {
    case .library: "the library"
    case .filter: "the library\u{2019}s filter"
    case .study: "a lesson"
    case .knobEntry, .numberEntry: "a field that takes a number"
    case .matrix: "the cells of a knob"
    case .inspect: "a plot on the whole screen"
    case .predict: "a prediction"
    case .tries: "the table of runs"
    case .armName: "the name of a fork"
    case .claims: "the claims"
    case .surgery: "the parts of a network"
    case .pad: "the pad"
    case .sweep: "a sweep"
    case .watch: "the charts of a folder"
    case .present: "a talk"
    case .speaker: "the speaker\u{2019}s screen"
    case .speakerEntry: "a command to the talk"
    case .voteEntry: "the counts of a vote"
    case .help: "the help"
    case .command: "a command line"
    case .copied: "what was copied"
    case .question: "a question"
    }
  }
}
