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

  @Test("pairs without named parts have no attention to measure, beside others that have some")
  func fieldless() throws {
    EngineRuntime.prepareProcess()
    let folder = try TemporaryFolder()
    let lines = (0..<60).map { "a\($0)b\tb\($0)a" }.joined(separator: "\n")
    let path = try folder.write("mine.txt", Array(lines.utf8))
    let text = Self.text(
      data: "{kind: dates, train: 100, test: 20}",
      model: "{kind: seq2seq, embedding: 4, width: 6, attention: yes}", steps: 4
    ).replacing("  loss:", with: "  year: {of: attention_mass, field: year, every: 2}\n  loss:")
    let lesson = try Lesson.read(Array(text.utf8), path: "mine.md")
    let own = try lesson.with(OwnData(argument: path))
    for (lesson, isNumber) in [(lesson, true), (own, false)] {
      let run = try HeadlessRun.run(lesson, library: DataLibrary(folder: "/nowhere"), steps: 4)
      let masses = try #require(run.arms[0].series["year"]?.raw)
      #expect(masses.count == 3 && masses.allSatisfy { $0.isFinite == isNumber })
    }
  }

  // MARK: In place of a lesson's data

  private static let play = """
    \(text(
      data: "{kind: shakespeare, steps: 16, train: 400, test: 50}",
      model: "{kind: characters, cell: rnn, embedding: 8, width: 16}", steps: 40))
    """

  private func lesson(_ text: String) throws -> Lesson {
    try Lesson.read(Array(text.utf8), path: "mine.md")
  }

  @Test("a file stands in for a lesson's text, is learned, and the lesson's own comes back")
  func standsIn() throws {
    EngineRuntime.prepareProcess()
    let folder = try TemporaryFolder()
    let path = try folder.write("poem.txt", Array(String(repeating: "abcd ", count: 400).utf8))
    let lesson = try lesson(Self.play)
    #expect(lesson.takesOwnData && lesson.ownData == nil)
    let own = try lesson.with(OwnData(argument: path))
    #expect(own.ownData == OwnData(path: path) && own.files == [path])
    #expect(own.claimDigest != lesson.claimDigest)
    let arm = try HeadlessRun.run(own, library: DataLibrary(folder: "/nowhere"), steps: 40).arms[0]
    let losses = try #require(arm.series["loss"]?.raw)
    #expect(try #require(losses.last) < 0.5 * losses[0])
    #expect(arm.snapshot.notices.contains { $0.contains("Your own data") })
    // Another file, and none.
    let other = try folder.write("other.txt", Array(String(repeating: "xyz\n", count: 400).utf8))
    #expect(try own.with(OwnData(argument: "shakespeare=\(other)")).files == [other])
    let former = own.onItsOwnData
    #expect(former.ownData == nil && former.files == lesson.files)
    #expect(former.claimDigest == lesson.claimDigest)
  }

  @Test("a file that can't stand in is refused with what was found and what is expected")
  func refusals() throws {
    let folder = try TemporaryFolder()
    let short = try folder.write("short.txt", Array("too short".utf8))
    let lesson = try lesson(Self.play)
    func text(_ argument: String, _ lesson: Lesson) -> String {
      do {
        _ = try lesson.with(OwnData(argument: argument))
        return "taken"
      } catch { return "\(error)" }
    }
    #expect(
      text("/no/such", lesson).contains("take the place of shakespeare, which wants any text"))
    #expect(text(short, lesson).contains("short.txt"))
    #expect(
      text("names=\(short)", lesson)
        == "mine has no data \"names\"; it has shakespeare: shakespeare=FILE")
    let images = try self.lesson(
      Self.text(
        data: "{kind: mnist, train: 20, test: 10}",
        model: "{kind: mlp, width: 4, depth: 1, activation: relu}", steps: 5))
    #expect(!images.takesOwnData)
    #expect(
      text(short, images).hasPrefix("mine has no data that a file can stand in for (it has mnist)"))
  }

  @Test("an arm with trained weights says that on other data it begins without them")
  func trainedWeights() throws {
    let folder = try TemporaryFolder()
    let lines = (0..<60).map { "a\($0)b\tb\($0)a" }.joined(separator: "\n")
    let path = try folder.write("mine.txt", Array(lines.utf8))
    let lesson = try lesson(
      Self.text(
        data: "{kind: french, train: 100, test: 20}",
        model: "{kind: seq2seq, embedding: 4, width: 6, weights: french}", steps: 4))
    let own = try lesson.with(OwnData(argument: path))
    let run = try HeadlessRun.run(own, library: DataLibrary(folder: "/nowhere"), steps: 2)
    #expect(run.arms[0].snapshot.step == 2)
    #expect(run.arms[0].snapshot.notices.contains { $0.hasPrefix("It begins untrained") })
    // On the lesson's data they are wanted, and missing weights are said.
    let plain = try HeadlessRun.run(lesson, library: DataLibrary(folder: Self.assets), steps: 2)
    guard case .failed(let reason) = plain.arms[0].snapshot.phase else {
      Issue.record("trained from weights of another network")
      return
    }
    #expect(reason.contains("french.safetensors"))
  }

  @Test("of two kinds of data it must be said which a file stands in for")
  func ambiguous() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "mine.txt", Array(String(repeating: "anna\nbert\n", count: 99).utf8))
    let two = Self.play.replacing(
      "data: {kind: shakespeare, steps: 16, train: 400, test: 50}",
      with: "datasets: {play: {kind: shakespeare, steps: 16}, names: {kind: names}}"
    ).replacing(
      "  one: {label: one}",
      with: "  one: {label: one, data: play}\n  two: {label: two, data: names}")
    let lesson = try lesson(two)
    #expect(
      throws: OwnDataFault.ambiguous(lesson: "mine", kinds: ["names", "shakespeare"], path: path)
    ) {
      try lesson.with(OwnData(argument: path))
    }
    let own = try lesson.with(OwnData(argument: "names=\(path)"))
    let plans = try own.arms.map { try own.plan(of: $0).dataSets[0].kind }
    #expect(plans == ["shakespeare", "lines"])
  }
}
