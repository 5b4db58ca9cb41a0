import Arithmetic

/// A point of the plane.
public struct PlanePoint: Hashable, Sendable {
  public var x: Double
  public var y: Double

  public init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }
}

/// A function of two numbers to descend on, with what is known of it.
public enum Surface: Hashable, Sendable {
  /// ½(x² + κ·y²): the curvatures are 1 and κ.
  case quadratic(curvature: Double)
  case rosenbrock
  case beale
  case himmelblau
  case booth
  /// (x² − y²)/2 with nothing to hold on to: there is no minimum.
  case saddle
  /// (x² − y²)/2 + y⁴/4: the saddle at 0 lies between two minima.
  case boundedSaddle
  case threeHumpCamel
  case styblinskiTang

  /// All of them, the quadratic once.
  public static let all: [Surface] = [
    .quadratic(curvature: 10), .rosenbrock, .beale, .himmelblau, .booth, .saddle, .boundedSaddle,
    .threeHumpCamel, .styblinskiTang,
  ]

  public var name: String {
    switch self {
    case .quadratic: "quadratic"
    case .rosenbrock: "rosenbrock"
    case .beale: "beale"
    case .himmelblau: "himmelblau"
    case .booth: "booth"
    case .saddle: "saddle"
    case .boundedSaddle: "bounded_saddle"
    case .threeHumpCamel: "three_hump_camel"
    case .styblinskiTang: "styblinski_tang"
    }
  }

  /// As the lessons write it.
  public var formula: String {
    switch self {
    case .quadratic(let curvature): "½(x² + \(curvature)·y²)"
    case .rosenbrock: "(1 − x)² + 100(y − x²)²"
    case .beale: "(1.5 − x + xy)² + (2.25 − x + xy²)² + (2.625 − x + xy³)²"
    case .himmelblau: "(x² + y − 11)² + (x + y² − 7)²"
    case .booth: "(x + 2y − 7)² + (2x + y − 5)²"
    case .saddle: "½(x² − y²)"
    case .boundedSaddle: "½(x² − y²) + ¼y⁴"
    case .threeHumpCamel: "2x² − 1.05x⁴ + x⁶/6 + xy + y²"
    case .styblinskiTang: "½(x⁴ − 16x² + 5x + y⁴ − 16y² + 5y)"
    }
  }

  public var source: String {
    switch self {
    case .quadratic: "Polyak 1964"
    case .rosenbrock: "Rosenbrock 1960"
    case .beale: "Beale 1958"
    case .himmelblau: "Himmelblau 1972"
    case .booth: "Booth 1973, after Jamil and Yang 2013"
    case .saddle, .boundedSaddle: "Dauphin et al. 2014"
    case .threeHumpCamel: "Jamil and Yang 2013"
    case .styblinskiTang: "Styblinski and Tang 1990"
    }
  }

  public func value(at point: PlanePoint) -> Double {
    let (x, y) = (point.x, point.y)
    switch self {
    case .quadratic(let curvature): return (x * x + curvature * y * y) / 2
    case .rosenbrock: return square(1 - x) + 100 * square(y - x * x)
    case .beale:
      return square(1.5 - x + x * y) + square(2.25 - x + x * y * y)
        + square(2.625 - x + x * y * y * y)
    case .himmelblau: return square(x * x + y - 11) + square(x + y * y - 7)
    case .booth: return square(x + 2 * y - 7) + square(2 * x + y - 5)
    case .saddle: return (x * x - y * y) / 2
    case .boundedSaddle: return (x * x - y * y) / 2 + square(y * y) / 4
    case .threeHumpCamel:
      return 2 * x * x - 1.05 * square(x * x) + square(x * x * x) / 6 + x * y + y * y
    case .styblinskiTang:
      return (square(x * x) - 16 * x * x + 5 * x + square(y * y) - 16 * y * y + 5 * y) / 2
    }
  }

  /// (∂f/∂x, ∂f/∂y).
  public func gradient(at point: PlanePoint) -> PlanePoint {
    let (x, y) = (point.x, point.y)
    switch self {
    case .quadratic(let curvature): return PlanePoint(x, curvature * y)
    case .rosenbrock:
      let distance = y - x * x
      return PlanePoint(-2 * (1 - x) - 400 * x * distance, 200 * distance)
    case .beale:
      let (a, b, c) = (
        1.5 - x + x * y, 2.25 - x + x * y * y, 2.625 - x + x * y * y * y
      )
      return PlanePoint(
        2 * (a * (y - 1) + b * (y * y - 1) + c * (y * y * y - 1)),
        2 * (a * x + b * 2 * x * y + c * 3 * x * y * y))
    case .himmelblau:
      let (a, b) = (x * x + y - 11, x + y * y - 7)
      return PlanePoint(4 * x * a + 2 * b, 2 * a + 4 * y * b)
    case .booth:
      let (a, b) = (x + 2 * y - 7, 2 * x + y - 5)
      return PlanePoint(2 * a + 4 * b, 4 * a + 2 * b)
    case .saddle: return PlanePoint(x, -y)
    case .boundedSaddle: return PlanePoint(x, -y + y * y * y)
    case .threeHumpCamel:
      return PlanePoint(4 * x - 4.2 * x * x * x + x.pow(5) + y, x + 2 * y)
    case .styblinskiTang:
      return PlanePoint(
        2 * x * x * x - 16 * x + 2.5, 2 * y * y * y - 16 * y + 2.5)
    }
  }

  /// The deepest points; empty where there are none.
  public var minima: [PlanePoint] {
    switch self {
    case .quadratic, .threeHumpCamel: [PlanePoint(0, 0)]
    case .rosenbrock: [PlanePoint(1, 1)]
    case .beale: [PlanePoint(3, 0.5)]
    case .himmelblau:
      [
        PlanePoint(3, 2), PlanePoint(-2.805_118_086_952_745, 3.131_312_518_250_573),
        PlanePoint(-3.779_310_253_377_747, -3.283_185_991_286_170),
        PlanePoint(3.584_428_340_330_492, -1.848_126_526_964_404),
      ]
    case .booth: [PlanePoint(1, 3)]
    case .saddle: []
    case .boundedSaddle: [PlanePoint(0, 1), PlanePoint(0, -1)]
    case .styblinskiTang:
      [PlanePoint(-2.903_534_027_771_177, -2.903_534_027_771_177)]
    }
  }

  /// What is worth looking at.
  public var domain: (x: ClosedRange<Double>, y: ClosedRange<Double>) {
    switch self {
    case .quadratic, .saddle, .boundedSaddle: (-2...2, -2...2)
    case .rosenbrock: (-2...2, -1...3)
    case .beale: (-4.5...4.5, -4.5...4.5)
    case .himmelblau, .threeHumpCamel, .styblinskiTang: (-5...5, -5...5)
    case .booth: (-10...10, -10...10)
    }
  }

  /// Where a descent begins that has something to show.
  public var start: PlanePoint {
    switch self {
    case .quadratic: PlanePoint(1.8, 1)
    case .rosenbrock: PlanePoint(-1.2, 1)
    case .beale: PlanePoint(1, 1.5)
    case .himmelblau: PlanePoint(-0.5, -1)
    case .booth: PlanePoint(-8, -6)
    case .saddle, .boundedSaddle: PlanePoint(1.5, 0.001)
    case .threeHumpCamel: PlanePoint(-3, 2)
    case .styblinskiTang: PlanePoint(0.5, 4)
    }
  }

  private func square(_ number: Double) -> Double { number * number }
}

/// ½ Σ hᵢ·xᵢ² in many dimensions, with curvatures that lie evenly on a logarithmic scale.
public struct DiagonalQuadratic: Hashable, Sendable {
  /// h₁ … h_D, descending.
  public let curvatures: [Double]

  /// From `largest` down to `largest` / `condition`.
  /// - Precondition: at least one dimension, `condition` ≥ 1, `largest` > 0.
  public init(dimensions: Int, condition: Double, largest: Double = 1) {
    precondition(
      dimensions >= 1 && condition >= 1 && largest > 0,
      "DiagonalQuadratic: \(dimensions) dimensions, condition \(condition), largest \(largest)")
    curvatures = (0..<dimensions).map { index in
      largest * condition.pow(-Double(index) / Double(max(dimensions - 1, 1)))
    }
  }

  /// - Precondition: `point` has D numbers.
  public func value(at point: [Double]) -> Double {
    precondition(point.count == curvatures.count, "value: \(point.count) numbers")
    return zip(curvatures, point).reduce(0) { $0 + $1.0 * $1.1 * $1.1 / 2 }
  }

  /// hᵢ·xᵢ.
  /// - Precondition: `point` has D numbers.
  public func gradient(at point: [Double]) -> [Double] {
    precondition(point.count == curvatures.count, "gradient: \(point.count) numbers")
    return zip(curvatures, point).map { $0 * $1 }
  }
}
