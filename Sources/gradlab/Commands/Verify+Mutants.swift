import ArgumentParser
import Lab
import Lessons

extension Verify {
  /// Makes the claims wrong, and says which of the mutants no seed shows to be so.
  func judgeMutants(
    of chosen: [Lesson], seeds: [UInt64]?, _ shelf: LessonShelf
  ) throws {
    var reports: [MutationReport] = []
    for lesson in chosen {
      let seeds = seeds ?? self.seeds?.seeds(of: lesson)
      guard Set(seeds ?? []).isDisjoint(with: lesson.seeds.look) else {
        let looked = lesson.seeds.look.map(String.init).joined(separator: ",")
        throw ValidationError(
          "--mutate moves bounds by the seeds that the author of \(lesson.id) looks at, \(looked), and "
            + "judges on others: name none of them")
      }
      let report = try ProgressLine.during("mutants of \(lesson.id)") { show in
        try Mutation.run(
          lesson, library: shelf.data, claims: try lesson.claims(named: claims),
          seeds: seeds,
          progress: show)
      }
      if !json { try StandardStreams.write(MutationText(report).text) }
      reports.append(report)
    }
    if json {
      try StandardStreams.write(
        JSONValue.array(reports.map { MutationText($0).json }).text(depth: 5))
    } else if reports.count > 1 {
      try StandardStreams.write("All lessons: \(reports.counts)\n")
    }
    guard sayBroken(shelf), reports.isProof, !reports.isEmpty else { throw ExitCode.failure }
  }
}
