/// The seeds of a lesson or of a command line.
public enum SeedList {
  /// As many at most.
  public static let limit = 64
  /// Those that a lesson file may name; claims are judged on others.
  package static let namedSeeds = 0...999

  /// Reads `1-8`, `3,5,9` or both mixed; nil where the text is something else, names a seed twice
  /// or more than `limit`.
  public static func parse(_ text: String) -> [UInt64]? {
    var seeds: [UInt64] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map {
        $0.allSatisfy(\.isASCII) ? UInt64(trimmed($0)) : nil
      }
      guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2,
        first <= last, last - first < UInt64(limit)
      else { return nil }
      seeds += first...last
    }
    guard !seeds.isEmpty, seeds.count <= limit, Set(seeds).count == seeds.count else { return nil }
    return seeds
  }

  private static func trimmed(_ text: Substring) -> Substring {
    let start = text.drop { $0 == " " }
    return start.lastIndex { $0 != " " }.map { start[...$0] } ?? start
  }
}

extension LessonReader {
  /// `{show: 7, look: [1, 2] or "1-8"}`; left out: 1 and 1 to 8.
  func seeds(_ field: Field?) -> Lesson.Seeds {
    let usual = Lesson.Seeds(show: 1, look: Array(1...8))
    guard let fields = field?.fields() else { return usual }
    if let former = fields.keyField("verify") {
      former.fault(.seedsToVerify)
    } else {
      fields.check(known: ["show", "look"])
    }
    return Lesson.Seeds(
      show: fields["show"]?.whole(in: SeedList.namedSeeds).map(UInt64.init) ?? usual.show,
      look: fields["look"].map(looked) ?? usual.look)
  }

  private func looked(_ field: Field) -> [UInt64] {
    if field.isList {
      let items = field.list(atMost: SeedList.limit) ?? []
      if items.isEmpty {
        field.fault(.outOfRange(key: field.name, found: "no seeds", expected: "one or more"))
      }
      return items.compactMap { $0.whole(in: SeedList.namedSeeds).map(UInt64.init) }
    }
    guard let text = field.string() else { return [] }
    guard let seeds = SeedList.parse(text) else {
      field.fault(
        .wrongType(key: field.name, expected: "seeds such as \"1-8\" or [3, 5]", found: text.quoted)
      )
      return []
    }
    let largest = UInt64(SeedList.namedSeeds.upperBound)
    if let high = seeds.first(where: { $0 > largest }) {
      field.fault(
        .outOfRange(key: field.name, found: "\(high)", expected: "seeds up to \(largest)"))
    }
    return seeds
  }
}
