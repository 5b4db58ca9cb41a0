import Experiments
import Lab
import Lessons
import Testing

/// Numbers and sizes at which a run is refused, or goes on without a trap.
@Suite("Limits of runs", .timeLimit(.minutes(5)))
struct LimitTests {
  private static let extremes: [Double] = [
    0, -1, 1e308, -1e308, .greatestFiniteMagnitude, 0x1p-1064, 0x1p-1074, -0x1p-1064,
    0x1p63, -0x1p63, 1e38, 1e39,
  ]

  @Test(
    "any finite number of training, weights and layers trains, diverges or is refused",
    arguments: [
      "learning_rate: $x", "momentum: $x, learning_rate: 0.1",
      "weight_decay: $x, learning_rate: 0.1",
      "optimizer: rmsprop, gamma: $x, learning_rate: 0.1",
      "optimizer: adam, epsilon: $x, learning_rate: 0.1",
      "optimizer: adam, beta1: $x, learning_rate: 0.1",
      "optimizer: adamw, weight_decay: $x, learning_rate: 0.1",
      "clip: {norm: $x}, learning_rate: 0.1", "clip: {value: $x}, learning_rate: 0.1",
      "label_smoothing: $x, learning_rate: 0.1",
      "learning_rate: 0.1, schedule: {kind: exponential, factor: $x}",
      "learning_rate: 0.1, schedule: {kind: linear, end: $x}",
      "learning_rate: 0.1, schedule: {kind: inverse_time, decay: $x}",
      "learning_rate: 0.1, schedule: {kind: one_cycle, start: $x, end: $x}",
    ])
  func training(_ setting: String) throws {
    var text = TestLesson()
    text.training = setting
    text.extraKnobs = "  x: {value: 0.5, range: [0, 1]}"
    try run(text)
  }

  @Test(
    "so does any finite number of a network",
    arguments: [
      "bias: $x", "dropout: $x", "norm: batch, norm_rate: $x", "norm: group, groups: $x",
      "init: {variance: $x}", "init: {distribution: uniform, variance: $x}",
      "init: {distribution: orthogonal, gain: $x}", "init: {distribution: constant, value: $x}",
      "head: {variance: $x}",
    ])
  func networks(_ setting: String) throws {
    var text = TestLesson()
    text.model = "kind: mlp, width: 6, depth: 2, activation: relu, \(setting)"
    text.extraKnobs = "  x: {value: 0.5, range: [0, 1]}"
    if setting.contains("groups") { text.extraKnobs = "  x: {value: 2, range: [0, 6]}" }
    try run(text)
  }

  private func run(_ text: TestLesson) throws {
    let lesson = try text.lesson
    let library = DataLibrary.forTests(lesson)
    for number in Self.extremes {
      do {
        let run = try HeadlessRun.run(
          lesson, library: library, settings: ["x": .number(number)], steps: 3)
        for arm in run.arms {
          if case .failed(let reason) = arm.snapshot.phase { #expect(!reason.isEmpty) }
        }
      } catch let fault as CommandFault {
        #expect(!fault.description.isEmpty)
      }
    }
  }

  @Test(
    "every geometry of windows trains or is refused with its layer",
    arguments: [1, 2, 5, 28, 29], [0, 1, 3, 29])
  func windows(kernel: Int, padding: Int) throws {
    var (trained, refused) = (0, 0)
    for stride in [1, 3, 28, 1_024] {
      for pooling in ["none", "max", "average"] {
        for window in pooling == "none" ? [2] : [1, 3, 28, 1_024] {
          var text = TestLesson()
          text.arms = "  calm: {label: calm}"
          text.batch = "2"
          text.steps = 80
          text.claims = ""
          text.body = "## Run\nIt.\n```lab\nplots: [curve]\nrun: {until: 60}\n```\n"
          text.model =
            "kind: cnn, channels: [2], kernel: \(kernel), stride: \(stride), padding: \(padding), "
            + "pooling: \(pooling), window: \(window)"
          let lesson: Lesson
          do { lesson = try text.lesson } catch let broken as BrokenLesson {
            refused += 1
            #expect(broken.faults.allSatisfy { "\($0)".contains("layer ") }, "\(broken.faults)")
            continue
          }
          trained += 1
          let run = try HeadlessRun.run(lesson, library: .forTests(lesson), steps: 1)
          #expect(run.arms.map(\.snapshot.step) == [1], "\(text.model ?? "")")
        }
      }
    }
    #expect(trained + refused == 4 * 9)
    #expect(refused > 0)
  }

  @Test(
    "a run takes no fewer than no steps, and no more than a lesson may",
    arguments: [-1, Int.min, Lesson.stepLimit + 1, 1 << 62, Int.max])
  func steps(_ steps: Int) throws {
    let lesson = try TestLesson().lesson
    let fault = CommandFault.impossibleSteps(steps, limit: 1_000_000)
    #expect(throws: fault) {
      try HeadlessRun.run(lesson, library: .forTests(lesson), steps: steps)
    }
    #expect(throws: fault) {
      try LessonExport.pyTorch(lesson, .init(steps: steps), library: .forTests(lesson))
    }
    #expect(fault.description == "a run takes from 0 to 1000000 training steps, not \(steps)")
  }
}
