import Lab
import Lessons

/// Leaving a lesson, and the program.
extension AppModel {
  /// Back to the library; what the lesson has come to is kept.
  mutating func leaveLesson() -> [Effect] {
    guard var study else { return [] }
    let wasRunning = study.snapshot.isRunning && study.runState == .running
    study.snapshot.isRunning = false
    study.claimTrials = study.claimTrials.filter { !$0.value.isRunning }
    left[study.lesson.id] = study
    library.note(study)
    (self.study, inspect, predict, tries, faults, surgery) = (nil, nil, nil, nil, nil, nil)
    palette = nil
    if study.holdsWork(besidesAnswers: false) {
      notice = Notice(
        wasRunning
          ? "Paused, and kept: open it again to go on." : "Kept: open it again to go on.")
    }
    return [.leaveLesson]
  }

  /// Ends the program, after a question where something would be lost.
  mutating func quit() -> [Effect] {
    if lessonsToLose == 0 { return [.quit] }
    asksToQuit = true
    return []
  }

  mutating func answerQuestion(_ action: Action) -> [Effect] {
    asksToQuit = false
    return action == .confirm ? [.quit] : []
  }
}
