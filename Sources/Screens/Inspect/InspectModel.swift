import Charts
internal import Experiments
import Lab
import Lessons

/// One plot over the whole screen.
struct InspectModel: Hashable, Sendable {
  var plot: String
  var cursor = PlotCursor()
  /// What the mouse was pressed on, while it is down.
  var grip: PlotPoint?
}

extension InspectModel {
  mutating func perform(_ action: Action, on study: inout StudyModel, in size: Size) -> Reply {
    switch action {
    case .move(let direction, let fast): move(.go(direction, fast: fast), on: &study, in: size)
    case .first: move(.first, on: &study, in: size)
    case .last: move(.last, on: &study, in: size)
    case .zoomIn: return zoom(.nearer, on: &study)
    case .zoomOut: return zoom(.farther, on: &study)
    case .zoomAll: return zoom(.whole, on: &study)
    case .zoomBack: return zoom(.back, on: &study)
    case .zoomValues(let isIn): return zoom(isIn ? .valuesNearer : .valuesFarther, on: &study)
    case .pan(let direction): return zoom(.pan(direction), on: &study)
    case .lookAtArm(let offset): return chooseArm(by: offset, on: &study)
    case .lookAtPart(let offset): return choosePart(by: offset, on: &study)
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
    study.lesson.plot(plot).map {
      PlotContext(study: study, plot: $0, cursor: cursor, isAlone: true)
    }
  }

  private mutating func move(
    _ movement: PlotMovement, on study: inout StudyModel, in size: Size
  ) {
    guard let context = context(in: study) else { return }
    var picture = PlotPictures.picture(of: context)
    picture.move(movement, on: size)
    cursor = picture.context.cursor ?? cursor
    study = study.looking(at: picture.context)
  }

  /// Shows another part, or says why there is none.
  private func zoom(_ zoom: PlotZoom, on study: inout StudyModel) -> Reply {
    guard let context = context(in: study) else { return .nothing }
    var picture = PlotPictures.picture(of: context)
    let isChanged = picture.zoom(zoom)
    study = study.looking(at: picture.context)
    guard !isChanged else { return .nothing }
    switch zoom {
    case .back: return .say("Nothing else was shown before.")
    case .nearer, .valuesNearer: return .say("This is as near as it goes.")
    case .pan:
      return context.view.window == PlotWindow()
        ? .say("All of it is in sight: \(study.key(.zoomIn, in: .inspect)) zooms in.")
        : .say("There is nothing beyond.")
    default: return .say("All of it is in sight.")
    }
  }

  private mutating func nextPlot(by offset: Int, on study: inout StudyModel) -> Reply {
    let names = study.plots.map(\.name)
    guard let place = names.firstIndex(of: plot), names.count > 1 else { return .nothing }
    let next = (place + offset + names.count) % names.count
    study.focus(on: .plot(next))
    return .go(.inspect(plot: names[next]))
  }
}
