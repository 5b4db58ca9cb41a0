internal import Arithmetic

extension ExpressionFunction {
  /// Whether nothing else may have its name. Where a parenthesis follows, it is the function anyway.
  package var isReserved: Bool {
    switch self {
    case .abs, .floor, .log10, .ln, .exp, .sqrt, .min, .max, .mean, .sd: true
    case .sin, .cos, .tanh, .sigmoid, .heaviside, .normalDistribution: false
    }
  }

  /// f(x); of those that take several numbers, of one alone.
  func value(of x: Double) -> Double {
    switch self {
    case .abs: x.magnitude
    case .floor: x.rounded(.down)
    case .log10: x.log10()
    case .ln: x.log()
    case .exp: x.exp()
    case .sqrt: x.squareRoot()
    case .sin: x.sin()
    case .cos: x.cos()
    case .tanh: x.tanh()
    case .sigmoid: x.sigmoid()
    case .heaviside: x > 0 ? 1 : x.isNaN ? x : 0
    case .normalDistribution: x.normalDistribution()
    case .min, .max, .mean, .sd: value(of: [x])
    }
  }

  /// NaN where one of the numbers is.
  func value(of values: [Double]) -> Double {
    switch self {
    case .min: values.contains(where: \.isNaN) ? .nan : values.min() ?? .nan
    case .max: values.contains(where: \.isNaN) ? .nan : values.max() ?? .nan
    case .mean: values.reduce(0, +) / Double(values.count)
    case .sd: Self.deviation(values)
    case .abs, .floor, .log10, .ln, .exp, .sqrt, .sin, .cos, .tanh, .sigmoid, .heaviside,
      .normalDistribution:
      value(of: values[0])
    }
  }

  private static func deviation(_ values: [Double]) -> Double {
    let mean = values.reduce(0, +) / Double(values.count)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(values.count - 1)).squareRoot()
  }
}
