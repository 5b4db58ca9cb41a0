import Charts
import Lessons

/// The lessons by part at the left, the chosen one at the right or below.
struct LibraryView {
  let library: LibraryModel

  func draw(into grid: inout Grid, glyphs: GlyphTier) {
    let layout = LibraryLayout(size: grid.size)
    guard layout.mode != .tooSmall else {
      return TooSmallView(title: "GradLab").draw(into: &grid, glyphs: glyphs)
    }
    bar.draw(into: &grid, in: layout.title, glyphs: glyphs)
    drawRules(layout, into: &grid, glyphs: glyphs)
    guard library.catalog != nil else {
      return write("Reading the lessons\u{2026}", into: &grid, in: layout.list)
    }
    drawList(into: &grid, in: layout.list, glyphs: glyphs)
    if let rect = layout.detail { drawDetail(into: &grid, in: rect, glyphs: glyphs) }
  }

  private var bar: TitleBar {
    let lessons = library.catalog?.lessons ?? []
    let minutes = lessons.reduce(0) { $0 + $1.minutes }
    let count = "\(lessons.count) \(lessons.count == 1 ? "lesson" : "lessons")"
    return TitleBar(
      title: StyledLine("deep learning, watched while it learns", .faint),
      state: lessons.isEmpty
        ? StyledLine() : StyledLine("\(count) \u{00B7} \(minutes) minutes", .faint))
  }

  private func drawRules(_ layout: LibraryLayout, into grid: inout Grid, glyphs: GlyphTier) {
    PanelRule(title: listTitle, note: rest(layout), isFocused: true).draw(
      into: &grid, in: layout.listRule, glyphs: glyphs)
    if layout.mode == .wide {
      PanelRule().draw(into: &grid, in: layout.divider.splitTop(1).top, glyphs: glyphs)
    }
    PanelRule(title: detailTitle).draw(into: &grid, in: layout.detailRule, glyphs: glyphs)
    PanelRule().draw(into: &grid, in: layout.rule, glyphs: glyphs)
    guard layout.mode == .wide else { return }
    VerticalRule().draw(into: &grid, in: layout.divider.inset(top: 1), glyphs: glyphs)
  }

  /// What of the list is out of sight.
  private func rest(_ layout: LibraryLayout) -> String {
    let rows = layout.list.rows - (library.filter.text.isEmpty && !library.isFiltering ? 0 : 1)
    let all = listLines(library.entries, withQuestions: false)
    guard all.count > rows else { return "" }
    // The last line may be a heading.
    let last = shownLines(rows: rows).compactMap(\.entry).last ?? 0
    let hidden = library.entries.count - 1 - last
    return hidden > 0 ? "\u{2193} \(hidden) more" : "\u{2191} above"
  }

  private var listTitle: String {
    guard let path = library.catalog?.reading else { return "Lessons" }
    return "Lessons \u{00B7} reading \(path.split(separator: "/").last ?? "")\u{2026}"
  }

  private var detailTitle: String {
    switch library.selectedEntry {
    case .lesson(let lesson), .session(_, let lesson): "\(lesson.number)  \(lesson.title)"
    case .broken: "Faults in the file"
    case nil: ""
    }
  }

  private func write(_ text: String, into grid: inout Grid, in rect: Rect) {
    grid.write(
      text, column: rect.column + 2, row: rect.row + 1, width: rect.columns - 2, style: .faint)
  }

  // MARK: The list

  /// A line of the list: what it says, and the entry that it belongs to.
  private struct Line {
    var entry: Int?
    var left: StyledLine
    var right = StyledLine()
  }

  private func drawList(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    var rect = rect
    if library.isFiltering || !library.filter.text.isEmpty {
      drawFilter(into: &grid, in: rect.splitTop(1).top)
      rect = rect.splitTop(1).rest
    }
    guard !library.entries.isEmpty else {
      return drawEmpty(into: &grid, in: rect.inset(left: 2, top: 1, right: 2), glyphs: glyphs)
    }
    for (offset, line) in shownLines(rows: rect.rows).enumerated() {
      draw(line, into: &grid, row: rect.row + offset, in: rect, glyphs: glyphs)
    }
  }

  /// The lines around the chosen entry; two rows a lesson where there is room for all.
  private func shownLines(rows: Int) -> ArraySlice<Line> {
    let entries = library.entries
    var lines = listLines(entries, withQuestions: true)
    if lines.count > rows { lines = listLines(entries, withQuestions: false) }
    let chosen = lines.lastIndex { $0.entry == library.selected } ?? 0
    let first = min(max(0, chosen - rows / 2), max(0, lines.count - rows))
    return lines.dropFirst(first).prefix(rows)
  }

  /// The entry that is drawn at a place of the screen.
  func entry(at position: Position, in size: Size) -> Int? {
    var rect = LibraryLayout(size: size).list
    if !library.filter.text.isEmpty { rect = rect.splitTop(1).rest }
    guard rect.contains(position) else { return nil }
    let lines = Array(shownLines(rows: rect.rows))
    let offset = position.row - rect.row
    return lines.indices.contains(offset) ? lines[offset].entry : nil
  }

  private func draw(
    _ line: Line, into grid: inout Grid, row: Int, in rect: Rect, glyphs: GlyphTier
  ) {
    let end = rect.endColumn - line.right.columns - 2
    var column = rect.column + 1
    for run in line.left.runs {
      let text = run.text.clipped(to: max(0, end - column - 1), glyphs: glyphs)
      column = grid.write(
        text, column: column, row: row, width: max(0, end - column), style: run.style)
    }
    line.right.draw(into: &grid, column: end + 1, row: row, width: rect.endColumn - end - 1)
  }

  private func listLines(_ entries: [LibraryModel.Entry], withQuestions: Bool) -> [Line] {
    var lines: [Line] = []
    var part: String?
    for (index, entry) in entries.enumerated() {
      let title: String
      switch entry {
      case .session: title = "Where you were"
      case .lesson(let lesson): title = library.catalog?.heading(of: lesson) ?? lesson.part
      case .broken: title = "Files that can't be read"
      }
      if title != part {
        if lines.last?.left.runs.isEmpty == false || (withQuestions && part == nil) {
          lines.append(Line(left: StyledLine()))
        }
        lines.append(Line(left: StyledLine(" " + title, Style(.faint, bold: true))))
        part = title
      }
      lines += self.lines(of: entry, index: index, withQuestion: withQuestions)
    }
    return lines
  }

  private func lines(
    of entry: LibraryModel.Entry, index: Int, withQuestion: Bool
  ) -> [Line] {
    let isChosen = index == library.selected
    let pointer = StyledLine.Run(isChosen ? " \u{25B8} " : "   ", Style(.accent, bold: true))
    let style = isChosen ? Style(.accent, bold: true) : Style.plain
    switch entry {
    case .session(let session, let lesson):
      let right = StyledLine(session.when, .faint)
      let text =
        "Go on: \(lesson.title), page \(session.page + 1), step \(session.step)"
      let line = Line(
        entry: index, left: StyledLine([pointer, .init(text, style)]), right: right)
      return withQuestion ? [line, Line(left: StyledLine())] : [line]
    case .lesson(let lesson):
      let number = "\(lesson.number)".padded(to: 2, trailing: true) + "  "
      let isOpening = library.opening == lesson.id
      let right =
        isOpening
        ? StyledLine("opening\u{2026}", Style(.accent))
        : StyledLine([
          .init(progress(of: lesson), Style(.accent)),
          .init(
            "\(lesson.minutes) min".padded(to: 8, trailing: true)
              + library.outcome(of: lesson).padded(to: 11, trailing: true), .faint),
        ])
      let first = Line(
        entry: index,
        left: StyledLine([pointer, .init(number, .faint), .init(lesson.title, style)]),
        right: right)
      guard withQuestion else { return [first] }
      let question = Line(entry: index, left: StyledLine("       " + lesson.question, .faint))
      return [first, question, Line(left: StyledLine())]
    case .broken(let file):
      let name = file.path.split(separator: "/").last.map(String.init) ?? file.path
      let count = "\(file.faults.count) \(file.faults.count == 1 ? "fault" : "faults")"
      return [
        Line(
          entry: index,
          left: StyledLine([pointer, .init("\u{2715}   ", Style(.bad)), .init(name, style)]),
          right: StyledLine(count, Style(.bad)))
      ]
    }
  }

  /// How many of the lesson's pages were seen; ✓ all of them.
  private func progress(of lesson: Lesson) -> String {
    guard let progress = library.progress[lesson.id] else { return "" }
    return progress.seen >= progress.pages ? "\u{2713}" : "\(progress.seen)/\(progress.pages)"
  }

  private func drawFilter(into grid: inout Grid, in rect: Rect) {
    let column = grid.write(
      "  / ", column: rect.column, row: rect.row, width: rect.columns,
      style: Style(.accent, bold: true))
    guard library.isFiltering else {
      grid.write(
        library.filter.text, column: column, row: rect.row, width: rect.endColumn - column,
        style: Style(.accent))
      return
    }
    library.filter.draw(
      into: &grid, column: column, row: rect.row, width: rect.endColumn - column)
  }

  private func drawEmpty(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    // Not yet known to be empty.
    if library.filter.text.isEmpty, library.catalog?.reading != nil { return }
    guard library.filter.text.isEmpty else {
      let text =
        "Nothing matches \u{201C}\(library.filter.text)\u{201D}. "
        + "\(library.keys.word(for: .cancel, in: .library)) shows all."
      let message = FormattedText([.paragraph([.text(text)])])
      return message.draw(into: &grid, in: rect, glyphs: glyphs)
    }
    var blocks: [FormattedText.Block] = [
      .paragraph([
        .text("No lessons here.", bold: true),
        .text(" A lesson is a Markdown file in a folder "), .init(.code("Lessons")), .text("; "),
        .init(.code("--root")), .text(" names another folder."),
      ])
    ]
    let folders = library.catalog?.folders ?? []
    if !folders.isEmpty {
      blocks.append(.paragraph([.text("Searched:")]))
      blocks.append(.list(folders.map { .init([.paragraph([.init(.code($0))])]) }))
    }
    FormattedText(blocks).draw(into: &grid, in: rect, glyphs: glyphs)
  }

  // MARK: The chosen one

  private func drawDetail(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    let inside = rect.inset(left: 2, top: rect.rows >= 12 ? 1 : 0, right: 2)
    switch library.selectedEntry {
    case .lesson(let lesson), .session(_, let lesson):
      LessonCard(lesson: lesson, progress: library.progress[lesson.id]).draw(
        into: &grid, in: inside, glyphs: glyphs)
    case .broken(let file):
      let lines =
        [StyledLine(file.path.clipped(to: inside.columns, glyphs: glyphs), .strong), StyledLine()]
        + FaultList.lines(file.faults, width: inside.columns)
      for (offset, line) in lines.prefix(inside.rows).enumerated() {
        line.draw(
          into: &grid, column: inside.column, row: inside.row + offset, width: inside.columns)
      }
    case nil: break
    }
  }
}

/// Faults of a file as plain text: never read as Markdown, since they quote what was found.
enum FaultList {
  static func lines(_ faults: [String], width: Int) -> [StyledLine] {
    faults.flatMap { fault -> [StyledLine] in
      var rows: [StyledLine] = []
      var row = ""
      for word in fault.split(separator: " ", omittingEmptySubsequences: true) {
        let needed = CharacterWidth.columns(of: row) + 1 + CharacterWidth.columns(of: String(word))
        if !row.isEmpty && needed > width {
          rows.append(StyledLine(row, rows.isEmpty ? .plain : .faint))
          row = "  " + word
        } else {
          row = row.isEmpty ? String(word) : row + " " + word
        }
      }
      return rows + [StyledLine(row, rows.isEmpty ? .plain : .faint)]
    }
  }
}
