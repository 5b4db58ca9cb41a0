import Charts
import Lab
import Lessons

extension AppModel {
  /// Takes what happened, and returns what is to be done about it.
  public mutating func update(_ message: Message) -> [Effect] {
    noting { $0.respond(to: message) }
  }

  private mutating func respond(to message: Message) -> [Effect] {
    switch message {
    case .terminal(let event): return respond(to: event)
    case .libraryLoaded(let catalog): library.load(catalog)
    case .lessonOpened(let lesson, let snapshot):
      (inspect, predict, tries, claims, surgery) = (nil, nil, nil, nil, nil)
      (help, notice, copied, palette) = (nil, nil, nil, nil)
      faults = nil
      asksToQuit = false
      if var kept = left.removeValue(forKey: lesson.id) {
        kept.resume(snapshot)
        study = kept
      } else {
        study = StudyModel(lesson: lesson, snapshot: snapshot, usesColor: usesColor)
        restoreProgress()
      }
      let bindings = keys
      study?.keys = bindings
      library.opening = nil
      library.offer(nil)
      library.choose(lesson.id)
      return lessonOfTalkOpened()
    case .talkBegun(let talk, let page):
      present = PresentModel(talk)
      return turn(toPage: page)
    case .lessonReread(let lesson, let snapshot): reread(lesson, snapshot)
    case .lessonBroken(let broken):
      faults = FaultPanel(broken, closedBy: keys.word(for: .cancel, in: .study))
    case .openingFailed(let id, let reason):
      library.opening = nil
      notice = Notice("\(id): \(reason)", .fault)
    case .snapshot(let snapshot):
      if case .failed(let reason)? = snapshot.retracing,
        study?.snapshot.retracing != snapshot.retracing
      {
        notice = Notice(reason, .fault)
      }
      study?.take(snapshot)
    case .fault(let text):
      study?.pending = [:]
      notice = Notice(text, .fault)
    case .claimRecords(let records):
      claims?.records = records
      if let id = study?.lesson.id { present?.records[id] = records }
    case .claimTrial(let claim, let state): study?.claimTrials[claim] = state
    case .notice(let text): notice = Notice(text)
    case .progressLoaded(let book): load(book)
    case .told(let state): speaker?.take(state)
    case .said(let word): return obey(word)
    case .logged(let log): watch?.take(log, in: size)
    case .sweepBegun(let sweep): self.sweep = SweepModel(sweep)
    case .sweepChanged(let state): sweep?.state = state
    case .asked(let probe):
      study?.question = probe
      covered?.awaitsAnswer = false
    case .commandRefused(let typed, let reason):
      covered?.awaitsAnswer = false
      palette = Palette(field: TextField(text: typed, limit: Palette.limit), refusal: reason)
    case .sessionOffered(let session, let bench): library.offer(session, of: bench)
    case .viewRestored(let view): study?.restore(view)
    }
    return []
  }

  private mutating func respond(to event: TerminalEvent) -> [Effect] {
    switch event {
    case .key(let key): return press(key)
    case .paste(let text): type(text)
    case .mouse(let mouse): return respond(to: mouse)
    case .resized(let size):
      self.size = size
      study?.scrollText(by: 0, in: size)
    case .resumed: return [.repaint]
    case .scalesText: scalesText = true
    case .background: break
    case .terminate, .hangUp: return [.quit]
    }
    return []
  }

  /// What a key does that somebody presses elsewhere.
  mutating func respond(toKey key: Key) -> [Effect] { press(key) }

  private mutating func press(_ key: Key) -> [Effect] {
    notice = nil
    if speaker != nil, let effects = pressAtSpeaker(key) { return effects }
    if present?.isBlack == true {
      // Whatever key: the room sees again.
      present?.isBlack = false
      return []
    }
    let binding = KeyTable.binding(for: key, in: self)
    if binding?.action != .interrupt { wasInterrupted = false }
    if let binding { return perform(binding.action) }
    if case .character(let character) = key {
      if place.takesText {
        type(String(character))
      } else if !asksToQuit {
        notice = Notice(
          "\u{201C}\(character)\u{201D} does nothing here; \(keys.word(for: .help, in: .study)) shows the keys."
        )
      }
    }
    return []
  }

  /// Typed or pasted text goes to the field that takes it, and nowhere else.
  private mutating func type(_ text: String) {
    switch place {
    case .filter: library.type(text)
    case .knobEntry:
      study?.entry?.insert(text)
      study?.refusal = nil
    case .numberEntry: predict?.typed.insert(text)
    case .armName: tries?.name?.insert(text)
    case .command: palette?.insert(text)
    case .voteEntry: present?.counts?.insert(text)
    case .speakerEntry: speaker?.command?.insert(text)
    default: break
    }
  }

  mutating func perform(_ action: Action) -> [Effect] {
    switch action {
    case .help: help = help == nil ? HelpModel(of: self) : nil
    case .suspend: return [.suspend]
    case .repaint: return [.repaint]
    case .nextTheme: return [.nextTheme]
    case .toggleMouse:
      isMouseOn.toggle()
      notice = Notice(isMouseOn ? "Mouse on." : "Mouse off: the terminal selects text again.")
      return [.setMouse(isMouseOn)]
    case .interrupt: return interrupt()
    case .command where speaker != nil: speaker?.command = TextField(limit: Palette.limit)
    case .command:
      study?.noteIdleKnobs()
      palette = Palette()
    case .exportPlot: palette = exportPalette
    case .copyCommand:
      guard let study else { return [] }
      let command = sweep.map { study.sweepCommand(of: $0.sweep) } ?? study.reproducingCommand
      copied = command
      return [.copy(command)]
    default: return passOn(action)
    }
    return []
  }

  /// The first Ctrl-C stops the training, the second the program.
  private mutating func interrupt() -> [Effect] {
    if sweep?.state.isOver == false, !wasInterrupted {
      wasInterrupted = true
      notice = Notice("Cancelled. \(keys.word(for: .interrupt, in: .sweep)) again quits.", .warning)
      return [.endSweep]
    }
    guard study?.snapshot.isRunning == true, !wasInterrupted else { return [.quit] }
    wasInterrupted = true
    study?.snapshot.isRunning = false
    notice = Notice("Paused. \(keys.word(for: .interrupt, in: .study)) again quits.", .warning)
    return [.session(.pause)]
  }

  /// Gives an action to the place that takes keys.
  private mutating func passOn(_ action: Action) -> [Effect] {
    if action == .cancel, place == .study, faults != nil {
      faults = nil
      return []
    }
    switch place {
    case .question: return answerQuestion(action)
    case .copied:
      copied = nil
      return []
    case .help:
      if action == .back || action == .cancel { help = nil }
      return follow(help?.perform(action, in: size))
    case .command: return performInPalette(action)
    case .predict, .numberEntry: return performOnQuestion(action)
    case .inspect:
      guard var study, var inspect else { return [] }
      let page = study.step
      let reply = inspect.perform(action, on: &study, in: size)
      (self.study, self.inspect) = (study, study.step == page ? inspect : nil)
      return follow(reply)
    case .claims:
      guard var study, var claims else { return [] }
      let reply = claims.perform(action, on: &study, in: size)
      (self.study, self.claims) = (study, claims)
      return follow(reply)
    case .surgery:
      guard var study, var surgery else { return [] }
      let reply = surgery.perform(action, on: &study, in: size)
      (self.study, self.surgery) = (study, surgery)
      return follow(reply)
    case .tries, .armName:
      guard var study, var tries else { return [] }
      let reply = tries.perform(action, on: &study, in: size)
      (self.study, self.tries) = (study, tries)
      return follow(reply)
    case .sweep:
      guard let study, var sweep else { return [] }
      var reply = sweep.perform(action, for: study, in: size)
      self.sweep = reply.destination == .study ? nil : sweep
      if sweep.endedCount > 0 { lastSweep = sweep }
      // What was open before is open still.
      reply.destination = nil
      return follow(reply)
    case .matrix: return follow(study?.performInEditor(action))
    case .pad: return follow(study?.performOnPad(action))
    case .present: return performInTalk(action)
    case .voteEntry: return performOnCounts(action)
    case .study, .knobEntry:
      if action == .back, study?.question != nil {
        study?.question = nil
        return []
      }
      if action == .back { return leaveLesson() }
      return follow(study?.perform(action, in: size))
    case .speaker, .speakerEntry: return performAtSpeaker(action)
    case .watch:
      if action == .back { return [.quit] }
      watch?.perform(action, in: size)
      return []
    case .library, .filter:
      if action == .back { return quit() }
      if action == .openAnew { return openAnew() }
      return follow(library.perform(action, in: size))
    }
  }

  /// Shows a reply's notice, goes where it leads, and hands on its effects.
  mutating func follow(_ reply: Reply?) -> [Effect] {
    guard let reply else { return [] }
    if let notice = reply.notice { self.notice = notice }
    if let destination = reply.destination { go(to: destination) }
    if reply.destination == .claims { return reply.effects + [.readClaims] }
    for case .session(.predict(let id, let answer)) in reply.effects {
      study?.snapshot.answers[id] = answer
      study?.keepJudged()
    }
    return reply.effects
  }

  private mutating func go(to destination: Reply.Destination) {
    switch destination {
    case .library:
      (study, inspect, predict, tries, claims, surgery) = (nil, nil, nil, nil, nil, nil)
    case .study:
      let isOverInspect = predict != nil || tries != nil || surgery != nil
      (inspect, predict, tries, claims, surgery) = (
        isOverInspect ? inspect : nil, nil, nil, nil, nil
      )
    case .tries: tries = TriesModel()
    case .surgery(let place): surgery = study.flatMap { SurgeryModel(of: $0, at: place) }
    case .claims: claims = study.map { ClaimsModel(claims: $0.pageClaims) }
    case .inspect(let plot):
      inspect = InspectModel(plot: plot, cursor: inspect?.cursor ?? PlotCursor())
    case .predict:
      predict = study.flatMap(PredictModel.init)
    }
  }
}
