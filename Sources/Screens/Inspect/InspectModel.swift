import Charts
internal import Experiments
import Lab
import Lessons

/// One plot over the whole screen.
struct InspectModel: Hashable, Sendable {
  var plot: String
  var cursor = PlotCursor()
}

extension InspectModel {
  mutating func perform(_ action: Action, on study: inout StudyModel, in size: Size) -> Reply {
    switch action {
    case .move(let direction, let fast): move(.go(direction, fast: fast), on: &study, in: size)
    case .first: move(.first, on: &study, in: size)
    case .last: move(.last, on: &study, in: size)
    case .zoomIn: move(.zoomIn, on: &study, in: size)
    case .zoomOut: move(.zoomOut, on: &study, in: size)
    case .zoomAll: move(.zoomAll, on: &study, in: size)
    case .focusNext, .focusPrevious:
      return nextPlot(by: action == .focusNext ? 1 : -1, on: &study)
    case .toggleLogarithmic, .toggleSmoothing: return study.change(self.plot, by: action)
    case .cancel, .back: return .go(.study)
    case .surgery:
      return study.openSurgery(
        at: context(in: study).flatMap { PlotPictures.picture(of: $0).part })
    default: return study.perform(action, in: size)
    }
    return .nothing
  }

  /// The plot with its cursor; nil: the lesson has none of that name.
  func context(in study: StudyModel) -> PlotContext? {
    study.lesson.plot(plot).map { PlotContext(study: study, plot: $0, cursor: cursor) }
  }

  private mutating func move(
    _ movement: PlotMovement, on study: inout StudyModel, in size: Size
  ) {
    guard let context = context(in: study) else { return }
    var picture = PlotPictures.picture(of: context)
    picture.move(movement, on: size)
    cursor = picture.context.cursor ?? cursor
    study.plotViews[plot] = picture.context.study.plotViews[plot]
  }

  private mutating func nextPlot(by offset: Int, on study: inout StudyModel) -> Reply {
    let names = study.plots.map(\.name)
    guard let place = names.firstIndex(of: plot), names.count > 1 else { return .nothing }
    let next = (place + offset + names.count) % names.count
    study.focus(on: .plot(next))
    return .go(.inspect(plot: names[next]))
  }
}
