import Charts
import Lab
import Lessons

/// The claims that a page makes: which one is looked at, and what is recorded of all.
struct ClaimsModel: Sendable {
  let claims: [Claim]
  var selected = 0
  /// By claim, over the seeds of the last verification; nil: not read yet.
  var records: [String: ClaimRecord]?

  var chosen: Claim? { claims.indices.contains(selected) ? claims[selected] : nil }

  mutating func perform(_ action: Action, on study: inout StudyModel, in size: Size) -> Reply {
    selected = action.listPlace(from: selected, count: claims.count, in: size) ?? selected
    switch action {
    case .open:
      guard let chosen else { return .nothing }
      study.claimTrials = study.claimTrials.filter { !$0.value.isRunning }
      study.claimTrials[chosen.name] = .running(0)
      return .effect(.tryClaim(chosen.name))
    case .cancel, .back: return .go(.study)
    default: break
    }
    return .nothing
  }
}

extension StudyModel {
  /// What the page claims.
  var pageClaims: [Claim] {
    (lessonStep?.claims ?? []).compactMap { name in lesson.claims.first { $0.name == name } }
  }

  /// The words of the page that a claim is bound to; nil where it has none.
  func words(boundTo claim: String) -> String? {
    let runs = lessonStep?.body.runs ?? []
    let texts = runs.split { $0.binding != .claim(claim) }.map {
      Prose([.paragraph(Array($0))]).plainText
    }
    return texts.isEmpty ? nil : texts.joined(separator: " \u{2026} ")
  }
}
