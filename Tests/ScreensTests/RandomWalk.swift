import Charts
import Lab
import Lessons
import Mutations
import Screens

/// Somebody who presses any key, and a world that answers: sessions, lessons, a talk in another terminal.
struct RandomWalk {
  /// What is on the screen in the beginning.
  enum Ground: String, CaseIterable, Sendable {
    case pictures, pad, talk, speaker, watched
    /// Without colors, Unicode and the mouse.
    case plain
  }

  private static let sizes = [
    Size(columns: 120, rows: 36), Size(columns: 80, rows: 24), Size(columns: 40, rows: 12),
    Size(columns: 3, rows: 2), Size(columns: 1, rows: 1), Size(columns: 300, rows: 100),
  ]

  /// Keys that go deep are in it several times, `q` once.
  private static let likely = Array(
    "zzz123412341234GGGggghjklhjkl←→↑↓⇠⇢⇡⇣⇱⇲⇞⇟⇥⇥⇥⇤⏎⏎⎋⎋ nnnnbb.?/apiNrRLs0+-=ytm⌫xqdddu  fHJ::BZvOo{}"
  )
  private static let controls = Array("acdehklruwyz")

  let lesson: Lesson
  let ground: Ground
  let glyphs: GlyphTier
  private(set) var model: AppModel
  private(set) var size = sizes[0]
  /// The talk that a speaker's screen is about.
  private var audience: AppModel?
  private var step = 0
  private var mutator: Mutator

  init(on ground: Ground, seed: Int) throws {
    mutator = Mutator(seed: seed)
    self.ground = ground
    glyphs = ground == .plain ? .ascii : .braille
    switch ground {
    case .pictures: lesson = try PictureLesson.lesson()
    case .pad: lesson = try PadTests.lesson()
    case .plain, .talk, .speaker, .watched: lesson = try SampleLesson.lesson()
    }
    switch ground {
    case .pictures, .pad: model = try AppModel.library(size: size)
    case .plain:
      model = AppModel(
        options: AppOptions(size: size, isMouseOn: false, usesColor: false, glyphs: .ascii))
    case .talk: model = try PresentTests.talk(page: seed % 4, at: 40)
    case .speaker:
      audience = try PresentTests.talk(page: seed % 4, at: 40)
      model = AppModel(speaking: AppOptions(size: size))
    case .watched: model = try AppModel.watching(size)
    }
    switch ground {
    case .pictures, .pad, .plain: open()
    case .talk: step = seed % 4
    case .speaker: tell()
    case .watched: break
    }
  }

  // MARK: The world

  private mutating func open() {
    step = min(model.visit(of: lesson).lessonStep, lesson.steps.count - 1)
    _ = model.update(.lessonOpened(lesson, snapshot(isUnbuilt: false)))
  }

  private func snapshot(isUnbuilt: Bool) -> SessionSnapshot {
    var snapshot =
      lesson.id == "pictures"
      ? PictureLesson.snapshot(lesson, step: step)
      : SampleSnapshot.snapshot(lesson, step: step, at: 40)
    guard isUnbuilt else { return snapshot }
    snapshot.arms = snapshot.arms.map {
      ArmSnapshot(id: $0.id, label: $0.label, knobs: $0.knobs, phase: .building)
    }
    return snapshot
  }

  /// What a talk tells comes through a line of text.
  private mutating func tell() {
    let line = audience?.speakerState(columns: model.speakerColumns)?.line
    _ = model.update(.told(line.flatMap { SpeakerState(line: $0) }))
  }

  private mutating func answer(_ effects: [Effect]) {
    for effect in effects {
      switch effect {
      case .session(.goTo(let step)):
        self.step = min(step, lesson.steps.count - 1)
        if ground != .watched { _ = model.update(.snapshot(snapshot(isUnbuilt: false))) }
      case .openLesson, .openLessonAnew, .leaveLesson: open()
      case .say(let word):
        if let heard = SpeakerWord(line: word.line) { _ = audience?.update(.said(heard)) }
        tell()
      default: break
      }
    }
  }

  // MARK: Going

  /// Something happens. Returns what.
  mutating func go() -> String {
    switch mutator.choice(40) {
    case 0 where hasSession: _ = model.update(.snapshot(snapshot(isUnbuilt: true)))
    case 1 where hasSession: _ = model.update(.snapshot(snapshot(isUnbuilt: false)))
    case 2, 3:
      size = Self.sizes[mutator.choice(Self.sizes.count)]
      _ = model.update(.terminal(.resized(size)))
      return "\(size)"
    case 4: answer(model.update(.terminal(.paste("a\u{301}日 1e-3\n"))))
    case 5:
      let place = Position(column: mutator.choice(size.columns), row: mutator.choice(size.rows))
      let actions: [Mouse.Action] = [.press, .press, .drag, .release, .wheelUp, .wheelDown]
      let mouse = Mouse(actions[mutator.choice(actions.count)], at: place)
      answer(model.update(.terminal(.mouse(mouse))))
      return "\(mouse)"
    case 6 where ground == .speaker: _ = model.update(.told(nil))
    case 6 where ground == .talk:
      let word = SpeakerWord.command(["go 2", "run", "set depth 20", "x"][mutator.choice(4)])
      answer(model.update(.said(word)))
    default:
      let key = key()
      answer(model.update(.terminal(.key(key))))
      return key.name
    }
    return "the world"
  }

  private var hasSession: Bool {
    switch ground {
    case .pictures, .pad, .plain, .talk: true
    case .speaker, .watched: false
    }
  }

  private mutating func key() -> Key {
    switch mutator.choice(8) {
    case 0: .character(Character(Unicode.Scalar(UInt8(0x20 + mutator.choice(0x5F)))))
    case 1: .control(Self.controls[mutator.choice(Self.controls.count)])
    default: keys("\(Self.likely[mutator.choice(Self.likely.count)])")[0]
    }
  }
}
