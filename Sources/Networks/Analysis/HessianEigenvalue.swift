public import Tensors

/// The largest eigenvalue of a Hessian: the curvature along the steepest valley wall. Plain gradient
/// descent with a rate above 2/λ leaves the valley.
///
/// Power iteration v ← Hv/‖Hv‖ with Hv ≈ (∇L(w + hv) − ∇L(w − hv))/2h. It finds the eigenvalue of
/// largest size; where that is negative, a second run with H − λI finds the largest one.
/// - Source: Pearlmutter 1994 (products with the Hessian); Golub and Van Loan, section 7.3.
public struct HessianEigenvalue: Sendable {
  /// λ; NaN where a gradient is not finite.
  public let value: Double
  /// Its unit vector [dimension].
  public let direction: [Double]
  /// Products with the Hessian.
  public let products: Int
  /// ‖Hv − λv‖: some eigenvalue is this close to λ.
  public let residual: Double
  /// Whether the residual went below the tolerance.
  public let isConverged: Bool

  /// - Parameters:
  ///   - origin: w [n].
  ///   - step: h; nil: 2⁻⁸·(1 + ‖w‖), between the rounding of single precision and the curvature's
  ///     own change.
  ///   - tolerance: of the residual, relative to |λ|.
  ///   - limit: products of each run.
  ///   - gradient: ∇L at a point [n].
  public init(
    at origin: [Double], step: Double? = nil, tolerance: Double = 1e-3, limit: Int = 100,
    seed: Seed = Seed(0), gradient: ([Double]) -> [Double]
  ) {
    precondition(!origin.isEmpty && limit > 0, "HessianEigenvalue: nothing to do")
    let h = step ?? (1 + norm(origin)) / 256
    let product = { (v: [Double]) -> [Double] in
      let ahead = gradient(zip(origin, v).map { $0 + h * $1 })
      let behind = gradient(zip(origin, v).map { $0 - h * $1 })
      return zip(ahead, behind).map { ($0 - $1) / (2 * h) }
    }
    var stream = seed.stream("hessian")
    let start = origin.map { _ in stream.nextNormal() }
    let first = PowerIteration(start, shift: 0, tolerance, limit, product)
    guard first.value < 0 else {
      self.init(first, products: first.products)
      return
    }
    let second = PowerIteration(
      origin.map { _ in stream.nextNormal() }, shift: first.value, tolerance, limit, product)
    self.init(second, products: first.products + second.products)
  }

  private init(_ run: PowerIteration, products: Int) {
    value = run.value
    direction = run.vector
    residual = run.residual
    isConverged = run.isConverged
    self.products = products
  }
}

extension Network {
  /// The largest eigenvalue of the loss's Hessian at these weights, for one batch.
  /// - Shape: x [N] + inputShape, N labels
  public func hessianEigenvalue(
    _ x: Tensor, labels: [Int], _ weights: Weights, tolerance: Double = 1e-2, limit: Int = 100,
    seed: Seed = Seed(0)
  ) -> HessianEigenvalue {
    let space = TrainedSpace(self)
    let origin = space.vector(weights)
    return HessianEigenvalue(at: origin, tolerance: tolerance, limit: limit, seed: seed) { point in
      let offset = zip(point, origin).map { $0 - $1 }
      return lossGradient(x, labels: labels, space.moved(weights, along: [(1, offset)]))
    }
  }
}

/// v ← (H − sI)v, normalized, until Hv = λv.
private struct PowerIteration {
  var value = 0.0
  var vector: [Double]
  var residual = Double.infinity
  var products = 0
  var isConverged = false

  init(
    _ start: [Double], shift: Double, _ tolerance: Double, _ limit: Int,
    _ product: ([Double]) -> [Double]
  ) {
    vector = scaled(start, 1 / norm(start))
    while products < limit {
      let image = product(vector)
      products += 1
      value = zip(vector, image).reduce(0) { $0 + $1.0 * $1.1 }
      residual = norm(zip(image, vector).map { $0 - value * $1 })
      guard residual.isFinite, value.isFinite else {
        value = .nan
        return
      }
      isConverged = residual <= tolerance * abs(value)
      let next = zip(image, vector).map { $0 - shift * $1 }
      let size = norm(next)
      if isConverged || size == 0 { return }
      vector = scaled(next, 1 / size)
    }
  }
}

private func norm(_ v: [Double]) -> Double { v.reduce(0) { $0 + $1 * $1 }.squareRoot() }

private func scaled(_ v: [Double], _ factor: Double) -> [Double] { v.map { $0 * factor } }
