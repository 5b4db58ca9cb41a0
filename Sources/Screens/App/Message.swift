public import Charts
public import Experiments
public import Lab
public import Lessons

/// Everything that can happen to the screens.
public enum Message: Sendable {
  case terminal(TerminalEvent)
  case libraryLoaded(Catalog)
  /// The lesson stands, and its session has given its first snapshot.
  case lessonOpened(Lesson, SessionSnapshot)
  /// The file of the open lesson was saved without a fault, and this is what is shown of it now.
  case lessonReread(Lesson, SessionSnapshot)
  /// The file of the open lesson was saved with faults: the last good version stays open.
  case lessonBroken(BrokenLesson)
  /// The lesson cannot be opened; the text says why and what to do.
  case openingFailed(id: String, reason: String)
  case snapshot(SessionSnapshot)
  /// The session refused a command, or something else went wrong: said in the notice line.
  case fault(String)
  /// What is recorded of the claims of the lesson on the screen.
  case claimRecords([String: ClaimRecord])
  /// How far a claim's run on a fresh seed is.
  case claimTrial(String, ClaimTrialRun.State)
  /// Something that the learner should know, in one line.
  case notice(String)
  /// What was kept of earlier starts of the program; from now on more is.
  case progressLoaded(ProgressBook)
  /// A talk is given, from a page of it on.
  case talkBegun(Talk, page: Int)
  /// What the audience's terminal tells the speaker's; nil: there is none.
  case told(SpeakerState?)
  /// What the speaker's terminal asks for.
  case said(SpeakerWord)
  /// The files of the folder that is watched have more, or are damaged.
  case logged(LogFolder)
  /// A sweep is under way, of which more will be told.
  case sweepBegun(KnobSweep)
  case sweepChanged(SweepRun.State)
  /// What somebody asked of the runs is known to be something that they can answer.
  case asked(Probe)
  /// What was typed as a command can't be done.
  case commandRefused(typed: String, reason: String)
  /// There is a session that can be gone on with; what it is about, where that is in no file.
  case sessionOffered(ResumableSession, bench: Lesson? = nil)
  /// What `AppModel.inSight` was when the session was left that is shown now.
  case viewRestored(String)
}

/// A session that was under way when the program ended.
public struct ResumableSession: Hashable, Sendable {
  /// The lesson's id.
  public var lesson: String
  /// From 0.
  public var page: Int
  /// The furthest training step of its arms.
  public var step: Int
  /// How long ago that was, in words.
  public var when: String

  public init(lesson: String, page: Int, step: Int, when: String) {
    (self.lesson, self.page, self.step, self.when) = (lesson, page, step, when)
  }
}

/// What the program does for the screens: the only way in which they act on the world.
public enum Effect: Hashable, Sendable {
  case session(Command)
  /// From now on snapshots should hold this.
  case request(SnapshotRequest)
  case openLesson(id: String)
  /// From its first page, as if nobody had been there.
  case openLessonAnew(id: String)
  /// Goes on with the session that was offered.
  case resumeSession
  /// The runs of a lesson's page are to be known before they are shown.
  case rehearse(lesson: String, page: Int)
  /// The audience's terminal is to do this.
  case say(SpeakerWord)
  /// Something is to outlast the program.
  case keep(ProgressRecord)
  /// The lesson's session pauses, and is kept for when it is opened again.
  case leaveLesson
  /// The records of the lesson's claims are wanted.
  case readClaims
  /// A claim of the lesson is to be run on a seed that nobody has seen.
  case tryClaim(String)
  /// A file takes the place of what the lesson trains on; nil: the lesson's own data do.
  case useData(OwnData?, typed: String)
  /// The arm is to be run for each value of a knob or two.
  case sweep(KnobSweep.Request, typed: String)
  /// A measure, or a probe as lessons write it, is to be read at each step that the runs come to rest at.
  case ask(String, typed: String)
  /// The sweep under way ends; what has come stays on the screen.
  case endSweep
  /// The bench as it stands is to be kept as a lesson file in the working folder.
  case saveBench(PlayDraft, typed: String)
  case copy(String)
  /// A plot is to be kept as a file that is not there yet.
  case savePlot(PlotFile)
  case setMouse(Bool)
  /// The next theme of the program's list.
  case nextTheme
  case theme(ThemeChoice)
  case repaint
  case suspend
  case quit
}

/// The lessons that were found, and the files that could not be read.
public struct Catalog: Sendable {
  /// A lesson file with faults, each as `file:line:column: message`.
  public struct Broken: Hashable, Sendable {
    public var path: String
    public var faults: [String]

    public init(path: String, faults: [String]) {
      self.path = path
      self.faults = faults
    }
  }

  /// A course by whose order the lessons stand.
  public struct Course: Hashable, Sendable {
    public var title: String
    /// The ids of its lessons, each once.
    public var lessons: [String]

    public init(title: String, lessons: [String]) {
      (self.title, self.lessons) = (title, lessons)
    }
  }

  /// Those of the course first, in its order; then the others in the curriculum's, the person's own last.
  public var lessons: [Lesson]
  public var broken: [Broken]
  /// The folders that were searched, for the text of an empty library.
  public var folders: [String]
  /// The file that is still being read; nil: these are all.
  public var reading: String?

  /// nil: the curriculum's order alone.
  public var course: Course?

  public init(
    lessons: [Lesson], broken: [Broken] = [], folders: [String] = [], reading: String? = nil,
    course: Course? = nil
  ) {
    let places = Dictionary(
      (course?.lessons ?? []).enumerated().map { ($1, $0) }, uniquingKeysWith: min)
    func order(_ lesson: Lesson) -> (Int, Int, Int, String) {
      (places[lesson.id] ?? .max, lesson.isPersonal ? 1 : 0, lesson.number, lesson.id)
    }
    self.lessons = lessons.sorted { order($0) < order($1) }
    self.course = course
    self.broken = broken
    self.folders = folders
    self.reading = reading
  }

  /// What a lesson stands under: its course, its part, or that it is the person's own.
  public func heading(of lesson: Lesson) -> String {
    if let course, course.lessons.contains(lesson.id) { return course.title }
    return lesson.isPersonal ? "Your own lessons" : lesson.part
  }

  /// What was found in a folder of lessons.
  public init(_ library: LessonLibrary) {
    self.init(
      lessons: library.lessons,
      broken: library.broken.map {
        Broken(path: $0.path, faults: $0.faults.map { "\($0)" })
      }, folders: [library.root])
  }
}
