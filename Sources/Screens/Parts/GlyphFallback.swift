import Charts

/// Plain signs in place of those that a terminal may lack.
enum GlyphFallback {
  /// Replaces what the tier does not have, whoever drew it: one place for all views.
  static func apply(_ tier: GlyphTier, to grid: inout Grid) {
    guard tier < .braille else { return }
    grid.removeMarks()
    for row in 0..<grid.size.rows {
      for column in 0..<grid.size.columns {
        let cell = grid[column, row]
        guard cell.scalar.value > 126 else { continue }
        if tier == .lines && isLineDrawing(cell.scalar) { continue }
        grid[column, row] = Cell(replacement(of: cell.scalar), cell.style)
      }
    }
    // The right halves of wide characters are cells of their own now.
    for row in 0..<grid.size.rows {
      for column in 0..<grid.size.columns where grid[column, row].scalar.value == 0 {
        grid[column, row] = Cell(" ", grid[column, row].style)
      }
    }
  }

  /// What the alternate character set of DEC terminals has.
  static func isLineDrawing(_ scalar: Unicode.Scalar) -> Bool {
    (0x2500...0x2502).contains(scalar.value) || "┌┐└┘├┤┬┴┼◆·".unicodeScalars.contains(scalar)
  }

  static func replacement(of scalar: Unicode.Scalar) -> Unicode.Scalar {
    if let found = table[scalar] { return found }
    switch scalar.value {
    case 0x2500...0x257F: return "-"
    case 0x2580...0x259F: return "#"
    case 0x2800: return " "
    case 0x2801...0x28FF: return "."
    case 0x2190...0x21FF: return ">"
    default: return "?"
    }
  }

  private static let table: [Unicode.Scalar: Unicode.Scalar] = {
    let pairs: [(String, String)] = [
      ("─━═╌┄┈╴╶╸╺╾╼", "------------"), ("│┃║▏▎▍▌▐‖∥", "||||||||||"), ("←↑→↓↔", "<^>v-"),
      ("▸▶►◂◀◄▲▼△▽", ">>><<<^v^v"), ("●◉○◦•·∙◆◇■□▪⏸", "*@oo*..**#.#="), ("✓✔✕✗✘×", "++xxxx"),
      ("…–—−‐‑", "~-----"), ("“”„‘’«»‹›", "\"\"\"''<><>"), ("²³¹⁰⁴⁵⁶⁷⁸⁹⁻ⁿ", "2310456789-n"),
      ("₀₁₂₃₄₅₆₇₈₉", "0123456789"), ("≤≥≈≠≡∼∝", "<>~!=~~"), ("½¼¾√∞∑∏∫∂∇∈⊙⊗", "%%%V8SPIdVe**"),
      ("αβγδεζηθικλμνξοπρστυφχψω", "abgdezhqiklmnxoprstufxyw"),
      ("ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ", "ABGDEZHQIKLMNXOPRSTUFXYW"),
      ("àáâãäåçèéêëìíîïñòóôõöøùúûüýÿß", "aaaaaaceeeeiiiinoooooouuuuyys"),
      ("ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝ", "AAAAAACEEEEIIIINOOOOOOUUUUY"), ("°±§¶░▒▓␣", "o+SP.+*_"),
    ]
    var table: [Unicode.Scalar: Unicode.Scalar] = [:]
    for (rich, plain) in pairs {
      for (from, to) in zip(rich.unicodeScalars, plain.unicodeScalars) { table[from] = to }
    }
    return table
  }()
}
