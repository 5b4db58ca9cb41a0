extension Grid {
  /// The characters alone, rows ended by a line feed, spaces at their ends left out.
  public func plainText() -> String {
    var text = ""
    for row in 0..<size.rows {
      var line = ""
      var kept = 0
      for column in 0..<size.columns {
        let scalar = self[column, row].scalar
        if scalar == "\0" { continue }
        line.unicodeScalars.append(scalar)
        line.unicodeScalars.append(contentsOf: marks(column: column, row: row))
        if scalar != " " { kept = line.unicodeScalars.count }
      }
      text.unicodeScalars.append(contentsOf: line.unicodeScalars.prefix(kept))
      text += "\n"
    }
    return text
  }

  /// The cells with SGR escape sequences, each row ended by a reset and a line feed.
  public func ansi(theme: Theme, tier: ColorTier) -> String {
    var text = ""
    for row in 0..<size.rows {
      var style = Style.plain
      for column in 0..<size.columns {
        let cell = self[column, row]
        if cell.scalar == "\0" { continue }
        if cell.style != style {
          text += theme.escape(cell.style, tier: tier)
          style = cell.style
        }
        text.unicodeScalars.append(cell.scalar)
        text.unicodeScalars.append(contentsOf: marks(column: column, row: row))
      }
      text += style == .plain ? "\n" : "\u{1B}[0m\n"
    }
    return text
  }
}

extension Theme {
  /// The SGR sequence that sets exactly this style.
  package func escape(_ style: Style, tier: ColorTier) -> String {
    var codes = ["0"]
    let attributes = tier == .mono ? monochrome(style) : nil
    if attributes?.bold ?? style.isBold { codes.append("1") }
    if attributes?.underlined ?? style.isUnderlined { codes.append("4") }
    if attributes?.reversed ?? style.isReversed { codes.append("7") }
    codes += colorCodes(style.foreground, tier: tier, isBackground: false)
    if let background = style.background {
      codes += colorCodes(background, tier: tier, isBackground: true)
    }
    return "\u{1B}[\(codes.joined(separator: ";"))m"
  }

  private func colorCodes(_ role: Role, tier: ColorTier, isBackground: Bool) -> [String] {
    let first = isBackground ? 48 : 38
    switch tier {
    case .mono: return []
    case .sixteen:
      guard let color = sixteen(role).map(Int.init) else { return [] }
      return [String((color < 8 ? color : color + 52) + first - 8)]
    case .indexed256:
      return indexed(role).map { ["\(first)", "5", "\($0)"] } ?? []
    case .trueColor:
      return color(role).map { ["\(first)", "2", "\($0.red)", "\($0.green)", "\($0.blue)"] } ?? []
    }
  }
}
