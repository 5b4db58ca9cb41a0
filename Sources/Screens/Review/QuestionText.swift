public import Charts
internal import Experiments
internal import Lab
public import Lessons

/// Questions of a lesson as lines of text, for where there is no screen.
public struct QuestionText {
  private let lesson: Lesson
  private let glyphs: GlyphTier
  private let width: Int
  /// Whether signs are words, and lines are not broken.
  private let isSpoken: Bool

  /// - Parameter width: columns; longer texts are broken.
  public init(_ lesson: Lesson, glyphs: GlyphTier, width: Int) {
    self.lesson = lesson
    self.glyphs = glyphs
    self.width = max(20, width)
    isSpoken = false
  }

  /// The same to be read aloud or under the fingers: a paragraph a line.
  public init(spoken lesson: Lesson) {
    (self.lesson, glyphs, width, isSpoken) = (lesson, .braille, 0, true)
  }

  /// A text beside a mark that stands before its first line.
  public func lines(_ prose: Prose, mark: String = "") -> [String] {
    let snapshot = SessionSnapshot(
      seed: lesson.seeds.show,
      knobs: Dictionary(lesson.knobs.map { ($0.name, $0.value) }) { first, _ in first })
    if isSpoken {
      let lines = PlainProse(snapshot: snapshot, claims: []).lines(prose)
      return ["\(mark)\(lines.first ?? "")"] + lines.dropFirst()
    }
    let text = FilledText(snapshot: snapshot, claims: [], glyphs: glyphs).text(prose)
    return StepText.item(mark, text, width: width, style: .plain, glyphs: glyphs).map { line in
      String(line.text.spelled(for: glyphs).reversed().drop { $0 == " " }.reversed())
    }
  }
}
