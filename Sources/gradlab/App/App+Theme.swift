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
    guard terminal.colors != .mono else {
      return take(.notice("Without colors there are no themes."))
    }
    themes.next()
    showTheme()
    take(.notice("Theme: \(themes.theme.name)"))
  }

  mutating func show(_ choice: ThemeChoice) {
    themes.choose(choice)
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
