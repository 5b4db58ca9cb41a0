import Lab
import Lessons

extension LibraryModel {
  /// What was kept of the lessons that are there by now; what was seen since counts more.
  mutating func noteKept() {
    guard let book else { return }
    let known = book.lessons
    for lesson in catalog?.lessons ?? []
    where progress[lesson.id] == nil && known.contains(lesson.id) {
      let outcomes = lesson.steps.compactMap(\.prediction)
        .compactMap { book.answer(to: $0, of: lesson)?.isRight }
      progress[lesson.id] = Progress(
        page: book.visit(of: lesson).lessonStep, seen: book.seenPages(of: lesson).count,
        pages: lesson.steps.count, predicted: outcomes.count, right: outcomes.count { $0 })
    }
  }

  /// Whether the chosen lesson was opened before.
  var hasBegunSelected: Bool { selectedLesson.map { progress[$0.id] != nil } ?? false }

  /// The predictions that came true, of those that were made and decided; before there are any, how
  /// many claims the lesson has.
  func outcome(of lesson: Lesson) -> String {
    guard let progress = progress[lesson.id], progress.predicted > 0 else {
      return "\(lesson.claims.count) claims"
    }
    return "\(progress.right)/\(progress.predicted) right"
  }
}

extension LibraryModel.Progress {
  /// In words, for the lesson's card.
  var text: String {
    var parts = ["\(seen) of \(pages) pages" + (page > 0 ? ", on page \(page + 1)" : "")]
    if predicted > 0 { parts.append("\(right) of \(predicted) right") }
    return parts.joined(separator: " \u{00B7} ")
  }
}
