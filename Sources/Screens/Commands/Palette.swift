import Charts

/// A command being typed after `:`, and which of the lines that go with it is chosen.
struct Palette: Hashable, Sendable {
  /// Characters of a command.
  static let limit = 300
  var field = TextField(limit: limit)
  /// The line that was chosen by a key; nil: the first one, until somebody chooses.
  var chosen: Int?
  /// What was wrong with it when it was last given.
  var refusal: String?

  /// The word that is typed first, and what follows it.
  var parts: (word: String, argument: String) {
    let parts = field.text.split(separator: " ", maxSplits: 1)
    return (parts.first.map(String.init) ?? "", parts.count > 1 ? parts[1].trimmed : "")
  }

  /// The lines that go with what was typed, the nearest first, in their order where that is equal.
  func matches(among entries: [PaletteEntry]) -> [PaletteEntry] {
    let found = entries.enumerated().compactMap { place, entry in
      isFinished(entry)
        ? nil : entry.distance(from: field.text).map { (distance: $0, place: place, entry: entry) }
    }
    return found.sorted { ($0.distance, $0.place) < ($1.distance, $1.place) }.map(\.entry)
  }

  /// Whether it is an argument of the line that is typed now.
  private func isFinished(_ entry: PaletteEntry) -> Bool {
    entry.taken == .unfinished && field.text.hasPrefix(entry.name + " ")
  }

  mutating func insert(_ text: String) {
    field.insert(text)
    (chosen, refusal) = (nil, nil)
  }

  /// Takes over the name of a line, to go on typing after it.
  mutating func complete(_ entry: PaletteEntry) {
    let end = entry.taken == .unfinished ? " " : ""
    field = TextField(text: entry.name + end, limit: field.limit)
    (chosen, refusal) = (nil, nil)
  }
}

extension Substring {
  fileprivate var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
