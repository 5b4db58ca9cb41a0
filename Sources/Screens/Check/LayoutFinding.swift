public import Lessons

/// Something that an author should know of how a lesson looks, with its line in the file.
public struct LayoutFinding: Hashable, Sendable {
  public var line: Int
  public var text: String

  /// What can't be seen, or not at once, on a screen of 80×24 or 120×36; in the order of the file.
  ///
  /// It is measured on the pages as they are before anything runs, where numbers of a run are still
  /// open; hints and notes, which are asked for, are left out.
  public static func findings(in lesson: Lesson) -> [LayoutFinding] {
    let pages = lesson.steps.indices.flatMap { PageCheck(lesson: lesson, page: $0).findings }
    let shown = Set(lesson.steps.flatMap(\.plots))
    let unseen = lesson.plots.filter { !shown.contains($0.name) }.map { plot in
      LayoutFinding(
        line: lesson.keyLines["plots.\(plot.name)"] ?? 1,
        text: "the plot \"\(plot.name)\" is shown by no page")
    }
    return (unseen + pages).enumerated().sorted {
      ($0.element.line, $0.offset) < ($1.element.line, $1.offset)
    }.map(\.element)
  }
}
