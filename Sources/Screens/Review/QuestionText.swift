public import Charts
internal import Experiments
internal import Lab
public import Lessons

/// Questions of a lesson as lines of text, for where there is no screen.
public struct QuestionText {
  private let lesson: Lesson
  private let glyphs: GlyphTier
  private let width: Int

  /// - Parameter width: columns; longer texts are broken.
  public init(_ lesson: Lesson, glyphs: GlyphTier, width: Int) {
    self.lesson = lesson
    self.glyphs = glyphs
    self.width = max(20, width)
  }

  /// A text beside a mark that stands before its first line.
  public func lines(_ prose: Prose, mark: String = "") -> [String] {
    let snapshot = SessionSnapshot(
      seed: lesson.seeds.show,
      knobs: Dictionary(lesson.knobs.map { ($0.name, $0.value) }) { first, _ in first })
    let text = FilledText(snapshot: snapshot, claims: [], glyphs: glyphs).text(prose)
    return StepText.item(mark, text, width: width, style: .plain, glyphs: glyphs).map { line in
      String(line.text.spelled(for: glyphs).reversed().drop { $0 == " " }.reversed())
    }
  }

  /// What a number that was typed means, written as the screens write it; nil: it is none.
  public static func number(_ typed: String) -> Double? { TextField(text: typed).number }
}
