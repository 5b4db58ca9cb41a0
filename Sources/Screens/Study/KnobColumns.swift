import Charts
import Lessons

/// How the step's knobs stand in columns: as many as fit, and no more rows than needed.
struct KnobColumns {
  /// The columns that the value of a number has.
  static let valueWidth = 7
  private static let gap = 3
  /// Arrows and track of a slider, at least and at most.
  private static let track = 8...26

  /// Where a column of knobs stands.
  struct Place: Hashable {
    var column: Int
    var columns: Int
    /// What the names in it take.
    var label: Int
  }

  let places: [Place]
  let rows: Int
  var perRow: Int { places.count }

  init(_ study: StudyModel, columns: Int) {
    let needs = study.knobs.map { Need(knob: $0, in: study) }
    let room = max(1, columns - 2)
    // Names in full and all words beside each other, if that takes no more rows than it must.
    var perRow = Self.most(of: needs, in: room, \.least)
    rows = max(1, (needs.count + perRow - 1) / perRow)
    perRow = max(1, (needs.count + rows - 1) / rows)
    places = Self.places(of: needs, perRow: perRow, in: room)
  }

  /// The most knobs in a row.
  private static func most(of needs: [Need], in room: Int, _ width: (Need) -> Int) -> Int {
    let fitting = (1...max(1, needs.count)).last { perRow in
      let columns = split(needs, perRow: perRow).map { column in
        (column.map(\.label).max() ?? 0) + (column.map(width).max() ?? 0)
      }
      return columns.reduce(0, +) + gap * (perRow - 1) <= room
    }
    return fitting ?? 1
  }

  private static func split(_ needs: [Need], perRow: Int) -> [[Need]] {
    (0..<perRow).map { first in
      stride(from: first, to: needs.count, by: perRow).map { needs[$0] }
    }
  }

  private static func places(of needs: [Need], perRow: Int, in room: Int) -> [Place] {
    let columns = split(needs, perRow: perRow)
    let labels = columns.map { $0.map(\.label).max() ?? 0 }
    let least = columns.map { $0.map(\.least).max() ?? 0 }
    let most = columns.map { $0.map(\.most).max() ?? 0 }
    let left = room - gap * (perRow - 1) - labels.reduce(0, +) - least.reduce(0, +)
    let extras = shares(of: max(0, left), wanted: zip(most, least).map { $0 - $1 })
    var column = 1
    return columns.indices.map { index in
      let width = min(labels[index] + least[index] + extras[index], room + 1 - column)
      defer { column += width + gap }
      return Place(column: column, columns: max(1, width), label: labels[index])
    }
  }

  /// Shares room out evenly; what one doesn't want is for the others.
  private static func shares(of room: Int, wanted: [Int]) -> [Int] {
    var (left, shares) = (room, wanted.map { _ in 0 })
    let order = wanted.indices.sorted { wanted[$0] < wanted[$1] }
    for (place, index) in order.enumerated() {
      shares[index] = min(left / (wanted.count - place), wanted[index])
      left -= shares[index]
    }
    return shares
  }

  /// The columns that a knob takes.
  private struct Need {
    var label: Int
    /// Besides its name.
    var least: Int
    var most: Int

    init(knob: Knob, in study: StudyModel) {
      label = CharacterWidth.columns(of: KnobBar.label(of: knob, in: study))
      let mark = study.lesson.isLive(knob.name) ? 0 : 2
      switch knob.kind {
      case .number:
        least = 2 + KnobColumns.valueWidth + KnobColumns.track.lowerBound + mark
        most = 2 + KnobColumns.valueWidth + KnobColumns.track.upperBound + mark
      case .choice(let words):
        let widths = words.map { CharacterWidth.columns(of: $0) }
        most = 3 + widths.reduce(0, +) + 3 * (words.count - 1) + mark
        least = min(most, 9 + (widths.max() ?? 0) + mark)
      case .text(let limit): (least, most) = (min(limit, 20) + 3, min(limit, 40) + 3)
      case .matrix(let kind):
        let names = kind.presets.map { CharacterWidth.columns(of: $0.name) }
        least = max(names.max() ?? 0, 16) + 5
        most = least
      case .position: (least, most) = (14, 14)
      }
    }
  }
}
