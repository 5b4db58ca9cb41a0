import Charts
import Lab
import Lessons
import Screens

/// What `gradlab watch` prints: the runs, and a chart for each tag.
struct ScalarReport {
  private let charts: ScalarCharts
  private let glyphs: GlyphTier
  private let columns: Int
  /// Rows of a chart with its title.
  private static let chartRows = 16

  init(_ charts: ScalarCharts, glyphs: GlyphTier, columns: Int) {
    self.charts = charts
    self.glyphs = glyphs
    self.columns = columns
  }

  var text: String {
    let tags = charts.tags
    let notices = charts.notices.map { "Note: \($0)\n" }.joined()
    let pictures = tags.map { tag in
      picture(charts.chart(tag, usesColor: false), rows: Self.chartRows)
    }
    return charts.log.path.safe(limit: .max) + "\n\n"
      + picture(charts.runs, rows: charts.log.runs.count + 1) + "\n"
      + notices + (notices.isEmpty ? "" : "\n") + pictures.joined(separator: "\n")
  }

  private func picture(_ content: some Drawable, rows: Int) -> String {
    content.text(columns: columns, rows: rows, glyphs: glyphs)
  }
}
