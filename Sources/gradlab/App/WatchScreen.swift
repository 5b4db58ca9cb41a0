import Charts
import Glibc
import Lab
import Lessons
import Screens
import Terminal

/// The full screen of `gradlab watch`: charts one below the other that follow the files.
struct WatchScreen {
  private let terminal: Terminal
  private var charts: ScalarCharts
  /// The tag at the top.
  private var first = 0
  private var scale = AxisScale.linear
  private var themes: ThemeSelection
  /// What is wrong with the configuration; it goes with the first key.
  private var notice: String?
  private var ending: App.Ending?
  private var needsFrame = true
  /// When new files are looked for next, in seconds of the monotonic clock.
  private var nextSearch = Clock.seconds() + searchInterval

  /// Milliseconds between two looks at the files, and seconds between two searches for new ones.
  private static let lookInterval = 500
  private static let searchInterval = 5.0
  /// The least rows of a chart with its title.
  private static let leastRows = 10

  private init(_ charts: ScalarCharts, on terminal: Terminal, _ configuration: Configuration) {
    self.charts = charts
    themes = ThemeSelection(configuration.settings.theme)
    notice = configuration.notice
    self.terminal = terminal
  }

  /// Shows the screen until the person leaves it; dies by the signal that asked for the end.
  /// - Throws: `TerminalFault` where there can be no screen.
  static func show(_ charts: ScalarCharts, _ configuration: Configuration) throws {
    let terminal = try Terminal(configuration.settings.terminal(usesMouse: false))
    var screen = WatchScreen(charts, on: terminal, configuration)
    screen.run().exit()
  }

  private mutating func run() -> App.Ending {
    while ending == nil {
      if needsFrame, terminal.present(frame) { needsFrame = false }
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
      try? charts.log.find()
    }
    if charts.log.readOn() { needsFrame = true }
  }

  private mutating func take(_ event: TerminalEvent) {
    switch event {
    case .key(let key): press(key)
    case .background(let isLight):
      themes.isLight = isLight
      terminal.theme = themes.theme
    case .terminate(let signal): ending = .signal(signal)
    case .hangUp: ending = .hangUp
    case .resized, .resumed, .paste, .mouse: break
    }
    needsFrame = true
  }

  private mutating func press(_ key: Key) {
    notice = nil
    let page = Self.layout(terminal.size, tags: charts.tags.count)
    switch key {
    case .character("q"), .escape, .control("c"): ending = .quit
    case .control("z"): terminal.suspend()
    case .control("l"): terminal.repaint()
    case .character("j"), .down: first += 1
    case .character("k"), .up: first -= 1
    case .character("n"), .pageDown, .character(" "): first += page
    case .character("b"), .pageUp: first -= page
    case .character("L"): scale = scale == .linear ? .logarithmic : .linear
    case .character("t"):
      themes.next()
      terminal.theme = themes.theme
    default: break
    }
    first = min(max(0, first), max(0, charts.tags.count - page))
  }

  // MARK: What is shown

  /// How many charts a screen shows.
  private static func layout(_ size: Size, tags: Int) -> Int {
    min(max(1, tags), max(1, (size.rows - 2) / leastRows))
  }

  /// A line on the runs, the charts, and a line of keys.
  private var frame: Grid {
    var grid = Grid(terminal.size)
    let bounds = grid.bounds
    let tags = charts.tags
    let count = Self.layout(terminal.size, tags: tags.count)
    let shown = tags.dropFirst(first).prefix(count)
    grid.write(heading(tags.count, shown.indices), column: 1, row: 0, style: .faint)
    var rest = bounds.inset(top: 1, bottom: 1)
    for (place, tag) in shown.enumerated() {
      let (rect, below) = rest.splitTop(rest.rows / (shown.count - place))
      charts.chart(tag, scale: scale, usesColor: terminal.colors != .mono)
        .draw(into: &grid, in: rect, glyphs: terminal.glyphs)
      rest = below
    }
    if tags.isEmpty {
      grid.write("no numbers yet: the files are read as they grow", column: 1, row: 2)
    }
    grid.write(
      notice ?? damage.map { "\($0)" } ?? Self.keys, column: 1, row: bounds.endRow - 1,
      style: .faint)
    return grid
  }

  /// What is wrong with a file, beside that the last record is still being written.
  private var damage: LogDamage? {
    charts.log.damages.first { if case .cut = $0.fact { false } else { true } }
  }

  private static let keys = "j k  charts   n b  pages   L  logarithmic   t  theme   q  quit"

  private func heading(_ count: Int, _ shown: Range<Int>) -> String {
    let points = NumberText.short(Double(charts.log.runs.reduce(0) { $0 + $1.pointCount }))
    let runs = charts.log.runs.count
    return
      "\(charts.log.path.safe(limit: 60))   \(runs) run\(runs == 1 ? "" : "s"), \(points) points"
      + (shown.count < count
        ? "   charts \(shown.lowerBound + 1)-\(shown.upperBound) of \(count)" : "")
  }
}
