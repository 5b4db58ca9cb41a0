/// A knob with a number: label, value, and a track with a thumb, in one row.
public struct Slider: Drawable, Hashable, Sendable {
  public var label: String
  /// The value as text: "2.0".
  public var value: String
  /// The thumb's place on the track, 0 … 1.
  public var fraction: Double
  public var isFocused: Bool
  /// Whether a change takes effect while the run goes on; others rebuild the network.
  public var isLive: Bool

  public init(
    label: String, value: String, fraction: Double, isFocused: Bool = false, isLive: Bool = true
  ) {
    self.label = label
    self.value = value
    self.fraction = fraction
    self.isFocused = isFocused
    self.isLive = isLive
  }
}
