import Experiments
import Lessons
import Networks
import Testing
import TrainingLessons

@Suite("The leak of a ReLU")
struct LeakTests {
  private func network(_ model: String) throws -> NetworkPlan {
    try ModelLesson(model: model, data: "{kind: mnist, train: 100, test: 50}").lesson
      .experiment(knobs: [:]).network
  }

  @Test(
    "is a number from 0, which is ReLU itself, to 1, in every model that has one",
    arguments: [
      "{kind: mlp, width: 8, depth: 1, activation: leaky_relu",
      "{kind: lenet, activation: leaky_relu", "{kind: cnn, channels: [4], activation: leaky_relu",
    ])
  func leak(_ model: String) throws {
    func activation(_ rest: String) throws -> Activation? {
      try network(model + rest).layers.map(\.activation).first { $0 != .identity }
    }
    #expect(try activation("}") == .leakyReLU(leak: 0.01))
    #expect(try activation(", leak: 1 / 4}") == .leakyReLU(leak: 0.25))
    #expect(try activation(", leak: 1}") == .leakyReLU(leak: 1))
    #expect(try activation(", leak: 0}") == .relu)
    // Of this single precision knows no more than 0.
    #expect(try activation(", leak: 1e-60}") == .relu)
    for leak in ["-0.1", "1.5"] {
      let fault = #expect(throws: BrokenLesson.self) { try network(model + ", leak: \(leak)}") }
      let text = fault?.faults.first?.description ?? ""
      #expect(text.contains("leak") && text.contains("from 0 to 1"), "\(text)")
    }
    #expect(Activation.leakyReLU(leak: 0.2).title == "leaky_relu 0.2")
    #expect(Activation.leakyReLU().title == "leaky_relu")
  }
}
