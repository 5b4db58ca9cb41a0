import Charts
internal import Experiments
import Lab
import Lessons

extension StudyModel {
  /// The plot that is shown where there is room for one.
  var shownPlot: Int { min(viewedPlot, max(0, plots.count - 1)) }

  /// Shows the next of the step's plots where not all fit.
  mutating func viewNextPlot() -> Reply {
    guard plots.count > 1 else { return .say("This page has no other plot.") }
    viewedPlot = (shownPlot + 1) % plots.count
    if case .plot = focus { focus = .plot(viewedPlot) }
    panel = .plot(viewedPlot)
    return .say(plots[viewedPlot].title)
  }

  /// The plot that a knob changes: one that reads it by name, else the one in sight, unless that is
  /// empty until something trains.
  func plot(changedBy knob: Knob) -> Int {
    let named = plots.indices.filter { plots[$0].reads(knob.name, of: lesson) }
    if let first = named.first { return named.contains(shownPlot) ? shownPlot : first }
    let isEmpty = plots.indices.contains(shownPlot) && plots[shownPlot].kind.cursor == .steps
    guard trainingStep == 0 || !lesson.isLive(knob.name), isEmpty, runState != .running else {
      return shownPlot
    }
    return plots.indices.first { plots[$0].kind.cursor != .steps } ?? shownPlot
  }

  /// Switches how a plot is looked at.
  mutating func change(_ name: String?, by action: Action) -> Reply {
    guard let name, let plot = lesson.plot(name) else { return .nothing }
    var view = view(of: plot)
    defer { plotViews[name] = view }
    if action == .toggleLogarithmic {
      guard let scale = plot.kind.scale else { return .say("\(plot.title) has no value axis.") }
      view.isLogarithmic.toggle()
      // A part of one scale may be no part of the other.
      if plot.kind.hasValueAxis { view.window.up = nil }
      let word = view.isLogarithmic ? "logarithmic" : "linear"
      return .say("\(plot.title): \(word) \(scale.noun).")
    }
    view.isSmoothed.toggle()
    return .say("\(plot.title): smoothing \(view.isSmoothed ? "on" : "off").")
  }
}

extension Plot {
  /// Whether it shows what a knob says by name, not only through the runs.
  fileprivate func reads(_ knob: String, of lesson: Lesson) -> Bool {
    probes.compactMap(lesson.probe).contains { $0.knobNames.contains(knob) }
      || settings.contains { $0.key.namesKnob && $0.value == .text(knob) }
  }
}
