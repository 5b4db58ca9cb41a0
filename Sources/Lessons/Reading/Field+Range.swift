internal import Experiments

extension Field {
  /// `[low, high]`, as the range of a knob or of an axis; nil after a fault.
  /// - Parameter isLogarithmic: whether the low end must be above 0.
  func range(within limits: ClosedRange<Double>, isLogarithmic: Bool) -> ClosedRange<Double>? {
    guard let ends = list() else { return nil }
    let numbers = ends.compactMap { $0.number(in: limits) }
    guard numbers.count == ends.count else { return nil }
    guard numbers.count == 2, numbers[0] < numbers[1], !isLogarithmic || numbers[0] > 0 else {
      fault(
        .outOfRange(
          key: name, found: "[" + numbers.map(shortNumber).joined(separator: ", ") + "]",
          expected: isLogarithmic
            ? "[low, high] with 0 < low < high, as the scale is log" : "[low, high] with low < high"
        ))
      return nil
    }
    return numbers[0]...numbers[1]
  }

  /// A part of the plane, `[[x₀, x₁], [y₀, y₁]]`; nil after a fault.
  func area() -> Probe.Area? {
    guard let sides = list(atMost: 2) else { return nil }
    guard sides.count == 2 else {
      fault(
        .wrongType(
          key: name, expected: "two ranges, [[x0, x1], [y0, y1]]",
          found: "\(sides.count) of them"))
      return nil
    }
    let ranges = sides.compactMap { $0.range(within: -1e6...1e6, isLogarithmic: false) }
    return ranges.count == 2 ? Probe.Area(x: ranges[0], y: ranges[1]) : nil
  }
}
