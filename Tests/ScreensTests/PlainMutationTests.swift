import Charts
import Lab
import Lessons
import Mutations
import Screens
import TemporaryFiles
import Testing

/// Lines of the plain dialogue, with faults put in, one after the other.
@Suite("Mutations of lines of the plain dialogue", .serialized)
struct PlainMutationTests {
  private static let lines = [
    "help", "help run", "lessons", "lessons weights", "open 1", "open sample", "close", "next",
    "back", "page 3", "run", "run 20", "pause", "step 10", "step 0", "restart", "reseed", "predict",
    "predict 2", "b", "0.5", "2", "hint", "notes", "claims", "compare", "undo", "redo",
    "fork calm", "fork 1 rate=0.2", "set", "set depth 20", "set c 0.5", "points 1", "points 1 2",
    "", "charts", "chart 1", "measure test_loss", "command", "theme light", "speed 2", "quit", "7",
  ]

  @Test("are answered in lines that can be read aloud")
  func mutations() async throws {
    let folder = try TemporaryFolder()
    let place = folder.path
    let result = await #expect(processExitsWith: .success) { [place = place as String] in
      let lessons = [try PictureLesson.lesson(), try SampleLesson.lesson()]
      try MutationRun(in: place).each { seed in
        var mutator = Mutator(seed: seed)
        var reader = PlainReader(lessons[seed % 2])
        for _ in 0..<60 {
          var line = Self.lines[mutator.choice(Self.lines.count)]
          if mutator.choice(2) == 0 {
            line = String(decoding: mutator.text(Array(line.utf8)), as: UTF8.self)
          }
          for told in reader.type(line) {
            let isReadable = told.unicodeScalars.allSatisfy {
              $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value)
            }
            #expect(
              isReadable, "seed \(seed), \(line.debugDescription): \(told.debugDescription)")
          }
        }
      }
    }
    if result == nil { Issue.record("seed \(MutationRun(in: place).lastSeed)") }
    MutationRun(in: place).tell("plain lines")
  }
}

@Suite("Numbers in lines of the plain dialogue") struct PlainNumberTests {
  @Test("beyond all bounds are answered", arguments: [Int.min, .min + 1, -1, 0, .max])
  func bounds(number: Int) throws {
    for lesson in [try PictureLesson.lesson(), try SampleLesson.lesson()] {
      for line in [
        "points", "points 1", "chart", "predict", "claims", "page", "step", "run", "speed", "hint",
        "set depth", "open", "again", "tries", "",
      ] {
        var reader = PlainReader(lesson)
        #expect(!reader.type("\(line) \(number)").isEmpty, "\(line)")
      }
    }
  }
}

/// Somebody who types lines, and sessions that answer by snapshots from formulas.
private struct PlainReader {
  let lesson: Lesson
  private var model: AppModel
  private var dialogue = PlainDialogue()
  private var step = 0

  init(_ lesson: Lesson) {
    self.lesson = lesson
    var options = AppOptions()
    options.isPlain = true
    model = AppModel(options: options)
    _ = model.update(.libraryLoaded(Catalog(lessons: [lesson])))
    _ = model.update(.lessonOpened(lesson, snapshot))
  }

  private var snapshot: SessionSnapshot {
    lesson.id == "pictures"
      ? PictureLesson.snapshot(lesson, step: step)
      : SampleSnapshot.snapshot(lesson, step: step, at: 40)
  }

  mutating func type(_ line: String) -> [String] {
    let reply = model.take(line, in: &dialogue)
    for effect in reply.effects {
      switch effect {
      case .session(.goTo(let step)):
        self.step = min(step, lesson.steps.count - 1)
        _ = model.update(.snapshot(snapshot))
      case .openLesson, .openLessonAnew: _ = model.update(.lessonOpened(lesson, snapshot))
      default: break
      }
    }
    return reply.lines + model.report(reply.report, in: &dialogue)
  }
}
