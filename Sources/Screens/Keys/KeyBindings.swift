package import Charts

/// The key table as it is in use: the program's own, or with other keys for some actions.
public struct KeyBindings: Sendable {
  /// The table's lines. Dispatch, help and footer read these.
  package private(set) var lines = KeyTable.all

  /// What sentences call actions by in place of their keys, where lines are typed and no keys.
  var words: [Action: String] = [:]

  /// The keys that the program comes with.
  public static let standard = KeyBindings()

  /// An action that is given other keys, by its name.
  package struct Change: Hashable, Sendable {
    package var action: String
    package var keys: [Key]

    package init(_ action: String, _ keys: [Key]) { (self.action, self.keys) = (action, keys) }
  }

  /// Why an action can't have a key.
  package enum Conflict: Hashable, Sendable {
    /// Another action has it in the same place.
    case taken(Key, by: String, Place)
    /// It is text there.
    case text(Key, Place)
  }

  /// The names of the actions in the order of the table, each with its keys.
  package var actions: [(name: String, keys: [Key])] {
    var seen: Set<String> = []
    return zip(Self.names, lines).compactMap { name, line in
      seen.insert(name).inserted ? (name, line.keys) : nil
    }
  }

  /// Gives actions other keys, in all places at once, so that two may change keys with each other. What
  /// can't be is left out, the later of two that are at odds.
  /// - Returns: why a change was left out, by its place among `changes`.
  package mutating func apply(_ changes: [Change]) -> [Int: Conflict] {
    var refused: [Int: Conflict] = [:]
    while true {
      let taken = changes.indices.filter { refused[$0] == nil }
      lines = KeyTable.all
      for change in taken { give(changes[change]) }
      let before = refused.count
      for index in taken.reversed() where refused.count == before {
        refused[index] = conflict(of: changes[index])
      }
      if refused.count == before { return refused }
    }
  }

  private mutating func give(_ change: Change) {
    for line in lines.indices where Self.names[line] == change.action {
      lines[line].keys = change.keys
      lines[line].label = change.keys.map(\.label).joined(separator: " ")
    }
  }

  private func conflict(of change: Change) -> Conflict? {
    for line in lines.indices where Self.names[line] == change.action {
      for key in change.keys {
        let places = Place.allCases.filter(lines[line].places.contains)
        if key.typesText, let place = places.first(where: \.takesText) { return .text(key, place) }
        for other in lines.indices where lines[other].keys.contains(key) && rivals(line, other) {
          guard let place = places.first(where: lines[other].places.contains) else { continue }
          return .taken(key, by: Self.names[other], place)
        }
      }
    }
    return nil
  }

  /// Whether two lines may both apply at some time. Those that have a key in common in the program's own
  /// table never do.
  private func rivals(_ line: Int, _ other: Int) -> Bool {
    let (first, second) = (KeyTable.all[line], KeyTable.all[other])
    guard first.action != second.action, !first.places.isDisjoint(with: second.places) else {
      return false
    }
    return Set(first.keys).isDisjoint(with: second.keys)
  }
}

extension KeyBindings {
  /// The name of each line of the table. An action that has different keys in different places goes by its
  /// own name where most of them are, and as `pad.run` with a place's name before it elsewhere.
  static let names: [String] = {
    let table = KeyTable.all
    return table.map { line in
      let same = table.filter { $0.action == line.action }
      let widest = same.max { count(of: $0, in: same) < count(of: $1, in: same) }
      guard let widest, Set(widest.keys) != Set(line.keys) else { return line.action.name }
      let places = same.filter { Set($0.keys) == Set(line.keys) }.flatMap(\.places)
      let place = Place.allCases.first(where: places.contains)
      return (place.map { "\($0.rawValue)." } ?? "") + line.action.name
    }
  }()

  /// In how many places an action has the keys of a line.
  private static func count(of line: Binding, in lines: [Binding]) -> Int {
    lines.filter { Set($0.keys) == Set(line.keys) }.reduce(0) { $0 + $1.places.count }
  }
}
