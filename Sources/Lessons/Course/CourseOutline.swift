/// Lessons in the order in which they are taught, with pages of the course's own between: one Markdown
/// file, like a lesson.
public struct CourseOutline: Sendable, Hashable {
  public var id: String
  public var title: String
  /// The language of its own texts, as `en` or `pt-BR`.
  public var language = Lesson.usualLanguage
  /// How long it takes to teach it; nil: as long as its lessons say.
  public var minutes: Int?
  public var sections: [Section]
  /// Where the file was read.
  public var path: String

  /// A `##` heading with the text under it: a page of its own, then pages of a lesson.
  public struct Section: Sendable, Hashable {
    public var title: String
    /// Empty where the lesson's pages follow the page before.
    public var body: Prose
    /// What the lecturer may say.
    public var notes: Prose?
    public var lesson: Part?
    /// The line of the file where its heading stands.
    public var line: Int

    /// Whether it has a page of its own.
    public var hasPage: Bool { !body.blocks.isEmpty || lesson == nil }
  }

  /// Pages of a lesson.
  public struct Part: Sendable, Hashable {
    /// As command lines name lessons: an id, the start of one, a number, or a path, which counts from the
    /// course's folder.
    public var name: String
    /// From 0, in the order in which they are shown; nil: all.
    public var pages: [Int]?
    /// How long it takes; nil: the share of the lesson's own.
    public var minutes: Int?
  }
}
