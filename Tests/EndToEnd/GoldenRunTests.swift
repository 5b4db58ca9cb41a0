import Foundation
import Testing

/// Same seed, same curve, to the last bit: what every lesson prints is compared with what is stored.
/// `make golden` (RECORD_GOLDEN=1 in the environment) stores it anew: read the difference then.
@Suite("Golden runs", .serialized)
struct GoldenRunTests {
  private let isRecording = ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil

  @Test("every lesson prints what it is known to print, to the last bit")
  func runs() throws {
    if isRecording { try record() }
    let runs = try GoldenRuns.read()
    for (lesson, golden) in runs.sorted(by: { $0.key < $1.key }) {
      let difference = try golden.difference(of: GoldenRun(golden.arguments))
      #expect(
        difference == nil,
        """
        \(lesson): \(difference ?? "")
        Where the change is meant, `make golden` stores the new values; a change by the processor or \
        the build is a fault.
        """)
    }
  }

  @Test("every lesson that comes with the program has a golden run, and no other has")
  func lessons() throws {
    #expect(try Set(GoldenRuns.read().keys) == Set(listed()))
  }

  /// Runs every lesson as it was run before, a new one for 100 steps.
  private func record() throws {
    let old = (try? GoldenRuns.read()) ?? [:]
    var runs: [String: GoldenRun] = [:]
    for lesson in try listed() {
      let arguments = old[lesson]?.arguments ?? ["run", lesson, "--json", "--steps", "100"]
      runs[lesson] = try GoldenRun(arguments)
    }
    try GoldenRuns.write(runs)
  }

  private func listed() throws -> [String] {
    struct Listed: Decodable { var id: String }
    let list = try CommandLineRun(["list", "--json"])
    return try JSONDecoder().decode([Listed].self, from: Data(list.output.utf8)).map(\.id)
  }
}
