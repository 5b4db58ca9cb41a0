import ArgumentParser
import Lab
import Lessons

/// `gradlab sweep LESSON KNOB RANGE N`.
struct Sweep: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run an arm once for each value of a knob, or each pair of values of two.",
    usage: "gradlab sweep LESSON KNOB RANGE N [KNOB2 RANGE2 N2] [OPTIONS]",
    discussion: """
      RANGE is 1e-3..1 with the number N of values, spaced as the knob is turned, by factors where \
      it is logarithmic; or the values themselves, 0.1,0.3,1 or relu,tanh, or all, without N. It \
      prints what a probe comes to at the last step: the median over the seeds where there are \
      several. A run that diverges is no failure, and never the best. The same arguments give the \
      same bytes.
      """)

  enum Format: String, EnumerableFlag {
    case json, csv
  }

  enum Best: String, ExpressibleByArgument, CaseIterable {
    case lowest, highest

    var goal: SweepGoal { self == .lowest ? .lowest : .highest }
  }

  @Argument(help: LessonPath.help, completion: .lessons)
  var lesson: String

  @Argument(
    help: ArgumentHelp(
      "One knob or two, each with its range and the number of values; after -- where a range begins "
        + "with a minus sign.", valueName: "knob range n"), completion: .knobs)
  var knobs: [String]

  @Option(
    help: ArgumentHelp(
      "The arm to run; by default “yours”, or else the first that doesn't set the knob itself.",
      valueName: "arm"), completion: .arms)
  var arm: String?

  @Option(
    help: "As 1-8 or 3,5,9, or look; by default the one that the lesson shows.",
    transform: VerificationSeeds.init(argument:))
  var seeds: VerificationSeeds?

  @Option(help: "Training steps of each run; by default as far as the lesson goes.")
  var steps: Int?

  @Option(
    help: "What is reported: a probe of the lesson with one number; by default its headline.",
    completion: .probes)
  var probe: String?

  @Option(help: "Which values are the better ones, lowest or highest; by default the probe's own.")
  var best: Best?

  @OptionGroup var settings: KnobOptions
  @OptionGroup var data: DataOptions

  @Flag(exclusivity: .exclusive, help: "The results as JSON, or as CSV, a row a run.")
  var format: Format?

  @OptionGroup var folders: FolderOptions
  @OptionGroup var look: LookOptions

  func run() throws {
    let (shelf, lesson) = try LessonShelf.find(lesson, folders, data)
    let sweep = try usageFaults { try KnobSweep(lesson, try request(lesson)) }
    guard let result = try carryOut(sweep, shelf.data) else { throw ExitCode.failure }
    let goal = best?.goal ?? sweep.goal
    switch format {
    case .json: try StandardStreams.write(SweepData(result, goal: goal).json.text(depth: 3))
    case .csv: try StandardStreams.write(SweepData(result, goal: goal).csv)
    case nil:
      let report = SweepReport(
        result, goal: goal, glyphs: look.outputGlyphs, columns: look.outputColumns)
      try StandardStreams.write(report.text)
    }
    for fault in result.faults { StandardStreams.warn("gradlab: \(sweep.arm.label): \(fault)\n") }
    if !result.faults.isEmpty { throw ExitCode.failure }
  }

  private func request(_ lesson: Lesson) throws -> KnobSweep.Request {
    var request = KnobSweep.Request(knobs: try SweepAxis.Words.parse(knobs))
    request.arm = arm
    request.seeds = seeds?.seeds(of: lesson)
    request.steps = steps
    request.probe = probe
    request.settings = settings.values(in: lesson)
    return request
  }

  /// - Returns: nil where Ctrl-C came, which ends the process.
  private func carryOut(_ sweep: KnobSweep, _ data: DataLibrary) throws -> SweepResult? {
    try Interruption.held { hasCome in
      Screen.prepareEngine()
      let line = ProgressLine("sweeping \(sweep.lesson.id)")
      defer { line.clear() }
      return try sweep.run(library: data) { progress in
        line.show(progress)
        return !hasCome()
      }
    }
  }
}
