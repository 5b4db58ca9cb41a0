public import Charts
public import Lab
public import Lessons

/// A lesson's screen and plots for those without a terminal.
public enum LessonPicture {
  /// The library, as it is when it was read and nothing is kept.
  public static func library(
    _ catalog: Catalog, size: Size, glyphs: GlyphTier = .braille, usesColor: Bool = true
  ) -> Grid {
    var model = AppModel(options: AppOptions(size: size, usesColor: usesColor, glyphs: glyphs))
    _ = model.update(.libraryLoaded(catalog))
    return model.view(size, glyphs: glyphs)
  }

  /// Whose screen of a lesson it is.
  public enum Viewer: String, Hashable, Sendable, CaseIterable {
    /// Somebody who studies it alone.
    case student
    /// A room that it is presented to.
    case room
    /// The one who presents it, at a terminal of their own.
    case speaker
  }

  /// The screen of a step, counted from 0, with the numbers of a snapshot.
  /// - Parameter records: what the lesson's claims came to, by name, which speakers see beside what is
  ///   measured.
  public static func screen(
    _ lesson: Lesson, step: Int, snapshot: SessionSnapshot, for viewer: Viewer = .student,
    records: [String: ClaimRecord] = [:], size: Size, glyphs: GlyphTier = .braille,
    usesColor: Bool = true
  ) -> Grid {
    var snapshot = snapshot
    snapshot.lessonStep = step
    let options = AppOptions(size: size, usesColor: usesColor, glyphs: glyphs)
    var model = opened(lesson, snapshot, for: viewer, options)
    if viewer == .speaker {
      _ = model.update(.claimRecords(records))
      var speaker = AppModel(speaking: options)
      _ = speaker.update(.told(model.speakerState(columns: speaker.speakerColumns)))
      model = speaker
    }
    return model.view(size, glyphs: glyphs)
  }

  /// What a snapshot should hold for such a picture.
  public static func request(
    for lesson: Lesson, step: Int, viewer: Viewer = .student, size: Size
  ) -> SnapshotRequest {
    let snapshot = SessionSnapshot(seed: lesson.seeds.show, lessonStep: step)
    return opened(lesson, snapshot, for: viewer, AppOptions(size: size)).snapshotRequest
      ?? SnapshotRequest()
  }

  private static func opened(
    _ lesson: Lesson, _ snapshot: SessionSnapshot, for viewer: Viewer, _ options: AppOptions
  ) -> AppModel {
    var model = AppModel(options: options)
    if viewer != .student {
      _ = model.update(.talkBegun(Talk(lesson), page: snapshot.lessonStep))
    }
    _ = model.update(.lessonOpened(lesson, snapshot))
    return model
  }

  /// One plot of a lesson under its titled rule, with all arms.
  public static func plot(
    _ plot: Plot, of lesson: Lesson, snapshot: SessionSnapshot, size: Size,
    glyphs: GlyphTier = .braille, usesColor: Bool = true
  ) -> Grid {
    var study = StudyModel(lesson: lesson, snapshot: snapshot, usesColor: usesColor)
    study.showsAllArms = true
    study = study.spelled(for: glyphs)
    let plot = study.lesson.plot(plot.name) ?? plot
    return PlotContext(study: study, plot: plot).picture(size)
  }

  /// How a plot is looked at without a screen.
  public struct Look: Hashable, Sendable {
    public var isLogarithmic: Bool
    public var isSmoothed: Bool
    public var glyphs: GlyphTier
    public var usesColor: Bool

    public init(isLogarithmic: Bool, isSmoothed: Bool, glyphs: GlyphTier, usesColor: Bool) {
      self.isLogarithmic = isLogarithmic
      self.isSmoothed = isSmoothed
      self.glyphs = glyphs
      self.usesColor = usesColor
    }
  }

  /// One plot, as it is kept as a file.
  /// - Parameter page: from 0, whose arms are shown; nil: all arms.
  package static func file(
    _ plot: Plot, of lesson: Lesson, page: Int? = nil, snapshot: SessionSnapshot, path: String,
    format: PlotFile.Format, size: Size, look: Look
  ) -> PlotFile {
    var snapshot = snapshot
    snapshot.lessonStep = page ?? snapshot.lessonStep
    var study = StudyModel(lesson: lesson, snapshot: snapshot, usesColor: look.usesColor)
    study.showsAllArms = page == nil
    study = study.spelled(for: look.glyphs)
    var context = PlotContext(study: study, plot: study.lesson.plot(plot.name) ?? plot)
    context.view.isLogarithmic = look.isLogarithmic
    context.view.isSmoothed = look.isSmoothed
    return PlotFile(context, of: study, path, format, size: size)
  }
}
