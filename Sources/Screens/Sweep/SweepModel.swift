import Charts
internal import Experiments
import Lab
import Lessons

/// A sweep on the screen: how far it is, and which of its points is looked at.
struct SweepModel: Sendable {
  let sweep: KnobSweep
  var state: SweepRun.State
  /// The point that the reader has gone to; nil: none, which is the best one.
  var chosen: Int?
  /// Whether values are shown and not runs, where there is room for one picture; nil: once all is over.
  var choice: Bool?
  /// Whether numbers stand on a logarithmic axis; nil: as the lesson has it.
  var isLogarithmic: Bool?

  init(_ sweep: KnobSweep) {
    self.sweep = sweep
    state = SweepRun.State(points: sweep.points.map { _ in SweepRun.Point() })
  }

  /// The point that is looked at.
  var cursor: Int { chosen ?? best ?? 0 }

  var showsValues: Bool { choice ?? state.isOver }

  /// What a point has come to: its number at the last step.
  func value(_ point: Int) -> Double? { state.points[point].outcome?.value }

  /// The point with the best number so far, the first of equal ones; nil where neither is better.
  var best: Int? {
    guard let goal = sweep.goal else { return nil }
    return state.points.indices.filter { value($0) != nil }.reduce(nil) { best, point in
      guard let best, let old = value(best), let new = value(point) else { return point }
      return goal.prefers(new, to: old) ? point : best
    }
  }

  /// The values of a point's knobs, as they are written.
  func text(_ point: Int, glyphs: GlyphTier) -> String {
    zip(sweep.axes, sweep.points[point]).map {
      KnobText.text($1, of: $0.knob, glyphs: glyphs)
    }.joined(separator: ", ")
  }

  /// What a point has come to, in words.
  func outcome(_ point: Int, glyphs: GlyphTier) -> String {
    switch state.points[point].outcome {
    case .value(let value)? where value.isFinite: NumberText.short(value, glyphs: glyphs)
    case .value?: isUnfinished(point) ? "" : "no number"
    case .diverged(let step)?: "diverged at \(step)"
    case .failed?: "can\u{2019}t be built"
    case nil: state.points[point].step == 0 ? "" : "step \(state.points[point].step)"
    }
  }

  /// A run that was cancelled has no number of its last step.
  private func isUnfinished(_ point: Int) -> Bool {
    let run = state.points[point]
    return run.step < sweep.steps && run.outcome?.divergedAt == nil
  }

  /// How many runs are over and were not cancelled.
  var endedCount: Int {
    state.points.indices.count { state.points[$0].outcome != nil && !isUnfinished($0) }
  }

  mutating func perform(_ action: Action, for study: StudyModel, in size: Size) -> Reply {
    switch action {
    case .move(let direction, let fast): move(direction, by: fast ? 5 : 1, in: size)
    case .first: chosen = 0
    case .last: chosen = sweep.points.count - 1
    case .nextPlot: choice = !showsValues
    case .toggleLogarithmic:
      isLogarithmic = scale != .logarithmic
      return .say("\(sweep.probe.label): \(scale == .logarithmic ? "logarithmic" : "linear") axis.")
    case .open: return take(study)
    case .cancel:
      if !state.isOver { return Reply(effects: [.endSweep], notice: Notice("Cancelled.")) }
      return .go(.study)
    case .back: return Reply(effects: [.endSweep], destination: .study)
    default: break
    }
    return .nothing
  }

  private mutating func move(_ direction: Action.Direction, by count: Int, in size: Size) {
    let across =
      sweep.axes.count == 2 ? sweep.axes[1].values.count : SweepLayout(self, size: size).across
    let step: Int
    switch direction {
    case .left: step = -1
    case .right: step = 1
    case .up: step = -across
    case .down: step = across
    }
    let next = cursor + step * count
    if sweep.points.indices.contains(next) {
      chosen = next
    } else if direction == .left || direction == .right {
      chosen = min(max(0, next), sweep.points.count - 1)
    }
  }

  /// Turns the knobs of the page to those of the point.
  private func take(_ study: StudyModel) -> Reply {
    let knobs = sweep.axes.map(\.knob)
    guard state.isOver else {
      return .say("The sweep is under way: \(study.key(.cancel, in: .sweep)) ends it.")
    }
    guard state.points[cursor].outcome != nil, !isUnfinished(cursor) else {
      return .say("That run has not come to its end.")
    }
    if let other = knobs.first(where: { knob in !study.knobs.contains { $0.name == knob.name } }) {
      return .say("\(other.label) is no knob of this page: nothing was turned.", .warning)
    }
    let commands = zip(knobs, sweep.points[cursor]).map { knob, value in
      Command.set(knob: knob.name, to: value, arm: study.target(of: knob).arm)
    }
    let arms = knobs.first.flatMap(study.turnedLabel).map { " of \($0)" } ?? ""
    let next = study.runWord == nil ? "." : ": \(study.key(.toggleRun)) trains."
    return Reply(
      effects: [.endSweep] + commands.map(Effect.session),
      notice: Notice(
        "\(knobs.map(\.label).joined(separator: ", "))\(arms) now "
          + "\(text(cursor, glyphs: study.glyphs))\(next)"),
      destination: .study)
  }
}
