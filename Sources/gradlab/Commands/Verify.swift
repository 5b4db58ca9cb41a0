import ArgumentParser
import Lab
import Lessons

/// `gradlab verify [LESSON…]`.
struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check every claim of lessons on seeds that their authors have not looked at.",
    discussion: """
      For each comparison of a claim it prints the smallest, the middle and the largest value over \
      the seeds, the bound, and how many standard deviations lie between the nearest value and the \
      bound; a claim with less than 2 is thin. Exits with 1 if a claim does not hold.

      With --mutate it tries whether such a verification could fail: it turns comparisons round, swaps \
      the arms that a claim names, and moves bounds past what the author's own seeds came to. It \
      lists the mutants that hold all the same on the seeds that judge, and exits with 1 if they are \
      more than 5 %, or a claim does not hold itself.
      """)

  @Argument(
    help: "Lessons by id, start of the id, number, or file; by default all.", completion: .lessons)
  var lessons: [String] = []

  @Option(
    name: .customLong("claim"), help: "Only this claim, of one lesson. May be repeated.",
    completion: .claims)
  var claims: [String] = []

  @Option(
    help: """
      As 1-8 or 3,5,9, or look for those that the lesson's author looks at; by default eight that \
      belong to the lesson's id.
      """, transform: VerificationSeeds.init(argument:))
  var seeds: VerificationSeeds?

  @Option(
    help: ArgumentHelp(
      "As many seeds that nobody has seen; they are printed, to repeat it with --seeds.",
      valueName: "count"))
  var fresh: Int?

  @Option(
    help: ArgumentHelp(
      """
      Run the claims on so many of the recorded seeds only, and compare every value with the \
      record, to the last bit.
      """, valueName: "count"))
  var recorded: Int?

  @Flag(help: "Write the results into Records beside each lesson; with the usual seeds only.")
  var record = false

  @Flag(help: "Make the claims wrong, and list what the seeds don't show to be so.")
  var mutate = false

  @Flag(help: "The results as JSON.")
  var json = false

  @OptionGroup var folders: FolderOptions

  func validate() throws {
    guard !record || (seeds == nil && fresh == nil) else {
      throw ValidationError("--record takes the lesson's own seeds: leave out --seeds and --fresh")
    }
    guard !mutate || (!record && recorded == nil) else {
      throw ValidationError("--mutate goes without --record and --recorded")
    }
    if !claims.isEmpty {
      guard lessons.count == 1, !record, recorded == nil else {
        throw ValidationError(
          "--claim goes with one lesson, and without --record and --recorded, which take all claims"
        )
      }
    }
    if let recorded {
      guard seeds == nil, fresh == nil, !record, !json else {
        throw ValidationError(
          "--recorded takes recorded seeds and says what differs: leave out --seeds, --fresh, "
            + "--record and --json")
      }
      guard (1...SeedList.limit).contains(recorded) else {
        throw ValidationError("--recorded takes 1 to \(SeedList.limit) seeds, found \(recorded)")
      }
    }
    guard let fresh else { return }
    guard seeds == nil else { throw ValidationError("give --seeds or --fresh, not both") }
    guard (1...SeedList.limit).contains(fresh) else {
      throw ValidationError("--fresh takes 1 to \(SeedList.limit) seeds, found \(fresh)")
    }
  }

  func run() throws {
    let (shelf, named) = try LessonShelf.find(
      lessons, folders, personal: !lessons.isEmpty)
    let chosen = lessons.isEmpty ? shelf.lessons : named
    if chosen.isEmpty, shelf.broken.isEmpty {
      StandardStreams.warn(
        "gradlab: \(shelf.folders.lessons.safe(limit: 400)): no lesson is here, and nothing was verified; "
          + "--root names another folder\n")
      throw ExitCode.failure
    }
    Screen.prepareEngine()
    if let recorded { return try compare(chosen, seeds: recorded, shelf) }
    var generator = SystemRandomNumberGenerator()
    let freshSeeds = fresh.map { UnseenSeeds.fresh($0, from: &generator) }
    if mutate { return try judgeMutants(of: chosen, seeds: freshSeeds, shelf) }
    var reports: [VerificationReport] = []
    for lesson in chosen {
      let report = try verify(lesson, freshSeeds ?? seeds?.seeds(of: lesson), shelf.data)
      if !json { try StandardStreams.write(VerificationText(report).text) }
      if record { try write(report, of: lesson) }
      reports.append(report)
    }
    if json {
      try StandardStreams.write(
        JSONValue.array(reports.map { VerificationText($0).json }).text(depth: 7))
    }
    guard sayBroken(shelf), reports.allSatisfy(\.holds), !reports.isEmpty else {
      throw ExitCode.failure
    }
  }

  /// Says the faults of files that could not be read. Returns whether there are none.
  func sayBroken(_ shelf: LessonShelf) -> Bool {
    let broken = lessons.isEmpty ? shelf.broken.flatMap(\.faults) : []
    for fault in broken { StandardStreams.warn("\(fault)\n") }
    return broken.isEmpty
  }

  /// Compares runs on the first recorded seeds with what is recorded.
  private func compare(_ chosen: [Lesson], seeds count: Int, _ shelf: LessonShelf) throws {
    var isSame = !chosen.isEmpty
    for lesson in chosen {
      guard let record = LessonRecord.read(of: lesson), record.isFresh(for: lesson) else {
        isSame = false
        StandardStreams.warn(
          "\(lesson.id): no record of the lesson as it is; gradlab verify --record makes one\n")
        continue
      }
      let report = try verify(lesson, Array(record.seeds.prefix(count)), shelf.data)
      let wrong = record.differences(from: report).map(\.description) + report.faults
      let failed = record.claims.filter { !$0.value.holds }.keys.sorted()
      for text in wrong + failed.map({ "\($0): recorded as not holding" }) {
        StandardStreams.warn("\(lesson.id): \(text)\n")
      }
      if !wrong.isEmpty || !failed.isEmpty { isSame = false }
      try StandardStreams.write(
        "\(lesson.id): \(report.claims.count) claims on \(report.seeds.count) of "
          + "\(record.seeds.count) seeds, \(wrong.isEmpty ? "as recorded" : "NOT as recorded")\n")
    }
    guard sayBroken(shelf), isSame else { throw ExitCode.failure }
  }

  private func write(_ report: VerificationReport, of lesson: Lesson) throws {
    let record = LessonRecord(report, of: lesson)
    let file = ExportedFile(
      name: LessonRecord.fileName(of: lesson), content: Array(record.text.utf8))
    try ExportFolder(LessonRecord.folder(of: lesson), replacing: true).write([file])
  }

  private func verify(
    _ lesson: Lesson, _ seeds: [UInt64]?, _ data: DataLibrary
  ) throws -> VerificationReport {
    try ProgressLine.during("verifying \(lesson.id)") { show in
      try Verification.run(
        lesson, library: data, claims: try lesson.claims(named: claims), seeds: seeds,
        timesPages: !record && claims.isEmpty, progress: show)
    }
  }
}

extension ProgressLine {
  /// Shows how far the verification that `body` runs has come, and clears the line after it.
  static func during<Report>(
    _ label: String, _ body: ((Verification.Progress) -> Void) throws -> Report
  ) rethrows -> Report {
    let line = ProgressLine(label)
    defer { line.clear() }
    return try body { line.show(share: $0.share, estimate: $0.estimate) }
  }
}
