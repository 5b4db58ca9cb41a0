import Charts
import Experiments
import Lab
import Lessons
import Screens

/// A key for each character of a script: ⏎ Enter, ⇥ Tab, ⇤ Shift-Tab, ⎋ Esc, ⌫ Backspace, the arrows,
/// ⇠⇢⇡⇣ the same with Shift, ⇞⇟ Page Up and Down, ⇱⇲ Home and End, ⌃ before a letter Control.
func keys(_ script: String) -> [Key] {
  let named: [Character: Key] = [
    "⏎": .enter, "⇥": .tab, "⇤": .backTab, "⎋": .escape, "⌫": .backspace, "⌦": .delete,
    "↑": .up, "↓": .down, "←": .left, "→": .right, "⇠": .shiftLeft, "⇢": .shiftRight,
    "⇡": .shiftUp, "⇣": .shiftDown, "⇞": .pageUp, "⇟": .pageDown, "⇱": .home, "⇲": .end,
  ]
  var result: [Key] = []
  var isControl = false
  for character in script {
    if character == "⌃" {
      isControl = true
    } else if isControl {
      result.append(.control(character))
      isControl = false
    } else {
      result.append(named[character] ?? .character(character))
    }
  }
  return result
}

extension AppModel {
  /// Presses the keys of a script and returns what they asked for.
  @discardableResult
  mutating func press(_ script: String) -> [Effect] {
    keys(script).flatMap { update(.terminal(.key($0))) }
  }

  /// The commands among what the keys of a script asked for.
  mutating func commands(_ script: String) -> [Command] {
    press(script).compactMap { effect in
      if case .session(let command) = effect { command } else { nil }
    }
  }

  /// The library with two lessons and a broken file.
  static func library(
    size: Size = Size(columns: 80, rows: 24), glyphs: GlyphTier = .braille
  ) throws -> AppModel {
    var model = AppModel(options: AppOptions(size: size, glyphs: glyphs))
    let broken = Catalog.Broken(
      path: "Lessons/09-noise.md",
      faults: [
        "Lessons/09-noise.md:12:3: unknown key \u{201C}knob\u{201D}; did you mean \u{201C}knobs\u{201D}?",
        "Lessons/09-noise.md:31:14: no arm \u{201C}base\u{201D}; this lesson has he, lecun",
      ])
    _ = model.update(
      .libraryLoaded(
        Catalog(lessons: try SampleLesson.library(), broken: [broken], folders: ["Lessons"])))
    return model
  }

  /// The sample lesson at a step, its arms trained so far.
  static func study(
    step: Int, at trained: Int = 0, running: Bool = false, size: Size = Size(columns: 80, rows: 24),
    answers: [String: Command.Answer]? = nil, lesson other: Lesson? = nil,
    glyphs: GlyphTier = .braille
  ) throws -> AppModel {
    var model = try library(size: size, glyphs: glyphs)
    let lesson = try other ?? SampleLesson.lesson()
    _ = model.update(
      .lessonOpened(
        lesson,
        SampleSnapshot.snapshot(
          lesson, step: step, at: trained, running: running, answers: answers)))
    return model
  }

  /// The sample lesson whose first arm had two runs before the present one.
  static func tried(size: Size = Size(columns: 80, rows: 24)) throws -> AppModel {
    var model = try study(step: 2, at: 180, size: size)
    let lesson = try SampleLesson.lesson()
    var snapshot = SampleSnapshot.snapshot(lesson, step: 2, at: 180)
    let now = snapshot.arms[0]
    snapshot.arms[0].tries = [4.0, 20].enumerated().map { index, depth in
      Try(
        id: index + 1, seed: 7, knobs: now.knobs.merging(["depth": .number(depth)]) { $1 },
        step: 180, traces: now.traces)
    }
    _ = model.update(.snapshot(snapshot))
    return model
  }

  /// Back at step 90 of 180, with a fork of the first arm beside it.
  static func backInTime(size: Size = Size(columns: 80, rows: 24)) throws -> AppModel {
    var model = try study(step: 2, at: 180, size: size)
    let lesson = try SampleLesson.lesson()
    var snapshot = SampleSnapshot.snapshot(lesson, step: 2, at: 90)
    let later = SampleSnapshot.snapshot(lesson, step: 2, at: 180)
    for (index, arm) in later.arms.enumerated() {
      snapshot.arms[index].ahead = Ahead(step: arm.step, isReachable: true, traces: arm.traces)
    }
    var fork = lesson.arms[0]
    (fork.id, fork.label, fork.forkedFrom) = ("fork1", "2/n, 0.2", fork.id)
    fork.set["rate"] = .number(0.2)
    snapshot.forks = [fork]
    var arm = snapshot.arms[0]
    (arm.id, arm.label) = (fork.id, fork.label)
    arm.changes = [CourseChange(step: 60, kind: .knobs(["rate": .number(0.2)]))]
    snapshot.arms.append(arm)
    snapshot.undoable = .fork(label: fork.label)
    snapshot.redoable = .knob("rate", arm: nil)
    _ = model.update(.snapshot(snapshot))
    return model
  }

  func text(_ columns: Int, _ rows: Int, _ glyphs: GlyphTier = .braille) -> String {
    view(Size(columns: columns, rows: rows), glyphs: glyphs).plainText()
  }
}
