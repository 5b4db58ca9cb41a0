import Charts
import Lessons
import Screens
import Terminal

extension App {
  /// Keeps a plot as a new file, and says where it is and how large, or what went wrong.
  mutating func save(_ plot: PlotFile) {
    do {
      let bytes = try plot.bytes(
        theme: themes.theme, colors: terminal.colors == .mono ? .mono : .trueColor,
        assets: shelf.folders.assets)
      try NewFile.write(bytes, to: plot.path)
      take(.plotSaved(path: plot.path.safe(limit: 200), bytes: bytes.count))
    } catch let fault as NewFile.Fault {
      take(.plotNotSaved(reason: fault.reason))
    } catch {
      take(.plotNotSaved(reason: "\(error)"))
    }
  }
}
