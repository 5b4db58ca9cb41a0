/// Named formulas over knobs, and over one or two running variables: what needs no step.
public struct CalculatePlan: Hashable, Sendable {
  /// A running variable and where it goes.
  public struct Variable: Hashable, Sendable {
    public var name: String
    public var range: ClosedRange<Double>

    public init(name: String, range: ClosedRange<Double>) {
      self.name = name
      self.range = range
    }
  }

  /// A formula over those of the variables that it reads.
  public struct Value: Hashable, Sendable {
    public var name: String
    public var formula: Function

    public init(name: String, formula: Function) {
      self.name = name
      self.formula = formula
    }
  }

  public var variables: [Variable]
  public var values: [Value]

  public init(variables: [Variable], values: [Value]) {
    self.variables = variables
    self.values = values
  }

  func value(_ name: String?) -> Value? {
    guard let name else { return values.first }
    return values.first { $0.name == name }
  }

  func variable(_ name: String) -> Variable? { variables.first { $0.name == name } }
}

extension CalculatePlan: ExperimentPlan {
  package func differsOnlyLive(from other: CalculatePlan) -> Bool { self == other }

  package var formulaNames: [String] { values.map(\.name) }

  package func reads(_ measure: Measure) -> Bool {
    guard measure.processReader?.fits(self) == true else { return false }
    let counts = Set(values.map(\.formula.variables.count))
    return switch measure {
    case .curves: counts.contains(1)
    case .table: counts.contains(2)
    case .bars, .value: counts.contains(0)
    default: !values.isEmpty
    }
  }

  package func begin(_ start: ExperimentStart) throws -> any Experiment {
    ProcessExperiment(Calculation(plan: self), start)
  }
}

/// Formulas at rest: a step changes nothing.
struct Calculation: Process {
  var plan: CalculatePlan
  let isFinite = true

  mutating func advance() {}
  mutating func retune(_ plan: CalculatePlan) { self.plan = plan }
}
