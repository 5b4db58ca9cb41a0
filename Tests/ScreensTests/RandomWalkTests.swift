import Charts
import Glibc
import Lab
import Lessons
import Screens
import Testing

/// Random walks over the keys, which also hide arms, filter lessons, and lose what was shown.
/// `make fuzz` walks for long; the log names the seed that a walk ended with.
@Suite("Random walks") struct RandomWalkTests {
  private static let seeds: Range<Int> =
    0..<max(1, getenv("GRADLAB_FUZZ_SEEDS").flatMap { Int(String(cString: $0)) } ?? 6)

  /// Keys that go deep are in it several times, `q` once.
  private static let keys = Array(
    "zzz123412341234GGGggghjklhjkl←→↑↓⇠⇢⇡⇣⇱⇲⇞⇟⇥⇥⇥⇤⏎⏎⎋⎋ nnnnbb.?/apiNrRLs0+-=ytm⌫xqdddu  fHJ")

  private static let sizes = [
    Size(columns: 120, rows: 36), Size(columns: 80, rows: 24), Size(columns: 40, rows: 12),
    Size(columns: 3, rows: 2),
  ]

  /// One walk: a lesson, its model, and what happens to it.
  private struct Walk {
    let lesson: Lesson
    var model = AppModel()
    var size = RandomWalkTests.sizes[0]
    private var step = 0
    private var state: UInt64

    init(seed: Int) throws {
      state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
      lesson = try seed % 2 == 0 ? PictureLesson.lesson() : PadTests.lesson()
      model = try AppModel.library(size: size)
      open()
    }

    /// Marsaglia 2003, xorshift64.
    private mutating func random(_ count: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state >> 33) % count
    }

    private mutating func open() {
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

    mutating func go() {
      switch random(40) {
      case 0: _ = model.update(.snapshot(snapshot(isUnbuilt: true)))
      case 1: _ = model.update(.snapshot(snapshot(isUnbuilt: false)))
      case 2:
        size = RandomWalkTests.sizes[random(RandomWalkTests.sizes.count)]
        _ = model.update(.terminal(.resized(size)))
      case 3: _ = model.update(.terminal(.paste("a\u{301}日 1e-3\n")))
      case 4:
        let place = Position(column: random(size.columns), row: random(size.rows))
        let action: [Mouse.Action] = [.press, .press, .drag, .release, .wheelUp, .wheelDown]
        _ = model.update(.terminal(.mouse(Mouse(action[random(action.count)], at: place))))
      default: press("\(RandomWalkTests.keys[random(RandomWalkTests.keys.count)])")
      }
    }

    private mutating func press(_ key: String) {
      for effect in model.press(key) {
        switch effect {
        case .session(.goTo(let step)):
          self.step = step
          _ = model.update(.snapshot(snapshot(isUnbuilt: false)))
        case .openLesson, .leaveLesson: open()
        default: break
        }
      }
    }
  }

  @Test("no walk ends in a fault, and every screen is whole", arguments: seeds)
  func walk(seed: Int) throws {
    var walk = try Walk(seed: seed)
    for _ in 0..<400 {
      walk.go()
      let grid = walk.model.view(walk.size, glyphs: .braille)
      #expect(grid.size == walk.size)
      #expect(!grid.plainText().contains("\(Int.max)"))
    }
  }
}
