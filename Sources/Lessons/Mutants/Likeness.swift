internal import Experiments

extension ExpressionNode {
  /// Whether it says that two arms are alike: it names both, bounds from both sides what it compares
  /// (`in`, `==`, `abs(…) <`), and holds where all that is measured of them is the same.
  ///
  /// Then their order means nothing: `abs(a / b - 1) < 0.1` and `abs(b / a - 1) < 0.1` differ by a
  /// hundredth, which no run decides.
  func saysAlike(_ one: String, _ other: String) -> Bool {
    guard isTwoSided, names(one), names(other) else { return false }
    return SameForAll.samples.allSatisfy { sample in
      var evaluator = Evaluator(context: sample)
      return evaluator.condition(self) == true
    }
  }

  private var isTwoSided: Bool {
    switch self {
    case .within, .comparison(_, .equal, _, _): true
    case .comparison(.call(.abs, _), .less, _, _), .comparison(.call(.abs, _), .lessOrEqual, _, _):
      true
    default: false
    }
  }

  private func names(_ arm: String) -> Bool {
    var isNamed = false
    visit { node in
      switch node {
      case .metric(.arm(arm), _), .first(.arm(arm), _), .parameters(.arm(arm)),
        .knob(_, arm: .arm(arm)):
        isNamed = true
      default: break
      }
    }
    return isNamed
  }
}

/// Numbers for everything that can be measured, the same for all arms.
private struct SameForAll: ExpressionContext {
  var sample: Double

  static let samples = [0.3, 0.7, 1.9].map { SameForAll(sample: $0) }

  /// Different probes, layers, steps and ranges have different numbers, between 0.5 and 1.5 samples.
  func metric(_ key: MetricKey, of arm: String) -> Double? {
    let steps = key.step &+ 1_009 &* (key.span.map { $0.first + 1 } ?? 0)
    let place = key.probe.utf8.reduce(steps &+ 7 &* (key.layer ?? 0)) { 31 &* $0 &+ Int($1) }
    return sample * (0.5 + Double(place.magnitude % 1_009) / 1_009)
  }

  func parameterCount(arm: String) -> Int? { Int(1_000 * sample) }

  func knob(_ name: String, arm: String?) -> KnobValue? { .number(sample) }
}
