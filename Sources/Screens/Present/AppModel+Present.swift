import Charts
internal import Experiments
import Lab
import Lessons

/// Giving a talk: turning its pages, what is in sight of them, votes, and the way back from "what if?".
extension AppModel {
  /// The ideas of the page that is shown.
  var ideas: [PageIdea] {
    guard let present, let content = present.content else { return [] }
    switch content {
    case .own(_, let body): return PageIdea.of(body)
    case .lesson:
      guard let study = talkStudy else { return [] }
      var ideas = PageIdea.of(study.lessonStep?.body ?? Prose())
      if study.awaitsPrediction, let asked = study.lessonStep?.prediction {
        ideas.append(.question(asked))
      } else if study.hasVerdict, let outcome = PredictionOutcome(study), outcome.judgement != .open
      {
        ideas.append(.outcome(outcome.prediction))
      }
      return ideas
    }
  }

  /// Whether the first page was turned.
  public var hasTalkBegun: Bool { present?.hasBegun == true }

  /// The lesson of the page that is shown; nil on a page of the course's own, and until it is open.
  var talkStudy: StudyModel? {
    guard let page = present?.lessonPage, let study, study.lesson.id == page.id else { return nil }
    return study
  }

  var idea: PageIdea? {
    let ideas = ideas
    return ideas.isEmpty ? nil : ideas[min(present?.idea ?? 0, ideas.count - 1)]
  }

  // MARK: Actions

  mutating func performInTalk(_ action: Action) -> [Effect] {
    switch action {
    case .nextStep: return turn(by: 1)
    case .previousStep: return turn(by: -1)
    case .firstStep: return turn(toPage: 0)
    case .lastStep: return turn(toPage: (present?.talk.pages.count ?? 1) - 1)
    case .blackout: present?.isBlack.toggle()
    case .bigText: toggle(.text)
    case .plotOnly: toggle(.plot)
    case .vote(let option): vote(option)
    case .takeBackVote:
      if let question = openVote { change(question) { $0.takeBack() } }
    case .countVotes:
      present?.counts = TextField(limit: 400)
      showLastIdea()
    case .closeVote: return closeVote()
    case .pageStart: return returnTo(.page)
    case .backToTalk: return returnTo(.talk)
    case .focusNext, .focusPrevious: moveKnobFocus(by: action == .focusNext ? 1 : -1)
    case .back: return quitTalk()
    case .toggleRun, .watch, .claims: return askingRoom(before: action)
    default: return talkStudy == nil ? [] : follow(study?.perform(action, in: size))
    }
    return []
  }

  private mutating func toggle(_ look: PresentModel.Look) {
    let isOn = present?.look == look
    present?.look = isOn ? .whole : look
  }

  /// From the page's text through its knobs and back.
  private mutating func moveKnobFocus(by offset: Int) {
    guard let study = talkStudy, !study.knobs.isEmpty else {
      notice = Notice(
        "This page has no knobs; \(keys.word(for: .command, in: .present)) set turns any.")
      return
    }
    let places = [StudyFocus.text] + study.knobs.indices.map(StudyFocus.knob)
    let place = places.firstIndex(of: study.focus) ?? 0
    self.study?.focus(on: places[(place + offset + places.count) % places.count])
    // The room goes on looking at the plot that it sees.
    self.study?.viewedPlot = study.shownPlot
  }

  private mutating func quitTalk() -> [Effect] {
    asksToQuit = true
    return []
  }

  // MARK: Pages

  /// The next idea, or the next page.
  private mutating func turn(by offset: Int) -> [Effect] {
    guard let present else { return [] }
    let next = min(present.idea, max(0, ideas.count - 1)) + offset
    if ideas.indices.contains(next) {
      self.present?.idea = next
      self.present?.hasBegun = true
      return []
    }
    return turn(toPage: present.page + offset)
  }

  mutating func turn(toPage target: Int) -> [Effect] {
    guard let present else { return [] }
    guard present.talk.pages.indices.contains(target) else {
      notice = Notice(target < 0 ? "This is the first page." : "This is the last page.")
      return []
    }
    if target > present.page, talkStudy?.demandsPrediction == true {
      askRoom()
      return []
    }
    let isBack = target < present.page
    if target != present.page, study != nil || present.lessonPage == nil {
      self.present?.hasBegun = true
    }
    self.present?.page = target
    self.present?.isAside = false
    self.present?.look = .whole
    (inspect, predict, tries, claims, surgery, sweep) = (nil, nil, nil, nil, nil, nil)
    let effects = showPage()
    self.present?.idea = 0
    if isBack { showLastIdea() }
    return effects
  }

  mutating func showLastIdea() {
    let last = max(0, ideas.count - 1)
    present?.idea = last
  }

  /// Brings the lesson of the page to it.
  private mutating func showPage() -> [Effect] {
    guard let present else { return [] }
    guard let page = present.lessonPage else {
      let isRunning = study?.snapshot.isRunning == true
      return (isRunning ? [.session(.pause)] : []) + rehearsal
    }
    guard study?.lesson.id == page.id else {
      let leaving = study == nil ? [] : leaveLesson()
      notice = nil
      return leaving + [.openLesson(id: page.id)]
    }
    return alignLesson()
  }

  /// The lesson that is open shows the page of the talk, which is remembered as it begins.
  mutating func alignLesson() -> [Effect] {
    guard let page = present?.lessonPage, let study, study.lesson.id == page.id else { return [] }
    let turned = study.step == page.page ? [] : self.study?.turn(to: page.page).effects ?? []
    self.study?.focus(on: .text)
    return turned + [.session(.remember(.page))] + rehearsal
  }

  /// A lesson of the talk is on the screen.
  mutating func lessonOfTalkOpened() -> [Effect] {
    guard present != nil else { return [] }
    study?.isForRoom = true
    return alignLesson() + [.readClaims]
  }

  /// What is to be known before it is shown: the runs of this page and of the next one.
  var rehearsal: [Effect] {
    guard let present else { return [] }
    let next = present.nextLessonPage
    if let here = present.lessonPage, next?.id != here.id {
      let ahead = next.map { [Effect.rehearse(lesson: $0.id, page: $0.page)] } ?? []
      return [.rehearse(lesson: here.id, page: here.page)] + ahead
    }
    return next.map { [.rehearse(lesson: $0.id, page: $0.page)] } ?? []
  }

  /// Where a lesson of the talk opens.
  func talkVisit(of lesson: Lesson) -> Visit? {
    guard let present else { return nil }
    let pages = [present.lessonPage, present.nextLessonPage].compactMap(\.self)
    let page = pages.first { $0.id == lesson.id }?.page ?? 0
    return Visit(lessonStep: page, answers: left[lesson.id]?.snapshot.answers ?? [:])
  }

  // MARK: What if?

  private mutating func returnTo(_ bookmark: Bookmark) -> [Effect] {
    guard talkStudy != nil else { return [] }
    if bookmark == .talk, present?.isAside != true {
      notice = Notice("This is the talk: nothing was changed on this page.")
      return []
    }
    present?.isAside = false
    study?.snapshot.isRunning = false
    study?.focus(on: .text)
    notice = Notice(
      bookmark == .page
        ? "As the page began. \(keys.word(for: .undo, in: .present)) undoes that."
        : "Back in the talk.")
    return [.session(.recall(bookmark))]
  }

  /// Before something is changed that the talk doesn't have, the talk is remembered.
  mutating func rememberingTalk(_ effects: [Effect]) -> [Effect] {
    guard let present, !present.isAside, effects.contains(where: \.leavesTalk) else {
      return effects
    }
    self.present?.isAside = true
    return [.session(.remember(.talk))] + effects
  }
}

extension Effect {
  /// Whether it changes what the talk would show by itself.
  fileprivate var leavesTalk: Bool {
    switch self {
    case .session(.set), .session(.fork), .session(.operate), .session(.restart), .session(.travel):
      true
    default: false
    }
  }
}
