public import Charts
internal import Experiments
public import Lab
import Lessons

/// What the screens start with.
public struct AppOptions: Sendable {
  public var size: Size
  public var isMouseOn: Bool
  /// The lesson being opened at the start; nil: the library.
  public var opening: String?
  /// Whether the terminal has colors; without them, shades stand for numbers.
  public var usesColor: Bool

  public init(
    size: Size = Size(columns: 80, rows: 24), isMouseOn: Bool = true, opening: String? = nil,
    usesColor: Bool = true
  ) {
    self.usesColor = usesColor
    self.size = size
    self.isMouseOn = isMouseOn
    self.opening = opening
  }
}

/// All that the screens know: one nested model a screen.
public struct AppModel: Sendable {
  var size: Size
  var isMouseOn: Bool
  let usesColor: Bool
  var library = LibraryModel()
  var study: StudyModel?
  var inspect: InspectModel?
  var predict: PredictModel?
  var help: HelpModel?
  var notice: Notice?
  /// Whether the program asks if the live run may be left.
  var asksToLeave = false
  /// Whether Ctrl-C was the last key: the next one quits.
  var wasInterrupted = false

  public init(options: AppOptions = AppOptions()) {
    size = options.size
    isMouseOn = options.isMouseOn
    usesColor = options.usesColor
    library.opening = options.opening
  }

  /// The innermost thing that takes keys.
  package var place: Place {
    if asksToLeave { return .question }
    if help != nil { return .help }
    if let predict, study != nil { return predict.isTyping ? .numberEntry : .predict }
    if inspect != nil && study != nil { return .inspect }
    if let study {
      return study.entry != nil ? .knobEntry : study.editor != nil ? .matrix : .study
    }
    return library.isFiltering ? .filter : .library
  }

  /// The plot that plot keys are about.
  var currentPlot: Plot? {
    if let inspect { return study?.lesson.plot(inspect.plot) }
    return study?.focusedPlot ?? study?.plots.first
  }

  /// Whether it shows curves over the training step.
  var currentPlotHasSteps: Bool { currentPlot?.kind.cursor == .steps }
  /// Whether its cursor goes up and down too.
  var currentPlotHasRows: Bool { currentPlot?.kind.cursor.isHorizontal == false }

  /// What the present screen wants to see in a snapshot; nil without a lesson.
  public var snapshotRequest: SnapshotRequest? {
    guard let study else { return nil }
    let plots = inspect.flatMap { study.lesson.plot($0.plot) }.map { [$0] } ?? study.plots
    let names = plots.flatMap(\.probes).filter {
      study.lesson.probe($0).map { !$0.isNumber } ?? false
    }
    let steps = inspect.flatMap { study.lesson.plot($0.plot) }.map(study.view)?.steps
    // Braille has two columns of dots a cell.
    return SnapshotRequest(
      resolution: max(64, 2 * size.columns), steps: steps, probes: Set(names))
  }
}
