import Experiments
import Lessons
import Testing

@Suite("A lesson of several experiments")
struct SeveralExperimentsTests {
  private static let text = """
    ---
    lab: 1
    id: both
    title: Both
    question: Which?
    part: T
    number: 1
    minutes: 1
    experiments:
      digits:
        data: {kind: mnist, train: 100, test: 50}
        models: {small: {kind: mlp, width: 4, depth: 1, activation: relu}, large: {kind: mlp, width: 9, depth: 1, activation: relu}}
        train: {optimizer: sgd, learning_rate: $rate, batch: 10, steps: 50}
      hill:
        surface: {variables: [w], loss: w^2 / 2, start: [1]}
        train: {optimizer: adam, learning_rate: $rate, steps: 70}
    knobs:
      rate: {label: rate, value: 0.1, range: [0.001, 1], scale: log}
    arms:
      net: {label: net, experiment: digits, model: large}
      walk: {label: walk, experiment: hill, set: {rate: 0.5}}
      none: {label: none}
    probes:
      loss: {of: train_loss}
      place: {of: coordinate, index: 1}
    plots:
      curve: {line: [loss, place]}
    claims: {walks: "metric(walk, place, 70) < 1"}
    ---
    ## A step

    Go.
    """

  private func faults(_ old: String, _ new: String) -> [String] {
    SmallLesson.faults(Array(Self.text.replacing(old, with: new).utf8))
  }

  @Test("gives each arm its own")
  func arms() throws {
    let lesson = try Lesson.read(Array(Self.text.utf8), path: "both.md")
    let plans = try lesson.arms.map { try lesson.plan(of: $0) }
    let net = try #require(plans[0] as? TrainPlan)
    #expect(net.network.parameterCount == 784 * 9 + 9 + 9 * 10 + 10)
    #expect((plans[1] as? DescendPlan)?.training.learningRate == 0.5)
    // An arm that names none does the first by name.
    #expect(plans[2] is TrainPlan)
    #expect(lesson.mostSteps == 70)
    #expect(lesson.isLive("rate"))
  }

  @Test("refuses what nobody knows")
  func refusals() {
    let unknown = faults("experiment: hill", "experiment: hil")
    #expect(unknown.count == 1 && unknown.allSatisfy { $0.contains("hil") })
    #expect(faults("variables: [w]", "variable: [w]").count >= 1)
    let extra = faults("  digits:\n", "  digits:\n    widths: 3\n")
    #expect(extra.count == 1 && extra.allSatisfy { $0.contains("widths") })
    #expect(faults("{of: coordinate, index: 1}", "{of: shift_error}").count >= 1)
  }
}
