internal import Charts
internal import Experiments
internal import Lab
internal import Lessons

extension StudyModel {
  /// The same lesson with its names and titles spelled out where there is no more than ASCII and
  /// lines. Its prose is spelled where it is set.
  func spelled(for glyphs: GlyphTier) -> StudyModel {
    var study = self
    study.glyphs = glyphs
    guard glyphs != .braille else { return study }
    func spell(_ text: inout String) { text = text.spelled(for: glyphs) }
    spell(&study.lesson.title)
    for index in lesson.arms.indices { spell(&study.lesson.arms[index].label) }
    for index in lesson.knobs.indices { spell(&study.lesson.knobs[index].label) }
    for index in lesson.probes.indices { spell(&study.lesson.probes[index].label) }
    for index in lesson.plots.indices { spell(&study.lesson.plots[index].title) }
    for index in lesson.steps.indices { spell(&study.lesson.steps[index].title) }
    for index in snapshot.arms.indices { spell(&study.snapshot.arms[index].label) }
    return study
  }
}
