import Charts
internal import Experiments
import Lab
import Lessons

/// What a room says to the questions of a talk.
extension AppModel {
  /// The question that the room can vote on.
  var openVote: Prediction? {
    guard let study = talkStudy, study.awaitsPrediction else { return nil }
    return study.lessonStep?.prediction
  }

  /// The room's votes on a question.
  func votes(on prediction: Prediction) -> RoomVotes {
    guard let lesson = study?.lesson else { return RoomVotes() }
    return present?.votes[PresentModel.key(lesson, prediction)] ?? RoomVotes()
  }

  private mutating func setVotes(_ votes: RoomVotes, on prediction: Prediction) {
    guard let lesson = study?.lesson else { return }
    present?.votes[PresentModel.key(lesson, prediction)] = votes
  }

  mutating func vote(_ option: Int) {
    guard let question = openVote, case .choice(let options, _) = question.kind,
      options.indices.contains(option)
    else { return }
    change(question) { $0.add(.choice(options[option].key)) }
  }

  mutating func change(_ question: Prediction, by body: (inout RoomVotes) -> Void) {
    var votes = votes(on: question)
    body(&votes)
    setVotes(votes, on: question)
    showLastIdea()
  }

  /// Takes the counts that were typed.
  mutating func performOnCounts(_ action: Action) -> [Effect] {
    switch action {
    case .erase: present?.counts?.erase()
    case .eraseAll: present?.counts?.eraseAll()
    case .cancel, .back: present?.counts = nil
    case .accept:
      guard let question = openVote, let text = present?.counts?.text else {
        present?.counts = nil
        return []
      }
      var refusal: String?
      change(question) { refusal = $0.take(text, for: question) }
      if let refusal {
        notice = Notice("Found \u{201C}\(text)\u{201D}: \(refusal).", .warning)
      } else {
        present?.counts = nil
      }
    default: break
    }
    return []
  }

  /// What the room said becomes the prediction.
  mutating func closeVote() -> [Effect] {
    guard let question = openVote else { return [] }
    guard let answer = votes(on: question).verdict(of: question) else {
      let isTie = !votes(on: question).answers.isEmpty
      notice = Notice(
        isTie
          ? "Two answers have as many votes: one more vote decides, or p chooses."
          : predictInTalk, .warning)
      return []
    }
    study?.snapshot.answers[question.id] = answer
    notice = Notice("The room has predicted. \(keys.word(for: .toggleRun, in: .present)) runs.")
    return [.session(.predict(id: question.id, answer: answer))]
  }

  // MARK: A question that comes first

  /// What the page's run or its claims do, once the room has predicted.
  mutating func askingRoom(before action: Action) -> [Effect] {
    guard let study = talkStudy else { return [] }
    if study.demandsPrediction {
      askRoom()
      return []
    }
    return follow(self.study?.perform(action, in: size))
  }

  /// Shows the question, and how the room answers.
  mutating func askRoom() {
    notice = Notice(predictInTalk, .warning)
    showLastIdea()
  }

  private var predictInTalk: String {
    let close = keys.word(for: .closeVote, in: .present)
    let count = keys.word(for: .countVotes, in: .present)
    if case .number? = openVote?.kind {
      return "First the room predicts: \(count) types its guesses, \(close) closes."
    }
    return
      "First the room predicts: 1, 2, \u{2026} count votes, \(count) types them, \(close) closes."
  }
}
