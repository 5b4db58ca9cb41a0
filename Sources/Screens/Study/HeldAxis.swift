import Charts
internal import Experiments
import Lab
import Lessons

/// The range of a plot's value axis, held while the curves in it move.
struct HeldAxis: Hashable, Sendable {
  /// How the plot was looked at; another look begins with a range of its own.
  struct Look: Hashable, Sendable {
    var view: PlotView
    var hiddenArms: Set<String>
    var step: Int
    var seed: UInt64
  }

  var look: Look
  var range: AxisRange
}

extension StudyModel {
  private func look(at plot: Plot) -> HeldAxis.Look {
    var view = view(of: plot)
    // A part of the value axis is a part of the range that is held.
    (view.window.up, view.earlier, view.arm, view.part) = (nil, [], nil, nil)
    return HeldAxis.Look(view: view, hiddenArms: hiddenArms, step: step, seed: snapshot.seed)
  }

  /// The range that the lesson says, where the scale can show it; that of shares is 0 … 1.
  func fixedRange(of plot: Plot) -> AxisRange? {
    let isLogarithmic = view(of: plot).isLogarithmic
    let probes = plot.probes.compactMap(lesson.probe)
    // Half of all is half the height, whatever the curves do.
    let isOfShares = !isLogarithmic && !probes.isEmpty && probes.allSatisfy(\.measure.isShare)
    guard let range = plot.range ?? (isOfShares ? 0...1 : nil),
      range.lowerBound > 0 || !isLogarithmic
    else { return nil }
    return AxisRange(lower: range.lowerBound, upper: range.upperBound)
  }

  /// The range that the plot's value axis keeps; nil: as wide as the data now.
  func heldRange(of plot: Plot) -> AxisRange? {
    fixedRange(of: plot)
      ?? heldAxes[plot.name].flatMap { $0.look == look(at: plot) ? $0.range : nil }
  }

  /// Whether the plot's curves have come to their end: its axis is that of the curves then, and not of
  /// what was drawn of them on the way.
  private func isOver(_ plot: Plot) -> Bool {
    plot.kind.cursor == .steps && runState == .finished
  }

  /// Widens the ranges for what the newest snapshot brought, and narrows those that have become
  /// far too wide, so that axes don't jump from frame to frame.
  mutating func holdAxes() {
    for plot in plots where plot.kind.hasValueAxis && fixedRange(of: plot) == nil {
      let look = look(at: plot)
      let scale = look.view.isLogarithmic ? AxisScale.logarithmic : .linear
      let previous = isOver(plot) ? nil : heldRange(of: plot)
      let picture = PlotPictures.picture(
        of: PlotContext(study: self, plot: plot, holdsAxis: false))
      if let previous, picture.surelyFits(previous, scale: scale) { continue }
      guard let target = picture.valueRange else { continue }
      heldAxes[plot.name] = HeldAxis(
        look: look,
        range: AxisRange.stabilized(previous: previous, target: target, scale: scale))
    }
  }
}
