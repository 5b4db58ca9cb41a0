import Lab
import Lessons

extension AppModel {
  /// Does something, and adds to its effects what snapshots should hold from now on and what is to be
  /// kept.
  mutating func noting(_ act: (inout AppModel) -> [Effect]) -> [Effect] {
    let before = snapshotRequest
    var effects = rememberingTalk(act(&self))
    uncover()
    if let wanted = snapshotRequest, wanted != before { effects.append(.request(wanted)) }
    // First: what an effect leads to at once is news of its own, and later than this.
    return takeNewProgress().map(Effect.keep) + effects
  }

  mutating func load(_ book: ProgressBook) {
    kept = KeptProgress(book)
    library.book = book
    library.noteKept()
  }

  /// A lesson that is opened goes on where it was left.
  mutating func restoreProgress() {
    guard let kept else { return }
    study?.restore(kept.book)
  }

  /// What has come about with the last message and is to outlast the program.
  mutating func takeNewProgress() -> [ProgressRecord] {
    guard kept != nil else { return [] }
    guard let study else {
      kept?.leave()
      return []
    }
    let news = kept?.news(of: study) ?? []
    kept?.take(news)
    return news
  }

  /// Opens the chosen lesson as if nobody had been there. What was kept of it stays until its pages are
  /// seen and its questions answered again.
  mutating func openAnew() -> [Effect] {
    guard let lesson = library.selectedLesson else { return [] }
    left[lesson.id] = nil
    library.opening = lesson.id
    return [.openLessonAnew(id: lesson.id)]
  }

  /// Gives a key to the question on the screen, and keeps how sure the answer is.
  mutating func performOnQuestion(_ action: Action) -> [Effect] {
    let wasOpen = predict?.answer == nil
    let effects = follow(predict?.perform(action))
    guard let predict, predict.answer != nil else { return effects }
    if let confidence = predict.confidence {
      study?.confidence[predict.prediction.id] = confidence
    }
    if wasOpen, let outcome = study.flatMap(PredictionOutcome.init) {
      // Whoever knows how it came out can't say any more how sure they were.
      self.predict?.hidesOutcome = outcome.judgement != .open
    }
    return effects
  }
}
