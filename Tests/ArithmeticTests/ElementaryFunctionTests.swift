import Arithmetic
import Testing

@Suite("Elementary functions")
struct ElementaryFunctionTests {
  /// What the doc comments promise, in units in the last place; 1 for subnormal results.
  @Test(
    "values are as close to the true ones as promised",
    arguments: [
      ("exp", 0.6), ("log", 0.52), ("log10", 0.52), ("sin", 0.8), ("cos", 0.8), ("cbrt", 0.6),
      ("pow", 0.8),
    ])
  func accuracy(name: String, bound: Double) throws {
    let values = try TrueValue.read().filter { $0.name == name }
    #expect(values.count > 50)
    for value in values {
      let bound = value.nearest.magnitude < .leastNormalMagnitude ? 1 : bound
      let found = value.found
      #expect(value.error(of: found) < bound, "\(name)\(value.arguments) came to \(found)")
    }
  }

  @Test("powers of ten and their logarithms are exact wherever they can be")
  func powersOfTen() throws {
    for exponent in -307...308 {
      let power = try #require(Double("1e\(exponent)"))
      #expect(power.log10() == Double(exponent))
      let found = 10.0.pow(Double(exponent))
      // Further out a neighbor of the nearest double is allowed.
      #expect(
        (-22...22).contains(exponent)
          ? found == power : (found - power).magnitude <= power.ulp, "10^\(exponent)")
    }
  }

  @Test("whole powers that are doubles are exact, and roots of cubes too")
  func wholePowers() {
    for base in 2...40 {
      var (power, exponent) = (1.0, 0.0)
      while power * Double(base) < 0x1p53 {
        power *= Double(base)
        exponent += 1
        #expect(Double(base).pow(exponent) == power)
        #expect(
          (-Double(base)).pow(exponent) == (exponent.remainder(dividingBy: 2) == 0 ? 1 : -1) * power
        )
      }
      #expect(Double(base * base * base).cbrt() == Double(base))
      #expect((-1 / Double(base)).pow(-1) == -Double(base) || base & (base - 1) != 0)
    }
    #expect(0.25.pow(0.5) == 0.5 && 2.0.pow(-1074) == .leastNonzeroMagnitude && 4.0.pow(1.5) == 8)
  }

  @Test("zeros, infinities and NaN give what C and IEEE 754 say")
  func specialValues() {
    let infinity = Double.infinity
    let cases: [(found: Double, expected: Double)] = [
      (0.0.exp(), 1), ((-0.0).exp(), 1), (infinity.exp(), infinity), ((-infinity).exp(), 0),
      (709.79.exp(), infinity), ((-745.2).exp(), 0), (1e300.exp(), infinity),
      (0.0.log(), -infinity), ((-0.0).log(), -infinity), (1.0.log(), 0), (infinity.log(), infinity),
      (0.0.log10(), -infinity), (1.0.log10(), 0), (infinity.log10(), infinity),
      (0.0.sin(), 0), ((-0.0).sin(), -0.0), (0.0.cos(), 1), ((-0.0).cos(), 1),
      (Double.leastNonzeroMagnitude.sin(), .leastNonzeroMagnitude), (1e-300.sin(), 1e-300),
      (0.0.cbrt(), 0), ((-0.0).cbrt(), -0.0), (infinity.cbrt(), infinity),
      ((-infinity).cbrt(), -infinity),
      (2.0.pow(0), 1), (Double.nan.pow(0), 1), (infinity.pow(-0.0), 1), (1.0.pow(.nan), 1),
      (1.0.pow(infinity), 1), ((-1.0).pow(infinity), 1), ((-1.0).pow(-infinity), 1),
      (0.5.pow(infinity), 0), (0.5.pow(-infinity), infinity), (2.0.pow(infinity), infinity),
      (2.0.pow(-infinity), 0), ((-2.0).pow(infinity), infinity), ((-0.5).pow(infinity), 0),
      (0.0.pow(3), 0), ((-0.0).pow(3), -0.0), ((-0.0).pow(2), 0), ((-0.0).pow(0.5), 0),
      (0.0.pow(-3), infinity), ((-0.0).pow(-3), -infinity), ((-0.0).pow(-2), infinity),
      (infinity.pow(0.5), infinity), (infinity.pow(-2), 0), ((-infinity).pow(3), -infinity),
      ((-infinity).pow(2), infinity), ((-infinity).pow(-3), -0.0), ((-infinity).pow(0.5), infinity),
      (10.0.pow(400), infinity), (10.0.pow(-400), 0), ((-10.0).pow(401), -infinity),
      ((-2.0).pow(-1e300), 0), (1.5.pow(1e300), infinity),
    ]
    for (index, value) in cases.enumerated() {
      #expect(value.found.bitPattern == value.expected.bitPattern, "case \(index)")
    }
  }

  @Test("what has no value is NaN")
  func notNumbers() {
    let values = [
      Double.nan.exp(), (-1.0).log(), (-Double.infinity).log(), Double.nan.log(), (-1.0).log10(),
      Double.infinity.sin(), (-Double.infinity).cos(), Double.nan.sin(), Double.nan.cbrt(),
      (-8.0).pow(1.0 / 3), (-2.0).pow(0.5), Double.nan.pow(2), 2.0.pow(.nan), (-1.0).pow(.nan),
    ]
    for (index, value) in values.enumerated() { #expect(value.isNaN, "case \(index)") }
  }

  @Test("the sine is odd and the cosine even, bit for bit, and both come together as alone")
  func symmetry() {
    for x in [1e-9, 0.7, 0.8, 3.0, 1e5, 0x1p29, 0x1p31, 1e22, 1e300] {
      let both = x.sinAndCos()
      #expect((-x).sin() == -x.sin() && (-x).cos() == x.cos())
      #expect(both.sine == x.sin() && both.cosine == x.cos())
    }
  }
}
