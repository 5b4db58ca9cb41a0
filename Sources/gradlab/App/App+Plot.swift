import Charts
import Lessons
import Screens
import Terminal

extension App {
  /// Keeps a plot as a new file, and says where it is and how large, or what went wrong where its name was
  /// typed.
  mutating func save(_ plot: PlotFile) {
    do {
      let bytes = try plot.bytes(
        theme: themes.theme, colors: terminal.colors == .mono ? .mono : .trueColor,
        assets: shelf.folders.assets)
      try NewFile.write(bytes, to: plot.path)
      take(.notice("Saved: \(plot.path.safe(limit: 200)), \(bytes.count) bytes"))
    } catch {
      let reason = (error as? NewFile.Fault)?.reason ?? "\(error)"
      take(.commandRefused(typed: "export \(plot.path)", reason: reason))
    }
  }
}
