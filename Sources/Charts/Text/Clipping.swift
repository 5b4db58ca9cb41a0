extension String {
  /// The text in at most `width` columns, its end replaced by … where it is cut.
  public func clipped(to width: Int, glyphs: GlyphTier = .braille) -> String {
    guard CharacterWidth.columns(of: self) > width else { return self }
    let mark = glyphs == .ascii ? "~" : "…"
    guard width > 1 else { return width == 1 ? mark : "" }
    var kept = ""
    var used = 0
    for scalar in unicodeScalars {
      let columns = CharacterWidth.columns(scalar)
      if used + columns > width - 1 { break }
      kept.unicodeScalars.append(scalar)
      used += columns
    }
    return kept + mark
  }

  /// The text followed, or preceded, by as many spaces as fill `width` columns.
  public func padded(to width: Int, trailing: Bool = false) -> String {
    let space = String(repeating: " ", count: max(0, width - CharacterWidth.columns(of: self)))
    return trailing ? space + self : self + space
  }

  /// The text with U+FFFD in place of each control character.
  var withoutControls: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.map { CharacterWidth.isControl($0) ? "\u{FFFD}" : $0 }))
  }
}
