/// A curve over something other than the step of training: over tokens, or the variable of a function.
public struct Series: Hashable, Sendable {
  /// What tells it from the others of its probe; empty where there is one alone.
  public var label: String
  public var x: [Double]
  public var y: [Double]
  /// Where the true value lies with great probability, at each x: half of the width; empty: no band.
  public var band: [Double]

  public init(label: String = "", x: [Double], y: [Double], band: [Double] = []) {
    self.label = label
    self.x = x
    self.y = y
    self.band = band
  }
}
