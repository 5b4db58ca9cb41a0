public import Charts
public import Lab
public import Lessons

extension LessonPicture {
  /// One plot of a lesson under its title, with the numbers of a snapshot.
  public static func plot(
    _ plot: Plot, of lesson: Lesson, snapshot: SessionSnapshot, size: Size,
    glyphs: GlyphTier = .braille
  ) -> Grid {
    var grid = Grid(size)
    let panel = PlotPanel(study: StudyModel(lesson: lesson, snapshot: snapshot), plot: plot)
    PanelRule(title: plot.title, note: panel.note).draw(
      into: &grid, in: grid.bounds, glyphs: glyphs)
    panel.draw(into: &grid, in: grid.bounds.inset(left: 1, top: 1, right: 1), glyphs: glyphs)
    GlyphFallback.apply(glyphs, to: &grid)
    return grid
  }
}
