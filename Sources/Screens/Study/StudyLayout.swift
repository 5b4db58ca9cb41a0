import Charts
import Lessons

/// Where everything of the Study screen stands.
struct StudyLayout: Hashable {
  enum Mode: Hashable {
    /// Not even one panel fits.
    case tooSmall
    /// One panel at a time.
    case single
    /// Text above, one plot below.
    case stacked
    /// Text at the left, plots at the right.
    case wide
  }

  /// A plot of the step and its place, its titled rule included.
  struct PlotPlace: Hashable {
    var index: Int
    var rect: Rect
  }

  static let smallest = Size(columns: 40, rows: 12)

  var mode: Mode
  var title = Rect(column: 0, row: 0, columns: 0, rows: 0)
  /// The text panel, its rule included; nil where it is not shown.
  var text: Rect?
  /// The vertical rule between text and plots.
  var divider: Rect?
  var plots: [PlotPlace] = []
  /// The table of the arms, at steps without plots.
  var armTable: Rect?
  /// The rule above the arms.
  var rule = Rect(column: 0, row: 0, columns: 0, rows: 0)
  /// The rule above the footer, where there is room for one.
  var lowerRule: Rect?
  /// Where notices are written: into the lowest rule.
  var notice: Rect { lowerRule ?? rule }
  var arms: Rect?
  var knobs: Rect?
  var footer = Rect(column: 0, row: 0, columns: 0, rows: 0)

  /// - Parameter formRows: the rows that a form over the text wants; nil: the text is shown.
  init(_ study: StudyModel, size: Size, formRows: Int? = nil) {
    let all = Rect(size)
    guard size.columns >= Self.smallest.columns && size.rows >= Self.smallest.rows else {
      mode = .tooSmall
      return
    }
    mode =
      size.columns >= 100 && size.rows >= 20
      ? .wide : size.columns >= 60 && size.rows >= 20 ? .stacked : .single
    var rest: Rect
    (title, rest) = all.splitTop(1)
    footer = Rect(column: 0, row: size.rows - 1, columns: size.columns, rows: 1)
    rest = rest.inset(bottom: 1)
    rest = placeControls(study, in: rest)
    switch mode {
    case .wide: placeSideBySide(study, in: rest)
    case .stacked: placeStacked(study, in: rest, formRows: formRows)
    case .single, .tooSmall: placeOne(study, in: rest, showsText: formRows != nil)
    }
  }

  /// Rule, arms and knobs from below; returns what is left above.
  private mutating func placeControls(_ study: StudyModel, in rect: Rect) -> Rect {
    var rest = rect
    func fromBelow(_ rows: Int) -> Rect {
      let (top, bottom) = rest.splitTop(rest.rows - rows)
      rest = top
      return bottom
    }
    if mode == .wide && rect.rows >= 30 { lowerRule = fromBelow(1) }
    let isTall = mode == .wide && rect.rows >= 40
    if isTall { _ = fromBelow(1) }
    if !study.knobs.isEmpty {
      let rows = KnobColumns(study, columns: rect.columns).rows
      knobs = fromBelow(min(rows, mode == .wide ? 4 : mode == .stacked ? 3 : 1))
      if isTall { _ = fromBelow(1) }
    }
    if mode != .single || study.knobs.isEmpty {
      arms = fromBelow(1)
      if isTall { _ = fromBelow(1) }
    }
    rule = fromBelow(1)
    return rest
  }

  private mutating func placeSideBySide(_ study: StudyModel, in rect: Rect) {
    let width = min(max(40, rect.columns * 36 / 100), 60)
    let (left, right) = rect.splitLeft(width)
    text = left
    let (line, plotRect) = right.splitLeft(1)
    divider = line.inset(top: 1)
    if study.plots.isEmpty {
      armTable = plotRect
    } else {
      plots = Self.stack(study, in: plotRect)
    }
  }

  private mutating func placeStacked(_ study: StudyModel, in rect: Rect, formRows: Int?) {
    let rows: Int
    if let formRows {
      // Of the plot as much as the form leaves; a strip that shows nothing is left to the form.
      rows = rect.rows - formRows < Self.leastPlotRows ? rect.rows : formRows
    } else {
      // The panel that is read gets the room, the text besides what the plot leaves empty.
      let needed = Self.naturalHeight(of: study.shownPlot, study).map { $0 + 1 } ?? rect.rows
      let share = max(
        rect.rows * (study.panel == .text ? 55 : 35) / 100,
        rect.rows - max(Self.leastPlotRows, needed))
      let width = Self.textWidth(in: Rect(column: 0, row: 0, columns: rect.columns, rows: 1))
      let around = Self.rowsAroundText(study, in: Rect(column: 0, row: 0, columns: 1, rows: share))
      let text = StepText(study).lines(width: width, rows: share - around, glyphs: study.glyphs)
      rows = max(6, min(share, text.count + around))
    }
    let (top, bottom) = rect.splitTop(rows)
    text = top
    guard !bottom.isEmpty else { return }
    if study.plots.isEmpty {
      armTable = bottom
    } else {
      plots = [PlotPlace(index: study.shownPlot, rect: bottom)]
    }
  }

  /// A plot with its rule in fewer rows shows nothing.
  private static let leastPlotRows = 5

  private mutating func placeOne(_ study: StudyModel, in rect: Rect, showsText: Bool) {
    if !showsText, case .plot = study.panel, !study.plots.isEmpty {
      plots = [PlotPlace(index: study.shownPlot, rect: rect)]
    } else {
      text = rect
    }
  }

  /// The plots below each other, each with at least seven rows; those around the focused one
  /// where not all fit.
  private static func stack(_ study: StudyModel, in rect: Rect) -> [PlotPlace] {
    let count = min(study.plots.count, max(1, rect.rows / 7))
    let focused = study.shownPlot
    let first = min(max(0, focused - count + 1), study.plots.count - count)
    let shown = Array(first..<first + count)
    var rest = rect
    return zip(shown, heights(of: shown, study, in: rect)).map { index, rows in
      let (top, below) = rest.splitTop(rows)
      rest = below
      return PlotPlace(index: index, rect: top)
    }
  }

  /// How rows are divided among plots: by the weights of their kinds; what one has no use for goes to
  /// those that fill any number.
  private static func heights(of plots: [Int], _ study: StudyModel, in rect: Rect) -> [Int] {
    let weights = plots.map { study.plots[$0].kind.weight }
    let shares = divided(rect.rows, by: weights)
    // With its rule, and air around it.
    let limits = plots.map { plot in naturalHeight(of: plot, study).map { $0 + 3 } }
    guard limits.contains(nil) else { return shares }
    let used = zip(shares, limits).map { share, limit in min(share, limit ?? share) }
    let takers = zip(weights, limits).map { weight, limit in limit == nil ? weight : 0 }
    return zip(used, divided(rect.rows - used.reduce(0, +), by: takers)).map(+)
  }

  /// Rows in parts as large as their weights, which are not all 0.
  private static func divided(_ rows: Int, by weights: [Int]) -> [Int] {
    let ends = weights.indices.map { weights[...$0].reduce(0, +) * rows / weights.reduce(0, +) }
    return zip(ends, [0] + ends).map(-)
  }

  private static func naturalHeight(of plot: Int, _ study: StudyModel) -> Int? {
    guard study.plots.indices.contains(plot) else { return nil }
    return PlotPanel(study: study, plot: study.plots[plot]).picture.naturalHeight
  }

  /// The columns that the text is set in: air at both sides, and never longer than an eye follows.
  static func textWidth(in panel: Rect) -> Int { min(76, max(0, panel.columns - 4)) }
  /// The rows that the text has, without what stands around it.
  static func textRows(_ study: StudyModel, in panel: Rect) -> Int {
    max(0, panel.rows - rowsAroundText(study, in: panel))
  }
  /// Rule, verdict, call to action, and air where there is room.
  private static func rowsAroundText(_ study: StudyModel, in panel: Rect) -> Int {
    let air = panel.rows >= 12 ? 3 : panel.rows >= 9 ? 1 : 0
    return 2 + air + (study.hasVerdict ? 1 : 0)
  }
}
