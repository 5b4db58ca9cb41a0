import Charts
import Lab
import Lessons

/// What was seen and answered, as a table and as JSON.
struct ProgressReport {
  private let lessons: [LessonProgress]
  private let path: String
  /// Questions that are due to be asked again.
  private let due: Int

  private let glyphs: GlyphTier
  /// Of the output.
  private let columns: Int

  init(
    _ book: ProgressBook, lessons: [Lesson], path: String, glyphs: GlyphTier, columns: Int,
    now: UTCTime = .now()
  ) {
    self.glyphs = glyphs
    self.columns = columns
    self.lessons = book.summary(of: lessons)
    self.path = path
    due = book.reviewItems(of: lessons, now: now).count { $0.due == .now }
  }

  // MARK: Text

  var text: String {
    guard !lessons.isEmpty else {
      return "Nothing yet: open a lesson, and answer what it asks. It will be kept in "
        + "\(path.safe(limit: .max)).\n"
    }
    let head = ["", "lesson", "pages", "answered", "right", "again"]
    let rows = lessons.map { lesson in
      [
        lesson.number.map(String.init) ?? "", lesson.id.safe(limit: 60),
        Self.share(lesson.seen, lesson.pages), Self.share(lesson.answered, lesson.questions),
        Self.right(lesson.predictions), Self.right(lesson.reviews),
      ] + Confidence.allCases.map { Self.right(lesson.bySureness[$0] ?? RightShare()) }
    }
    return table([head + Confidence.allCases.map(\.rawValue)] + rows) + "\n" + calibration
      + "\n\(due == 0 ? "No question is" : "\(due) \(due == 1 ? "question is" : "questions are")") "
      + "due\(due == 0 ? "" : ": gradlab review").\n\(path.safe(limit: .max))\n"
  }

  /// The share that was right, by how sure the answers were.
  private var calibration: String {
    let shares = Confidence.allCases.map { (name: $0.rawValue, share: total($0)) }
    guard shares.contains(where: { $0.share.of > 0 }) else {
      return "How sure you were was never said: 1, 2 or 3 after an answer says it.\n"
    }
    return table(
      [["", "you were", "right", "of", ""]]
        + shares.map { name, share in
          [
            "", name, "\(share.right)", "\(share.of)",
            share.percent.map { "\($0) %" } ?? "-",
          ]
        })
  }

  private func total(_ confidence: Confidence) -> RightShare {
    lessons.reduce(RightShare()) { $0 + ($1.bySureness[confidence] ?? RightShare()) }
  }

  private static func share(_ count: Int, _ all: Int?) -> String {
    all.map { "\(count)/\($0)" } ?? "\(count)"
  }

  private static func right(_ share: RightShare) -> String {
    share.of == 0 ? "" : "\(share.right)/\(share.of)"
  }

  /// Columns as wide as their widest cell, the second one to the left and shortened where there is no
  /// room, the others to the right.
  private func table(_ rows: [[String]]) -> String {
    let cellColumns = rows.first?.indices ?? 0..<0
    var widths = cellColumns.map { column in
      rows.map { CharacterWidth.columns(of: $0[column]) }.max() ?? 0
    }
    let all = 2 * widths.count + widths.reduce(0, +)
    widths[1] = max(min(widths[1], 12), widths[1] - max(0, all - columns))
    return rows.map { row in
      var row = row
      row[1] = row[1].clipped(to: widths[1], glyphs: glyphs)
      let cells = zip(row, widths).enumerated().map { column, cell in
        let space = String(
          repeating: " ", count: cell.1 - CharacterWidth.columns(of: cell.0))
        return column == 1 ? cell.0 + space : space + cell.0
      }
      let line = "  " + cells.joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed()) + "\n"
    }.joined()
  }

  // MARK: JSON

  var json: JSONValue {
    .object([
      "file": .string(path), "due": .integer(due),
      "lessons": .array(lessons.map(\.json)),
      "calibration": .object(
        Dictionary(
          uniqueKeysWithValues: Confidence.allCases.map { ($0.rawValue, total($0).json) })),
    ])
  }
}

extension RightShare {
  /// nil: of none.
  fileprivate var percent: Int? {
    of == 0 ? nil : Int((100 * Double(right) / Double(of)).rounded())
  }

  fileprivate var json: JSONValue { .object(["right": .integer(right), "of": .integer(of)]) }
}

extension LessonProgress {
  fileprivate var json: JSONValue {
    .object([
      "id": .string(id), "title": .string(title), "seen": .integer(seen),
      "pages": pages.map { .integer($0) } ?? .null, "answered": .integer(answered),
      "questions": questions.map { .integer($0) } ?? .null, "predictions": predictions.json,
      "reviews": reviews.json, "last": last.map { .string($0.description) } ?? .null,
      "calibration": .object(
        Dictionary(
          uniqueKeysWithValues: Confidence.allCases.map {
            ($0.rawValue, (bySureness[$0] ?? RightShare()).json)
          })),
    ])
  }
}
