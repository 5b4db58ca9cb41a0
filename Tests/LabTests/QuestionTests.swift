import Experiments
import Lab
import Lessons
import Testing

@Suite("Questions to steps that are past")
struct QuestionTests {
  @Test(
    "what nobody recorded is read wherever a run comes to rest, with the value of a run that did",
    arguments: [
      "test_loss", "train_loss", "train_set_loss", "learning_rate", "gradient_norm",
      "{of: weight_norm, layer: 2}", "{of: gradient_norm, layer: 1}", "activation_mean_square",
    ])
  func exact(text: String) throws {
    let session = try Session.started(TestLesson(), at: 4)
    try session.sendAndSettle(.run)
    let question = try session.probe(written: text)
    var request = Measurement.Request(probe: text)
    let steps = [0, 7, 30, 60]
    request.at = steps
    let lesson = try TestLesson().lesson
    let measured = try Measurement.take(lesson, request, library: .forTests(lesson))
    session.request(SnapshotRequest(question: question))
    for step in steps.reversed() {
      try session.sendAndSettle(.travel(to: step))
      for arm in measured.arms where arm.id != "faint" || step < 60 {
        let answer = try #require(session.arm(arm.id)?.answer)
        #expect(answer == arm.values.first { $0.step == step }, "\(arm.id) at \(step)")
      }
    }
  }

  @Test("a run that is asked goes on to the same bits")
  func harmless() throws {
    let plain = try Session.started(TestLesson(), at: 4)
    try plain.sendAndSettle(.run)
    let asked = try Session.started(TestLesson(), at: 4)
    asked.request(SnapshotRequest(question: try asked.probe(written: "gradient_norm")))
    try asked.sendAndSettle(.step, .step, .run)
    #expect(asked.arm("calm")?.losses == plain.arm("calm")?.losses)
  }

  @Test(
    "pictures, slow measures, and what there is not, are refused in a sentence",
    arguments: [
      ("activation_histogram", "is a picture or takes long"),
      ("landscape", "is a picture or takes long"), ("tset_loss", "did you mean"),
      ("{of: weight_norm, layer: 99}", "layer"),
    ])
  func refused(text: String, said: String) throws {
    let session = try Session.started(TestLesson(), at: 4)
    do {
      _ = try session.probe(written: text)
      Issue.record("\(text) was taken")
    } catch {
      #expect("\(error)".contains(said), "\(error)")
    }
  }
}
