import Charts
import Lab
import Lessons

/// A question of the lesson being answered, or looked at again.
struct PredictModel: Hashable, Sendable {
  let prediction: Prediction
  /// The option under the cursor.
  var selected = 0
  /// The number being typed.
  var typed = TextField()
  /// What was committed.
  var answer: Command.Answer?
  /// How sure it is, once that was said.
  var confidence: Confidence?
  /// Whether one may say how sure it is: from the answer on, until its outcome is seen.
  var asksConfidence = false
  /// Whether the outcome is known already, and waits until that was said or left.
  var hidesOutcome = false

  init(prediction: Prediction, answer: Command.Answer?) {
    self.prediction = prediction
    self.answer = answer
    if case .choice(let key) = answer {
      selected = options.firstIndex { $0.key == key } ?? 0
    }
  }

  /// The question of the page, or the one that is looked at from there; nil: there is none.
  init?(_ study: StudyModel) {
    guard let prediction = study.prediction else { return nil }
    self.init(prediction: prediction, answer: study.answer)
    confidence = study.confidence[prediction.id]
    asksConfidence =
      confidence == nil && PredictionOutcome(study).map { $0.judgement == .open } ?? false
  }

  var options: [Prediction.Option] {
    if case .choice(let options, _) = prediction.kind { options } else { [] }
  }

  var optionCount: Int { options.count }
  var isChoosing: Bool { answer == nil && !options.isEmpty }
  var isTyping: Bool { answer == nil && options.isEmpty }

  mutating func perform(_ action: Action) -> Reply {
    switch action {
    case .move(.up, _): selected = max(0, selected - 1)
    case .move(.down, _): selected = max(0, min(optionCount - 1, selected + 1))
    case .pick(let index): selected = min(index, max(0, optionCount - 1))
    case .erase: typed.erase()
    case .eraseAll: typed.text = ""
    case .accept: return commit()
    case .sure(let confidence):
      (self.confidence, asksConfidence, hidesOutcome) = (confidence, false, false)
    case .cancel where hidesOutcome: (asksConfidence, hidesOutcome) = (false, false)
    case .cancel, .back: return .go(.study)
    default: break
    }
    return .nothing
  }

  private mutating func commit() -> Reply {
    if isChoosing {
      return committed(.choice(options[selected].key))
    }
    guard let number = typed.number else {
      let found = typed.text.isEmpty ? "" : "\u{201C}\(typed.text)\u{201D} is no number. "
      return .say(found + "Type a number, such as 0.5 or 1e-3.", .warning)
    }
    return committed(.number(number))
  }

  private mutating func committed(_ answer: Command.Answer) -> Reply {
    self.answer = answer
    asksConfidence = true
    return Reply(
      effects: [.session(.predict(id: prediction.id, answer: answer))],
      notice: Notice("Committed. Now see what happens."))
  }
}
