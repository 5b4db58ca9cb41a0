import ArgumentParser
internal import Experiments
import Lab
import Lessons

/// The knobs that are turned before a lesson runs.
struct KnobOptions: ParsableArguments {
  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp(
      "Turn a knob, of all arms or of one: depth=20, huge.c=4. May be repeated.",
      valueName: "knob=value"), completion: .knobValues, transform: KnobAssignment.init(argument:))
  var settings: [KnobAssignment] = []

  /// By name; the last assignment counts.
  func values(in lesson: Lesson) -> [String: KnobValue] {
    Dictionary(settings.map { ($0.knob, $0.value(in: lesson)) }) { $1 }
  }
}

/// What makes one run of a lesson differ from another.
struct RunOptions: ParsableArguments {
  @OptionGroup var knobs: KnobOptions

  @Option(help: "The seed of all random numbers; by default the lesson's own.")
  var seed: UInt64?

  @Option(
    name: .customLong("operate"), parsing: .singleValue,
    help: ArgumentHelp(
      "Operate on the network of an arm at a step: yours@150='silence hidden2:5'. Verbs: silence, "
        + "restore, freeze, thaw, reset, redraw. May be repeated.", valueName: "arm@step=verb part"),
    transform: OperationArgument.init(argument:))
  private var operationArguments: [OperationArgument] = []

  /// What is to be done to networks on their way.
  var operations: [PlannedOperation] { operationArguments.map(\.planned) }

  /// By name; the last assignment counts.
  func knobValues(of lesson: Lesson) -> [String: KnobValue] { knobs.values(in: lesson) }
}

/// Carries out `body`, and reports what a session, a sweep or a measurement refuses as a wrong command
/// line.
func usageFaults<Result>(_ body: () throws -> Result) throws -> Result {
  do { return try body() } catch let fault as CommandFault {
    throw ValidationError(fault.description)
  } catch let fault as SweepFault {
    throw ValidationError(fault.description)
  } catch let fault as MeasurementFault {
    throw ValidationError(fault.description)
  }
}
