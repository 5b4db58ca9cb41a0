import Foundation
import TerminalHarness

/// What one `gradlab run … --json` is known to print, to the last bit, on every processor.
struct GoldenRun: Codable, Equatable {
  /// Of gradlab.
  var arguments: [String]
  /// FNV-1a, 64 bits, of all that is printed.
  var digest: String
  /// The last value of every probe by arm (`he/loss`), and of the last layer where it has one a
  /// layer: so that a difference says what differs.
  var values: [String: Double]

  /// Runs the program.
  init(_ arguments: [String]) throws {
    let run = try CommandLineRun(arguments)
    guard run.status == 0 else {
      throw Failure(command: arguments, status: run.status, errors: run.errors)
    }
    let result = try JSONDecoder().decode(PrintedRun.self, from: Data(run.output.utf8))
    self.arguments = arguments
    digest = GoldenRun.fowlerNollVo(run.output)
    values = result.lastValues
  }

  struct Failure: Error {
    var command: [String]
    var status: Int32?
    var errors: String
  }

  private static func fowlerNollVo(_ text: String) -> String {
    let hash: UInt64 = text.utf8.reduce(0xcbf2_9ce4_8422_2325) {
      ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// How a run differs from this one, in words; nil where it doesn't.
  func difference(of found: GoldenRun) -> String? {
    guard found != self else { return nil }
    let names = Set(values.keys).union(found.values.keys).sorted()
    let differing = names.filter { values[$0] != found.values[$0] }
    func text(_ value: Double?) -> String { value.map { "\($0)" } ?? "none" }
    let lines = differing.prefix(5).map { name in
      "  \(name): \(text(found.values[name])) instead of \(text(values[name]))\n"
    }
    let summary =
      differing.isEmpty
      ? "  none of the \(names.count) named values, so look at all that the command prints\n"
      : "  and \(differing.count) of \(names.count) named values in all\n"
    return """
      gradlab \(arguments.joined(separator: " ")) prints other bytes than it did:
      \(lines.joined())\(summary)
      """
  }
}

/// The golden runs of all lessons by their ids, in Tests/Golden/runs.json.
enum GoldenRuns {
  private static let path = CommandLineRun.root + "/Tests/Golden/runs.json"

  static func read() throws -> [String: GoldenRun] {
    try JSONDecoder().decode(
      [String: GoldenRun].self, from: Data(contentsOf: URL(fileURLWithPath: path)))
  }

  static func write(_ runs: [String: GoldenRun]) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try (encoder.encode(runs) + Data("\n".utf8)).write(to: URL(fileURLWithPath: path))
  }
}

/// What of the printed JSON gets a name.
private struct PrintedRun: Decodable {
  struct Arm: Decodable {
    struct Series: Decodable {
      /// A number that is none is printed as null.
      var raw: [Double?]
    }

    var id: String
    var probes: [String: Series]
    var layers: [String: [Double?]]
  }

  var arms: [Arm]

  var lastValues: [String: Double] {
    var values: [String: Double] = [:]
    for arm in arms {
      for (probe, series) in arm.probes { values["\(arm.id)/\(probe)"] = series.raw.last ?? nil }
      for (probe, layers) in arm.layers {
        values["\(arm.id)/\(probe)[\(layers.count)]"] = layers.last ?? nil
      }
    }
    return values
  }
}
