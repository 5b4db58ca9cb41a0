import Charts
import Glibc
import Lab
import Lessons
import Screens
import Terminal

/// Ties screens, session and terminal together: waits for keys and news of the training, lets the
/// screens' model answer, carries out what it asks for, and shows what it draws. Main thread only.
struct App {
  /// Why the loop ended.
  enum Ending {
    case quit
    case signal(Int32)
    /// The terminal is gone.
    case hangUp
  }

  let terminal: any Face
  var shelf: LessonShelf
  private let fault: FaultHook?
  var model: AppModel
  var session: Session?
  /// The sessions of lessons that were left, the one left last at the end.
  var left: [Session] = []
  /// Writes what outlasts the program; nil: nothing does.
  let keeper: ProgressKeeper?
  /// Writes the logs of sessions; nil: nothing does.
  let sessions: SessionKeeper?
  /// Where they are, and the session there that can be gone on with.
  let folder: SessionFolder?
  var offer: SessionOffer?
  /// What it is about, where that is a bench, which is in no file.
  var offeredBench: Lesson?
  /// Records what the screen shows; nil: nothing does.
  let recorder: Recorder?
  /// What is to be told of it at the start.
  let keepingFault: ProgressFault?
  /// A claim being run on a fresh seed.
  var trial: ClaimTrialRun?
  /// A sweep under way.
  var sweep: SweepRun?
  let configuration: Configuration
  /// The theme, as the person and the terminal decide.
  var themes: ThemeSelection
  /// The talk that is given; nil: none is.
  var talk: GivenTalk?
  /// While lessons are being read.
  var reading: LibraryReading?
  /// When it is next looked at.
  var nextLook = 0.0
  /// Looks at the file of the open lesson.
  var watch: LessonWatch?
  /// A file that is to take the place of the open lesson's data.
  var dataReading: OwnDataReading?
  /// The command that asked for it.
  var dataCommand: String?
  /// Whether the newest snapshot shows a run under way.
  private var isTraining = false
  var schedule: FrameSchedule
  var ending: Ending?
  /// What to begin with; nil: the library.
  let opened: OpenedSession?

  /// - Parameters:
  ///   - opened: what to begin with; nil: the library.
  ///   - progress: what is kept from one start to the next.
  init(
    terminal: any Face, shelf: LessonShelf, opened: OpenedSession?, configuration: Configuration,
    progress: KeptState, recorder: Recorder?
  ) {
    (self.opened, self.recorder) = (opened, recorder)
    self.configuration = configuration
    themes = ThemeSelection(configuration.settings.theme)
    keeper = progress.keeper
    keepingFault = progress.fault
    (sessions, folder) = (progress.sessions, progress.folder)
    self.terminal = terminal
    self.shelf = shelf
    session = opened?.session
    fault = FaultHook.fromEnvironment()
    var options = AppOptions(
      size: terminal.size, isMouseOn: terminal.usesMouse, opening: opened?.session.lesson.id,
      usesColor: terminal.colors != .mono, glyphs: terminal.glyphs, keys: configuration.keys)
    options.isPlain = terminal.isPlain
    model = AppModel(options: options)
    schedule = FrameSchedule(processors: sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    if let book = progress.book { take(.progressLoaded(book)) }
  }

  /// Runs until the person, a signal or the end of the terminal ends it. The terminal is closed then.
  mutating func run() -> Ending {
    begin()
    // Something is on the screen before any lesson is read, and doesn't keep the list waiting.
    schedule.changed(byKey: false)
    drawIfDue()
    showTalkOrLibrary()
    while ending == nil {
      wait()
      takeNews()
      drawIfDue()
    }
    return end()
  }

  // MARK: What happens

  /// Waits until something happens, and takes what was typed.
  mutating func wait() {
    let now = Clock.seconds()
    let look = reading.map { _ in Int((max(0, nextLook - now) * 1000).rounded(.up)) }
    let timeout = [
      schedule.timeout(at: now), look, watch?.timeout(at: now), tellTimeout(at: now),
    ].compactMap { $0 }.min()
    let events = terminal.events(timeout: timeout, alsoWaitingFor: descriptors)
    for event in events {
      switch event {
      case .terminate(let signal):
        ending = .signal(signal)
        return
      case .hangUp:
        ending = .hangUp
        return
      case .background(let isLight):
        show(isLight: isLight)
        continue
      case .key: fault?.keyPressed()
      case .paste, .mouse, .resized, .scalesText, .resumed: break
      }
      take(.terminal(event))
      schedule.changed(byKey: true)
    }
  }

  /// Takes over what was read and what the session has to show, and asks it for more, each when it is
  /// time.
  mutating func takeNews() {
    takeLibrary()
    takeTrial()
    takeSweep()
    takeSavedLesson()
    takeOwnData()
    takeKeepingFaults()
    takeSessionFaults()
    takeSpeakers()
    takeRecordingFault()
    guard let session else { return }
    if isReadable(session.changeSignal) {
      session.drainChangeSignal()
      schedule.sessionChanged(at: Clock.seconds())
    }
    if schedule.takesSnapshot(at: Clock.seconds()) { takeSnapshot() }
    if schedule.asksSession(at: Clock.seconds()), let request = model.snapshotRequest {
      session.request(request)
    }
  }

  mutating func takeSnapshot() {
    guard let session else { return }
    let snapshot = session.snapshot()
    if isTraining, !snapshot.isRunning {
      sessions?.keep(session, view: model.inSight(of: session.lesson.id))
      rehearseOn()
    }
    isTraining = snapshot.isRunning
    take(.snapshot(snapshot))
    schedule.changed(byKey: false)
  }

  mutating func take(_ message: Message) {
    let former = model.ownPage
    for effect in model.update(message) { carryOut(effect) }
    // The pages of lessons are marked with the commands that go to them.
    if let page = model.ownPage, page != former { recorder?.add(.marker(Marker(ownPage: page))) }
  }

  // MARK: What is done about it

  mutating func carryOut(_ effect: Effect) {
    switch effect {
    case .session(let command): send(command)
    case .request(let request): session?.request(request)
    case .openLesson(let id):
      if let lesson = shelf.lessons.first(where: { $0.id == id }) { open(lesson) }
    case .openLessonAnew(let id):
      guard let lesson = shelf.lessons.first(where: { $0.id == id }) else { return }
      if let former = keptSession(of: lesson) { close(former) }
      open(lesson, visit: Visit())
    case .rehearse(let lesson, let page): rehearse(lesson, upTo: page)
    case .resumeSession: resumeOffered()
    case .keep(let record): keeper?.keep(.record(record, at: .now()))
    case .leaveLesson:
      send(.pause)
      endTrial()
      if let session { keep(session) }
      (session, watch) = (nil, nil)
      isTraining = false
      schedule.sessionClosed()
    case .readClaims:
      guard let lesson = session?.lesson.onItsOwnData else { return }
      take(.claimRecords(ClaimRecord.all(of: lesson)))
    case .tryClaim(let name): tryClaim(name)
    case .useData(let own, let typed): use(own, typed: typed)
    case .sweep(let request, let typed): sweep(request, typed: typed)
    case .endSweep: endSweep()
    case .ask(let text, let typed): ask(text, typed: typed)
    case .saveBench(let draft, let typed): save(draft, typed: typed)
    case .copy(let text): terminal.copy(text)
    case .savePlot(let plot): save(plot)
    case .setMouse(let isOn): terminal.usesMouse = isOn
    case .nextTheme: showNextTheme()
    case .theme(let choice): show(choice)
    case .repaint:
      terminal.repaint()
      schedule.forgetShown()
    case .suspend: terminal.suspend()
    // Only the speaker's screen has somebody to say it to.
    case .say: break
    case .quit: ending = .quit
    }
  }

  private mutating func send(_ command: Command) {
    guard let session else { return }
    do {
      try session.send(command)
      sessions?.note(session, view: model.inSight(of: session.lesson.id))
      mark(command, in: session)
      takeSnapshot()
    } catch {
      take(.fault(error.description))
    }
  }

  /// - Parameter visit: nil: where somebody was last.
  private mutating func open(_ lesson: Lesson, visit: Visit? = nil) {
    do {
      let session =
        try keptSession(of: lesson) ?? newSession(of: lesson, visit ?? model.visit(of: lesson))
      self.session = session
      begin(session)
    } catch {
      take(.openingFailed(id: lesson.id, reason: "\(error)"))
    }
  }

  mutating func begin(_ session: Session) {
    let lesson = session.lesson
    // A bench is in no file.
    watch = lesson.bench == nil ? LessonWatch(lesson, at: Clock.seconds()) : nil
    take(.lessonOpened(lesson, session.snapshot()))
    markOpening(of: session)
    fault?.lessonOpened()
  }

  // MARK: What is shown

  private mutating func drawIfDue() {
    let now = Clock.seconds()
    guard ending == nil, schedule.drawsFrame(at: now) else { return }
    let started = Clock.threadSeconds()
    let grid = model.view(terminal.size, glyphs: terminal.glyphs)
    if schedule.differs(from: grid), !terminal.present(grid) {
      // The terminal takes nothing at present; the newest frame is shown once it does.
      schedule.postpone(at: now)
      return
    }
    recorder?.add(.frame(grid, terminal.theme))
    schedule.drew(
      grid, at: now, seconds: Clock.threadSeconds() - started, isTraining: isTraining)
  }
}
