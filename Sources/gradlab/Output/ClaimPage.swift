import Charts
import Experiments
import Lab
import Lessons

/// What verification found, in Markdown, from the records of the lessons: each claim with the sentence that it checks
/// and what it came to over its seeds.
struct ClaimPage {
  let lessons: [Lesson]
  private let records: [String: [String: ClaimRecord]]
  private let reports: [String: SentenceReport]

  init(_ lessons: [Lesson]) {
    self.lessons = lessons
    records = Dictionary(lessons.map { ($0.id, ClaimRecord.all(of: $0)) }) { first, _ in first }
    let read = lessons.compactMap { lesson in
      (try? SentenceReport.read(path: lesson.path)).map { (lesson.id, $0) }
    }
    reports = Dictionary(read) { first, _ in first }
  }

  var text: String { heading + lessons.map(section).joined(separator: "\n") }

  private var heading: String {
    """
    # What the lessons claim

    Each claim with the first sentence that it checks (… is a number that the run fills in), and what it came to over seeds that the lesson's
    author has not looked at. The margin is the distance from the value that decides to the bound, in standard deviations (sd) over the seeds; less than
    2 would be thin. *Exact* is what is the same on every seed; *yes or no* has no bound. Written by `make claims` from the lessons and their records.

    \(lessons.count) lessons, \(lessons.map(\.claims.count).reduce(0, +)) claims with \(rowCount) comparisons. \(sentences(lessons)) to a claim, a
    number from the run, or a definition.


    """
  }

  private var rowCount: Int {
    records.values.joined().map(\.value.comparisons.count).reduce(0, +)
  }

  /// `96 of 96 sentences that state something are bound`.
  private func sentences(_ lessons: [Lesson]) -> String {
    let own = lessons.compactMap { reports[$0.id] }
    let bound = own.map(\.bound).reduce(0, +)
    return "\(bound) of \(own.map(\.total).reduce(0, +)) sentences that state something are bound"
  }

  // MARK: A lesson

  private func section(_ lesson: Lesson) -> String {
    let own = records[lesson.id] ?? [:]
    let seeds = own.values.first?.seeds.map(String.init).joined(separator: ", ") ?? "none"
    let sentences = ClaimSentences.read(path: lesson.path).sentences
    let rows = lesson.claims.map { claim in
      self.rows(claim, sentences[claim.name]?.first ?? "", own[claim.name])
    }
    return """
      ## \(lesson.number) \(lesson.title)

      Seeds \(seeds). \(self.sentences([lesson])).

      | claim | sentence | measured | minimum | median | maximum | bound | margin | seeds |
      | --- | --- | --- | ---: | ---: | ---: | --- | ---: | --- |

      """ + rows.joined()
  }

  /// A row for each comparison; the first says whose they are.
  private func rows(_ claim: Claim, _ sentence: String, _ record: ClaimRecord?) -> String {
    let names = "`\(claim.name)` | \(cell(sentence))"
    guard let record else { return "| \(names) | not recorded | | | | | | |\n" }
    return record.comparisons.enumerated().map { index, comparison in
      "| \(index == 0 ? names : " | ") | \(cells(comparison).joined(separator: " | ")) "
        + "| \(index == 0 ? seeds(record) : "") |\n"
    }.joined()
  }

  private func cells(_ comparison: ClaimRecord.Comparison) -> [String] {
    let finite = comparison.values.filter(\.isFinite)
    let values =
      finite.isEmpty
      ? ["–", "not finite", "–"]
      : [finite.min() ?? .nan, finite.median, finite.max() ?? .nan].map {
        NumberText.short($0, glyphs: .braille)
      }
    return ["`\(cell(comparison.text))`"] + values + [
      "`\(comparison.boundText)`", margin(comparison),
    ]
  }

  private func margin(_ comparison: ClaimRecord.Comparison) -> String {
    guard let margin = comparison.margin else {
      return comparison.bound == "is true" ? "yes or no" : "exact"
    }
    return NumberText.short(margin, glyphs: .braille) + " sd" + (comparison.isThin ? ", thin" : "")
  }

  /// On how many seeds it holds, and on how many it has to.
  private func seeds(_ record: ClaimRecord) -> String {
    let count = "\(record.holdsBySeed.count { $0 }) of \(record.seeds.count)"
    let verdict = record.holds ? "" : "✕ "
    return switch record.over {
    case "all": verdict + count
    case "median": "\(verdict)median; \(count)"
    default: "\(verdict)\(count), \(record.over) wanted"
    }
  }

  private func cell(_ text: String) -> String {
    text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }
}

extension ClaimRecord.Comparison {
  /// The bound; the least and the largest where it varies with the seed.
  var boundText: String {
    guard let least = movingBound.min(), let most = movingBound.max() else { return bound }
    let sign = bound.split(separator: " ").first ?? ""
    return "\(sign) \(NumberText.short(least, glyphs: .braille)) … "
      + NumberText.short(most, glyphs: .braille)
  }
}
