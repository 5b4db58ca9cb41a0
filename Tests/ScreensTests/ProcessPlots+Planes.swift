import Experiments
import Glibc

/// Parts of the plane from formulas.
extension ProcessPlots {
  /// A valley of y = x², and a way down it that swings more the larger the index is; the last one
  /// leaves the shown part.
  static func plane(_ index: Int) -> Plane {
    let side = (0...48).map { Double($0) / 48 }
    let path = (0...40).map { step -> Plane.Place in
      let t = Double(step) / 40
      let swing = sin(Double(step) * 0.7) * Double(index) * 0.35 * (index == 2 ? 1 + 2 * t : 1 - t)
      return Plane.Place(x: -1.5 + 2.3 * t, y: 2 - 1.4 * t + swing)
    }
    return Plane(
      axes: ["w₁", "w₂"],
      field: Plane.Field(
        x: -2...2, y: -1...3,
        values: side.map { up in
          side.map { across in height(-2 + 4 * across, -1 + 4 * up) }
        }), path: path)
  }

  static func height(_ x: Double, _ y: Double) -> Double {
    (1 - x) * (1 - x) + 10 * (y - x * x) * (y - x * x)
  }

  /// Six words in two groups, and no field.
  static func points(_ index: Int) -> Plane {
    let words = ["cat", "dog", "cow", "red", "blue", "green"]
    return Plane(
      axes: ["first", "second"],
      points: words.enumerated().map { number, word in
        let angle = Double(number) + Double(index)
        return Plane.Point(
          Plane.Place(
            x: (number < 3 ? -1 : 1) + 0.5 * cos(2 * angle), y: 0.8 * sin(2 * angle)),
          group: number / 3, label: word)
      }, groups: ["animals", "colors"])
  }
}
