public import Lessons

/// Why a measurement can't be taken, in facts; `description` is what to tell the person.
public enum MeasurementFault: Error, Hashable, Sendable, CustomStringConvertible {
  case probe(WrittenProbeFault)
  /// None of these arms has anything that it could measure.
  case nothingToMeasure(measure: String, arms: [String])
  case beyondTheRun(step: Int, end: Int)

  public var description: String {
    switch self {
    case .probe(let fault): fault.description
    case .nothingToMeasure(let measure, let arms):
      "\(measure) finds nothing to measure in \(arms.joined(separator: ", "))"
    case .beyondTheRun(let step, let end):
      "this run ends at step \(end) and never comes to step \(step); --steps says how far it goes"
    }
  }
}
