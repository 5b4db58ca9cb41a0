import Charts
import Glibc
import Lab
import Lessons
import Screens

/// A plot in the bytes of its format.
struct PlotFile {
  let bytes: [UInt8]

  /// - Throws: `PNGFault` where there is nothing that draws it.
  init(_ export: PlotExport, _ snapshot: SessionSnapshot, theme: Theme) throws {
    switch export.format {
    case .svg: bytes = Array(export.grid.svg(theme: theme).utf8)
    case .png: bytes = try PNGConversion.png(ofSVG: export.grid.svg(theme: theme))
    case .txt: bytes = Array(export.grid.plainText().utf8)
    case .ansi: bytes = Array(export.grid.ansi(theme: theme, tier: .trueColor).utf8)
    case .csv: bytes = Array(PlotNumbers(export, snapshot).csv.utf8)
    case .json: bytes = Array(PlotNumbers(export, snapshot).json.text(depth: 4).utf8)
    }
  }
}

extension App {
  /// Writes a plot into a new file, and says where it is or what went wrong.
  mutating func write(_ export: PlotExport) {
    guard let snapshot = session?.snapshot() else { return }
    do {
      let file = try PlotFile(export, snapshot, theme: themes.theme)
      try NewFile.write(file.bytes, to: export.path)
      take(.notice("Written: \(export.path.safe(limit: 200)), \(file.bytes.count) bytes"))
    } catch {
      take(.fault("\(error)"))
    }
  }
}
