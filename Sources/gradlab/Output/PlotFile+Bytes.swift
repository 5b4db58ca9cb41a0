import Charts
import Lab
import Screens

extension PlotFile {
  /// The file's bytes.
  func bytes(theme: Theme, colors: ColorTier) -> [UInt8] {
    switch format {
    case .svg: Array(picture.svg(theme: theme).utf8)
    case .txt: Array(picture.plainText().utf8)
    case .ansi: Array(picture.ansi(theme: theme, tier: colors).utf8)
    case .csv: Array(csv.utf8)
    case .json: Array(json.text(depth: 2).utf8)
    }
  }

  /// A row a number: the lesson, the plot and the seed in each.
  private var csv: String {
    let rows = data.rows.map { row in
      CSVText.row([lesson, plot, "\(seed)"] + row.map(\.text))
    }
    return CSVText.row(["lesson", "plot", "seed"] + data.columns) + rows.joined()
  }

  private var json: JSONValue {
    .object([
      "lesson": .string(lesson), "plot": .string(plot), "title": .string(title),
      "seed": RunResult.value(seed),
      "columns": .array(data.columns.map(JSONValue.string)),
      "rows": .array(data.rows.map { .array($0.map(\.json)) }),
    ])
  }
}

extension PlotData.Field {
  fileprivate var text: String {
    switch self {
    case .none: ""
    case .text(let text): text
    case .whole(let number): "\(number)"
    case .number(let number): "\(number)"
    }
  }

  fileprivate var json: JSONValue {
    switch self {
    case .none: .null
    case .text(let text): .string(text)
    case .whole(let number): .integer(number)
    case .number(let number): .number(number)
    }
  }
}
