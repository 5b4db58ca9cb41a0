import Tensors

/// Matrix products of the shapes that lessons and networks have, against the multiply-adds that the
/// processor can do.
struct ProductCosts {
  /// op(A)·op(B), [rows, inner]·[inner, columns].
  struct Shape {
    let rows, inner, columns: Int
    var transposeA = false
    var transposeB = false
    /// Whether the loops around the tiles hardly count: then a tile out of registers shows.
    var isLarge = false

    var name: String {
      "product \(rows) × \(inner)\(transposeA ? "ᵀ" : "") × \(columns)\(transposeB ? "ᵀ" : "")"
    }
    var flops: Double { 2 * Double(rows) * Double(inner) * Double(columns) }
  }

  /// Of a large product, what it takes from the ceiling at the least while its sums stay in
  /// registers: some 90 % do; sums that go through memory leave 35 to 45 %.
  static let leastShare = 0.6

  static let shapes = [
    Shape(rows: 64, inner: 64, columns: 64), Shape(rows: 64, inner: 784, columns: 64),
    Shape(rows: 32, inner: 128, columns: 128), Shape(rows: 32, inner: 128, columns: 512),
    Shape(rows: 128, inner: 784, columns: 256),
    Shape(rows: 784, inner: 128, columns: 256, transposeA: true),
    Shape(rows: 128, inner: 256, columns: 784, transposeB: true),
    Shape(rows: 128, inner: 100, columns: 100), Shape(rows: 128, inner: 256, columns: 10),
    Shape(rows: 1024, inner: 128, columns: 512, isLarge: true),
    Shape(rows: 512, inner: 1024, columns: 128, transposeA: true),
    Shape(rows: 1024, inner: 512, columns: 128, transposeB: true),
    Shape(rows: 512, inner: 512, columns: 512, isLarge: true),
    Shape(rows: 1024, inner: 1024, columns: 1024, isLarge: true),
  ]

  let shape: Shape
  /// Seconds of one product.
  let timing: Timing
  /// Floating-point operations a second that the processor can do.
  let ceiling: Double

  /// The ceiling is measured anew beside every product, so that a change of pace meets both.
  static func measure(seconds: Double) -> [ProductCosts] {
    var stream = Seed(1).stream("products")
    return shapes.map { shape in
      let a = stream.normals(
        shape.transposeA ? [shape.inner, shape.rows] : [shape.rows, shape.inner])
      let b = stream.normals(
        shape.transposeB ? [shape.columns, shape.inner] : [shape.inner, shape.columns])
      let repetitions = max(1, Int(2e7 / shape.flops))
      let timing = Timing.measure(seconds: seconds) {
        for _ in 0..<repetitions {
          let product = matmul(
            a, transposeA: shape.transposeA, b, transposeB: shape.transposeB)
          precondition(product.count == shape.rows * shape.columns, "\(shape.name): a wrong size")
        }
      }
      return ProductCosts(
        shape: shape, timing: timing.divided(by: repetitions),
        ceiling: ArithmeticCeiling.measure())
    }
  }

  var row: BenchResult {
    BenchResult(
      name: shape.name, rate: shape.flops / 1e9, timing: timing, unit: "GFLOP/s",
      shareOfFloor: shape.flops / timing.median / ceiling)
  }

  /// Whether even the best run was slower than sums in registers can be.
  var isOutOfRegisters: Bool {
    shape.isLarge && shape.flops / timing.quantile(0) < Self.leastShare * ceiling
  }
}
