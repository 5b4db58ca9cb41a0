import Charts
import Lab
import Lessons

extension KeyTable {
  /// What is shown of a plot on the whole screen.
  static let inspect: [Binding] = zoom + pan + choice + export

  private static let zoom: [Binding] = [
    Binding(
      [.character("+"), .character("=")], "+", in: [.inspect], .plots, "zoom in at the cursor",
      .zoomIn, rank: 4, word: { _ in "zoom" }, when: { !$0.currentZoom.isEmpty }),
    Binding(
      [.character("-")], "-", in: [.inspect], .plots, "zoom out", .zoomOut, rank: 5,
      word: { $0.isZoomed ? "out" : nil }, when: { !$0.currentZoom.isEmpty }),
    Binding(
      [.backspace, .delete], "Backspace", in: [.inspect], .plots,
      "what was shown before the last zoom", .zoomBack, rank: 9,
      word: { $0.currentView?.earlier.isEmpty == false ? "zoom back" : nil },
      when: { !$0.currentZoom.isEmpty }),
    Binding(
      [.character("0")], "0", in: [.inspect], .plots, "all of it again", .zoomAll, rank: 6,
      word: { $0.isZoomed ? "all" : nil }, when: { !$0.currentZoom.isEmpty }),
    Binding(
      [.character("*")], "*", in: [.inspect], .plots, "zoom the value axis in",
      .zoomValues(isIn: true), rank: 12, word: { _ in "values" },
      when: { $0.currentZoom.hasOwnValues }),
    Binding(
      [.character("/")], "/", in: [.inspect], .plots, "zoom the value axis out",
      .zoomValues(isIn: false), when: { $0.currentZoom.hasOwnValues }),
  ]

  private static let pan: [Binding] = [
    Binding(
      [.character("(")], "(", in: [.inspect], .plots, "what is shown moves left", .pan(.left),
      rank: 7, word: { $0.currentView?.window.across == nil ? nil : "pan left" },
      when: { $0.currentZoom.contains(.across) }),
    Binding(
      [.character(")")], ")", in: [.inspect], .plots, "what is shown moves right", .pan(.right),
      rank: 7, word: { $0.currentView?.window.across == nil ? nil : "right" },
      when: { $0.currentZoom.contains(.across) }),
    Binding(
      [.character("^")], "^", in: [.inspect], .plots, "what is shown moves up", .pan(.up),
      rank: 8, word: { $0.currentView?.window.up == nil ? nil : "up" },
      when: { $0.currentZoom.contains(.up) }),
    Binding(
      [.character("_")], "_", in: [.inspect], .plots, "what is shown moves down", .pan(.down),
      rank: 8, word: { $0.currentView?.window.up == nil ? nil : "down" },
      when: { $0.currentZoom.contains(.up) }),
  ]

  private static let export: [Binding] = [
    Binding(
      [.character("E")], "E", in: Place.lesson, .plots,
      "the plot as a file", .exportPlot, rank: 19,
      word: { $0.place == .inspect ? "export" : nil }, when: { $0.currentPlot != nil })
  ]

  private static let choice: [Binding] = [
    Binding(
      [.character("a")], "a", in: [.inspect], .plots, "the next arm alone, then all again",
      .lookAtArm(1), rank: 4, word: { _ in "arm" }, when: { $0.currentPlotHasArms }),
    Binding(
      [.character("A")], "A", in: [.inspect], .plots, "the previous arm alone", .lookAtArm(-1),
      when: { $0.currentPlotHasArms }),
    Binding(
      [.character("v")], "v", in: [.inspect], .plots,
      "the next head, channel or layer alone, then all", .lookAtPart(1), rank: 4,
      word: { $0.currentParts?.noun }, when: { $0.currentParts != nil }),
    Binding(
      [.character("V")], "V", in: [.inspect], .plots, "the previous one alone", .lookAtPart(-1),
      when: { $0.currentParts != nil }),
  ]
}

extension AppModel {
  /// Along which axes the current plot can be zoomed.
  fileprivate var currentZoom: ZoomAxes {
    currentPlot.map { PlotPictures.type(of: $0.kind).zoom } ?? []
  }

  fileprivate var currentView: PlotView? {
    guard let study, let plot = currentPlot else { return nil }
    return study.view(of: plot)
  }

  fileprivate var isZoomed: Bool { currentView.map { $0.window != PlotWindow() } ?? false }

  private var currentContext: PlotContext? {
    study.flatMap { study in inspect?.context(in: study) }
  }

  fileprivate var currentPlotHasArms: Bool { (currentContext?.visibleArms.count ?? 0) > 1 }
  fileprivate var currentParts: PlotParts? {
    currentContext.flatMap { PlotPictures.picture(of: $0).parts }
  }
}
