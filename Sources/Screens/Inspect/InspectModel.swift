import Charts
internal import Experiments
import Lab
import Lessons

/// One plot over the whole screen.
struct InspectModel: Hashable, Sendable {
  var plot: String
  /// The training step under the cursor of a line chart; nil: the newest.
  var cursor: Double?
  /// The layer under the cursor of a plot by layer, from 0.
  var layer = 0
  /// The cell under the cursor of a plot of cells.
  var cell = PaneCursor()
}

extension InspectModel {
  mutating func perform(_ action: Action, on study: inout StudyModel, in size: Size) -> Reply {
    guard let plot = study.lesson.plot(plot) else { return .nothing }
    switch action {
    case .move(let direction, let fast):
      if plot.isLine {
        moveCursor(direction, fast: fast, on: &study, in: size)
      } else if plot.hasCells {
        moveCell(direction, fast: fast, on: study)
      } else {
        moveLayer(direction, fast: fast, on: study)
      }
    case .first, .last:
      let isLast = action == .last
      if plot.isLine {
        setCursor(to: isLast ? .infinity : 0, on: &study)
      } else if plot.hasCells {
        moveToEdge(isLast: isLast, on: study)
      } else {
        setLayer(to: isLast ? .max : 0, on: study)
      }
    case .zoomIn where plot.isLine: zoom(by: 0.5, on: &study)
    case .zoomOut where plot.isLine: zoom(by: 2, on: &study)
    case .zoomAll where plot.isLine: setSteps(nil, on: &study)
    case .zoomIn, .zoomOut, .zoomAll: break
    case .focusNext, .focusPrevious:
      return nextPlot(by: action == .focusNext ? 1 : -1, on: &study)
    case .toggleLogarithmic, .toggleSmoothing: return study.change(self.plot, by: action)
    case .cancel, .back: return .go(.study)
    default: return study.perform(action, in: size)
    }
    return .nothing
  }

  private mutating func nextPlot(by offset: Int, on study: inout StudyModel) -> Reply {
    let names = study.plots.map(\.name)
    guard let place = names.firstIndex(of: plot), names.count > 1 else { return .nothing }
    let next = (place + offset + names.count) % names.count
    study.focus(on: .plot(next))
    return .go(.inspect(plot: names[next]))
  }

  // MARK: The cursor of a line chart, in training steps

  /// The last step that a curve has.
  static func lastStep(of study: StudyModel) -> Double {
    Double(max(1, study.trainingStep, study.arms.compactMap(\.divergedStep).max() ?? 0))
  }

  /// What the chart shows of the training steps.
  static func shownSteps(of plot: Plot, in study: StudyModel) -> ClosedRange<Double> {
    guard let steps = study.view(of: plot).steps else {
      return 0...max(1, lastStep(of: study), Double(study.snapshot.limit))
    }
    return Double(steps.lowerBound)...Double(steps.upperBound)
  }

  private func shownSteps(of study: StudyModel) -> ClosedRange<Double> {
    study.lesson.plot(plot).map { Self.shownSteps(of: $0, in: study) } ?? 0...1
  }

  private mutating func moveCursor(
    _ direction: Action.Direction, fast: Bool, on study: inout StudyModel, in size: Size
  ) {
    let shown = shownSteps(of: study)
    // One column of the plot, but never less than a training step.
    let length = shown.upperBound - shown.lowerBound
    let column = max(1, (length / Double(max(1, size.columns - 12))).rounded())
    let sign = direction == .right || direction == .up ? 1.0 : -1.0
    let from = cursor ?? Self.lastStep(of: study)
    setCursor(to: from + sign * column * (fast ? 10 : 1), on: &study)
  }

  /// Sets the cursor; a zoomed plot follows it.
  private mutating func setCursor(to step: Double, on study: inout StudyModel) {
    let step = min(max(0, step), Self.lastStep(of: study))
    cursor = step
    let shown = shownSteps(of: study)
    guard !shown.contains(step), study.lesson.plot(plot).map(study.view)?.steps != nil else {
      return
    }
    let length = shown.upperBound - shown.lowerBound
    let lower = max(0, step < shown.lowerBound ? step : step - length)
    setSteps(Int(lower)...Int(lower + length), on: &study)
  }

  private mutating func zoom(by factor: Double, on study: inout StudyModel) {
    let shown = shownSteps(of: study)
    let center = cursor ?? Self.lastStep(of: study)
    let whole = max(Self.lastStep(of: study), Double(study.snapshot.limit))
    let length = max(8, (shown.upperBound - shown.lowerBound) * factor)
    if length >= whole { return setSteps(nil, on: &study) }
    // The cursor keeps its place on the screen.
    let part = (center - shown.lowerBound) / (shown.upperBound - shown.lowerBound)
    let lower = min(max(0, center - length * min(max(part, 0), 1)), whole - length)
    setSteps(Int(lower)...Int(lower + length), on: &study)
  }

  private func setSteps(_ steps: ClosedRange<Int>?, on study: inout StudyModel) {
    guard let plot = study.lesson.plot(plot) else { return }
    var view = study.view(of: plot)
    view.steps = steps
    study.plotViews[plot.name] = view
  }

  // MARK: The layer of a plot by layer

  /// How many layers the plot shows.
  static func layerCount(of plot: Plot, in study: StudyModel) -> Int {
    if case .architecture = plot.kind {
      return study.arms.map(\.architecture.count).max() ?? 0
    }
    return study.arms.map(\.readings).flatMap { readings in
      plot.probes.map { readings.layers($0)?.count ?? readings.histograms($0)?.count ?? 0 }
    }.max() ?? 0
  }

  private mutating func moveLayer(
    _ direction: Action.Direction, fast: Bool, on study: StudyModel
  ) {
    let sign = direction == .right || direction == .down ? 1 : -1
    setLayer(to: layer + sign * (fast ? 10 : 1), on: study)
  }

  private mutating func setLayer(to layer: Int, on study: StudyModel) {
    guard let plot = study.lesson.plot(plot) else { return }
    self.layer = min(max(0, layer), max(0, Self.layerCount(of: plot, in: study) - 1))
  }
}
