import Charts
import Screens
import Terminal

extension App {
  /// Takes what the terminal has told of its background.
  mutating func show(isLight: Bool) {
    themes.isLight = isLight
    showTheme()
  }

  /// Goes on to the next theme, and says its name.
  mutating func showNextTheme() {
    let notice = themes.next(for: terminal.colors)
    showTheme()
    take(.notice(notice))
  }

  mutating func show(_ choice: ThemeChoice) {
    themes.choice = choice
    if choice.followsBackground { terminal.followBackground() }
    showTheme()
    take(.notice("Theme: \(themes.theme.name)"))
  }

  private mutating func showTheme() {
    guard terminal.theme != themes.theme else { return }
    terminal.theme = themes.theme
    schedule.forgetShown()
    schedule.changed(byKey: true)
  }
}

extension ThemeSelection {
  /// Goes on to the next theme, where there are colors.
  /// - Returns: what is to be said of it.
  mutating func next(for colors: ColorTier) -> String {
    guard colors != .mono else { return "Without colors there are no themes." }
    next()
    return "Theme: \(theme.name)"
  }
}
