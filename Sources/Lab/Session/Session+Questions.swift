public import Experiments
internal import Lessons

extension Session {
  /// What somebody asks of the runs: a measure's name, or a probe as lessons write it.
  /// - Throws: `WrittenProbeFault`, `QuestionFault`.
  public func probe(written text: String) throws -> Probe {
    let probe = try lesson.probe(written: text, plans: currentState.plans)
    guard probe.isAnswered else { throw QuestionFault(measure: probe.measure.name) }
    return probe
  }
}

/// A measure that is no answer of a few numbers.
public struct QuestionFault: Error, Hashable, CustomStringConvertible {
  public var measure: String

  public var description: String {
    "\(measure) is a picture or takes long: gradlab run LESSON --probe '\(measure)' --at STEP reads it"
  }
}
