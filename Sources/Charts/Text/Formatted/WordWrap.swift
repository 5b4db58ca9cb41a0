/// Breaks runs of text into rows.
enum WordWrap {
  /// Rows of at most `width` columns, broken at spaces and at "\n"; a word that is longer than a
  /// row, and text in wide characters, is broken anywhere. Control characters become U+FFFD, what
  /// has no width and is no mark on a letter is left out.
  static func lines(_ runs: [StyledLine.Run], width: Int) -> [[StyledLine.Run]] {
    var wrapper = Wrapper(width: max(1, width))
    for run in runs {
      for scalar in run.text.unicodeScalars { wrapper.take(scalar, run.style) }
    }
    return wrapper.finished()
  }

  private struct Glyph {
    var scalar: Unicode.Scalar
    var style: Style
    var columns: Int
  }

  private struct Wrapper {
    let width: Int
    private var rows: [[Glyph]] = []
    private var row: [Glyph] = []
    private var rowColumns = 0
    private var word: [Glyph] = []
    private var wordColumns = 0
    /// A space is due before the next word.
    private var space: Style?

    init(width: Int) {
      self.width = width
    }

    mutating func take(_ scalar: Unicode.Scalar, _ style: Style) {
      if scalar == "\n" {
        endWord()
        if !row.isEmpty { endRow() }
        return
      }
      if scalar == " " || scalar == "\t" {
        endWord()
        if !row.isEmpty { space = style }
        return
      }
      let columns = CharacterWidth.columns(scalar)
      if columns == 0 { return takeMark(scalar) }
      guard columns <= width else { return }
      let shown: Unicode.Scalar =
        scalar == InlineSetter.boundSpace
        ? " " : CharacterWidth.isControl(scalar) ? "\u{FFFD}" : scalar
      if columns == 2 || wordColumns + columns > width { endWord() }
      word.append(Glyph(scalar: shown, style: style, columns: columns))
      wordColumns += columns
      if columns == 2 { endWord() }
    }

    /// A mark stays with the letter before it.
    private mutating func takeMark(_ scalar: Unicode.Scalar) {
      guard CharacterWidth.isMark(scalar) else { return }
      if let style = word.last?.style {
        word.append(Glyph(scalar: scalar, style: style, columns: 0))
      } else if space == nil, let style = row.last?.style {
        row.append(Glyph(scalar: scalar, style: style, columns: 0))
      }
    }

    private mutating func endWord() {
      guard !word.isEmpty else { return }
      let gap = space != nil && !row.isEmpty ? 1 : 0
      if rowColumns + gap + wordColumns > width && !row.isEmpty {
        endRow()
      } else if gap == 1, let style = space {
        row.append(Glyph(scalar: " ", style: style, columns: 1))
        rowColumns += 1
      }
      space = nil
      row += word
      rowColumns += wordColumns
      word = []
      wordColumns = 0
    }

    private mutating func endRow() {
      rows.append(row)
      row = []
      rowColumns = 0
      space = nil
    }

    mutating func finished() -> [[StyledLine.Run]] {
      endWord()
      if !row.isEmpty { endRow() }
      return rows.map { glyphs in
        var runs: [StyledLine.Run] = []
        for glyph in glyphs {
          if runs.last?.style != glyph.style { runs.append(.init("", glyph.style)) }
          runs[runs.count - 1].text.unicodeScalars.append(glyph.scalar)
        }
        return runs
      }
    }
  }
}
