import Charts
import Glibc
import Lab
import Lessons
import Screens
import Terminal

/// The full screen of `gradlab watch`: follows the files, and lets the screens' model answer keys.
struct WatchScreen: SideScreen {
  let terminal: Terminal
  var model: AppModel
  private var log: LogFolder
  var themes: ThemeSelection
  var ending: App.Ending?
  var needsFrame = true
  /// When new files are looked for next, in seconds of the monotonic clock.
  private var nextSearch = Clock.seconds() + searchInterval

  /// Milliseconds between two looks at the files, and seconds between two searches for new ones.
  private static let lookInterval = 500
  private static let searchInterval = 5.0

  private init(_ charts: ScalarCharts, on terminal: Terminal, _ configuration: Configuration) {
    log = charts.log
    themes = ThemeSelection(configuration.settings.theme)
    self.terminal = terminal
    model = AppModel(
      watching: charts,
      options: AppOptions(
        size: terminal.size, isMouseOn: terminal.usesMouse, usesColor: terminal.colors != .mono,
        glyphs: terminal.glyphs, keys: configuration.keys))
    if let notice = configuration.notice { take(.fault(notice)) }
  }

  /// Shows the screen until the person leaves it; dies by the signal that asked for the end.
  /// - Throws: `TerminalFault` where there can be no screen.
  static func show(_ charts: ScalarCharts, _ configuration: Configuration) throws {
    let terminal = try Terminal(configuration.settings.terminal(usesMouse: true))
    var screen = WatchScreen(charts, on: terminal, configuration)
    screen.run().exit()
  }

  private mutating func run() -> App.Ending {
    while ending == nil {
      drawIfDue()
      for event in terminal.events(timeout: Self.lookInterval) { take(event) }
      readOn()
    }
    terminal.close()
    return ending ?? .quit
  }

  /// Takes what the files have got.
  private mutating func readOn() {
    if Clock.seconds() >= nextSearch {
      nextSearch = Clock.seconds() + Self.searchInterval
      // A folder that is gone for now keeps its curves on the screen.
      try? log.find()
    }
    if log.readOn() { take(.logged(log)) }
  }
}
