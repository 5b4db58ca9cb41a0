import Datasets
import Experiments
import Lab
import Lessons
import Testing
import TrainingLessons

@Suite("Which classes are taken for which")
struct ConfusionTests {
  private func lesson(test: Int) throws -> Lesson {
    let text = """
      ---
      lab: 1
      id: confusion
      title: Confusion
      question: What is a 4 taken for?
      part: T
      number: 1
      minutes: 1
      data: {kind: digits8x8, train: 1000, test: \(test)}
      model: {kind: mlp, width: 24, depth: 1, activation: relu}
      train: {optimizer: adam, learning_rate: 0.01, batch: 50, steps: 100}
      arms: {one: {label: one}}
      probes:
        matrix: {of: confusion}
        right: {of: test_accuracy, every: 1}
      plots: {matrix: {heatmap: matrix}}
      ---
      ## A step

      Go.
      """
    return try Lesson.read(Array(text.utf8), path: "f.md")
  }

  @Test("a row has the answers to a class, and its diagonal what is right")
  func shares() throws {
    let count = 300
    let lesson = try lesson(test: count)
    let library = DataLibrary(folder: ShippedAssets.folder)
    let run = try HeadlessRun.run(lesson, library: library, steps: 100)
    let reading = try #require(run.arms[0].snapshot.readings.pictures("matrix")?.first)
    #expect(
      reading.rowLabels == (0...9).map(String.init) && reading.columnLabels == reading.rowLabels)
    for row in reading.values { #expect(abs(row.reduce(0, +) - 1) < 1e-12) }
    // The share of all that is right, each class counted as often as it occurs.
    let labels =
      try lesson.experiment(knobs: [:]).data.load(from: ShippedAssets.folder).test.images?.labels
      ?? []
    #expect(labels.count == count)
    let right = labels.reduce(0.0) { $0 + reading.values[$1][$1] } / Double(count)
    let accuracy = try #require(run.arms[0].series["right"]?.raw.last)
    #expect(abs(right - accuracy) < 1e-9)
    #expect(accuracy > 0.8)
  }

  @Test("what has classes has one, and sequences have none")
  func others() throws {
    for kind in ModelLesson.allCases {
      let hasOne: Bool
      switch kind {
      case .convolutional, .dropout, .residual, .points: hasOne = true
      case .translator, .characters, .windows, .transformer: hasOne = false
      }
      let plan = try kind.lesson.experiment(knobs: [:])
      #expect(plan.reads(.confusion) == hasOne, "\(kind)")
    }
  }
}
