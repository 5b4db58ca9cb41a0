/// Names that stand side by side, shortened so that what tells them apart stays.
public struct DistinctLabels {
  private let labels: [String]
  /// Characters that all names begin with, up to the end of a word.
  private let common: Int

  public init(_ labels: [String]) {
    self.labels = labels
    common = Self.commonPrefix(labels)
  }

  /// The names in at most `columns` columns: whole where they fit; else the words that all begin with
  /// give way to … first, then the end is cut, and where names would be alike then, their middle.
  public func texts(columns: Int, glyphs: GlyphTier = .braille) -> [String] {
    let cut = labels.map { $0.clipped(to: columns, glyphs: glyphs) }
    guard cut != labels, Set(cut).count < Set(labels).count || common > 0 else { return cut }
    let mark = glyphs == .ascii ? "~" : "…"
    let rests = labels.map { label in
      common == 0 || CharacterWidth.columns(of: label) <= columns
        ? label : mark + String(label.dropFirst(common))
    }
    let shortened = rests.map { $0.clipped(to: columns, glyphs: glyphs) }
    guard Set(shortened).count < Set(labels).count else { return shortened }
    return columns < 3 ? cut : rests.map { Self.withoutMiddle($0, columns: columns, mark: mark) }
  }

  /// The columns at which all names are still told apart, at most `limit`; nil: at none.
  public func columns(atMost limit: Int) -> Int? {
    guard limit >= 3 else { return nil }
    let texts = texts(columns: limit)
    guard Set(texts).count == Set(labels).count else { return nil }
    return texts.reduce(0) { max($0, CharacterWidth.columns(of: $1)) }
  }

  private static func commonPrefix(_ labels: [String]) -> Int {
    guard let first = labels.first, Set(labels).count > 1 else { return 0 }
    let shared = labels.dropFirst().reduce(Array(first)) { prefix, label in
      Array(zip(prefix, label).prefix { $0 == $1 }.map(\.0))
    }
    return (shared.lastIndex { $0 == " " }).map { $0 + 1 } ?? 0
  }

  /// The first word and as much of the end as fits.
  private static func withoutMiddle(_ label: String, columns: Int, mark: String) -> String {
    guard CharacterWidth.columns(of: label) > columns else { return label }
    var (head, tail) = ("", "")
    let characters = Array(label)
    // The end tells more: numbers stand there.
    for count in (0..<columns).reversed() {
      tail = String(characters.suffix(count))
      head = String(characters.prefix(max(0, columns - 1 - count)))
      if CharacterWidth.columns(of: head + mark + tail) <= columns
        && count <= max(columns - 1 - columns / 3, 1)
      {
        return head + mark + tail
      }
    }
    return label.clipped(to: columns)
  }
}
