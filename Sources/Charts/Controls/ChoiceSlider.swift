/// A knob with named choices, in one row: `activation ‹relu› sigmoid · tanh`.
public struct ChoiceSlider: Drawable, Hashable, Sendable {
  public var label: String
  public var choices: [String]
  /// The chosen one's place in `choices`.
  public var selected: Int
  public var isFocused: Bool
  /// Whether a change takes effect while the run goes on; others rebuild the network.
  public var isLive: Bool

  public init(
    label: String, choices: [String], selected: Int, isFocused: Bool = false, isLive: Bool = true
  ) {
    self.label = label
    self.choices = choices
    self.selected = selected
    self.isFocused = isFocused
    self.isLive = isLive
  }
}
