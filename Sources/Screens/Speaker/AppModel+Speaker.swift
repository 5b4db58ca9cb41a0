import Charts
internal import Experiments
import Lab
import Lessons

/// What a talk tells the speaker's terminal, and what that may ask for.
extension AppModel {
  /// The talk as the speaker sees it; nil where none is given.
  /// - Parameter columns: those that texts have there.
  public func speakerState(columns: Int) -> SpeakerState? {
    guard let present else { return nil }
    var state = SpeakerState()
    state.talk = present.talk.title
    (state.page, state.pages) = (present.page + 1, present.talk.pages.count)
    state.title = present.talk.title(of: present.page)
    let ideas = ideas
    (state.idea, state.ideas) = (
      min(present.idea, max(0, ideas.count - 1)) + 1, max(1, ideas.count)
    )
    if case .text(let prose)? = idea { state.text = lines(prose, columns) }
    state.notes = notes(columns)
    if present.talk.pages.indices.contains(present.page + 1) {
      state.nextTitle = present.talk.title(of: present.page + 1)
      state.nextText = nextText(columns)
    }
    let planned = present.talk.pages.map(\.minutes)
    let sum = max(planned.reduce(0, +), 1e-9)
    state.minutes = present.talk.minutes
    state.plannedMinutes =
      planned[...present.page].reduce(0, +) / sum * present.talk.minutes
    state.flags = [
      present.isBlack ? "black" : nil, present.isAside ? "what if?" : nil,
      talkStudy?.arms.contains(where: \.isReplayed) == true ? "REPLAY" : nil,
    ].compactMap(\.self)
    state.notice = notice?.text ?? ""
    state.takesText = place.takesText
    // What the speaker's screen has keys of its own for is told there.
    let own: Set<Action> = [.help, .nextTheme, .toggleMouse, .back, .command]
    state.keys = Footer(model: self).items(width: 2 * columns).filter { !own.contains($0.action) }
      .map { SpeakerState.Row(label: $0.key, value: $0.word) }
    talkStudy.map { tell($0, in: &state) }
    return state
  }

  private func tell(_ study: StudyModel, in state: inout SpeakerState) {
    state.run = run(of: study)
    let headline = study.lesson.headlineProbe?.name
    state.arms = study.arms.map { row(of: $0, headline: headline) }
    state.knobs = study.knobs.map { knob in
      .init(
        label: KnobBar.label(of: knob, in: study),
        value: KnobText.text(study.value(of: knob), of: knob),
        isMarked: study.focusedKnob?.name == knob.name)
    }
    let metrics = SnapshotMetrics(study.filled)
    state.claims = study.pageClaims.map { claim(of: $0, in: study, metrics) }
    guard let question = openVote ?? study.prediction else { return }
    state.question = question.ask.plainText
    state.voters = votes(on: question).answers.count
    state.votes = rows(of: votes(on: question), on: question, in: study)
  }

  private func rows(
    of votes: RoomVotes, on question: Prediction, in study: StudyModel
  ) -> [SpeakerState.Row] {
    guard case .choice(let options, let answer) = question.kind else {
      let numbers = votes.numbers
      guard let first = numbers.first, let last = numbers.last else { return [] }
      let middle = numbers[(numbers.count - 1) / 2]
      return [("middle", middle), ("smallest", first), ("largest", last)].map {
        SpeakerState.Row(label: $0.0, value: NumberText.short($0.1))
      }
    }
    let isKnown = PredictionOutcome(question, in: study).map { $0.judgement != .open } ?? false
    return options.map { option in
      let count = votes.count(of: option.key)
      let share = votes.percent(of: option.key).map { "  \($0) %" } ?? ""
      return SpeakerState.Row(
        label: "\(option.key)  \(option.text.plainText)", value: "\(count)\(share)",
        isMarked: isKnown && option.key == answer)
    }
  }

  private func row(of arm: ArmSnapshot, headline: String?) -> SpeakerState.Row {
    if let step = arm.divergedStep {
      return SpeakerState.Row(label: arm.label, value: "diverged at \(step)")
    }
    guard let headline, let value = arm.newest(headline) else {
      return SpeakerState.Row(label: arm.label, value: "")
    }
    return SpeakerState.Row(label: arm.label, value: NumberText.short(value))
  }

  private func run(of study: StudyModel) -> String {
    guard study.trains else { return "nothing trains on this page" }
    let word =
      switch study.runState {
      case .running: "running"
      case .building: "building"
      case .ready: "ready"
      case .paused: "paused"
      case .finished: "done"
      case .failed: "failed"
      }
    return "\(word), step \(study.progressStep) of \(study.snapshot.limit)"
  }

  private func claim(
    of claim: Claim, in study: StudyModel, _ metrics: SnapshotMetrics
  ) -> SpeakerState.Claim {
    let verdict: SpeakerState.Claim.Verdict =
      switch Verdict(claim.expression.evaluate(in: metrics)) {
      case .open: .open
      case .right: .right
      case .wrong: .wrong
      }
    let measured = claim.expression.comparisons(in: metrics).map { comparison in
      let value = comparison.value.map { NumberText.short($0) } ?? "\u{2026}"
      let arms = comparison.arms.map { study.lesson.arm($0.arm)?.label ?? $0.arm }
      return (arms.isEmpty ? "" : arms.joined(separator: ", ") + ": ")
        + "\(value) \(comparison.boundText)"
    }
    let recorded = (present?.records[study.lesson.id]?[claim.name]?.comparisons ?? []).map {
      comparison -> String in
      let values = comparison.values.filter { !$0.isNaN }.sorted()
      guard let first = values.first, let last = values.last else { return "" }
      let middle = (values[(values.count - 1) / 2] + values[values.count / 2]) / 2
      return [first, middle, last].map { NumberText.short($0) }.joined(separator: " \u{2026} ")
    }
    return .init(
      words: study.words(boundTo: claim.name) ?? claim.name, verdict: verdict, measured: measured,
      recorded: recorded)
  }

  // MARK: Texts

  private func lines(_ prose: Prose, _ columns: Int) -> [String] {
    let snapshot = talkStudy?.filled ?? SessionSnapshot(seed: 0)
    let text = FilledText(
      snapshot: snapshot, claims: talkStudy?.judgedClaims ?? [], glyphs: glyphs
    ).text(prose)
    return StepText.set(text, width: columns, glyphs: glyphs).map(\.text)
  }

  /// What the course's page says, then what the lesson's does, then its hints.
  private func notes(_ columns: Int) -> [String] {
    guard let present else { return [] }
    let own = present.talk.pages[present.page].notes
    let parts = [own, talkStudy?.lessonStep?.notes].compactMap(\.self)
    var texts = parts.map { lines($0, columns) }
    for (index, hint) in (talkStudy?.hints ?? []).enumerated() {
      texts.append(["Hint \(index + 1):"] + lines(hint, columns))
    }
    return Array(texts.joined(separator: [""]))
  }

  private func nextText(_ columns: Int) -> [String] {
    guard let present else { return [] }
    switch present.talk.pages[present.page + 1].content {
    case .own(_, let body): return lines(body, columns)
    case .lesson(let id, let step):
      guard let lesson = present.talk.lesson(id), lesson.steps.indices.contains(step) else {
        return []
      }
      let asked =
        lesson.steps[step].prediction.map { ["", "Asks:"] + lines($0.ask, columns) } ?? []
      return lines(lesson.steps[step].body, columns) + asked
    }
  }

  /// Carries out what the speaker's terminal asks for.
  mutating func obey(_ word: SpeakerWord) -> [Effect] {
    switch word {
    case .hello: return []
    case .key(let key): return respond(toKey: key)
    case .command(let text):
      palette = Palette(field: TextField(text: text, limit: Palette.limit))
      notice = nil
      let effects = perform(.accept)
      // The room sees no command line: what is wrong with it is said in the notice.
      if let refusal = palette?.refusal {
        notice = Notice("\(text): \(refusal)", .warning)
      }
      palette = nil
      return effects
    }
  }
}
