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

/// A plot of the matrices that a probe reads.
protocol MatrixPicture: CellPicture {}

extension MatrixPicture {
  /// The matrices of all shown arms, as far as they are read.
  var panes: [MatrixPane] {
    guard let probe = context.plot.probes.first else { return [] }
    return context.arms.flatMap { entry in
      (entry.arm.readings.pictures(probe) ?? []).map {
        MatrixPane(index: entry.index, label: entry.arm.label, picture: $0)
      }
    }
  }

  var paneSizes: [Size] { panes.map(\.size) }
  var isEmpty: Bool { panes.isEmpty }

  /// The step at which the pictures were read, where all are of the same one.
  var notes: [String] { context.commonStep.map { ["step \($0)"] } ?? [] }
}
