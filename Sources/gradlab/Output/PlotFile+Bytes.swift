import Charts
import Datasets
import Lab
import Screens

extension PlotFile {
  /// The file's bytes.
  /// - Parameter assets: the folder that has the letters of pictures.
  /// - Throws: `DataFault` where they can't be read, `NewFile.Fault` for too many pixels.
  func bytes(theme: Theme, colors: ColorTier, assets: String) throws -> [UInt8] {
    switch format {
    case .png:
      let pixels = Raster.size(of: picture.size)
      guard pixels.width * pixels.height <= PNGPicture.pixelLimit else {
        throw NewFile.Fault(
          path: path,
          reason: "it would have \(pixels.width)×\(pixels.height) pixels, more than "
            + "\(PNGPicture.pixelLimit); make it smaller, or choose .svg")
      }
      let raster = picture.raster(theme: theme, letters: try LetterSheet(assets: assets))
      return try PNGPicture(
        width: raster.width, height: raster.height, channels: 3, bytes: raster.bytes
      ).file(path: path)
    case .svg: return Array(picture.svg(theme: theme).utf8)
    case .txt: return Array(picture.plainText().utf8)
    case .ansi: return Array(picture.ansi(theme: theme, tier: colors).utf8)
    case .csv: return Array(csv.utf8)
    case .json: return Array(json.text(depth: 2).utf8)
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

extension LetterSheet {
  /// The letters that come with the program.
  fileprivate init(assets: String) throws(DataFault) {
    let path = "\(assets)/Glyphs/mono.png"
    let sheet = try PNGPicture(path: path)
    let letters = try TextFile(path: "\(assets)/Glyphs/mono.txt").lines.joined().unicodeScalars
    guard sheet.channels == 1,
      let found = LetterSheet(letters: letters, width: sheet.width, coverage: sheet.bytes)
    else {
      throw DataFault(
        path: path, fact: .damagedPicture(reason: "it has not a cell for each letter of mono.txt"))
    }
    self = found
  }
}
