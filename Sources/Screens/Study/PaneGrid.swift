import Charts

/// Where panes of like size stand in a rectangle: side by side, below each other, or both.
struct PaneGrid {
  private(set) var places: [Rect] = []

  private static let gap = 2

  /// - Parameters:
  ///   - wanted: what a pane needs to be seen whole; more does no harm.
  ///   - smallest: below this a pane is left out, except the first.
  init(count: Int, in rect: Rect, wanted: Size, smallest: Size) {
    guard count > 0, !rect.isEmpty else { return }
    for shown in stride(from: count, through: 1, by: -1) {
      let best = (1...shown).compactMap { across -> (across: Int, pane: Size, score: Double)? in
        let down = (shown + across - 1) / across
        let pane = Size(
          columns: (rect.columns - Self.gap * (across - 1)) / across, rows: rect.rows / down)
        let fits = pane.columns >= smallest.columns && pane.rows >= smallest.rows
        guard fits || shown == 1 else { return nil }
        let score = min(
          1, Double(pane.columns) / Double(max(1, wanted.columns)),
          Double(pane.rows) / Double(max(1, wanted.rows)))
        return (across, pane, score)
      }.max { ($0.score, $0.across) < ($1.score, $1.across) }
      guard let best else { continue }
      places = (0..<shown).map { index in
        Rect(
          column: rect.column + index % best.across * (best.pane.columns + Self.gap),
          row: rect.row + index / best.across * best.pane.rows, columns: best.pane.columns,
          rows: best.pane.rows)
      }
      return
    }
  }
}
