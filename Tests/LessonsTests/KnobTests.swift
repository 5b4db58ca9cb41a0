import Experiments
import Lessons
import Testing

@Suite("A knob")
struct KnobTests {
  private func logarithmic(_ low: Double, _ high: Double) -> Knob {
    let kind = Knob.Kind.number(range: low...high, isLogarithmic: true, step: nil)
    return Knob(name: "k", label: "k", kind: kind, value: .number(low))
  }

  private func linear(_ low: Double, _ high: Double, step: Double?) -> Knob {
    let kind = Knob.Kind.number(range: low...high, isLogarithmic: false, step: step)
    return Knob(name: "k", label: "k", kind: kind, value: .number(low))
  }

  @Test("on a logarithmic scale has ten preferred numbers a decade")
  func decade() {
    let knob = logarithmic(0.001, 1)
    var value = KnobValue.number(0.01)
    var seen: [Double] = []
    for _ in 0..<11 {
      value = knob.value(from: value, clicks: 1)
      if case .number(let number) = value { seen.append(number) }
    }
    #expect(
      seen == [0.0125, 0.016, 0.02, 0.025, 0.0315, 0.04, 0.05, 0.063, 0.08, 0.1, 0.125])
  }

  @Test(
    "goes to the neighboring position from anywhere",
    arguments: [
      (2.0, 1, 2.5), (2, -1, 1.6), (2, 3, 4), (2, -3, 1), (1.4142, 1, 1.6), (1.4142, -1, 1.25),
      (0.1, -1, 0.1), (10, 1, 10), (9.9, 1, 10), (100, -1, 10), (-5, 1, 0.1), (2, 0, 2),
      (2, Int.max, 10), (2, Int.min, 0.1),
    ])
  func neighbors(_ from: Double, _ clicks: Int, _ to: Double) {
    #expect(logarithmic(0.1, 10).value(from: .number(from), clicks: clicks) == .number(to))
  }

  @Test(
    "comes back into its range from anywhere at once, the first click to the nearer end",
    arguments: [
      Double.greatestFiniteMagnitude, 1e308, 1e30, 1e13, 100, 0, -1, -1e308, 0x1p-1064, 0x1p-1074,
      -Double.greatestFiniteMagnitude,
    ])
  func fromOutside(_ number: Double) {
    let isAbove = number > 10
    for knob in [logarithmic(0.1, 10), linear(0.1, 10, step: 0.1), linear(0.1, 10, step: nil)] {
      let (near, far) = isAbove ? (10.0, 0.1) : (0.1, 10.0)
      let inward = isAbove ? -1 : 1
      let from = KnobValue.number(number)
      #expect(knob.value(from: from, clicks: inward) == .number(near))
      #expect(knob.value(from: from, clicks: -inward) == .number(near))
      #expect(
        knob.value(from: from, clicks: 2 * inward)
          == knob.value(from: .number(near), clicks: inward))
      #expect(knob.value(from: from, clicks: 10_000 * inward) == .number(far))
      #expect(knob.value(from: from, clicks: inward == 1 ? Int.max : .min) == .number(far))
    }
  }

  @Test("returns exactly where it was")
  func thereAndBack() {
    let knob = logarithmic(0.001, 10)
    for start in [0.001, 0.0315, 0.05, 0.1, 2, 6.3, 8] {
      for clicks in 1...7 {
        let up = knob.value(from: .number(start), clicks: clicks)
        guard case .number(let high) = up, high < 10 else { continue }
        #expect(knob.value(from: up, clicks: -clicks) == .number(start))
      }
    }
  }

  @Test(
    "on a linear scale goes by its step, without rounding dust",
    arguments: [
      (2.0, 50.0, 1.0, 10.0, 1, 11.0), (2, 50, 1, 10, -8, 2), (2, 50, 1, 50, 1, 50),
      (0, 1, 0.1, 0.2, 1, 0.3), (0, 1, 0.1, 0.25, 1, 0.3), (0, 1, 0.1, 0.25, -1, 0.2),
      (8, 512, 8, 64, 1, 72),
    ])
  func steps(
    _ low: Double, _ high: Double, _ step: Double, _ from: Double, _ clicks: Int, _ to: Double
  ) {
    let knob = linear(low, high, step: step)
    #expect(knob.value(from: .number(from), clicks: clicks) == .number(to))
  }

  @Test("without a step has twenty on its range")
  func twentieths() {
    #expect(linear(0, 10, step: nil).value(from: .number(5), clicks: 1) == .number(5.5))
  }

  @Test("with choices stops at both ends")
  func choices() {
    let knob = Knob(name: "k", label: "k", kind: .choice(["a", "b", "c"]), value: .word("a"))
    #expect(knob.value(from: .word("a"), clicks: 1) == .word("b"))
    #expect(knob.value(from: .word("b"), clicks: 5) == .word("c"))
    #expect(knob.value(from: .word("b"), clicks: Int.min) == .word("a"))
  }

  @Test("never leaves the finite numbers")
  func finite() {
    #expect(logarithmic(1, 2).accepts(.number(.nan)) == false)
    #expect(logarithmic(1, 2).accepts(.number(1e30)))
    #expect(logarithmic(1, 2).accepts(.word("a")) == false)
    #expect(logarithmic(1, 2).value(from: .number(.infinity), clicks: 1) == .number(.infinity))
  }
}
