extension Grid {
  /// The grid with nothing that its terminal can't show: for `.ascii` every other character
  /// becomes one that resembles it, for `.lines` all but the line drawing does.
  public func restricted(to glyphs: GlyphTier) -> Grid {
    guard glyphs != .braille else { return self }
    var result = self
    result.removeMarks()
    for row in 0..<size.rows {
      for column in 0..<size.columns {
        let cell = self[column, row]
        guard cell.scalar.value > 0x7E else { continue }
        if glyphs == .lines && GlyphSubstitution.isLineDrawing(cell.scalar) { continue }
        result[column, row] = Cell(GlyphSubstitution.ascii(cell.scalar), cell.style)
      }
    }
    return result
  }
}

/// ASCII characters that resemble others.
enum GlyphSubstitution {
  /// What the line drawing set of DEC terminals has, and the half blocks, which are drawn only where
  /// there are colors: consoles that have these have those.
  static func isLineDrawing(_ scalar: Unicode.Scalar) -> Bool {
    (BoxLine(scalar) != nil && scalar.value >= 0x2500)
      || "·°±≤≥≠π◆▀▄".unicodeScalars.contains(scalar)
  }

  static func ascii(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    if let line = BoxLine(scalar) { return line.glyph(.ascii) }
    return table[scalar] ?? "?"
  }

  private static let table: [Unicode.Scalar: Unicode.Scalar] = {
    let pairs = [
      ("–—−‐…·•×÷‘’“”„«»‹›", "----..*x/''\"\"\"<><>"),
      ("←→↑↓↻▸▾◂✕✓●○◉◆", "<>^v*>v<Xv*oo*"),
      ("↵", "/"),
      ("∂∇√∑∏∞≈∼≤≥≠∈⊙°‖", "ddVSP8~~<>!e*o|"),
      ("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉ᵀᵢⱼₖₗₘₙ", "01234567890123456789Tijklmn"),
      ("━╌┈█▀▄░▒▓▏▎▍▌▋▊▉␣", "---###.+*|||||||_"),
      ("αβγδεζηθικλμνξπρστυφχψωΔΘΛΞΠΣΦΨΩ", "abgdezhtiklmnxprstufcpwDTLXPSFPO"),
    ]
    let entries = pairs.flatMap { zip($0.0.unicodeScalars, $0.1.unicodeScalars) }
    return Dictionary(entries.map { ($0.0, $0.1) }) { first, _ in first }
  }()
}
