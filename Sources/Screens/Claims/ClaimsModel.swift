import Charts
import Lab
import Lessons

/// The claims that a page makes: which one is looked at, what is recorded of all, and a run of one.
struct ClaimsModel: Sendable {
  let claims: [Claim]
  var selected = 0
  /// By claim, over the seeds of the last verification; nil: not read yet.
  var records: [String: ClaimRecord]?
  /// By claim: its run on a fresh seed.
  var trials: [String: ClaimTrialRun.State] = [:]

  var chosen: Claim? { claims.indices.contains(selected) ? claims[selected] : nil }

  mutating func perform(_ action: Action) -> Reply {
    switch action {
    case .move(.up, _): selected = max(0, selected - 1)
    case .move(.down, _): selected = max(0, min(claims.count - 1, selected + 1))
    case .first: selected = 0
    case .last: selected = max(0, claims.count - 1)
    case .open:
      guard let chosen else { return .nothing }
      trials[chosen.name] = .running(0)
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
    let runs = (lessonStep?.body.runs ?? []).filter { $0.binding == .claim(claim) }
    let text = Prose([.paragraph(runs)]).plainText
    return text.isEmpty ? nil : text
  }
}
