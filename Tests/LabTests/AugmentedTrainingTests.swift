import Datasets
import Experiments
import Lab
import Lessons
import Tensors
import Testing

@Suite("Training on changed images")
struct AugmentedTrainingTests {
  /// Two arms, of which one moves the digits of its training batches.
  private static let text = """
    ---
    lab: 1
    id: moved
    title: Moved digits
    question: What does moving the digits do?
    part: A. Tests
    number: 1
    minutes: 1
    seeds: {show: 3}
    data: {kind: glyphs, train: 200, test: 100, shift: 0, test_shift: 2, noise: 0.1, \
    augment: {shift: $shift}}
    model: {kind: mlp, width: 32, depth: 1, activation: relu}
    train: {learning_rate: 0.1, batch: 20, steps: 150}
    knobs:
      shift: {value: 0, range: [0, 4], step: 1}
    arms:
      plain: {label: as they are}
      moved: {label: moved, set: {shift: 2}}
      zero: {label: moved by nothing, set: {shift: 0}}
    probes:
      loss: {of: train_loss}
      right: {of: test_accuracy, every: 150}
    plots:
      curve: {line: [loss]}
    ---
    ## A step

    Text.
    """

  /// Digits trained in the middle and tested off it: being moved while training is what helps.
  @Test("helps where the test is moved, repeats to the bit, and changes nothing else")
  func moved() throws {
    EngineRuntime.prepareProcess()
    let lesson = try Lesson.read(Array(Self.text.utf8), path: "moved.md")
    let library = DataLibrary(folder: "/nowhere")
    let run = try HeadlessRun.run(lesson, library: library)
    func last(_ arm: String, _ probe: String) throws -> Double {
      let arm = try #require(run.arms.first { $0.snapshot.id == arm })
      return try #require(arm.series[probe]?.raw.last)
    }
    #expect(try last("moved", "right") > last("plain", "right") + 0.1)
    #expect(try last("plain", "loss") == last("zero", "loss"))
    #expect(try last("plain", "right") == last("zero", "right"))
    let again = try HeadlessRun.run(lesson, library: library)
    let losses = [run, again].map {
      $0.arms.first { $0.snapshot.id == "moved" }?.series["loss"]?.raw
    }
    #expect(losses[0] == losses[1])
  }
}
