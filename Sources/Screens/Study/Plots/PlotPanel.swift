import Charts
internal import Experiments
import Lab
import Lessons

/// The frame around a plot's picture: the note at its rule, and what is said where there is nothing
/// to draw.
struct PlotPanel {
  let context: PlotContext
  let picture: any PlotPicture

  init(_ context: PlotContext) {
    self.context = context
    picture = PlotPictures.picture(of: context)
  }

  /// A plot that nobody reads with a cursor.
  init(study: StudyModel, plot: Plot) {
    self.init(PlotContext(study: study, plot: plot))
  }

  /// What the rule above the plot says at its right: the scale, and how it is looked at.
  var note: String {
    let scale = context.view.isLogarithmic && picture.showsScale ? context.plot.kind.scale : nil
    let held = context.plot.count(.at).map { ["step \($0)"] } ?? []
    return (alone + (scale.map { [$0.note] } ?? []) + held + picture.notes).joined(
      separator: " \u{00B7} ")
  }

  /// The arm and the part that are looked at alone.
  private var alone: [String] {
    let arm = context.armAlone.flatMap { id in
      context.visibleArms.first { $0.arm.id == id }.map { "\($0.arm.label) alone" }
    }
    let part = context.partAlone.flatMap { part in picture.parts.map { $0.text(part) } }
    return [arm, part].compactMap { $0 }
  }

  func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    guard !rect.isEmpty else { return }
    if picture.isEmpty {
      drawEmpty(into: &grid, in: rect)
    } else {
      picture.draw(into: &grid, in: rect, glyphs: glyphs)
    }
  }

  private func drawEmpty(into grid: inout Grid, in rect: Rect) {
    let (probes, arms) = (context.plot.probes, context.arms)
    let isRead =
      !probes.isEmpty && !arms.isEmpty
      && probes.allSatisfy { probe in arms.allSatisfy { $0.arm.readings[probe] != nil } }
    let text =
      context.study.runState == .building
      ? "drawing the weights\u{2026}" : isRead ? "these networks have none" : "not measured yet"
    let width = CharacterWidth.columns(of: text)
    grid.write(
      text, column: rect.column + max(0, (rect.columns - width) / 2),
      row: rect.row + rect.rows / 2, width: rect.columns, style: .faint)
  }
}
