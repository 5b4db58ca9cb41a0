import Datasets
import Experiments
import Lab
import Lessons
import Testing
import TrainingLessons

/// Every measure that there is, against networks of every kind.
@Suite("Measures")
struct MeasureTests {
  @Test("measures have names of their own, in the form that lessons write")
  func names() {
    let names = Measure.all.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { $0.allSatisfy { $0.isLowercase || $0 == "_" } })
    for measure in Measure.all { #expect(Measure.named(measure.name) == measure) }
    #expect(Measure.named("no_such_measure") == nil)
  }

  @Test("every measure reads something wherever it says that it can", arguments: Measure.all)
  func reads(measure: Measure) throws {
    var places = 0
    for kind in ModelLesson.allCases {
      var lesson = try kind.lesson
      let data = try lesson.data.description()
      guard try lesson.experiment(knobs: [:]).reads(measure) else { continue }
      places += 1
      let takesField = measure.settings.contains { $0.kind == .field }
      lesson.probes = [
        Probe(
          name: "it", measure: measure, label: "it", field: takesField ? data.fieldNames[0] : nil)
      ]
      if measure.settings.contains(where: { $0.kind == .gate }) { lesson.probes[0].gate = .hidden }
      if measure == .wordAlignment {
        lesson.probes[0].groups = [("y", "1"), ("a", "2"), ("/", "3")].map {
          WordGroup(name: $0.0, words: [$0.0, $0.1])
        }
      }
      // Few points do, of large networks too.
      if measure.settings.contains(where: { $0.kind == .levels }) { lesson.probes[0].levels = 1 }
      if lesson.probes[0].isNumber, !lesson.probes[0].isCurve {
        let value = try #require(try recorded(lesson, kind.library))
        #expect(value.isFinite, "\(measure.name) of \(kind)")
        continue
      }
      let run = try HeadlessRun.run(lesson, library: kind.library, steps: 2)
      #expect(run.arms[0].holds("it", measure.form), "\(measure.name) of \(kind)")
    }
    for kind in ProcessLesson.allCases {
      // What nothing reads in such a lesson is refused.
      guard let lesson = try? kind.lesson(of: measure) else { continue }
      places += 1
      let run = try HeadlessRun.run(lesson, library: kind.library, steps: 2)
      #expect(run.arms[0].holds("it", measure.form), "\(measure.name) of \(kind)")
    }
    #expect(places > 0)
  }

  /// What a number that has no curve comes to after two steps.
  private func recorded(_ lesson: Lesson, _ library: DataLibrary) throws -> Double? {
    let key = MetricKey(probe: lesson.probes[0].name, step: 2)
    var experiment = try lesson.experiment(knobs: [:]).begin(
      ExperimentStart(seed: 1, probes: lesson.probes, recording: [key], shelf: library))
    for _ in 0..<2 { experiment.advance() }
    experiment.settle { false }
    return experiment.recorded[key]
  }
}

extension HeadlessRun.Arm {
  /// Whether a probe's readings are there, and numbers.
  fileprivate func holds(_ probe: String, _ form: Measure.Form) -> Bool {
    switch form {
    case .number:
      let values = series[probe]?.raw ?? []
      return !values.isEmpty && values.dropFirst().allSatisfy(\.isFinite)
    case .layers:
      let values = snapshot.readings.layers(probe) ?? []
      return !values.isEmpty && values.allSatisfy(\.isFinite)
    case .histograms:
      let histograms = snapshot.readings.histograms(probe) ?? []
      return !histograms.isEmpty && histograms.allSatisfy { $0.counts.contains { $0 > 0 } }
    case .pictures:
      let panes = snapshot.readings.pictures(probe) ?? []
      return !panes.isEmpty && panes.allSatisfy { !$0.values.isEmpty }
    case .series:
      let series = snapshot.readings.series(probe) ?? []
      return !series.isEmpty && series.allSatisfy { $0.y.contains { $0.isFinite } }
    case .table:
      let table = snapshot.readings.table(probe) ?? Table(columns: [])
      return !table.rows.isEmpty && table.rows.allSatisfy { $0.count == table.columns.count }
    case .text:
      let passages = snapshot.readings.passages(probe) ?? []
      return passages.contains { !$0.isRemark && $0.text.unicodeScalars.count > $0.promptEnd }
    case .graph:
      let graph = snapshot.readings.graph(probe) ?? Graph()
      return graph.nodes.count > 1 && graph.edges.allSatisfy { $0.values.allSatisfy(\.isFinite) }
    case .plane:
      return snapshot.readings.plane(probe).map {
        $0.field != nil || !$0.path.isEmpty || !$0.points.isEmpty
      } ?? false
    case .block: return (snapshot.readings.block(probe)?.count ?? 0) > 0
    }
  }
}
