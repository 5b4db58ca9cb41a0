import Charts
internal import Experiments
import Lab
import Lessons

/// Pictures in their true proportions, all on one row; what all arms share stands once.
struct PhotographPicture: MatrixPicture, ZoomedCells {
  static let kind = PlotKind.photograph

  var context: PlotContext

  init(_ context: PlotContext) { self.context = context }

  /// The pictures that differ, and of each the arm that has it first.
  private var distinct: [MatrixPane] {
    panes.reduce(into: []) { distinct, pane in
      if !distinct.contains(where: { $0.picture == pane.picture }) { distinct.append(pane) }
    }
  }

  var paneSizes: [Size] { distinct.map(\.size) }
  var notes: [String] { cellNotes }

  func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    photograph.draw(into: &grid, in: rect, glyphs: glyphs)
  }

  private var photograph: Photograph {
    let images = distinct.enumerated().map { index, pane in
      var part = pane
      if let cells = shownCells(of: pane.size) {
        part.picture = pane.picture.part(cells.rows, cells.columns)
      }
      var image = Photograph.Image(part, title: title(of: pane))
      if let mark = part.picture.mark {
        (image.cursor, image.window) = (MatrixPlace(row: mark.row, column: mark.column), mark.side)
      }
      if let cell = context.cursor?.cell, cell.pane == index {
        (image.cursor, image.window) = (shownPlace(in: pane.size), 1)
      }
      return image
    }
    return Photograph(images: images, usesColor: context.study.usesColor)
  }

  func point(at position: Position, in rect: Rect, glyphs: GlyphTier) -> PlotPoint? {
    photograph.pixel(
      atColumn: position.column, row: position.row, in: rect, glyphs: glyphs
    ).flatMap { point($0.pixel, inPane: $0.image) }
  }

  /// The picture's own, after the arm's where not all arms have it.
  private func title(of pane: MatrixPane) -> String {
    let owners = Set(panes.filter { $0.picture == pane.picture }.map(\.index))
    let isShared = owners.count == context.arms.count
    return isShared ? pane.picture.title : "\(pane.label), \(pane.picture.title)"
  }

  // MARK: What the cursor reads

  var placeTitle: String { "row \(cell.place.row + 1), column \(cell.place.column + 1)" }

  /// The pixel in every picture.
  func readings(glyphs: GlyphTier) -> DataTable {
    DataTable(
      columns: [.init("arm"), .init("value", .trailing)],
      rows: panes.map { pane in
        DataTable.Row([pane.label, pane.value(at: cell.place, glyphs)], seriesIndex: pane.index)
      })
  }
}

extension Photograph.Image {
  fileprivate init(_ pane: MatrixPane, title: String) {
    let picture = pane.picture
    let size = pane.size
    let gray = picture.values.flatMap { $0.map(Float.init) }
    let finite = gray.filter(\.isFinite).map(Double.init)
    let extremes = (finite.min() ?? 0)...(finite.max() ?? 1)
    self.init(
      title: title, width: size.columns, height: size.rows,
      planes: picture.colors.isEmpty ? [gray] : picture.colors,
      range: picture.range ?? extremes, colorMap: picture.colorMap(else: .gray))
  }
}
