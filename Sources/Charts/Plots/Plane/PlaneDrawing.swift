extension PlaneChart {
  public func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    guard !rect.isEmpty else { return }
    let key = Legend(entries: legendEntries(glyphs))
    let layout = PlaneLayout(self, key, in: rect, glyphs: glyphs)
    drawGround(layout, glyphs: glyphs, into: &grid)
    drawLines(layout, glyphs: glyphs, into: &grid)
    drawPoints(layout, glyphs: glyphs, into: &grid)
    drawEnds(layout, glyphs: glyphs, into: &grid)
    layout.axes.draw(x, layout.x, glyphs: glyphs, into: &grid)
    if let rect = layout.colorBar { colorBar?.draw(into: &grid, in: rect, glyphs: glyphs) }
    if let cursor, let cell = layout.cell(cursor) {
      grid[cell.column, cell.row] = Cell("+", Style(.accent, bold: true, reversed: true))
    }
    if let below = layout.legend { key.draw(into: &grid, in: below, isFlowing: true) }
  }

  /// The place that a cell shows when the chart is drawn into `rect`; nil outside the plot.
  public func place(atColumn column: Int, row: Int, in rect: Rect, glyphs: GlyphTier) -> Place? {
    let layout = PlaneLayout(
      self, Legend(entries: legendEntries(glyphs)), in: rect, glyphs: glyphs)
    guard layout.plot.contains(Position(column: column, row: row)) else { return nil }
    return Place(
      x: layout.x(column - layout.plot.column, of: layout.plot.columns),
      y: layout.y(row - layout.plot.row, of: layout.plot.rows))
  }

  // MARK: Ground and lines

  /// What the colors of the ground mean; nil where the field has none.
  var colorBar: ColorBar? {
    guard colorsField, usesColor else { return nil }
    return field?.colors(fieldScale).map { ColorBar(scale: $0, usesColor: true) }
  }

  /// The field in the colors of its numbers, or regions as subdued colors of their groups.
  private func drawGround(_ layout: PlaneLayout, glyphs: GlyphTier, into grid: inout Grid) {
    guard usesColor, regions != nil || colorsField else { return }
    let plot = layout.plot
    let shares = colorsField ? field?.shares(fieldScale) : nil
    func role(_ x: Double, _ y: Double) -> Role? {
      if let shares { return shares.value(x: x, y: y).flatMap(PlaneField.shareColors.role) }
      return regions?.group(x: x, y: y).map(Role.trace)
    }
    for row in 0..<plot.rows {
      let y = layout.y(row, of: plot.rows)
      for column in 0..<plot.columns {
        guard let role = role(layout.x(column, of: plot.columns), y) else { continue }
        grid[plot.column + column, plot.row + row] = Cell(" ", Style(.text, on: role))
      }
    }
  }

  /// Contours, boundaries of regions, then the paths on top of them.
  private func drawLines(_ layout: PlaneLayout, glyphs: GlyphTier, into grid: inout Grid) {
    let plot = layout.plot
    let empty = DotRaster(columns: plot.columns, rows: plot.rows, glyphs: glyphs)
    if let field {
      let levels = field.levels(fieldScale, count: glyphs == .braille ? 8 : 4)
      let contours = edges(empty, layout) { x, y in
        field.value(x: x, y: y).map { value in levels.count { $0 < value } }
      }
      draw(contours, Style(.border), plot, glyphs: glyphs, coarse: ".", into: &grid)
    }
    if let regions {
      let boundaries = edges(empty, layout) { x, y in regions.group(x: x, y: y) }
      draw(boundaries, .faint, plot, glyphs: glyphs, coarse: ".", into: &grid)
    }
    for path in paths where !path.isHidden {
      draw(
        raster(of: path, empty, layout), Style(.series(path.index)), plot, glyphs: glyphs,
        coarse: DashPattern.marker(index: path.index), into: &grid)
    }
  }

  /// The dots where a number that is constant in each region changes to the right or downward.
  private func edges(
    _ empty: DotRaster, _ layout: PlaneLayout, _ band: (_ x: Double, _ y: Double) -> Int?
  ) -> DotRaster {
    var raster = empty
    let (width, height) = (raster.width, raster.height)
    let columns = (0..<width).map { layout.x($0, of: width) }
    var above: [Int?] = []
    for y in 0..<height {
      let place = layout.y(y, of: height)
      let bands = columns.map { band($0, place) }
      for x in 0..<width {
        guard let here = bands[x] else { continue }
        let left = x > 0 ? bands[x - 1] ?? here : here
        let up = above.isEmpty ? here : above[x] ?? here
        if left != here || up != here { raster.set(x, y) }
      }
      above = bands
    }
    return raster
  }

  private func raster(
    of path: Path, _ empty: DotRaster, _ layout: PlaneLayout
  ) -> DotRaster {
    var raster = empty
    var before: (x: Int, y: Int)?
    for place in path.places {
      // A place far outside is cut off three lengths away, which keeps its direction.
      guard let across = layout.x.fraction(place.x), let up = layout.y.fraction(place.y) else {
        before = nil
        continue
      }
      let dot = (
        x: Int((across * Double(raster.width - 1)).rounded()),
        y: Int(((1 - up) * Double(raster.height - 1)).rounded())
      )
      let from = before ?? dot
      raster.line(from.x, from.y, dot.x, dot.y) { _ in true }
      before = dot
    }
    return raster
  }

  /// Draws dots over what is there; the color of the ground stays. Where there is no Braille, one
  /// sign for all dots of a cell: two dots a cell tell contours and paths apart no more.
  private func draw(
    _ raster: DotRaster, _ style: Style, _ plot: Rect, glyphs: GlyphTier,
    coarse: Unicode.Scalar, into grid: inout Grid
  ) {
    for row in 0..<plot.rows {
      for column in 0..<plot.columns {
        let mask = raster.masks[row * plot.columns + column]
        guard mask != 0 else { continue }
        let (across, down) = (plot.column + column, plot.row + row)
        let style = laid(style, on: grid[across, down].style.background)
        let sign = glyphs == .braille ? DotRaster.glyph(mask, glyphs) : coarse
        grid[across, down] = Cell(sign, style)
      }
    }
  }

  /// A style on the ground that is there: contours in the ink of a field's color; all else cuts
  /// through such ground, since its colors could not be told from the field's.
  private func laid(_ style: Style, on ground: Role?) -> Style {
    var style = style
    if case .magnitude(let level)? = ground {
      guard style.foreground == .border else { return style }
      style.foreground = .inkOnMagnitude(level)
    }
    style.background = ground
    return style
  }

  // MARK: Points and ends

  private func drawPoints(_ layout: PlaneLayout, glyphs: GlyphTier, into grid: inout Grid) {
    /// The point that is seen in a cell.
    var seen: [Position: Int] = [:]
    for (number, point) in points.enumerated() {
      guard let cell = layout.cell(point.place) else { continue }
      seen[cell] = number
      grid[cell.column, cell.row] = Cell(
        marker(point.group, glyphs),
        laid(
          Style(.series(point.group), bold: true),
          on: grid[cell.column, cell.row].style.background))
    }
    // Names last, and only where nothing else stands.
    for (number, point) in points.enumerated() where !point.label.isEmpty {
      guard let cell = layout.cell(point.place), seen[cell] == number else { continue }
      draw(point, at: cell, layout.plot, glyphs: glyphs, into: &grid)
    }
  }

  /// Draws a point's name at its right, or at its left, where it touches nothing else.
  private func draw(
    _ point: Point, at cell: Position, _ plot: Rect, glyphs: GlyphTier, into grid: inout Grid
  ) {
    let width = CharacterWidth.columns(of: point.label)
    // A letter that marks the point is no part of the name.
    let gap = hasLetters(glyphs) ? 1 : 0
    for start in [cell.column + 1 + gap, cell.column - gap - width]
    where start >= plot.column && start + width <= plot.endColumn {
      // As wide a gap to what stands beyond, and one blank more.
      let needed =
        start > cell.column
        ? cell.column + 1...start + width + gap : start - 1 - gap...cell.column - 1
      let isFree = needed.allSatisfy { column in
        column < plot.column || column >= plot.endColumn || grid[column, cell.row].scalar == " "
      }
      guard isFree else { continue }
      let ground = grid[start, cell.row].style.background
      grid.write(
        point.label, column: start, row: cell.row, width: width,
        style: laid(Style(.series(point.group)), on: ground))
      return
    }
  }

  /// Whether letters tell groups apart, as there is no color to do so.
  private func hasLetters(_ glyphs: GlyphTier) -> Bool { !usesColor || glyphs != .braille }

  private func marker(_ group: Int, _ glyphs: GlyphTier) -> Unicode.Scalar {
    hasLetters(glyphs) ? DashPattern.marker(index: group) : "•"
  }

  /// Where each path begins and where it has come to.
  private func drawEnds(_ layout: PlaneLayout, glyphs: GlyphTier, into grid: inout Grid) {
    let ring: Unicode.Scalar = glyphs == .braille ? "○" : "O"
    for path in paths where !path.isHidden {
      let style = Style(.series(path.index), bold: true)
      if let cell = path.places.first.flatMap(layout.cell) {
        grid[cell.column, cell.row] = Cell(ring, style)
      }
    }
    for path in paths where !path.isHidden && path.places.count > 1 {
      guard let cell = path.places.last.flatMap(layout.cell) else { continue }
      grid[cell.column, cell.row] = Cell(
        endMark(path, glyphs), Style(.series(path.index), bold: true))
    }
  }

  /// A disk, or the path's own letter where there is no color.
  private func endMark(_ path: Path, _ glyphs: GlyphTier) -> Unicode.Scalar {
    usesColor && glyphs == .braille ? "●" : DashPattern.marker(index: path.index)
  }

  // MARK: Around it

  private func legendEntries(_ glyphs: GlyphTier) -> [LegendEntry] {
    let shown = Set(points.map(\.group))
    let named = groups.enumerated().filter { shown.contains($0.offset) && !$0.element.isEmpty }
    return named.map { group, name in
      LegendEntry(
        sample: " \(marker(group, glyphs)) ", label: name, value: "",
        style: Style(.series(group)), isHidden: false)
    }
      + paths.filter { !$0.label.isEmpty }.map { path in
        let line = BoxLine.horizontal.glyph(glyphs)
        let mark = endMark(path, glyphs)
        return LegendEntry(
          sample: path.isHidden ? "   " : "\(line)\(line)\(mark)", label: path.label,
          value: path.isHidden ? "hidden" : path.note, style: Style(.series(path.index)),
          isHidden: path.isHidden)
      }
  }
}
