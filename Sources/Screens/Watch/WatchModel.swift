import Charts
import Lab

/// The charts of a folder that is watched, one below the other.
struct WatchModel: Sendable {
  var charts: ScalarCharts
  /// The tag at the top.
  private(set) var first = 0
  private(set) var scale = AxisScale.linear

  init(charts: ScalarCharts) { self.charts = charts }

  /// The least rows of a chart with its title.
  private static let leastRows = 10

  /// How many charts a screen shows.
  func shownCount(_ size: Size) -> Int {
    min(max(1, charts.tags.count), max(1, (size.rows - 3) / Self.leastRows))
  }

  func hidesCharts(_ size: Size) -> Bool { charts.tags.count > shownCount(size) }

  /// What is wrong with a file, beside that the last record is still being written.
  var damage: LogDamage? {
    charts.log.damages.first { if case .cut = $0.fact { false } else { true } }
  }

  mutating func take(_ log: LogFolder, in size: Size) {
    charts.log = log
    go(to: first, in: size)
  }

  mutating func perform(_ action: Action, in size: Size) {
    let page = shownCount(size)
    switch action {
    case .move(.up, _): go(to: first - 1, in: size)
    case .move(.down, _): go(to: first + 1, in: size)
    case .pageUp: go(to: first - page, in: size)
    case .pageDown: go(to: first + page, in: size)
    case .first: go(to: 0, in: size)
    case .last: go(to: .max, in: size)
    case .toggleLogarithmic: scale = scale == .linear ? .logarithmic : .linear
    default: break
    }
  }

  private mutating func go(to place: Int, in size: Size) {
    first = min(max(0, place), max(0, charts.tags.count - shownCount(size)))
  }
}
