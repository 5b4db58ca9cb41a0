import Charts
internal import Experiments
import Lab
import Lessons

/// The numbers of a chart, a line a point, a few at a time.
struct PlainPoints: Sendable {
  /// Lines that are read at once.
  static let most = 10

  /// What all points have in common: the arm, the probe, the step.
  let heading: String
  private let lines: [String]
  private(set) var next = 0

  /// - Parameter arm: nil: all that are shown.
  init(_ plot: Plot, arm: String?, in study: StudyModel) {
    var context = PlotContext(study: study, plot: plot)
    context.isAlone = arm != nil
    context.view.arm = arm
    context.view.showAll()
    let data = PlotData(context)
    func text(_ field: PlotData.Field) -> String? {
      switch field {
      case .none: nil
      case .text(let text): text.replacing("\n", with: " ")
      case .whole(let number): "\(number)"
      case .number(let number): DataTable.exact(number, glyphs: .braille)
      }
    }
    // What is the same in all rows is said once; the extremes of one step are its value.
    let columns = data.columns.indices.filter {
      !["minimum", "maximum"].contains(data.columns[$0])
    }
    let common = columns.filter { column in
      data.rows.count > 1 && data.rows.allSatisfy { $0[column] == data.rows[0][column] }
    }
    let count = data.rows.count == 1 ? "1 point" : "\(data.rows.count) points"
    let shared = common.compactMap { column in
      text(data.rows[0][column]).map { "\(data.columns[column]) \($0)" }
    }
    heading = ([plot.title, count] + shared).joined(separator: ", ").spoken + "."
    lines = data.rows.map { row in
      columns.filter { !common.contains($0) }.compactMap { column in
        text(row[column]).map { "\(data.columns[column].replacing("_", with: " ")) \($0)" }
      }.joined(separator: ", ").spoken
    }
  }

  var isEmpty: Bool { lines.isEmpty }
  var left: Int { lines.count - next }

  /// The next lines, and how one comes to those behind them.
  mutating func read() -> [String] {
    let shown = lines[next..<min(lines.count, next + Self.most)]
    next += shown.count
    return shown + [left == 0 ? "That was the last point." : "\(left) more: type more."]
  }

  /// Goes on at a point, from 1; false where there is none.
  mutating func skip(to point: Int) -> Bool {
    guard let place = lines.place(ofNumber: point) else { return false }
    next = place
    return true
  }
}
