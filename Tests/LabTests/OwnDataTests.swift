import Datasets
import Experiments
import Glibc
import Lab
import Lessons
import TemporaryFiles
import Tensors
import Testing

@Suite("A lesson of one's own data")
struct OwnDataTests {
  private static let assets =
    "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/Assets"

  private static func text(data: String, model: String, steps: Int) -> String {
    """
    ---
    lab: 1
    id: mine
    title: Mine
    question: Is it learned?
    part: A. Tests
    number: 1
    minutes: 1
    seeds: {show: 3}
    data: \(data)
    model: \(model)
    train: {optimizer: adam, learning_rate: 0.02, batch: 16, steps: \(steps)}
    arms:
      one: {label: one}
    probes:
      loss: {of: train_loss}
      right: {of: test_accuracy, every: \(steps)}
      start: {of: test_loss, every: \(steps)}
    plots:
      curve: {line: [loss]}
    ---
    ## A step

    Text.
    """
  }

  private func run(_ data: String, _ model: String, steps: Int) throws -> HeadlessRun.Arm {
    EngineRuntime.prepareProcess()
    let folder = try TemporaryFolder()
    symlink("\(Self.assets)/iris.csv", folder.path("iris.csv"))
    symlink("\(Self.assets)/names.txt", folder.path("play.txt"))
    let text = Self.text(data: data, model: model, steps: steps)
    let lesson = try Lesson.read(Array(text.utf8), path: folder.path("mine.md"))
    let run = try HeadlessRun.run(lesson, library: DataLibrary(folder: "/nowhere"))
    return try #require(run.arms.first)
  }

  /// The three kinds of iris are told apart with a few mistakes at most (Fisher 1936: 3 of 150).
  @Test("trains on a table beside the lesson file")
  func table() throws {
    let arm = try run(
      "{kind: csv, file: iris.csv, label: species}",
      "{kind: mlp, width: 16, depth: 1, activation: tanh}", steps: 200)
    #expect(try #require(arm.series["right"]?.raw.last) >= 0.9)
  }

  /// Chance is the logarithm of the 27 characters; one of them, the line's end, is every seventh.
  @Test("trains on a text beside the lesson file")
  func characters() throws {
    let arm = try run(
      "{kind: text, file: play.txt, steps: 12, test: 50}",
      "{kind: characters, cell: gru, embedding: 8, width: 16}", steps: 60)
    let losses = try #require(arm.series["start"]?.raw)
    #expect(abs(losses[0] - 3.296) < 0.3)
    #expect(try #require(losses.last) < losses[0] - 0.3)
  }
}
