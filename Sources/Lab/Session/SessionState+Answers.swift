internal import Lessons

/// Questions of the lesson and what was answered.
extension SessionState {
  /// The question that must be answered before anything runs or the next step is shown.
  var openQuestion: Prediction? {
    guard lesson.steps.indices.contains(lessonStep) else { return nil }
    let step = lesson.steps[lessonStep]
    guard !step.isSkippable, let prediction = step.prediction, answers[prediction.id] == nil
    else { return nil }
    return prediction
  }

  mutating func predict(_ id: String, _ answer: Command.Answer) throws(CommandFault) {
    guard let prediction = lesson.steps[lessonStep].prediction, prediction.id == id else {
      throw .unknownPrediction(id)
    }
    guard answers[id] == nil else { throw .alreadyAnswered(id: id) }
    switch (prediction.kind, answer) {
    case (.choice(let options, _), .choice(let key)):
      guard options.contains(where: { $0.key == key }) else {
        throw .unknownOption(key, options: options.map(\.key))
      }
    case (.choice(let options, _), .number): throw .answerIsNoChoice(options: options.map(\.key))
    case (.number, .number(let number)):
      guard number.isFinite else { throw .answerIsNoNumber }
    case (.number, .choice): throw .answerIsNoNumber
    }
    answers[id] = answer
  }
}
