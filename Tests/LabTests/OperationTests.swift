import Datasets
import Experiments
import Lab
import Lessons
import Networks
import Tensors
import Testing
import TrainingLessons

@Suite("Operations on networks")
struct OperationTests {
  private func trained(_ lesson: TestLesson, steps: Int = 5) throws -> TrainExperiment {
    let lesson = try lesson.lesson
    return try lesson.trained(steps: steps, .forTests(lesson))
  }

  private func operate(
    _ experiment: inout TrainExperiment, _ texts: String...
  ) throws {
    let operations = try texts.map { try #require(Operation($0)) }
    for operation in operations { try experiment.plan.check(operation) }
    experiment.retune(experiment.plan.operated(by: operations))
  }

  private func outputs(
    _ experiment: TrainExperiment
  ) -> [String: Tensor] {
    let trainer = experiment.trainer
    let x = testData(count: 12, seed: 2).batch(Array(0..<12)).images
    let input = x.reshaped([12] + trainer.network.inputShape)
    let (layers, output) = trainer.network.outputs(input, trainer.weights)
    return Dictionary(layers.map { ($0.name, $0.output) }) { $1 }.merging(["": output]) { $1 }
  }

  private func weights(_ experiment: TrainExperiment, of part: String) -> [[Float]] {
    experiment.trainer.network.parameters.filter { $0.name.hasPrefix("\(part)/") }
      .map { experiment.trainer.weights[$0].scalars }
  }

  @Test(
    "an operation is written and read alike",
    arguments: [
      "silence hidden2", "silence hidden2:5", "restore block3/skip", "freeze conv1", "thaw conv1",
      "reset conv1", "redraw conv1",
    ])
  func text(_ text: String) {
    #expect(Operation(text)?.text == text)
    let planned = PlannedOperation("yours@150=\(text)")
    #expect(planned?.arm == "yours" && planned?.step == 150 && planned?.operation.text == text)
    #expect(planned?.text == "yours@150=\(text)")
  }

  @Test(
    "what is none is not read",
    arguments: [
      "", "silence", "cut hidden1", "silence hidden1:0", "silence hidden1:x", "silence :1",
      "silence hidden1:1:2", "silence hidden1 now",
    ])
  func noText(_ text: String) {
    #expect(Operation(text) == nil)
    #expect(PlannedOperation("yours@150=\(text)") == nil)
    #expect(PlannedOperation("yours@-1=freeze a") == nil && PlannedOperation("freeze a") == nil)
  }

  @Test("a silenced unit gives exactly 0, the others what they gave, and no step moves its weights")
  func unit() throws {
    var experiment = try trained(TestLesson())
    let before = outputs(experiment)
    try operate(&experiment, "silence hidden2:5")
    let after = outputs(experiment)
    let (old, new) = try (#require(before["hidden2"]), #require(after["hidden2"]))
    for row in 0..<12 {
      for unit in 0..<16 {
        let value = new.scalars[row * 16 + unit]
        #expect(unit == 4 ? value == 0 : value == old.scalars[row * 16 + unit])
      }
    }
    #expect(old.scalars.enumerated().contains { $0.offset % 16 == 4 && $0.element != 0 })
    #expect(after[""] != before[""])
    let column = { (experiment: TrainExperiment) in
      weights(experiment, of: "hidden2")[0].enumerated().filter { $0.offset % 16 == 4 }.map(
        \.element)
    }
    let kept = column(experiment)
    for _ in 0..<5 { experiment.advance() }
    #expect(column(experiment) == kept)
    try operate(&experiment, "restore hidden2:5")
    experiment.advance()
    #expect(column(experiment) != kept)
  }

  @Test(
    "channels, whole layers, paths of blocks and heads fall silent, whatever follows them",
    arguments: [
      ("kind: cnn, channels: [4, 4], norm: batch, readout: mean", "conv1:2", "conv1"),
      ("kind: cnn, channels: [4, 4], activation: gelu", "conv2", "conv2"),
      ("kind: mlp, width: 8, depth: 3, activation: relu, norm: layer", "hidden3", "hidden3"),
      (
        "kind: mlp, width: 8, depth: 3, activation: relu, residual: 1", "block1/hidden1:3",
        "block1/hidden1"
      ),
    ])
  func layers(model: String, part: String, name: String) throws {
    var lesson = TestLesson()
    lesson.model = model
    var experiment = try trained(lesson)
    try operate(&experiment, "silence \(part)")
    let output = try #require(outputs(experiment)[name], "\(outputs(experiment).keys)")
    let unit = part.split(separator: ":").dropFirst().first.flatMap { Int($0) }
    let size = output.count / output.shape[0] / output.shape[1]
    for (place, value) in output.scalars.enumerated() {
      let channel = place / size % output.shape[1] + 1
      if unit == nil || unit == channel { #expect(value == 0) }
    }
    if unit != nil { #expect(output.scalars.contains { $0 != 0 }) }
    // It goes on under training.
    for _ in 0..<3 { experiment.advance() }
    #expect(experiment.divergedAt == nil && experiment.step == 8)
  }

  @Test("a block without its skip path is its branch, without its branch the skip path")
  func paths() throws {
    var lesson = TestLesson()
    lesson.model = "kind: mlp, width: 8, depth: 2, activation: relu, residual: 0.5"
    let whole = try trained(lesson)
    let x = testData(count: 6, seed: 2).batch(Array(0..<6)).images
    /// What the head is given, found from its sums with its weights known.
    func logits(_ experiment: TrainExperiment) -> Tensor {
      experiment.trainer.network(
        x.reshaped([6] + experiment.trainer.network.inputShape), experiment.trainer.weights)
    }
    let inside = outputs(whole)
    var (noSkip, noBranch) = (whole, whole)
    try operate(&noSkip, "silence block1/skip")
    try operate(&noBranch, "silence block1/branch")
    let weights = whole.trainer.weights
    let parameters = whole.trainer.network.parameters
    let (head, bias) = try (
      #require(parameters.first { $0.name == "head/weight" }),
      #require(parameters.first { $0.name == "head/bias" })
    )
    let (first, branch) = try (
      #require(inside["hidden1"]), #require(inside["block1/hidden1"])
    )
    func expected(_ state: Tensor) -> [Float] {
      (matmul(state, weights[head]) + weights[bias]).scalars
    }
    for (found, wanted) in [
      (logits(noSkip), expected(branch * 0.5)), (logits(noBranch), expected(first)),
    ] {
      for (a, b) in zip(found.scalars, wanted.prefix(60)) { #expect(abs(a - b) < 1e-5) }
    }
  }

  @Test("a frozen layer keeps its very bits while the others learn, until it is thawed")
  func freezes() throws {
    var lesson = TestLesson()
    lesson.training = "optimizer: adamw, learning_rate: 0.01, weight_decay: 0.1"
    var experiment = try trained(lesson)
    let before = ["hidden1", "hidden2"].map { weights(experiment, of: $0) }
    try operate(&experiment, "freeze hidden2")
    for _ in 0..<6 { experiment.advance() }
    #expect(weights(experiment, of: "hidden2") == before[1])
    #expect(weights(experiment, of: "hidden1") != before[0])
    try operate(&experiment, "thaw hidden2")
    experiment.advance()
    #expect(weights(experiment, of: "hidden2") != before[1])
  }

  @Test("a layer is reset to its first weights, or to new ones at each draw, and no other with it")
  func resets() throws {
    var lesson = TestLesson()
    lesson.training = "optimizer: sgd, learning_rate: 0.05, momentum: 0.9"
    let start = try trained(lesson, steps: 0)
    var experiment = try trained(lesson)
    let others = weights(experiment, of: "hidden1")
    try operate(&experiment, "reset hidden2")
    #expect(weights(experiment, of: "hidden2") == weights(start, of: "hidden2"))
    #expect(weights(experiment, of: "hidden1") == others)
    let index = try #require(
      experiment.trainer.network.parameters.firstIndex { $0.name == "hidden2/weight" })
    #expect(
      experiment.trainer.optimizer.memory(of: index).first?.scalars.allSatisfy { $0 == 0 } == true)
    try operate(&experiment, "redraw hidden2")
    let first = weights(experiment, of: "hidden2")
    try operate(&experiment, "redraw hidden2")
    let second = weights(experiment, of: "hidden2")
    #expect(first[0] != second[0] && first[0] != weights(start, of: "hidden2")[0])
  }

  @Test("an operation tells the answers before and after it, and what curves would read")
  func effects() throws {
    var lesson = TestLesson()
    lesson.extraProbes = "  accuracy: {of: test_accuracy, every: 5, label: accuracy}\n"
    var experiment = try trained(lesson)
    try operate(&experiment, "silence hidden3")
    try operate(&experiment, "restore hidden3")
    let effects = experiment.operations
    #expect(effects.map(\.step) == [5, 5])
    #expect(effects[0].before != effects[0].after)
    #expect(effects[1].before == effects[0].after && effects[1].after == effects[0].before)
    #expect(effects[0].values == ["accuracy": effects[0].after.accuracy])
  }

  @Test(
    "what can't be done is said",
    arguments: [
      ("silence hidden9", "no part “hidden9”; this network has hidden1, hidden2, hidden3, head"),
      ("silence hidden1:17", "hidden1 has 16 units, 1 to 16, and no 17"),
      ("freeze hidden1:2", "“freeze hidden1:2” is not possible: that is done to whole layers"),
    ])
  func faults(text: String, message: String) throws {
    let session = try Session.started(at: 4)
    let operation = try #require(Operation(text))
    #expect(throws: CommandFault.impossibleOperation(message)) {
      try session.send(.operate(operation, arm: "calm"))
    }
    #expect(session.log.count == 1)
    #expect(throws: CommandFault.nothingToUndo(arm: "calm")) {
      try session.send(.undoOperation(arm: "calm"))
    }
  }

  @Test("a skip path without layers has no weights to freeze, an embedding none to silence")
  func impossible() throws {
    var lesson = TestLesson()
    lesson.model = "kind: mlp, width: 8, depth: 2, activation: relu, residual: 1"
    let plan = try lesson.lesson.experiment(knobs: [:])
    #expect(throws: OperationFault.self) { try plan.check(Operation(.freeze, "block1/skip")) }
    #expect(throws: OperationFault.self) {
      try plan.check(Operation(.silence, "block1/skip", unit: 1))
    }
    try plan.check(Operation(.silence, "block1/skip"))
    try plan.check(Operation(.freeze, "block1/branch"))
  }

  @Test("all skip paths are cut as one, and are as good as cut one by one")
  func together() throws {
    var lesson = TestLesson()
    lesson.model = "kind: mlp, width: 8, depth: 4, activation: relu, residual: 1"
    var (one, other) = try (trained(lesson), trained(lesson))
    #expect(one.plan.network.parts.prefix(2).map(\.name) == ["skips", "branches"])
    try operate(&one, "silence skips")
    try operate(&other, "silence block1/skip", "silence block2/skip", "silence block3/skip")
    #expect(outputs(one) == outputs(other))
    let states = one.plan.network.parts.states(after: one.plan.operations)
    #expect(states[0].isSilenced && !states[1].isSilenced)
    try operate(&one, "restore skips")
    #expect(try outputs(one) == outputs(trained(lesson)))
  }
}
