import Charts

/// The row of keys that matter now: as many as fit, the most important ones always.
struct Footer {
  var model: AppModel

  struct Item: Hashable {
    var key: String
    var word: String
    var rank: Int
    var action: Action

    var columns: Int {
      CharacterWidth.columns(of: key) + 1 + CharacterWidth.columns(of: word)
    }
  }

  static let gap = 2

  /// The keys in the order of the table, without those that do not fit.
  func items(width: Int) -> [Item] {
    var kept: [(offset: Int, item: Item)] = []
    var left = width
    let all = model.keys.lines.filter { $0.applies(to: model) }.enumerated().compactMap {
      offset, binding in
      binding.word(model).map { word in
        (
          offset: offset,
          item: Item(
            key: Self.short(binding.label), word: word, rank: binding.rank, action: binding.action)
        )
      }
    }
    for candidate in all.sorted(by: { $0.item.rank < $1.item.rank }) {
      let needed = candidate.item.columns + (kept.isEmpty ? 0 : Self.gap)
      guard needed <= left else { continue }
      left -= needed
      kept.append(candidate)
    }
    return kept.sorted { $0.item.rank < $1.item.rank }.map(\.item).filter { $0.rank > 0 }
      + kept.map(\.item).filter { $0.rank == 0 }
  }

  /// The first of the names of a line of the table.
  static func short(_ label: String) -> String {
    let first = label.split(separator: " ").first.map(String.init) ?? label
    return first == "\u{2192}"
      ? "\u{2190}\u{2192}" : first == "\u{2193}" ? "\u{2191}\u{2193}" : first
  }

  /// Where each key stands.
  func places(in rect: Rect) -> [(item: Item, columns: Range<Int>)] {
    var column = rect.column + 1
    return items(width: max(0, rect.columns - 2)).map { item in
      defer { column += item.columns + Self.gap }
      return (item: item, columns: column..<column + item.columns)
    }
  }

  func draw(into grid: inout Grid, in rect: Rect) {
    for (item, columns) in places(in: rect) {
      let column = grid.write(
        item.key, column: columns.lowerBound, row: rect.row,
        width: rect.endColumn - columns.lowerBound, style: Style(.accent, bold: true))
      grid.write(
        " \(item.word)", column: column, row: rect.row, width: rect.endColumn - column,
        style: .faint)
    }
  }
}
