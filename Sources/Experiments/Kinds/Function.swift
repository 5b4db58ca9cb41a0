/// A function of some variables with its partial derivatives, every other number in it settled. Two
/// are the same when they have the same text and the same numbers.
public struct Function: Sendable {
  /// The formula as it is written.
  public let source: String
  public let variables: [String]
  /// The numbers that the formula reads beside its variables, by name.
  public let constants: [String: Double]
  private let evaluate: @Sendable ([Double]) -> Double
  private let differentiate: @Sendable ([Double]) -> [Double]

  /// - Parameters:
  ///   - evaluate: the value at a place, one number a variable.
  ///   - differentiate: the partial derivatives there, one a variable; fewer where it has none.
  public init(
    source: String, variables: [String], constants: [String: Double],
    evaluate: @escaping @Sendable ([Double]) -> Double,
    differentiate: @escaping @Sendable ([Double]) -> [Double]
  ) {
    self.source = source
    self.variables = variables
    self.constants = constants
    self.evaluate = evaluate
    self.differentiate = differentiate
  }

  /// - Precondition: a number a variable.
  public func callAsFunction(_ place: [Double]) -> Double {
    precondition(place.count == variables.count, "\(source) at \(place)")
    return evaluate(place)
  }

  public func gradient(_ place: [Double]) -> [Double] {
    precondition(place.count == variables.count, "the gradient of \(source) at \(place)")
    return differentiate(place)
  }
}

extension Function: Hashable {
  public static func == (a: Function, b: Function) -> Bool {
    a.source == b.source && a.variables == b.variables && a.constants == b.constants
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(source)
    hasher.combine(variables)
    hasher.combine(constants)
  }
}
