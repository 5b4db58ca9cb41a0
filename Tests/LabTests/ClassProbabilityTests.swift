import Datasets
import Experiments
import Glibc
import Lab
import Lessons
import Networks
import TemporaryFiles
import Tensors
import Testing
import TrainingLessons

@Suite("The probabilities of classes for a row that is typed")
struct ClassProbabilityTests {
  private func lesson(_ folder: TemporaryFolder, row: String = ", row: $row") throws -> Lesson {
    let rows = (0..<40).map { "\($0),\(100 - $0 % 7),\($0 < 20 ? "low" : "high")" }
    try folder.write("t.csv", "size,rest,kind\n" + rows.joined(separator: "\n"))
    let text = """
      ---
      lab: 1
      id: rows
      title: Rows
      question: Which class?
      part: T. Tests
      number: 1
      minutes: 1
      seeds: {show: 3, look: [1]}
      data: {kind: csv, file: t.csv, label: kind}
      model: {kind: mlp, width: 6, depth: 1, activation: relu}
      train: {optimizer: adam, learning_rate: 0.05, batch: 16, steps: 60}
      knobs:
        row: {label: row, text: "3, 97", limit: 60}
      arms:
        it: {label: it}
      probes:
        loss: {of: train_loss}
        answer: {of: class_probabilities\(row)}
      plots:
        answer: {text: answer}
      ---
      ## Watch
      It answers.
      ```lab
      plots: [answer]
      run: {until: 60}
      ```
      """
    return try Lesson.read(Array(text.utf8), path: folder.path("rows.md"))
  }

  private func passage(_ lesson: Lesson, row: String? = nil) throws -> Passage {
    EngineRuntime.prepareProcess()
    let run = try HeadlessRun.run(
      lesson, library: DataLibrary(folder: "/nowhere"),
      settings: row.map { ["row": .word($0)] } ?? [:], steps: 60)
    return try #require(run.arms[0].snapshot.readings.passages("answer")?.first)
  }

  @Test("are softmax of what the network gives to it, the likeliest class first")
  func probabilities() throws {
    let folder = try TemporaryFolder()
    let lesson = try lesson(folder)
    for (row, likeliest) in [("3, 97", "low"), (" 38 ,95.5 ", "high")] {
      let passage = try passage(lesson, row: row)
      let lines = passage.text.split(separator: "\n").map(String.init)
      #expect(lines.count == 3 && lines[0] == row && !passage.isRemark)
      #expect(passage.promptEnd == row.unicodeScalars.count)
      #expect(lines[1].hasSuffix("  \(likeliest)"), "\(lines)")
      let shares = lines.dropFirst().compactMap { Double($0.prefix(4)) }
      #expect(shares[0] > 0.5 && abs(shares[0] + shares[1] - 1) < 0.011)
    }
    // The same by the network itself.
    let plan = try lesson.experiment(knobs: [:])
    var experiment = try #require(
      try plan.begin(
        ExperimentStart(
          seed: 3, probes: lesson.probes, recording: [], shelf: DataLibrary(folder: "/nowhere")))
        as? TrainExperiment)
    for _ in 0..<60 { experiment.advance() }
    let points = try #require(try plan.data.load(from: "/nowhere").train.points)
    let z = experiment.trainer.network(
      points.standardized([[3], [97]]), experiment.trainer.weights)
    let powers = z.scalars.map { exp(Double($0)) }
    let low = try #require(points.classNames.firstIndex(of: "low"))
    let hundredths = Int((100 * powers[low] / powers.reduce(0, +)).rounded())
    let digits = hundredths % 100 < 10 ? "0\(hundredths % 100)" : "\(hundredths % 100)"
    #expect(try passage(lesson).text.contains("\n\(hundredths / 100).\(digits)  low"))
  }

  @Test("without a row are those of the first example of the training")
  func firstRow() throws {
    let folder = try TemporaryFolder()
    let lesson = try lesson(folder, row: "")
    let points = try #require(
      try lesson.experiment(knobs: [:]).data.load(from: "/nowhere").train.points)
    let row = [0, 1].map { "\(Int(points.measured(column: $0)[0].rounded()))" }
    #expect(try passage(lesson).text.hasPrefix(row.joined(separator: ", ") + "\n"))
  }

  @Test(
    "of what is no row are refused with what a row is",
    arguments: [
      ("3", "there is one number, but a row has 2 numbers with commas between, size, rest"),
      ("1, 2, 3", "there are 3 numbers, but a row has 2 numbers"),
      ("3, x", "“x” is no number: a row has 2 numbers with commas between, size, rest"),
      ("3,", "“” is no number"), ("nan, 1", "“nan” is no number"),
      ("1e300, 1", "to this row the network gives no finite numbers"),
    ])
  func refused(_ row: String, _ text: String) throws {
    let folder = try TemporaryFolder()
    let passage = try passage(lesson(folder), row: row)
    #expect(passage.isRemark && passage.text.contains(text), "\(passage.text)")
  }
}
