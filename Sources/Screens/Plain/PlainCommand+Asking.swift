import Charts
import Lab
import Lessons

extension PlainCommand {
  /// Predictions.
  static let asking: [PlainCommand] = [
    PlainCommand(
      word: "predict", aliases: ["p"], argument: "ANSWER",
      does: "answer this page's question, or hear what became of your answer",
      perform: { model, dialogue, answer in model.predict(answer, &dialogue) })
  ]
}

/// The question of a page in the plain dialogue.
extension AppModel {
  fileprivate mutating func predict(
    _ answer: String, _ dialogue: inout PlainDialogue
  ) -> PlainReply {
    guard let study, study.prediction != nil else { return .say("This page asks nothing.") }
    guard study.answer == nil else { return PlainReply(PlainQuestion(study).outcome) }
    let effects = perform(.predict)
    let question = PlainQuestion(study)
    if !answer.isEmpty {
      if let reply = self.answer(answer, &dialogue) { return reply }
      return PlainReply(
        ["\u{201C}\(answer)\u{201D} is no answer. \(question.expected)"], effects: effects)
    }
    return PlainReply(question.lines + [question.expected], effects: effects)
  }

  /// Whether the next line answers a question.
  var isAsking: Bool { predict.map { $0.answer == nil } ?? false }

  /// Takes a line for an answer; nil: it is none.
  mutating func answer(_ line: String, _ dialogue: inout PlainDialogue) -> PlainReply? {
    guard let study, let predict, predict.answer == nil else { return nil }
    let typed = TypedAnswer(line, options: predict.options.map(\.key))
    switch typed {
    case .option(let place, let confidence):
      _ = perform(.pick(place))
      return commit(confidence, &dialogue)
    case .number(let number, let confidence):
      self.predict?.typed = TextField(text: "\(number)")
      return commit(confidence, &dialogue)
    case .nothing:
      self.predict = nil
      return .say("Left open. \(PlainPage(study: study).onward)")
    case .end, .unclear: return nil
    }
  }

  private mutating func commit(
    _ confidence: Confidence?, _ dialogue: inout PlainDialogue
  ) -> PlainReply {
    let effects = perform(.accept)
    notice = nil
    if let confidence {
      var reply = sure(confidence, &dialogue)
      reply.effects = effects + reply.effects
      return reply
    }
    dialogue.asksConfidence = true
    return PlainReply(
      ["Committed. How sure are you? 1: guess, 2: likely, 3: sure. An empty line leaves it out."],
      effects: effects)
  }

  /// Takes how sure an answer is, and leaves the question.
  mutating func sure(
    _ confidence: Confidence?, _ dialogue: inout PlainDialogue
  ) -> PlainReply {
    dialogue.asksConfidence = false
    let effects = confidence.map { perform(.sure($0)) } ?? []
    predict = nil
    guard let study else { return PlainReply(effects: effects) }
    return PlainReply(
      PlainQuestion(study).outcome + [PlainPage(study: study).onward], effects: effects)
  }
}
