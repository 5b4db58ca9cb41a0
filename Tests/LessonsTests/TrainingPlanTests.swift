import Experiments
import Lessons
import Networks
import Testing
import TrainingLessons

@Suite("How a lesson trains")
struct TrainingPlanTests {
  private func plan(_ training: String) throws -> TrainingPlan {
    var lesson = ModelLesson(model: "{kind: mlp, width: 4, depth: 1, activation: relu}")
    lesson.training = "learning_rate: 0.1, " + training
    return try lesson.lesson.experiment(knobs: [:]).training
  }

  @Test("reads optimizers with their constants")
  func optimizers() throws {
    var nesterov = TrainingPlan(learningRate: 0.1, momentum: 0.9, batch: 10)
    nesterov.isNesterov = true
    #expect(try plan("momentum: 0.9, nesterov: yes") == nesterov)
    var adam = TrainingPlan(optimizer: "adam", learningRate: 0.1, weightDecay: 0.01, batch: 10)
    (adam.meanDecay, adam.squareDecay, adam.epsilon) = (0.8, 0.98, 1e-6)
    adam.correctsBias = false
    #expect(
      try plan(
        "optimizer: adam, weight_decay: 0.01, beta1: 0.8, beta2: 0.98, epsilon: 0.000001, "
          + "bias_correction: no") == adam)
    var rootMeanSquare = TrainingPlan(optimizer: "rmsprop", learningRate: 0.1, batch: 10)
    rootMeanSquare.decay = 0.9
    rootMeanSquare.epsilonIsInside = true
    #expect(try plan("optimizer: rmsprop, gamma: 0.9, epsilon_inside: true") == rootMeanSquare)
  }

  @Test(
    "reads schedules of every kind",
    arguments: [
      ("{kind: constant}", .constant),
      ("{kind: exponential, factor: 0.999}", .exponential(factor: 0.999)),
      ("{kind: inverse_time, decay: 0.02}", .inverseTime(decay: 0.02)),
      ("{kind: linear, end: 0.1}", .linear(steps: 50, end: 0.1)),
      ("{kind: one_cycle, rise: 0.2}", .oneCycle(steps: 50, rise: 0.2)),
      ("{kind: cosine, warm_up: 10}", .warmUp(steps: 10, then: .cosine(steps: 40))),
    ] as [(String, Schedule)])
  func schedules(_ text: String, _ schedule: Schedule) throws {
    #expect(try plan("schedule: \(text)").schedule == schedule)
  }

  @Test("reads clipping and label smoothing")
  func clipping() throws {
    #expect(try plan("clip: {norm: 1.5}").clipping == .norm(1.5))
    #expect(try plan("clip: {value: 0.5}").clipping == .value(0.5))
    #expect(try plan("label_smoothing: 0.1").labelSmoothing == 0.1)
  }

  @Test("what a step costs is known before the network is built")
  func cost() throws {
    let lesson = ModelLesson(model: "{kind: mlp, width: 4, depth: 1, activation: relu}")
    let cost = try lesson.lesson.experiment(knobs: [:]).cost()
    #expect(cost.parameters == 785 * 4 + 5 * 10)
    // The first layer forward and for ∂L/∂W, the second also for ∂L/∂x, 10 examples each.
    #expect(cost.flops == Double(2 * 2 * 10 * 784 * 4 + 3 * 2 * 10 * 4 * 10))
  }
}

@Suite("What the runs of a lesson take")
struct RunEstimateTests {
  @Test("is estimated from the arithmetic of the arms beyond the steps before")
  func estimates() throws {
    var text = ModelLesson(model: "{kind: mlp, width: 4, depth: 1, activation: relu}").text
    for (title, arms, until) in [("A", "all", 10), ("B", "[one]", 50), ("C", "all", 30)] {
      text += """


        ## \(title)

        Text.

        ```lab
        run: {arms: \(arms), until: \(until)}
        ```
        """
    }
    let lesson = try Lesson.read(Array(text.utf8), path: "model.md")
    let step = try lesson.experiment(knobs: [:]).cost().flops
    let estimates = lesson.runEstimates
    #expect(estimates.map(\.step) == ["A", "B", "C"])
    #expect(estimates.map(\.operations) == [20 * step, 40 * step, 20 * step])
    #expect(!estimates.contains { $0.isLong })
    #expect(estimates[0].seconds == 20 * step / 30e9)
    #expect(lesson.largestParameterCount == 785 * 4 + 5 * 10)
  }
}
