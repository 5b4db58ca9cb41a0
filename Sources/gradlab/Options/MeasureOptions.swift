import ArgumentParser
import Lab

/// Steps of the command line: `0,100,400`.
struct StepList {
  let steps: [Int]

  /// As many at most.
  private static let limit = 1_000

  init(argument: String) throws {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
    let steps = parts.compactMap { Int($0) }
    guard steps.count == parts.count, steps.allSatisfy({ $0 >= 0 }), steps.count <= Self.limit
    else {
      throw OptionValueFault(
        found: argument, expected: "at most \(Self.limit) steps from 0 on, as 0,100,400")
    }
    self.steps = steps
  }
}

/// What is measured in place of the lesson's own probes.
struct MeasureOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Print only what this measure, or this probe as lessons write it, reads: test_loss, or "
        + "'{of: attention_mass, field: year}'.", valueName: "measure"), completion: .probes)
  var probe: String?

  @Option(
    help: ArgumentHelp(
      "At which steps --probe is read; by default at the last.", valueName: "0,100,400"),
    transform: StepList.init(argument:))
  var at: StepList?

  @Option(
    name: .customLong("arm"), parsing: .singleValue,
    help: ArgumentHelp(
      "In which arm --probe is read. May be repeated; by default in all.", valueName: "arm"),
    completion: .arms)
  var arms: [String] = []

  func validate() throws {
    guard probe == nil, at != nil || !arms.isEmpty else { return }
    throw ValidationError("--at and --arm say where --probe is read: give --probe, too")
  }

  /// What is asked for; nil: the lesson's own probes.
  func request(_ seed: UInt64?, steps: Int?) -> Measurement.Request? {
    guard let probe else { return nil }
    var request = Measurement.Request(probe: probe)
    (request.at, request.arms, request.seed, request.steps) = (at?.steps, arms, seed, steps)
    return request
  }
}
