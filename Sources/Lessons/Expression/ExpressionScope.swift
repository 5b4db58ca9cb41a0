/// The names that an expression may use.
public struct ExpressionScope: Sendable {
  public enum ProbeShape: Hashable, Sendable { case network, layers, histogram, picture }
  public enum KnobShape: Hashable, Sendable { case number, word }

  /// The steps at which a probe is measured: multiples of `every` from the first one on.
  public struct Curve: Hashable, Sendable {
    public var firstStep: Int
    public var every: Int

    public init(firstStep: Int = 0, every: Int = 1) {
      self.firstStep = firstStep
      self.every = max(every, 1)
    }
  }

  public var arms: [String]
  public var probes: [String: ProbeShape]
  public var knobs: [String: KnobShape]
  /// Settings of the lesson that are no knobs, which their faults tell apart from unknown names.
  public var settings: [String] = []
  /// Plain names with a number, such as `fan_in`.
  public var variables: [String]
  /// At which steps probes have values, by name; those that are missing have them at each.
  public var curves: [String: Curve] = [:]
  /// The probes with values only at steps that a formula names.
  public var curveless: Set<String> = []
  /// What `value` works out, by name; several where experiments have different ones of the same name.
  public var formulas: [String: [NamedFormula]] = [:]
  /// Metrics at later steps are refused; nil: any step.
  public var stepLimit: Int?
  /// Metrics of higher layers are refused; nil: any layer.
  public var layerCount: Int?
  /// The same for probes with layers of their own, by name.
  public var layerCounts: [String: Int] = [:]

  public init(
    arms: [String] = [], probes: [String: ProbeShape] = [:], knobs: [String: KnobShape] = [:],
    variables: [String] = [], stepLimit: Int? = nil, layerCount: Int? = nil
  ) {
    self.arms = arms
    self.probes = probes
    self.knobs = knobs
    self.variables = variables
    self.stepLimit = stepLimit
    self.layerCount = layerCount
  }
}

/// The names that mean something else in expressions and can't be given to arms, knobs or probes:
/// those of functions, of the grammar and of variables.
let reservedWords = Set(
  ExpressionParser.reservedNames + ExpressionParser.Word.allCases.map(\.rawValue)
    + ModelKind.all.flatMap(\.variables))

/// Whether `name` can stand in an expression: `[a-z_][a-z0-9_]*`, at most 40 long, not reserved.
func isName(_ name: String) -> Bool {
  let bytes = Array(name.utf8)
  guard let first = bytes.first, bytes.count <= 40, !reservedWords.contains(name) else {
    return false
  }
  func isLetter(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || byte == 0x5F
  }
  return isLetter(first) && bytes.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) }
}
