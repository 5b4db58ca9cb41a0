public import Charts

/// The theme on the screen: what was chosen, and what the terminal has told of its background.
public struct ThemeSelection: Hashable, Sendable {
  public var choice: ThemeChoice
  /// Whether the background is light; nil: the terminal has not told.
  public var isLight: Bool?

  public init(_ choice: ThemeChoice) { self.choice = choice }

  public var theme: Theme { choice.theme(onLight: isLight) }

  /// Goes on to the next theme: of those for the background, which it goes on to follow, or of all
  /// where the background isn't known.
  public mutating func next() {
    let choices: [ThemeChoice] =
      isLight == nil
      ? [.dark, .light, .contrast, .contrastLight, .colorblind, .colorblindLight]
      : [.auto, .contrast, .colorblind]
    let place = choices.firstIndex { $0.theme(onLight: isLight) == theme }
    choice = choices[((place ?? -1) + 1) % choices.count]
  }
}
