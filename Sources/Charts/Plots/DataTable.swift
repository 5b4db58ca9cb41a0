/// Rows of text under titled columns, clipped to the width there is.
public struct DataTable: Drawable, Hashable, Sendable {
  public enum Alignment: Hashable, Sendable {
    case leading
    /// For numbers.
    case trailing
  }

  public struct Column: Hashable, Sendable {
    public var title: String
    public var alignment: Alignment

    public init(_ title: String, _ alignment: Alignment = .leading) {
      self.title = title
      self.alignment = alignment
    }
  }

  /// One row: texts by column, and the arm whose color its first text takes.
  public struct Row: Hashable, Sendable {
    public var texts: [String]
    public var seriesIndex: Int?

    public init(_ texts: [String], seriesIndex: Int? = nil) {
      self.texts = texts
      self.seriesIndex = seriesIndex
    }
  }

  public var columns: [Column]
  public var rows: [Row]
  /// The row that the reader is on; the table scrolls to keep it in sight.
  public var highlighted: Int?

  /// What it takes to be seen whole, with its titles.
  public var naturalSize: Size {
    let widths = columns.indices.map { column in
      rows.reduce(CharacterWidth.columns(of: columns[column].title)) {
        column < $1.texts.count ? max($0, CharacterWidth.columns(of: $1.texts[column])) : $0
      }
    }
    return Size(
      columns: 2 + widths.reduce(0, +) + 2 * max(0, columns.count - 1), rows: rows.count + 1)
  }

  public init(columns: [Column], rows: [Row], highlighted: Int? = nil) {
    self.columns = columns
    self.rows = rows
    self.highlighted = highlighted
  }
}
