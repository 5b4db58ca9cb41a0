import Charts
import Screens
import Terminal

/// A full screen without a lesson, in a loop of its own: lets the screens' model answer keys, and carries out
/// what it asks of the terminal.
protocol SideScreen {
  var terminal: Terminal { get }
  var model: AppModel { get set }
  var themes: ThemeSelection { get set }
  var ending: App.Ending? { get set }
  var needsFrame: Bool { get set }

  /// What only this screen can do.
  mutating func carryOutElse(_ effect: Effect)
}

extension SideScreen {
  mutating func carryOutElse(_ effect: Effect) {}

  /// Shows what is new, where the terminal takes it.
  mutating func drawIfDue() {
    if needsFrame, terminal.present(model.view(terminal.size, glyphs: terminal.glyphs)) {
      needsFrame = false
    }
  }

  mutating func take(_ event: TerminalEvent) {
    switch event {
    case .background(let isLight):
      themes.isLight = isLight
      terminal.theme = themes.theme
    case .terminate(let signal): ending = .signal(signal)
    case .hangUp: ending = .hangUp
    case .key, .paste, .mouse, .resized, .scalesText, .resumed: break
    }
    take(.terminal(event))
  }

  mutating func take(_ message: Message) {
    for effect in model.update(message) { carryOut(effect) }
    needsFrame = true
  }

  private mutating func carryOut(_ effect: Effect) {
    switch effect {
    case .quit: ending = ending ?? .quit
    case .nextTheme:
      let notice = themes.next(for: terminal.colors)
      terminal.theme = themes.theme
      take(.notice(notice))
    case .repaint: terminal.repaint()
    case .suspend: terminal.suspend()
    case .setMouse(let isOn): terminal.usesMouse = isOn
    default: carryOutElse(effect)
    }
  }
}
