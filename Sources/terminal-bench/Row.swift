/// A line of the table: what was measured, and the goal.
struct Row {
  let name: String
  let value: Double
  let unit: String
  let goal: String

  init(_ name: String, _ value: Double, _ unit: String, _ goal: String) {
    (self.name, self.value, self.unit, self.goal) = (name, value, unit, goal)
  }

  var text: String {
    let digits = value < 10 ? 100.0 : 10
    let number = "\((value * digits).rounded() / digits) \(unit)"
    let gap = String(repeating: " ", count: max(1, 48 - name.count))
    return "  " + name + gap + number
      + (goal.isEmpty
        ? "" : String(repeating: " ", count: max(1, 14 - number.count)) + "goal " + goal)
  }
}

extension [Double] {
  /// The value below which a share of the values lies (nearest rank).
  func quantile(_ share: Double) -> Double {
    let ordered = sorted()
    guard !ordered.isEmpty else { return .nan }
    return ordered[Swift.min(ordered.count - 1, Int(share * Double(ordered.count)))]
  }
}
