extension ArchitectureTable {
  public func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    guard rect.rows >= 2, rect.columns >= 12, !layers.isEmpty else { return }
    let columns = ArchitectureColumns(self, available: rect.columns - 2)
    drawTexts(
      ["layer", "kind", "output", "parameters"], columns, in: rect, row: rect.row, style: .faint,
      nameStyle: .faint, glyphs: glyphs, into: &grid)
    let room = rect.rows - 2
    let shown = shownLayers(room: room)
    for (offset, index) in shown.enumerated() {
      drawLayer(
        index, columns, in: rect, row: rect.row + 1 + offset, glyphs: glyphs, into: &grid)
    }
    let last = rect.row + 1 + shown.count
    let hidden = layers.count - shown.count
    drawTexts(
      ["total", hidden > 0 ? "\(hidden) not shown" : "", "", GroupedDigits.text(total)],
      columns, in: rect, row: last, style: .strong, nameStyle: .strong, glyphs: glyphs, into: &grid)
  }

  /// The layers that there is room for: where not all fit, those without parameters give way, then
  /// the lightest, but not the one that the reader is on.
  private func shownLayers(room: Int) -> [Int] {
    guard layers.count > room else { return Array(layers.indices) }
    let byWeight = layers.indices.sorted {
      let (a, b) = (layers[$0].parameters, layers[$1].parameters)
      return $0 == highlighted || $1 != highlighted && (a, $1) > (b, $0)
    }
    return byWeight.prefix(max(0, room)).sorted()
  }

  private func drawLayer(
    _ index: Int, _ columns: ArchitectureColumns, in rect: Rect, row: Int, glyphs: GlyphTier,
    into grid: inout Grid
  ) {
    let layer = layers[index]
    let isHeaviest = index == heaviest
    let isCurrent = index == highlighted
    if isCurrent {
      grid[rect.column, row] = Cell(glyphs == .braille ? "▸" : ">", Style(.accent, bold: true))
    }
    let at = drawTexts(
      [layer.name, layer.kind, layer.output, GroupedDigits.text(layer.parameters)], columns,
      in: rect, row: row,
      style: isHeaviest ? .strong : layer.parameters == 0 ? .faint : .plain,
      nameStyle: Style(isCurrent ? .accent : .text, bold: isHeaviest || isCurrent),
      glyphs: glyphs, into: &grid)
    guard columns.bar > 0, layer.parameters > 0 else { return }
    let place = Rect(column: at, row: row, columns: columns.bar, rows: 1)
    drawBar(share(of: layer), isHeaviest: isHeaviest, in: place, glyphs: glyphs, into: &grid)
  }

  /// A bar as long as the layer's share, the heaviest layer's over the whole width, and its
  /// percentage.
  private func drawBar(
    _ share: Double, isHeaviest: Bool, in rect: Rect, glyphs: GlyphTier, into grid: inout Grid
  ) {
    let greatest = heaviest.map { self.share(of: layers[$0]) } ?? 1
    let style = Style(isHeaviest ? .accent : .series(0), bold: isHeaviest)
    let length = max(1, rect.columns - ArchitectureColumns.percentage)
    let eighths = max(1, Int((share / greatest * Double(length * 8)).rounded()))
    for offset in 0..<(eighths + 7) / 8 {
      let part = min(8, eighths - offset * 8)
      // From a full block down to an eighth, in the order of Unicode.
      let block = Unicode.Scalar(0x2590 - UInt32(part)) ?? "█"
      let glyph: Unicode.Scalar = glyphs == .braille ? block : part > 4 || offset == 0 ? "#" : " "
      grid[rect.column + offset, rect.row] = Cell(glyph, style)
    }
    guard rect.columns > ArchitectureColumns.percentage else { return }
    let percent = share * 100
    let text =
      percent >= 9.5
      ? "\(Int(percent.rounded())) %" : NumberText.fixed(percent, digits: 1) + " %"
    grid.write(
      text, column: rect.column + (eighths + 7) / 8 + 1, row: rect.row,
      width: ArchitectureColumns.percentage, style: isHeaviest ? style : .faint)
  }

  /// Writes name, kind, output and parameters; returns the column after them.
  @discardableResult
  private func drawTexts(
    _ texts: [String], _ columns: ArchitectureColumns, in rect: Rect, row: Int, style: Style,
    nameStyle: Style, glyphs: GlyphTier, into grid: inout Grid
  ) -> Int {
    var at = rect.column + 2
    let widths = [columns.name, columns.kind, columns.output, columns.parameters]
    for (place, (text, width)) in zip(texts, widths).enumerated() where width > 0 {
      let shown = text.clipped(to: width, glyphs: glyphs).padded(to: width, trailing: place == 3)
      grid.write(
        shown, column: at, row: row, width: max(0, rect.endColumn - at),
        style: place == 0 ? nameStyle : style)
      at += width + ArchitectureColumns.gap
    }
    return at
  }
}
