import Charts
internal import Experiments
import Lab
import Lessons

/// The pad over the whole screen: the sheet, what the network is given, how sure it is of each digit,
/// and what its layers make of it.
struct PadView {
  let study: StudyModel

  private var pad: PadModel { study.pad }

  func draw(into grid: inout Grid, glyphs: GlyphTier) {
    let size = grid.size
    guard size.columns >= StudyLayout.smallest.columns && size.rows >= StudyLayout.smallest.rows
    else { return TooSmallView(title: study.lesson.title).draw(into: &grid, glyphs: glyphs) }
    let layout = PadLayout(size)
    StudyTitle(study: study, glyphs: glyphs).bar.draw(
      into: &grid, in: layout.title, glyphs: glyphs)
    drawSheet(layout, into: &grid, glyphs: glyphs)
    if let rect = layout.image { drawImage(into: &grid, in: rect, glyphs: glyphs) }
    drawBars(into: &grid, in: layout.bars, glyphs: glyphs)
    if let rect = layout.maps { drawMaps(into: &grid, in: rect, glyphs: glyphs) }
  }

  // MARK: The sheet

  private func drawSheet(_ layout: PadLayout, into grid: inout Grid, glyphs: GlyphTier) {
    let inside = PadLayout.inside(layout.sheet)
    Frame(title: "Your digit", isFocused: true).draw(into: &grid, in: layout.sheet, glyphs: glyphs)
    // A pixel of its own for each that can be drawn.
    let side = study.usesColor && glyphs == .braille ? inside.columns : inside.rows
    picture(pad.drawing.ink(side: side)).draw(into: &grid, in: inside, glyphs: glyphs)
    if pad.drawing.isEmpty {
      for (offset, text) in Self.invitation(columns: inside.columns - 2).enumerated() {
        grid.write(
          text, column: inside.column + (inside.columns - CharacterWidth.columns(of: text)) / 2,
          row: inside.row + inside.rows / 2 + offset, style: .plain)
      }
    }
    let place = layout.cell(column: pad.column, row: pad.row)
    grid[place.column, place.row] = Cell(
      pad.isPenDown ? (glyphs == .braille ? "\u{25CF}" : "o") : "+",
      Style(.accent, bold: true, reversed: true))
  }

  private static func invitation(columns: Int) -> [String] {
    let long = ["Draw a digit: drag the mouse,", "or space, then the arrows"]
    let short = ["Draw: mouse, or", "space and arrows"]
    return [long, short].first { $0.allSatisfy { $0.count <= columns } } ?? []
  }

  private func picture(_ values: [[Double]]) -> ImageTiles {
    ImageTiles(
      tiles: [.init(title: "", values: values, range: 0...1)], usesColor: study.usesColor)
  }

  // MARK: What is read

  private func drawImage(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    Frame(title: pad.isFitted ? "As MNIST has it" : "As you drew it").draw(
      into: &grid, in: rect, glyphs: glyphs)
    picture(study.padReading?.image ?? Drawing().unfitted()).draw(
      into: &grid, in: PadLayout.inside(rect), glyphs: glyphs)
  }

  private func drawBars(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    let reading = study.padReading
    let name = study.padReader?.label ?? ""
    Frame(title: reading?.answer.map { "\(name): \($0)" } ?? name).draw(
      into: &grid, in: rect, glyphs: glyphs)
    var inside = rect.inset(left: 1, top: 1, right: 2, bottom: 1)
    if let fault = study.padFault {
      let lines = StepText.set(
        FormattedText([.paragraph([.text(fault)])]), width: inside.columns - 1, glyphs: glyphs)
      for (offset, line) in lines.prefix(inside.rows).enumerated() {
        line.draw(
          into: &grid, column: inside.column + 1, row: inside.row + offset,
          width: inside.columns - 1)
      }
      return
    }
    if inside.rows >= 12 {
      // Whose numbers these are, in the last row.
      grid.write(
        origin.clipped(to: inside.columns - 2, glyphs: glyphs), column: inside.column + 2,
        row: inside.endRow - 1, style: .faint)
      inside = inside.inset(bottom: 1)
    }
    guard let reading, reading.best != nil else { return }
    ValueBars(
      bars: bars(of: reading, rows: inside.rows),
      axis: PlotAxis(range: AxisRange(lower: 0, upper: 100), label: "%"),
      highlighted: inside.rows < reading.classes.count ? 0 : reading.best
    ).draw(into: &grid, in: inside, glyphs: glyphs)
  }

  /// How the network that reads has been trained.
  private var origin: String {
    guard let id = study.padReader?.arm, let arm = study.armSnapshot(id) else {
      return "trained before"
    }
    if let step = arm.divergedStep { return "diverged at \(step)" }
    return "here, step \(study.padReading?.step ?? arm.step)"
  }

  /// Probabilities in percent: all classes in their order; where they don't fit, the most probable
  /// ones first.
  private func bars(of reading: DrawingReading, rows: Int) -> [ValueBars.Bar] {
    let color = study.padReader?.arm.flatMap { arm in
      study.lesson.arms.firstIndex { $0.id == arm }
    }
    let bars = zip(reading.classes, reading.probabilities).map { name, probability in
      ValueBars.Bar(
        label: name, value: 100 * probability, index: color ?? 0,
        text: NumberText.fixed(100 * probability, digits: 1))
    }
    guard rows < bars.count else { return bars }
    return Array(bars.sorted { $0.value > $1.value }.prefix(rows))
  }

  // MARK: The maps

  private func drawMaps(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    let layers = study.padReading?.layers ?? []
    guard !layers.isEmpty else {
      let title = study.padReading == nil ? "What its layers make of it" : "No maps: no convolution"
      return PanelRule(title: title).draw(into: &grid, in: rect, glyphs: glyphs)
    }
    if !PadLayout(grid.size).showsAllLayers || layers.count == 1 {
      let shown = layers[pad.layer % layers.count]
      let note = layers.count > 1 ? "v: \(layers[(pad.layer + 1) % layers.count].name)" : ""
      return drawMaps(of: shown, note: note, into: &grid, in: rect, glyphs: glyphs)
    }
    // As many columns for each layer as its maps need to be of one size.
    let weights = layers.map { Double($0.maps.count).squareRoot() * Double($0.width) }
    let total = weights.reduce(0, +)
    var rest = rect
    for (place, layer) in layers.enumerated() {
      let isLast = place == layers.count - 1
      let columns = isLast ? rest.columns : Int(Double(rect.columns) * weights[place] / total)
      let (left, right) = rest.splitLeft(columns)
      drawMaps(
        of: layer, into: &grid, in: isLast ? left : left.inset(right: 2), glyphs: glyphs)
      rest = right
    }
  }

  private func drawMaps(
    of layer: DrawingReading.Layer, note: String = "", into grid: inout Grid, in rect: Rect,
    glyphs: GlyphTier
  ) {
    PanelRule(title: "\(layer.maps.count) maps of \(layer.name)", note: note).draw(
      into: &grid, in: rect, glyphs: glyphs)
    ImageTiles(
      tiles: layer.maps.map { map in
        .init(
          title: "", values: map.values, colorMap: map.colorMap(else: .gray), range: map.range)
      }, usesColor: study.usesColor
    ).draw(into: &grid, in: rect.inset(left: 1, top: 1, right: 1), glyphs: glyphs)
  }
}

extension DrawingReading.Layer {
  /// Columns of a map.
  fileprivate var width: Int { maps.first?.values.first?.count ?? 1 }
}

extension DrawingReading {
  /// The place of the most probable class; nil where the network has left the finite numbers.
  fileprivate var best: Int? {
    guard probabilities.allSatisfy(\.isFinite) else { return nil }
    return probabilities.indices.max { probabilities[$0] < probabilities[$1] }
  }

  fileprivate var answer: String? { best.map { classes[$0] } }
}
