import Charts
import Glibc
import Lessons
import Screens
import Terminal

extension App {
  /// Keeps a plot as a new file, and says where it is and how large, or what went wrong.
  mutating func save(_ plot: PlotFile) {
    let bytes = plot.bytes(
      theme: themes.theme, colors: terminal.colors == .mono ? .mono : .trueColor)
    do throws(NewFile.Fault) {
      try NewFile.write(bytes, to: plot.path)
    } catch {
      return take(.plotNotSaved(reason: error.reason))
    }
    take(.plotSaved(path: plot.path.safe(limit: 200), bytes: bytes.count))
  }
}
