import ArgumentParser
import Charts
import Experiments
import Lab
import Lessons
import Networks
import Screens
import Tensors

/// `gradlab run LESSON`.
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Train a lesson's arms without a screen, and print the charts of the result.",
    discussion: """
      With --json or --csv the result is for programs; the same seed and knobs give the same \
      bytes, on every processor.
      """)

  enum Format: String, EnumerableFlag {
    case json, csv
  }

  @Argument(help: LessonPath.help, completion: .lessons)
  var lesson: String

  @OptionGroup var options: RunOptions
  @OptionGroup var data: DataOptions
  @OptionGroup var measure: MeasureOptions

  @Option(help: "Training steps of each arm; by default as far as the lesson goes.")
  var steps: Int?

  @Flag(exclusivity: .exclusive, help: "The results as JSON, or as CSV, a row a value.")
  var format: Format?

  @Option(
    help: ArgumentHelp(
      "Write the weights of each network at the end into this folder, as ARM.safetensors.",
      valueName: "folder"), completion: .directory)
  var weights: String?

  @Option(
    help: ArgumentHelp(
      "Write the numbers and histograms of each arm into this folder for TensorBoard.",
      discussion: """
        Each arm gets a folder ARM with one event file, which replaces that of an earlier run. Times in \
        it are made up, a second a step from 2020-01-01, so that the same command gives the same bytes.
        """, valueName: "folder"), completion: .directory)
  var tensorboard: String?

  @Option(
    help: ArgumentHelp(
      "Write a log of the run into this new file, for gradlab replay.", valueName: "file"),
    completion: .file(extensions: ["txt"]))
  var log: String?

  @Option(
    help: ArgumentHelp(
      "Training steps from one histogram to the next in it; by default a twentieth of the run.",
      valueName: "steps"))
  var histogramsEvery: Int?

  @OptionGroup var folders: FolderOptions
  @OptionGroup var look: LookOptions

  func validate() throws {
    guard measure.probe == nil || weights == nil && tensorboard == nil && log == nil else {
      throw ValidationError(
        "--probe measures and writes nothing else: leave out --weights, --tensorboard and --log")
    }
    guard let histogramsEvery else { return }
    guard tensorboard != nil else {
      throw ValidationError(
        "--histograms-every says how often --tensorboard gets histograms: give that folder, too")
    }
    guard histogramsEvery >= 1 else {
      throw ValidationError("--histograms-every must be at least 1, not \(histogramsEvery)")
    }
  }

  func run() throws {
    let (shelf, lesson) = try LessonShelf.find(lesson, folders, data)
    if let request = measure.request(options.seed, steps: steps) {
      return try take(request, of: lesson, shelf.data)
    }
    // Before anything is trained for it.
    let folder = try weights.map { try lesson.weightFolder($0) }
    let events = try tensorboard.map { try lesson.eventFolder($0) }
    if let log { try NewFile.check(log) }
    let result = try trainHeadless(
      lesson, options, steps: steps,
      histogramsEvery: events.map { _ in
        histogramsEvery ?? lesson.histogramsEvery(steps: steps)
      }, keepsWeights: folder != nil, data: shelf.data)
    if let folder { try result.writeWeights(into: folder) }
    if let log { try write(result, to: log) }
    for path in try events?.write(result) ?? [] { StandardStreams.warn("\(path) written\n") }
    switch format {
    case .json: try StandardStreams.write(RunResult(result).json.text(depth: 5))
    case .csv: try StandardStreams.write(RunResult(result).csv)
    case nil:
      let report = RunReport(result, glyphs: look.outputGlyphs, columns: look.outputColumns)
      try StandardStreams.write(report.text)
    }
    try result.reportFailures()
  }

  private func write(_ result: HeadlessRun, to path: String) throws {
    let text = result.log(
      settings: options.knobValues(of: result.lesson), operations: options.operations,
      program: Version.text)
    try NewFile.write(Array(text.utf8), to: path)
    StandardStreams.warn("\(path) written\n")
  }

  /// Measures what no probe of the lesson does.
  private func take(
    _ request: Measurement.Request, of lesson: Lesson, _ data: DataLibrary
  ) throws {
    var request = request
    request.settings = options.knobValues(of: lesson)
    request.operations = options.operations
    Screen.prepareEngine()
    let line = ProgressLine("measuring \(lesson.id)")
    let measurement = try usageFaults {
      defer { line.clear() }
      return try Measurement.take(lesson, request, library: data) { line.show($0) }
    }
    let text = MeasurementText(measurement)
    switch format {
    case .json: try StandardStreams.write(text.json.text(depth: 5))
    case .csv: try StandardStreams.write(text.csv)
    case nil:
      try StandardStreams.write(
        text.text(glyphs: look.outputGlyphs, columns: look.outputColumns))
    }
    let failed = measurement.arms.filter { $0.failure != nil }
    for arm in failed {
      StandardStreams.warn("gradlab: \(arm.label): \(arm.failure ?? "")\n")
    }
    if !failed.isEmpty { throw ExitCode.failure }
  }
}

/// Trains with a progress line.
func trainHeadless(
  _ lesson: Lesson, _ options: RunOptions, steps: Int?, histogramsEvery: Int? = nil,
  keepsWeights: Bool = false, data: DataLibrary
) throws -> HeadlessRun {
  Screen.prepareEngine()
  let line = ProgressLine("training \(lesson.id)")
  defer { line.clear() }
  return try usageFaults {
    try HeadlessRun.run(
      lesson, library: data, seed: options.seed, settings: options.knobValues(of: lesson),
      operations: options.operations, steps: steps, histogramsEvery: histogramsEvery,
      keepsWeights: keepsWeights
    ) { line.show($0) }
  }
}

extension Lesson {
  /// The folder for weights, before anything is trained for it.
  fileprivate func weightFolder(_ path: String) throws -> ExportFolder {
    guard arms.contains(where: { (try? plan(of: $0))?.main is TrainPlan }) else {
      throw ValidationError("--weights: no arm of \(id) trains a network.")
    }
    do { return try ExportFolder(path, replacing: true) } catch {
      throw FolderFault(description: error.text(option: "--weights"))
    }
  }

  /// The folder for event files, before anything is trained for it.
  fileprivate func eventFolder(_ path: String) throws -> EventFolder {
    guard probes.contains(where: { $0.isNumber || $0.form == .histograms }) else {
      throw ValidationError("--tensorboard: \(id) measures no numbers and no histograms.")
    }
    return try EventFolder(path, arms: arms.map(\.id))
  }
}

/// A folder that can't be written, said of the option that names it.
private struct FolderFault: Error, CustomStringConvertible {
  let description: String
}

extension HeadlessRun {
  /// Writes the weights of each arm that has some, and says where; older files are replaced.
  fileprivate func writeWeights(into folder: ExportFolder) throws {
    let files = try arms.compactMap { arm in
      try arm.weights.map {
        ExportedFile(name: "\(arm.snapshot.id).safetensors", content: try $0.bytes())
      }
    }
    if files.isEmpty {
      throw ValidationError("--weights: no arm of \(lesson.id) trains a network.")
    }
    try folder.write(files)
    for file in files { StandardStreams.warn("\(folder.path)/\(file.name) written\n") }
  }

  /// Says which arms could not be built, and fails for them.
  func reportFailures() throws {
    var hasFailed = false
    for arm in arms {
      guard case .failed(let reason) = arm.snapshot.phase else { continue }
      StandardStreams.warn("gradlab: \(arm.snapshot.label): \(reason)\n")
      hasFailed = true
    }
    if hasFailed { throw ExitCode.failure }
  }
}
