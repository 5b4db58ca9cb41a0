import ArgumentParser
import Charts
import Lab
import Lessons

/// `gradlab calibrate LESSON`.
struct Calibrate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Propose bounds for the claims of a lesson, from the seeds that its author looks at.",
    discussion: """
      For each comparison it prints extremes, middle and standard deviation over the seeds, the bound \
      that stands in the file, and one with 3 standard deviations beyond the extreme, rounded \
      outward. Whether claims hold is for gradlab verify, on other seeds.
      """)

  @Argument(help: LessonPath.help, completion: .lessons)
  var lesson: String

  @Option(
    name: .customLong("claim"), help: "Only this claim. May be repeated.", completion: .claims)
  var claims: [String] = []

  @OptionGroup var knobs: KnobOptions

  @Option(
    help: "As 1-8 or 3,5,9; by default those that the lesson's author looks at.",
    transform: VerificationSeeds.init(argument:))
  var seeds: VerificationSeeds?

  @Flag(help: "The results as JSON.")
  var json = false

  @OptionGroup var folders: FolderOptions

  func run() throws {
    let (shelf, lesson) = try LessonShelf.find(lesson, folders)
    let chosen = try lesson.claims(named: claims)
    let knobs = knobs.values(in: lesson)
    Screen.prepareEngine()
    let report = try usageFaults {
      try ProgressLine.during("calibrating \(lesson.id)") { show in
        try Verification.run(
          lesson, library: shelf.data, claims: chosen,
          seeds: (seeds ?? .look).seeds(of: lesson), settings: knobs, progress: show)
      }
    }
    let text = CalibrationText(report)
    try StandardStreams.write(json ? text.json.text(depth: 7) : text.text)
    guard report.faults.isEmpty else { throw ExitCode.failure }
  }
}

extension Lesson {
  /// The claims of these names; all where none is named.
  func claims(named names: [String]) throws -> [Claim] {
    guard !names.isEmpty else { return claims }
    return try names.map { name in
      if let claim = claim(name) { return claim }
      let known = claims.map(\.name)
      let hint =
        nearestName(to: name, in: known).map { "did you mean \($0)?" }
        ?? "there are " + known.joined(separator: ", ")
      throw ValidationError("\(id) has no claim “\(name.safe())”; \(hint)")
    }
  }
}
