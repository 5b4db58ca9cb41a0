internal import Charts
internal import Experiments
internal import Lessons

/// The cell-by-cell editor of a knob that holds numbers in rows.
struct MatrixEditor: Hashable, Sendable {
  var row = 0
  var column = 0

  /// Stays inside of a matrix, which may have changed its size.
  mutating func move(_ direction: Action.Direction, by length: Int = 1, in matrix: KnobMatrix) {
    switch direction {
    case .up: row -= length
    case .down: row += length
    case .left: column -= length
    case .right: column += length
    }
    stay(in: matrix)
  }

  mutating func stay(in matrix: KnobMatrix) {
    row = min(max(0, row), matrix.rowCount - 1)
    column = min(max(0, column), matrix.columns - 1)
  }
}

extension StudyModel {
  /// The matrix under the editor, and what its cells may hold.
  var editedMatrix: (knob: Knob, kind: MatrixKnob, matrix: KnobMatrix)? {
    guard editor != nil, let knob = focusedKnob, case .matrix(let kind) = knob.kind,
      case .matrix(let matrix) = value(of: knob)
    else { return nil }
    return (knob, kind, matrix)
  }

  mutating func performInEditor(_ action: Action) -> Reply {
    guard let (_, kind, matrix) = editedMatrix, var editor else {
      self.editor = nil
      return .nothing
    }
    editor.stay(in: matrix)
    defer { if self.editor != nil { self.editor = editor } }
    switch action {
    case .move(let direction, let fast): editor.move(direction, by: fast ? 5 : 1, in: matrix)
    case .first: editor = MatrixEditor()
    case .last: editor.move(.right, by: matrix.columns, in: matrix)
    case .zoomIn, .zoomOut:
      let clicks = action == .zoomIn ? 1 : -1
      let value = kind.value(from: matrix[editor.row, editor.column], clicks: clicks)
      return setCell(editor, to: value, in: matrix)
    case .toggleCell:
      let high = kind.range.upperBound
      let low = min(max(0, kind.range.lowerBound), high)
      let isOn = matrix[editor.row, editor.column] == high
      return setCell(editor, to: isOn ? low : high, in: matrix)
    case .focusNext: return turnFocusedKnob(clicks: 1)
    case .focusPrevious: return turnFocusedKnob(clicks: -1)
    case .open: entry = TextField()
    case .defaultValue:
      return setFocusedKnob(to: focusedKnob.map(lessonValue) ?? .number(0))
    case .cancel, .back, .accept: self.editor = nil
    default: break
    }
    return .nothing
  }

  /// Takes the typed number for the cell, or says what is wrong with it.
  mutating func acceptCell(_ text: String) -> Reply {
    guard let (knob, _, matrix) = editedMatrix, let editor else { return .nothing }
    guard let number = TextField(text: text).number else {
      return .say("\u{201C}\(text)\u{201D} is no number; write 0.05 or 5e-2.", .warning)
    }
    guard number.magnitude <= KnobMatrix.numberLimit else {
      return .say("A cell of \(knob.label) goes up to a million.", .warning)
    }
    entry = nil
    return setCell(editor, to: number, in: matrix)
  }

  private mutating func setCell(
    _ editor: MatrixEditor, to value: Double, in matrix: KnobMatrix
  ) -> Reply {
    var matrix = matrix
    matrix[editor.row, editor.column] = value
    return setFocusedKnob(to: .matrix(matrix))
  }
}

/// The matrix in a frame, the cell under the cursor marked.
struct MatrixEditorView {
  let study: StudyModel

  func draw(into grid: inout Grid, above rect: Rect, glyphs: GlyphTier) {
    guard let (knob, kind, matrix) = study.editedMatrix, let editor = study.editor else { return }
    let isPicture = matrix.columns > 9 || matrix.rowCount > 9
    let texts = matrix.rows.map { row in row.map { KnobText.shortest($0, glyphs: glyphs) } }
    let cell =
      isPicture ? 1 : (texts.joined().map { CharacterWidth.columns(of: $0) }.max() ?? 1) + 2
    let rows = isPicture ? (matrix.rowCount + 1) / 2 : matrix.rowCount
    let name = kind.presetName(of: matrix).map { "\(knob.label): \($0)" } ?? knob.label
    let columns = max(cell * matrix.columns + 4, CharacterWidth.columns(of: name) + 6)
    let size = Size(
      columns: min(columns, grid.size.columns), rows: min(rows + 2, max(3, rect.row)))
    let frame = Rect(
      column: max(0, min(2, grid.size.columns - size.columns)), row: max(0, rect.row - size.rows),
      columns: size.columns, rows: size.rows)
    grid.fill(frame, with: Cell(" ", .plain))
    Frame(title: name, isFocused: true).draw(into: &grid, in: frame, glyphs: glyphs)
    let inside = frame.inset(left: 2, top: 1, right: 2, bottom: 1)
    if isPicture {
      drawPicture(matrix, kind, editor, into: &grid, in: inside, glyphs: glyphs)
    } else {
      drawNumbers(texts, editor, cell: cell, into: &grid, in: inside)
    }
  }

  private func drawNumbers(
    _ texts: [[String]], _ editor: MatrixEditor, cell: Int, into grid: inout Grid, in rect: Rect
  ) {
    for (row, line) in texts.enumerated().prefix(rect.rows) {
      for (column, text) in line.enumerated() {
        let isHere = row == editor.row && column == editor.column
        let start = rect.column + column * cell
        guard start + cell <= rect.endColumn + 1 else { break }
        if isHere, let entry = study.entry {
          entry.draw(into: &grid, column: start, row: rect.row + row, width: cell)
          continue
        }
        grid.write(
          text.padded(to: cell - 1, trailing: true), column: start, row: rect.row + row,
          width: cell,
          style: isHere ? Style(.accent, bold: true, reversed: true) : .plain)
      }
    }
  }

  private func drawPicture(
    _ matrix: KnobMatrix, _ kind: MatrixKnob, _ editor: MatrixEditor, into grid: inout Grid,
    in rect: Rect, glyphs: GlyphTier
  ) {
    var tiles = ImageTiles(
      tiles: [
        ImageTiles.Tile(title: "", values: matrix.rows, colorMap: .gray, range: kind.range)
      ], usesColor: study.usesColor)
    tiles.cursor = (tile: 0, pixel: MatrixPlace(row: editor.row, column: editor.column))
    tiles.draw(into: &grid, in: rect, glyphs: glyphs)
  }
}
