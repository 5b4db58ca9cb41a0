import Charts
import Lab
import Lessons
import Screens
import Testing

@Suite("What outlasts the program, on the screens") struct ProgressTests {
  private func kept(_ effects: [Effect]) -> [ProgressRecord] {
    effects.compactMap { if case .keep(let record) = $0 { record } else { nil } }
  }

  private func opened(
    _ book: ProgressBook = ProgressBook(), step: Int, at trained: Int = 0,
    answers: [String: Command.Answer] = [:], size: Size = Size(columns: 80, rows: 24)
  ) throws -> (model: AppModel, effects: [Effect]) {
    var model = try AppModel.library(size: size)
    _ = model.update(.progressLoaded(book))
    let lesson = try SampleLesson.lesson()
    let effects = model.update(
      .lessonOpened(
        lesson, SampleSnapshot.snapshot(lesson, step: step, at: trained, answers: answers)))
    return (model, effects)
  }

  /// A book of somebody who was on two pages and answered the first question.
  static func book(
    right: Bool? = true, confidence: Confidence? = .sure, answer: String = "c"
  ) throws -> ProgressBook {
    let lesson = try SampleLesson.lesson()
    let question = try #require(lesson.steps[1].prediction)
    var book = ProgressBook()
    let records: [ProgressRecord?] = [
      lesson.seenPage(0), lesson.seenPage(1),
      .answer(
        QuestionPlace(lesson: lesson.id, question: question.id),
        KeptAnswer(
          .choice(answer), wording: question.wording, isRight: right, confidence: confidence)),
      lesson.seenPage(2),
    ]
    for record in records.compactMap({ $0 }) {
      book.take(.record(record, at: UTCTime(seconds: 1_000)))
    }
    return book
  }

  @Test("each page that is turned to and each answer is handed over once, and nothing else")
  func handsOver() throws {
    var (model, effects) = try opened(step: 0)
    let lesson = try #require(model.lesson)
    #expect(kept(effects) == [try #require(lesson.seenPage(0))])
    #expect(kept(model.press(" ??zb")).isEmpty)
    #expect(kept(model.press("n")) == [try #require(lesson.seenPage(1))])
    let answered = kept(model.press("pjj⏎"))
    let question = try #require(lesson.steps[1].prediction)
    let place = QuestionPlace(lesson: lesson.id, question: question.id)
    #expect(answered == [.answer(place, KeptAnswer(.choice("c"), wording: question.wording))])
    let sure = kept(model.press("3"))
    #expect(
      sure == [
        .answer(place, KeptAnswer(.choice("c"), wording: question.wording, confidence: .sure))
      ]
    )
    // The outcome is handed over when the run has come to it.
    let run = SampleSnapshot.snapshot(lesson, step: 1, at: 400, answers: ["survivor": .choice("c")])
    let judged = kept(model.update(.snapshot(run)))
    #expect(
      judged == [
        .answer(
          place,
          KeptAnswer(
            .choice("c"), wording: question.wording, isRight: true, confidence: .sure))
      ])
    #expect(kept(model.update(.snapshot(run))).isEmpty)
  }

  @Test("where nothing is kept, nothing is handed over")
  func keepsNothing() throws {
    var model = try AppModel.study(step: 0)
    #expect(kept(model.press("npjj⏎3")).isEmpty)
  }

  @Test("how sure one is costs one key, can be left out, and no page at 80×24 and 40×12")
  func confidence() throws {
    for (size, key, word) in [
      (Size(columns: 80, rows: 24), "1", "guess"), (Size(columns: 40, rows: 12), "2", "likely"),
      (Size(columns: 120, rows: 36), "3", "sure"),
    ] {
      var (model, _) = try opened(step: 1, size: size)
      model.press("pjj⏎")
      let asked = model.text(size.columns, size.rows)
      #expect(asked.contains("How sure?") && asked.contains("1 guess"), "\(asked)")
      #expect(asked.contains("3 sure"))
      model.press(key)
      let text = model.text(size.columns, size.rows)
      #expect(text.contains("How sure ") && text.contains(word) && !text.contains("How sure?"))
      #expect(model.press(key).isEmpty, "once only")
      model.press("⏎")
      #expect(model.place == .study)
      model.press("p")
      #expect(model.text(size.columns, size.rows).contains(word))
    }
    var (model, _) = try opened(step: 1)
    model.press("pjj⏎⏎")
    #expect(model.place == .study)
    // It may still be said while the run has not told.
    model.press("p2")
    #expect(model.text(80, 24).contains("likely"))
  }

  @Test("an outcome that is known at once waits until one has said how sure one is, or passed")
  func hiddenOutcome() throws {
    for key in ["2", "⏎"] {
      var (model, _) = try opened(step: 3, at: 400, answers: ["survivor": .choice("c")])
      model.press("p5⏎")
      let asked = model.text(80, 24)
      #expect(asked.contains("How sure?") && asked.contains("Enter tells what it is."))
      #expect(!asked.contains("22.6"))
      model.press(key)
      #expect(model.text(80, 24).contains("22.6 times"))
      #expect(!model.text(80, 24).contains("How sure?"))
      model.press("⏎")
      #expect(model.place == .study)
    }
  }

  @Test(
    "an outcome that is known at once is handed over with the answer, before what the answer leads to"
  )
  func knownOutcome() throws {
    var (model, _) = try opened(step: 3, at: 400, answers: ["survivor": .choice("c")])
    let effects = model.press("p5⏎")
    let records = kept(effects)
    #expect(records.count == 1)
    guard case .answer(_, let answer)? = records.first else {
      Issue.record("no answer is kept: \(records)")
      return
    }
    #expect(answer.isRight == false && answer.measured.map { abs($0 - 22.63) < 0.01 } == true)
    let places = effects.enumerated().compactMap { index, effect -> (String, Int)? in
      switch effect {
      case .keep: ("keep", index)
      case .session(.predict): ("predict", index)
      default: nil
      }
    }
    #expect(places.map(\.0) == ["keep", "predict"])
  }

  @Test("the library tells how far one is, and the card where it goes on")
  func library() throws {
    for (columns, rows) in [(80, 24), (120, 36)] {
      var model = try AppModel.library(size: Size(columns: columns, rows: rows))
      #expect(!model.text(columns, rows).contains("3/5"))
      _ = model.update(.progressLoaded(try Self.book()))
      model.press("j")
      let text = model.text(columns, rows)
      #expect(text.contains("3/5") && text.contains("1/1 right"), "\(text)")
      #expect(text.contains("3 of 5 pages, on page 3 · 1 of 1 right"), "\(text)")
    }
  }

  @Test("progress that is known before the lessons are read is shown once they are")
  func laterLessons() throws {
    var model = AppModel(options: AppOptions(size: Size(columns: 80, rows: 24)))
    _ = model.update(.progressLoaded(try Self.book()))
    _ = model.update(.libraryLoaded(Catalog(lessons: try SampleLesson.library())))
    #expect(model.text(80, 24).contains("3/5"))
  }

  @Test("a lesson is gone on with where it was left in an earlier start, with what came of answers")
  func resumes() throws {
    let book = try Self.book(right: false, answer: "b")
    var model = try AppModel.library()
    _ = model.update(.progressLoaded(book))
    let lesson = try SampleLesson.lesson()
    let visit = model.visit(of: lesson)
    #expect(visit == Visit(lessonStep: 2, answers: ["survivor": .choice("b")]))
    let effects = model.update(
      .lessonOpened(
        lesson,
        SampleSnapshot.snapshot(lesson, step: visit.lessonStep, at: 0, answers: visit.answers)))
    #expect(kept(effects) == [try #require(lesson.seenPage(2))])
    #expect(model.text(120, 36).contains("✕ You predicted b"))
    model.press("p")
    #expect(model.text(80, 24).contains("sure"))
    model.press("qq")
    #expect(model.text(80, 24).contains("0/1 right"))
  }

  @Test("o opens a lesson from its first page, where one has been there")
  func opensAnew() throws {
    var model = try AppModel.library()
    _ = model.update(.progressLoaded(try Self.book()))
    #expect(model.press("o").isEmpty)
    model.press("j")
    #expect(model.press("o") == [.openLessonAnew(id: "sample")])
    #expect(model.text(80, 24).contains("opening"))
  }

  @Test("answers that are kept are no reason to ask before the program ends")
  func quits() throws {
    var (model, _) = try opened(step: 1)
    model.press("pjj⏎⏎q")
    #expect(model.press("q") == [.quit])
    var (trained, _) = try opened(step: 2, at: 180, answers: ["survivor": .choice("c")])
    trained.press("qq")
    #expect(trained.text(80, 24).contains("Runs of a lesson are lost then."))
  }
}
