internal import Experiments
public import Lab
import Lessons

/// A lesson as the sections of a handout: a section a page, then what is claimed, and where the lecture
/// is loose or wrong.
public struct HandoutLesson {
  let lesson: Lesson
  let run: PagedRun
  /// Whether the lecturer's notes are in it.
  let showsNotes: Bool
  let text: HandoutText
  private let records: [String: ClaimRecord]

  public init(_ run: PagedRun, showsNotes: Bool) {
    (lesson, self.run, self.showsNotes) = (run.lesson, run, showsNotes)
    // What stands in place of the lesson's data has nothing to do with its claims.
    let claims = run.lesson.ownData == nil ? run.lesson.claims : []
    text = HandoutText(run: run.whole, claims: claims, prefix: run.lesson.id)
    records = claims.isEmpty ? [:] : ClaimRecord.all(of: run.lesson)
  }

  /// The lesson by itself.
  public var handout: Handout {
    let pages = lesson.steps.indices.map(page)
    var handout = Handout(
      title: lesson.title, lead: lesson.question, facts: facts,
      sections: pages + conclusions(of: text.claims, pages: Array(lesson.steps.indices)))
    handout.language = lesson.language
    return handout
  }

  /// Some pages of the lesson as a section among others.
  /// - Parameter all: all pages that the handout has of the lesson, where it ends with the claims that
  ///   these make, and their errata; nil: it does not.
  func section(pages numbers: [Int], concluding all: [Int]?) -> Handout.Section {
    var section = Handout.Section(
      anchor: lesson.id, title: lesson.title,
      blocks: [
        .paragraph([Handout.Run(.text(lesson.question), isEmphasized: true)]),
        .small([.text(facts.joined(separator: " \u{B7} "))]),
      ], sections: numbers.map(page))
    guard let all else { return section }
    let targets = Set(all.flatMap { page($0).targets })
    let named = Set(all.flatMap { lesson.steps[$0].claims })
    let claims = text.claims.filter {
      named.contains($0.name) || targets.contains(text.anchor(ofClaim: $0.name))
    }
    section.sections += conclusions(of: claims, pages: all)
    return section
  }

  private var facts: [String] {
    [
      "lesson \(lesson.number)", lesson.part, "\(lesson.minutes) minutes",
      "numbers and figures: the run of seed \(run.seed)",
    ]
  }

  private func conclusions(of claims: [Claim], pages: [Int]) -> [Handout.Section] {
    [section(of: claims), errata(of: pages)].compactMap { $0 }
  }

  func anchor(ofPage page: Int) -> String { "\(lesson.id)-page-\(page + 1)" }

  // MARK: Pages

  private func page(_ index: Int) -> Handout.Section {
    let step = lesson.steps[index]
    let figures = HandoutFigures(run: run, page: index).figures.map(Handout.Block.figure)
    let telling = HandoutPrediction(self, page: index)
    var blocks = text.blocks(step.body)
    blocks += notices(index)
    // What the question is about must not stand beside it.
    if telling?.isAnsweredByFigures != true { blocks += figures }
    if let telling {
      let answers = telling.isAnsweredByFigures ? figures : []
      blocks.append(.prediction(telling.question(with: answers)))
    }
    if let knobs = knobs(index) { blocks.append(knobs) }
    if !step.hints.isEmpty {
      blocks.append(.folded(title: "Hints", step.hints.flatMap(text.blocks)))
    }
    if showsNotes, let notes = step.notes {
      blocks.append(.remark(title: "For the lecturer", text.blocks(notes)))
    }
    if !step.slides.isEmpty { blocks.append(.small([.text(slides(step.slides))])) }
    return Handout.Section(anchor: anchor(ofPage: index), title: step.title, blocks: blocks)
  }

  private func slides(_ titles: [String]) -> String {
    let quoted = titles.map { "\u{201C}\($0)\u{201D}" }.joined(separator: ", ")
    return "In the lecture: \(quoted)"
  }

  /// What to know of the arms of a page, such as data that were left out.
  private func notices(_ page: Int) -> [Handout.Block] {
    let arms = run.pages[page].arms
    let failures = arms.compactMap { arm -> String? in
      if case .failed(let reason) = arm.phase { "\(arm.label): \(reason)" } else { nil }
    }
    let notices = Lesson.notices(of: arms.map { ($0.label, $0.notices) }) + failures
    guard !notices.isEmpty else { return [] }
    return [.remark(title: "To know", notices.map { .paragraph([.text($0)]) })]
  }

  private func knobs(_ page: Int) -> Handout.Block? {
    let labels = lesson.steps[page].knobs.compactMap(lesson.knob).map(\.label)
    guard !labels.isEmpty else { return nil }
    return .remark(
      title: "To be turned in the lab",
      [
        .paragraph([
          .text(labels.joined(separator: ", ") + ": "),
          Handout.Run(.code("gradlab open \(name) --step \(page + 1)")),
        ])
      ])
  }

  /// The lesson as a command line calls it.
  var name: String { lesson.argument?.shellWord ?? lesson.id }

  // MARK: After the pages

  private func section(of claims: [Claim]) -> Handout.Section? {
    guard !claims.isEmpty else { return nil }
    let results = claims.map { claim in
      HandoutClaims(text: text, words: words(boundTo: claim.name))
        .result(claim, records[claim.name])
    }
    return Handout.Section(
      anchor: "\(lesson.id)-claims", title: "What is claimed, and what came of it",
      blocks: [.claims(results)])
  }

  /// The first words of a page that are bound to a claim.
  private func words(boundTo claim: String) -> [Handout.Run] {
    for step in lesson.steps {
      let runs = step.body.runs
      guard let first = runs.firstIndex(where: { $0.binding == .claim(claim) }) else { continue }
      let words = runs[first...].prefix { $0.binding == .claim(claim) }
      return text.runs(Prose([.paragraph(Array(words))])).filter {
        if case .verdict = $0.content { false } else { true }
      }.map {
        var run = $0
        run.target = nil
        return run
      }
    }
    return []
  }

  private func errata(of pages: [Int]) -> Handout.Section? {
    let corrections = pages.flatMap { index in
      let step = lesson.steps[index]
      return step.errata.map {
        Handout.Correction(
          slide: $0.slide, right: $0.right, source: $0.source, page: step.title,
          target: anchor(ofPage: index))
      }
    }
    guard !corrections.isEmpty else { return nil }
    return Handout.Section(
      anchor: "\(lesson.id)-errata", title: "Where the lecture is loose or wrong",
      blocks: [.errata(corrections)])
  }
}
