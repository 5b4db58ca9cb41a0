import Lessons

extension Lesson {
  /// The pages that tell what becomes of a prediction: from its own on. Where no claim says what came of an
  /// answer they end with the page of the next question: what nothing tells by then is a question of thought.
  func pages(deciding prediction: Prediction) -> ArraySlice<LessonStep> {
    guard let asked = steps.firstIndex(where: { $0.prediction?.id == prediction.id }) else {
      return []
    }
    let pages = steps[asked...]
    guard !prediction.namesClaims,
      let next = pages.dropFirst().firstIndex(where: { $0.prediction != nil })
    else { return pages }
    return pages[...next]
  }
}

extension Prediction {
  /// Whether what is said of an answer is bound to a claim.
  fileprivate var namesClaims: Bool {
    guard case .choice(let options, _) = kind else { return false }
    return options.contains { $0.why.map { !$0.claims.isEmpty } ?? false }
  }
}
