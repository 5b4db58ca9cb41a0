public import Charts
public import Lab
public import Lessons

/// A lesson's screen and plots for those without a terminal.
public enum LessonPicture {
  /// The Study screen of a step, counted from 0, with the numbers of a snapshot.
  public static func study(
    _ lesson: Lesson, step: Int, snapshot: SessionSnapshot, size: Size,
    glyphs: GlyphTier = .braille, usesColor: Bool = true
  ) -> Grid {
    var snapshot = snapshot
    snapshot.lessonStep = step
    var model = AppModel(options: AppOptions(size: size, usesColor: usesColor, glyphs: glyphs))
    _ = model.update(.lessonOpened(lesson, snapshot))
    return model.view(size, glyphs: glyphs)
  }

  /// What a snapshot should hold for such a picture.
  public static func request(for lesson: Lesson, step: Int, size: Size) -> SnapshotRequest {
    var model = AppModel(options: AppOptions(size: size))
    _ = model.update(
      .lessonOpened(lesson, SessionSnapshot(seed: lesson.seeds.show, lessonStep: step)))
    return model.snapshotRequest ?? SnapshotRequest()
  }

  /// One plot of a lesson under its titled rule, with all arms.
  public static func plot(
    _ plot: Plot, of lesson: Lesson, snapshot: SessionSnapshot, size: Size,
    glyphs: GlyphTier = .braille, usesColor: Bool = true
  ) -> Grid {
    var study = StudyModel(lesson: lesson, snapshot: snapshot, usesColor: usesColor)
    study.showsAllArms = true
    return study.picture(of: plot, size: size, glyphs: glyphs)
  }
}
