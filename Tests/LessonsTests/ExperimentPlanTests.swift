import Experiments
import Lessons
import Networks
import Testing
import TrainingLessons

@Suite("An experiment planned from a lesson")
struct ExperimentPlanTests {
  private let lesson: Lesson

  init() throws {
    lesson = try Lesson.read(SmallLesson.bytes(), path: "small.md")
  }

  private func dense(
    _ inputs: Int, _ outputs: Int, variance: Double, _ activation: Activation
  ) -> LayerPlan {
    .dense(
      inputs: inputs, outputs: outputs, weight: .normal(variance: variance), bias: .constant(0),
      activation: activation)
  }

  @Test("has every layer with its sizes, variance and activation")
  func layers() throws {
    let plan = try lesson.experiment(knobs: ["depth": .number(2), "c": .number(0.5)])
    let expected: [LayerPlan] = [
      dense(784, 8, variance: 0.5 / 784, .relu), dense(8, 8, variance: 0.5 / 8, .relu),
      dense(8, 10, variance: 1.0 / 8, .identity),
    ]
    #expect(plan.network.layers == expected)
    #expect(plan.network.parameterCount == 785 * 8 + 9 * 8 + 9 * 10)
  }

  @Test("has the training settings of the knobs")
  func training() throws {
    let plan = try lesson.experiment(knobs: ["rate": .number(0.25)])
    #expect(plan.training == TrainingPlan(learningRate: 0.25, batch: 10))
    #expect(plan.notices == [])
  }

  @Test("takes an arm's own knobs over the session's, and these over the lesson's")
  func precedence() throws {
    let tiny = try #require(lesson.arm("tiny"))
    let values = lesson.knobValues(of: tiny, session: ["c": .number(4), "rate": .number(1)])
    #expect(
      values == [
        "c": .number(0.5), "depth": .number(3), "rate": .number(1), "activation": .word("tanh"),
      ])
  }

  @Test(
    "is refused where it can't be built",
    arguments: [
      (["cc": .number(1)], .unknownKnob("cc", nearest: "c")),
      (["c": .word("big")], .knobTakes("c", what: "a finite number")),
      (["c": .number(.nan)], .knobTakes("c", what: "a finite number")),
      (["activation": .number(1)], .knobTakes("activation", what: "one of: relu, tanh")),
      (["activation": .word("elu")], .knobTakes("activation", what: "one of: relu, tanh")),
      (["depth": .number(2.5)], .notWhole(setting: "depth", value: 2.5)),
      (
        ["depth": .number(1e6)],
        .outOfRange(setting: "depth", value: 1e6, expected: "a whole number from 0 to 1000")
      ),
      (
        ["c": .number(-1)],
        .outOfRange(setting: "init.variance", value: -1.0 / 784, expected: "0 or more")
      ),
    ] as [([String: KnobValue], PlanFault)])
  func faults(_ knobs: [String: KnobValue], _ fault: PlanFault) {
    #expect(throws: fault) { try lesson.experiment(knobs: knobs) }
  }

  @Test("accepts any finite learning rate", arguments: [1e30, 0, -0.1, 1e-30])
  func learningRates(_ rate: Double) throws {
    #expect(try lesson.experiment(knobs: ["rate": .number(rate)]).training.learningRate == rate)
  }

  @Test("clamps a batch that is more than the data, and says so")
  func largeBatch() throws {
    let text = SmallLesson.changed("batch: 10", to: "batch: 1000")
    let plan = try Lesson.read(SmallLesson.bytes(text), path: "f.md").experiment(knobs: [:])
    #expect(plan.training.batch == 100)
    #expect(
      plan.notices == [
        "The batch of 1000 is more than the data: all 100 training records are used at every step."
      ])
  }

  /// The images are 28 × 28: 14, 7, 4, 2, 1 after five convolutions with a stride of 2.
  @Test(
    "says where a normalization has single values, and only there",
    arguments: [
      ("kind: mlp, width: 8, depth: 2, activation: relu, norm: instance", 10, "Instance"),
      ("kind: mlp, width: 8, depth: 2, activation: relu, norm: group, groups: 8", 10, "Group"),
      ("kind: mlp, width: 8, depth: 2, activation: relu, norm: group, groups: 4", 10, nil),
      ("kind: mlp, width: 1, depth: 2, activation: relu, norm: layer", 10, "Layer"),
      ("kind: mlp, width: 8, depth: 2, activation: relu, norm: layer", 1, nil),
      ("kind: mlp, width: 8, depth: 2, activation: relu, norm: batch", 1, "one value a channel"),
      ("kind: mlp, width: 8, depth: 2, activation: relu, norm: batch", 2, nil),
      ("kind: cnn, channels: [4, 4], norm: batch", 1, "its own maps"),
      ("kind: cnn, channels: [4, 4, 4, 4], stride: 2, norm: instance", 10, nil),
      ("kind: cnn, channels: [4, 4, 4, 4, 4], stride: 2, norm: instance", 10, "Instance"),
      ("kind: cnn, channels: [4, 4, 4, 4, 4], stride: 2, norm: layer", 10, nil),
    ] as [(String, Int, String?)])
  func oneValue(_ model: String, _ batch: Int, _ words: String?) throws {
    var text = SmallLesson.text
    let start = try #require(text.firstRange(of: "model:\n"))
    let end = try #require(text.firstRange(of: "train: {"))
    text.replaceSubrange(start.lowerBound..<end.lowerBound, with: "model: {\(model)}\n")
    let size = try #require(text.firstRange(of: "batch: 10"))
    text.replaceSubrange(size, with: "batch: \(batch)")
    let lesson = try Lesson.read(SmallLesson.bytes(text), path: "f.md")
    #expect(lesson.notices.count == (words == nil ? 0 : 1), "\(lesson.notices)")
    #expect(lesson.notices.first?.contains(words ?? "-") ?? true)
  }

  @Test("says of which arms a notice is, unless it is of all")
  func noticesOfArms() throws {
    #expect(
      Lesson.notices(of: [("a", ["x", "y"]), ("b", ["y"]), ("c", ["y", "z"]), ("d", ["z", "y"])])
        == ["a: x", "y", "c, d: z"])
    let text = SmallLesson.changed("batch: 10", to: "batch: 1000")
    #expect(try Lesson.read(SmallLesson.bytes(text), path: "f.md").notices.count == 1)
  }

  @Test(
    "reads schedules",
    arguments: zip(
      ["{kind: step, at: [10, 20], factor: 0.5}", "{kind: cosine}", "{kind: cosine, steps: 30}"],
      [Schedule.step(at: [10, 20], factor: 0.5), .cosine(steps: 50), .cosine(steps: 30)]))
  func schedules(_ text: String, _ schedule: Schedule) throws {
    let text = SmallLesson.changed("batch: 10", to: "schedule: \(text), batch: 10")
    let plan = try Lesson.read(SmallLesson.bytes(text), path: "f.md").experiment(knobs: [:])
    #expect(plan.training.schedule == schedule)
  }

  @Test(
    "reads initializers",
    arguments: zip(
      [
        "{distribution: uniform, variance: 2 / fan_out}", "{distribution: orthogonal, gain: 1.5}",
        "{distribution: constant, value: 0.25}", "{distribution: he}", "{distribution: xavier}",
      ],
      [
        Initializer.uniform(variance: 0.25), .orthogonal(gain: 1.5), .constant(0.25),
        .he(fanIn: 784), .xavier(fanIn: 784, fanOut: 8),
      ]))
  func initializers(_ text: String, _ initializer: Initializer) throws {
    let text = SmallLesson.changed("{variance: $c / fan_in}", to: text)
    let plan = try Lesson.read(SmallLesson.bytes(text), path: "f.md").experiment(knobs: [:])
    guard case .dense(784, 8, let weight, _, _) = plan.network.layers[0] else {
      Issue.record("the first layer is \(plan.network.layers[0])")
      return
    }
    #expect(weight == initializer)
  }

  @Test("goes on live when only the learning rate changes")
  func live() throws {
    #expect(lesson.isLive("rate"))
    #expect(!lesson.isLive("c"))
    #expect(!lesson.isLive("depth"))
    #expect(!lesson.isLive("activation"))
    #expect(!lesson.isLive("no such knob"))
    let text = SmallLesson.changed("rate: {label", to: "rate: {restart: true, label")
    #expect(try !Lesson.read(SmallLesson.bytes(text), path: "f.md").isLive("rate"))
  }
}
