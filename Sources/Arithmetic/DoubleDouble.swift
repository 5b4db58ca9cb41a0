/// A sum of two doubles that is not carried out: together they hold some 106 bits, twice those of one.
///
/// - Source: Dekker 1971, "A floating-point technique for extending the available precision"; the
///   error of a product by fused multiply-add after Hida, Li, Bailey 2001, "Algorithms for
///   quad-double precision floating point arithmetic".
struct DoubleDouble {
  var high: Double
  var low: Double

  init(_ high: Double, _ low: Double) {
    self.high = high
    self.low = low
  }

  /// a + b without error, for |a| ≥ |b| or a = 0.
  @inline(__always)
  init(sumOf larger: Double, _ smaller: Double) {
    high = larger + smaller
    low = smaller - (high - larger)
  }

  /// a + b without error, whichever is larger (Knuth, The Art of Computer Programming 2, 4.2.2).
  @inline(__always)
  init(sumOfAny a: Double, _ b: Double) {
    high = a + b
    let rounded = high - a
    low = (a - (high - rounded)) + (b - rounded)
  }

  /// a · b without error.
  @inline(__always)
  init(productOf a: Double, _ b: Double) {
    high = a * b
    low = (-high).addingProduct(a, b)
  }

  /// Relative error some 2⁻¹⁰⁴.
  @inline(__always)
  static func * (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let product = DoubleDouble(productOf: a.high, b.high)
    let rest = product.low.addingProduct(a.high, b.low).addingProduct(a.low, b.high)
    return DoubleDouble(sumOf: product.high, rest)
  }
}

/// c₀ + c₁x + c₂x² + …: even and odd powers apart, each by Horner's rule, so that two chains of
/// operations run side by side.
@inline(__always)
func polynomial<let count: Int>(_ x: Double, _ coefficients: [count of Double]) -> Double {
  let square = x * x
  var (even, odd) = (0.0, 0.0)
  for index in 1..<count + 1 {
    let coefficient = coefficients[count - index]
    if (count - index) % 2 == 0 {
      even = coefficient.addingProduct(even, square)
    } else {
      odd = coefficient.addingProduct(odd, square)
    }
  }
  return even.addingProduct(odd, x)
}

/// ln 2 in two parts, the first of 42 bits: its product with an exponent is exact.
let logarithmOfTwo = DoubleDouble(0x1.62e42fefa3800p-1, 0x1.ef35793c76730p-45)
