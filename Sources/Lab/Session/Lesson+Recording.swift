package import Experiments
package import Lessons

extension Lesson {
  /// Every measurement that a number in the text, a prediction or a claim reads.
  var metricReferences: [MetricReference] {
    var expressions = claims.map(\.expression)
    for step in steps {
      expressions += step.body.expressions
      if case .number(let answer, _, _)? = step.prediction?.kind { expressions.append(answer) }
    }
    return expressions.flatMap(\.metricReferences)
  }

  /// What an arm has to record, each key once.
  package func recording(of arm: Arm) -> [MetricKey] {
    metricReferences.keys(of: arm)
  }
}

extension [MetricReference] {
  /// What they read of one arm, each key once, in order.
  func keys(of arm: Arm) -> [MetricKey] {
    var seen: Set<MetricKey> = []
    return filter { $0.arm == arm.root }
      .map(\.key)
      .filter { seen.insert($0).inserted }
  }
}
