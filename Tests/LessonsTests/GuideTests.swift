import Datasets
import Experiments
import Foundation
import Lessons
import Testing

@Suite("The authors' guide")
struct GuideTests {
  private static let guide =
    (try? String(contentsOfFile: ShippedLessons.folder + "/README.md", encoding: .utf8)) ?? ""

  @Test("tells every measure, with what may be set for it", arguments: Measure.all)
  func measures(_ measure: Measure) {
    #expect(Self.guide.contains("`\(measure.name)`") || Self.guide.contains("of: \(measure.name)"))
    #expect(Self.guide.contains("| `\(measure.name)` | \(measure.meaning) |\n"), "\(measure.name)")
    for setting in measure.settings {
      #expect(Self.guide.contains("`\(setting.key)`") || Self.guide.contains("\(setting.key):"))
    }
  }

  @Test("tells every kind of plot, with what may be set for it", arguments: PlotKind.all)
  func plots(_ kind: PlotKind) {
    #expect(Self.guide.contains("`\(kind.usage)`"))
    for setting in kind.settings {
      #expect(Self.guide.contains("`\(setting.key)`") || Self.guide.contains("\(setting.key):"))
    }
  }

  @Test("tells every kind of data and of model")
  func kinds() {
    for kind in DatasetCatalog.kinds { #expect(Self.hasRow(kind.name), "\(kind.name)") }
    for kind in ExperimentKind.all {
      for block in kind.blocks {
        #expect(
          Self.guide.contains("`\(block)`") || Self.guide.contains("\(block):"), "\(block)")
      }
    }
    for kind in ModelKind.all { #expect(Self.hasRow(kind.name), "\(kind.name)") }
  }

  /// Whether a table has a row of that name, alone or with others.
  private static func hasRow(_ name: String) -> Bool {
    guide.split(separator: "\n").contains { line in
      let cells = line.split(separator: "|", omittingEmptySubsequences: false)
      return cells.count > 2 && cells[1].contains("`\(name)`")
    }
  }
}
