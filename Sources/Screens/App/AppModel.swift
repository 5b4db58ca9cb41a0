public import Charts
internal import Experiments
public import Lab
public import Lessons

/// What the screens start with.
public struct AppOptions: Sendable {
  public var size: Size
  public var isMouseOn: Bool
  /// The lesson being opened at the start; nil: the library.
  public var opening: String?
  /// Whether the terminal has colors; without them, shades stand for numbers.
  public var usesColor: Bool
  /// What the terminal can show.
  public var glyphs: GlyphTier
  public var keys: KeyBindings
  /// Whether all is told in lines, so that numbers of all steps are wanted and those of no cell.
  public var isPlain = false

  public init(
    size: Size = Size(columns: 80, rows: 24), isMouseOn: Bool = true, opening: String? = nil,
    usesColor: Bool = true, glyphs: GlyphTier = .braille,
    keys: KeyBindings = .standard
  ) {
    self.keys = keys
    self.glyphs = glyphs
    self.usesColor = usesColor
    self.size = size
    self.isMouseOn = isMouseOn
    self.opening = opening
  }
}

/// All that the screens know: one nested model a screen.
public struct AppModel: Sendable {
  var size: Size
  /// Whether the terminal has told that it shows texts at twice their size.
  var scalesText = false
  var isMouseOn: Bool
  let usesColor: Bool
  /// What the screen is laid out for where it is clicked.
  let glyphs: GlyphTier
  let keys: KeyBindings
  /// Whether all is told in lines.
  let isPlain: Bool
  var library = LibraryModel()
  var study: StudyModel?
  var inspect: InspectModel?
  var predict: PredictModel?
  var tries: TriesModel?
  var claims: ClaimsModel?
  var surgery: SurgeryModel?
  var sweep: SweepModel?
  /// The one that was looked at last.
  var lastSweep: SweepModel?
  /// The talk that is given, instead of lessons chosen in the library.
  var present: PresentModel?
  /// The speaker's side of a talk that is given elsewhere, instead of lessons.
  var speaker: SpeakerModel?
  /// The curves of a folder, instead of lessons.
  var watch: WatchModel?
  var help: HelpModel?
  /// What is wrong with the open lesson's file since it was saved last.
  var faults: FaultPanel?
  var notice: Notice?
  /// The lessons that were left, by id: they are gone on with where they were.
  var left: [String: StudyModel] = [:]
  /// The command that is being typed.
  var palette: Palette?
  /// What a command has covered.
  var covered: CoveredPlace?
  /// The command line that was copied, to be read whole.
  var copied: String?
  /// Whether the program asks if what lessons have come to may be lost.
  var asksToQuit = false
  /// What is kept from one start of the program to the next; nil: nothing is.
  var kept: KeptProgress?
  /// Whether Ctrl-C was the last key: the next one quits.
  var wasInterrupted = false

  public init(options: AppOptions = AppOptions()) {
    size = options.size
    isMouseOn = options.isMouseOn
    usesColor = options.usesColor
    glyphs = options.glyphs
    var keys = options.keys
    if options.isPlain { keys.words = PlainCommand.words }
    self.keys = keys
    isPlain = options.isPlain
    library.opening = options.opening
    library.keys = keys
  }

  /// The screen of `gradlab watch`: the charts of a folder, and no lessons.
  public init(watching charts: ScalarCharts, options: AppOptions) {
    self.init(options: options)
    watch = WatchModel(charts: charts)
  }

  /// The speaker's screen of a talk that is given in another terminal.
  public init(speaking options: AppOptions) {
    self.init(options: options)
    speaker = SpeakerModel()
  }

  /// The innermost thing that takes keys.
  package var place: Place {
    if asksToQuit { return .question }
    if copied != nil { return .copied }
    if help != nil { return .help }
    if watch != nil { return .watch }
    if let speaker { return speaker.command == nil ? .speaker : .speakerEntry }
    if palette != nil { return .command }
    if let present, present.lessonPage == nil || study == nil {
      return present.counts == nil ? .present : .voteEntry
    }
    if sweep != nil && study != nil { return .sweep }
    if let tries, study != nil { return tries.name == nil ? .tries : .armName }
    if claims != nil && study != nil { return .claims }
    if surgery != nil && study != nil { return .surgery }
    if let predict, study != nil { return predict.isTyping ? .numberEntry : .predict }
    if study?.pad.isOpen == true { return .pad }
    if inspect != nil && study != nil { return .inspect }
    if let study {
      if let present, study.entry == nil, study.editor == nil {
        return present.counts == nil ? .present : .voteEntry
      }
      return study.entry != nil ? .knobEntry : study.editor != nil ? .matrix : .study
    }
    return library.isFiltering ? .filter : .library
  }

  /// What is in sight of a lesson that is open or was left, for `Message.viewRestored`.
  public func inSight(of lesson: String) -> String {
    (study?.lesson.id == lesson ? study : left[lesson])?.inSight ?? ""
  }

  /// Where somebody was in a lesson that was left, and what they answered.
  public func visit(of lesson: Lesson) -> Visit {
    talkVisit(of: lesson) ?? left[lesson.id].map {
      Visit(lessonStep: $0.step, answers: $0.snapshot.answers)
    }
      ?? kept?.visit(of: lesson) ?? Visit()
  }

  /// The lessons of which something would be lost by quitting.
  var lessonsToLose: Int {
    let studies =
      left.values.filter { $0.lesson.id != study?.lesson.id } + [study].compactMap { $0 }
    return studies.filter { $0.holdsWork(besidesAnswers: kept != nil) }.count
  }

  /// The run that is chosen in the table of runs.
  var chosenRun: TryLine? { tries.flatMap { tries in study.flatMap { tries.line(in: $0) } } }
  /// The fork whose present run that is.
  var chosenFork: Arm? {
    guard let line = chosenRun, line.mark.number == nil, let arm = study?.lesson.arm(line.mark.arm)
    else { return nil }
    return arm.forkedFrom == nil ? nil : arm
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
    if study.pad.isOpen { return SnapshotRequest(resolution: 64, drawing: study.pad.request) }
    let plots = inspect.flatMap { study.lesson.plot($0.plot) }.map { [$0] } ?? study.plots
    let names = plots.flatMap(\.probes).filter {
      study.lesson.probe($0).map { !$0.isNumber } ?? false
    }
    let steps = inspect.flatMap { study.lesson.plot($0.plot) }.map(study.view)?.steps
    // Braille has two columns of dots a cell.
    // What goes into a file has every step, which is known when its name is typed.
    let finest = isPlain || palette?.parts.word == "export" ? 1 << 20 : 64
    return SnapshotRequest(
      resolution: max(finest, 2 * size.columns), steps: steps, probes: Set(names),
      question: study.question)
  }
}

extension AppModel {
  /// The lesson on the screen, and the newest state of its session.
  package var lesson: Lesson? { study?.lesson }
  package var snapshot: SessionSnapshot? { study?.snapshot }

  /// Whether the pad shows the maps of one layer of several.
  var hidesLayers: Bool {
    (study?.padReading?.layers.count ?? 0) > 1 && !PadLayout(size).showsAllLayers
  }

  /// Whether the page has plots that are out of sight.
  var hidesPlots: Bool {
    guard let study, place == .study else { return false }
    return StudyLayout(study, size: size).plots.count < study.plots.count
  }
}
