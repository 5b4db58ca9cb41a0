import Charts

/// Where everything of the Library stands.
struct LibraryLayout: Hashable {
  enum Mode: Hashable { case tooSmall, listOnly, stacked, wide }

  var mode: Mode
  var title = Rect(column: 0, row: 0, columns: 0, rows: 0)
  var listRule = Rect(column: 0, row: 0, columns: 0, rows: 0)
  var list = Rect(column: 0, row: 0, columns: 0, rows: 0)
  var divider = Rect(column: 0, row: 0, columns: 0, rows: 0)
  var detailRule = Rect(column: 0, row: 0, columns: 0, rows: 0)
  var detail: Rect?
  /// The rule above the footer; notices are written into it.
  var rule = Rect(column: 0, row: 0, columns: 0, rows: 0)

  init(size: Size) {
    guard size.columns >= 30 && size.rows >= 6 else {
      mode = .tooSmall
      return
    }
    var rest: Rect
    (title, rest) = Rect(size).splitTop(1)
    (rest, rule) = rest.inset(bottom: 1).splitTop(rest.rows - 2)
    if size.columns >= 100 && size.rows >= 18 {
      mode = .wide
      let (left, right) = rest.splitLeft(size.columns * 54 / 100)
      (listRule, list) = left.splitTop(1)
      let (line, panel) = right.splitLeft(1)
      divider = line
      let (rule, body) = panel.splitTop(1)
      (detailRule, detail) = (rule, body)
    } else if size.rows >= 16 {
      mode = .stacked
      let (top, bottom) = rest.splitTop(rest.rows * 45 / 100)
      (listRule, list) = top.splitTop(1)
      let (rule, body) = bottom.splitTop(1)
      (detailRule, detail) = (rule, body)
    } else {
      mode = .listOnly
      (listRule, list) = rest.splitTop(1)
    }
  }
}
