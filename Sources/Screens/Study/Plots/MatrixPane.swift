import Charts
internal import Experiments
import Lab
import Lessons

/// A matrix and the arm that it is of.
struct MatrixPane {
  /// The arm's place in the lesson.
  var index: Int
  var label: String
  var picture: Picture

  var size: Size {
    Size(columns: picture.values.map(\.count).max() ?? 0, rows: picture.values.count)
  }

  /// The exact value in a cell; empty where it has none.
  func value(at place: MatrixPlace, _ glyphs: GlyphTier) -> String {
    guard picture.values.indices.contains(place.row),
      picture.values[place.row].indices.contains(place.column)
    else { return "" }
    return DataTable.exact(picture.values[place.row][place.column], glyphs: glyphs)
  }

  /// The arm, what it says, and how many panes found no room.
  func drawHeading(
    title: String, isCurrent: Bool = false, hidden: Int, into grid: inout Grid, in rect: Rect,
    glyphs: GlyphTier
  ) {
    let mark = isCurrent ? "\u{25B8} " : ""
    let column = grid.write(
      (mark + label).clipped(to: rect.columns, glyphs: glyphs), column: rect.column,
      row: rect.row, width: rect.columns, style: Style(.series(index), bold: true))
    var end = column
    let room = rect.endColumn - column - 2
    if room > 2 && !title.isEmpty {
      end = grid.write(
        title.spelled(for: glyphs).clipped(to: room, glyphs: glyphs), column: column + 2,
        row: rect.row, width: room,
        style: .plain)
    }
    let note = "+\(hidden): hide arms with 1\u{2026}9"
    if hidden > 0, end + 2 + note.count <= rect.endColumn {
      grid.write(note, column: rect.endColumn - note.count, row: rect.row, style: .faint)
    }
  }
}

extension Picture {
  /// The colors of its values; `other` for those without a sign.
  func colorMap(else other: ColorMap) -> ColorMap {
    isSigned ? .signed : hasZerosApart ? .zeroApart : other
  }
}

extension Picture {
  /// Some of its cells, in the colors that they have in the whole.
  func part(_ rows: Range<Int>, _ columns: Range<Int>) -> Picture {
    var part = self
    let width = values.map(\.count).max() ?? 0
    func few<Item>(_ items: [Item], _ range: Range<Int>) -> [Item] {
      Array(items[range.clamped(to: items.indices)])
    }
    part.values = few(values, rows).map { few($0, columns) }
    part.rowLabels = few(rowLabels, rows)
    part.columnLabels = few(columnLabels, columns)
    part.colors = colors.map { plane in
      rows.flatMap { row in columns.map { plane[row * width + $0] } }
    }
    part.range = range ?? wholeRange
    part.mark = mark.map {
      Mark(row: $0.row - rows.lowerBound, column: $0.column - columns.lowerBound, side: $0.side)
    }
    return part
  }

  /// From the least to the greatest number; as far to both sides of zero where they have a sign.
  private var wholeRange: ClosedRange<Double>? {
    let finite = values.joined().filter(\.isFinite)
    guard let least = finite.min(), let most = finite.max() else { return nil }
    let reach = max(abs(least), abs(most))
    return isSigned ? -reach...reach : least...most
  }
}

/// A plot of the matrices that a probe reads.
protocol MatrixPicture: CellPicture {}

extension MatrixPicture {
  /// The matrices of all shown arms, as far as they are read.
  var panes: [MatrixPane] {
    guard let probe = context.plot.probes.first else { return [] }
    return context.arms.flatMap { entry in
      let pictures = entry.arm.readings.pictures(probe) ?? []
      let alone = context.partAlone.flatMap { pictures.indices.contains($0) ? $0 : nil }
      return (alone.map { [pictures[$0]] } ?? pictures).map {
        MatrixPane(index: entry.index, label: entry.arm.label, picture: $0)
      }
    }
  }

  /// The pictures that an arm has several of.
  var parts: PlotParts? {
    guard let probe = context.plot.probes.first else { return nil }
    let pictures = context.visibleArms.compactMap { $0.arm.readings.pictures(probe) }
    let titles = pictures.max { $0.count < $1.count }?.map(\.title) ?? []
    let noun: String
    switch context.study.lesson.probe(probe)?.measure {
    case .attention?: noun = "head"
    case .featureMaps?, .filters?: noun = "channel"
    default: noun = Self.kind == .heatMap || Self.kind == .numbers ? "matrix" : "image"
    }
    return PlotParts(noun, count: titles.count, names: titles)
  }

  var paneSizes: [Size] { panes.map(\.size) }
  var isEmpty: Bool { panes.isEmpty }

  /// The step at which the pictures were read, where all are of the same one.
  var notes: [String] { context.commonStep.map { ["step \($0)"] } ?? [] }
}

extension MatrixPicture where Self: ZoomedCells {
  /// The panes with the cells alone that are shown.
  var shownPanes: [MatrixPane] {
    panes.map { pane in
      guard let cells = shownCells(of: pane.size) else { return pane }
      var part = pane
      part.picture = pane.picture.part(cells.rows, cells.columns)
      return part
    }
  }

  /// The cursor's place among the cells that are shown of its pane.
  var shownPlace: MatrixPlace {
    let sizes = paneSizes
    return sizes.indices.contains(cell.pane) ? shownPlace(in: sizes[cell.pane]) : cell.place
  }

  var notes: [String] { (context.commonStep.map { ["step \($0)"] } ?? []) + cellNotes }
}
