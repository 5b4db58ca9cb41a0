import Lab
import Lessons
import Testing

@Suite("A book of progress")
struct ProgressBookTests {
  private func book(_ changes: ProgressChange...) -> ProgressBook {
    var book = ProgressBook()
    for change in changes { book.take(change) }
    return book
  }

  @Test("two books are merged to their union, in either order, and once is as good as twice")
  func merging() {
    let common = book(.kept(ProgressSample.page("a")), .kept(ProgressSample.answer("q", "a")))
    var (one, other) = (common, common)
    one.take(.kept(ProgressSample.page("b")))
    one.take(.kept(ProgressSample.answer("q", "b")))
    other.take(.kept(ProgressSample.page("c")))
    let merged = one.merged(with: other)
    #expect(merged == other.merged(with: one))
    #expect(merged == merged.merged(with: one) && merged.merged(with: other) == merged)
    #expect(merged.lessons == ["a", "b", "c", "small"])
    #expect(
      merged.answer(to: QuestionPlace(lesson: "small", question: "q"))?.answer == .choice("b"))
  }

  @Test("of two entries with the same count the later counts, and of equal times always the same")
  func ties() {
    let early = book(.kept(ProgressSample.answer("q", "b"), at: 5))
    let late = book(.kept(ProgressSample.answer("q", "a"), at: 6))
    let place = QuestionPlace(lesson: "small", question: "q")
    for (one, other) in [(early, late), (late, early)] {
      #expect(one.merged(with: other).answer(to: place)?.answer == .choice("a"))
    }
    let twin = book(.kept(ProgressSample.answer("q", "a"), at: 5))
    #expect(early.merged(with: twin) == twin.merged(with: early))
  }

  @Test("what is done later is newer, however the clock was set", arguments: [-3_600, 315_360_000])
  func clock(jump: Int) {
    let now = 1_800_000_000
    let book = book(
      .kept(ProgressSample.answer("q", "a"), at: now),
      .kept(ProgressSample.answer("q", "b"), at: now + jump),
      .kept(ProgressSample.answer("q", "c"), at: now))
    #expect(
      book.answer(to: QuestionPlace(lesson: "small", question: "q"))?.answer == .choice("c"))
    #expect(book.count == 3)
  }

  @Test("a lesson is forgotten with all that was kept of it, or all lessons")
  func forgetting() {
    var book = ProgressSample.book
    book.take(.forget(lesson: "lenet"))
    #expect(book.lessons == ["an id of two words"])
    book.take(.forget(lesson: "nobody"))
    #expect(!book.isEmpty)
    book.take(.forget(lesson: nil))
    #expect(book.isEmpty)
  }

  @Test("one is where the newest page is, also after pages were moved or renamed")
  func visits() throws {
    let lesson = try TestLesson().lesson
    func kept(_ step: Int, _ book: inout ProgressBook) throws {
      book.take(.kept(try #require(lesson.seenPage(step))))
    }
    var book = ProgressBook()
    #expect(book.visit(of: lesson) == Visit())
    for step in [0, 3, 2] { try kept(step, &book) }
    #expect(book.visit(of: lesson).lessonStep == 2)
    #expect(book.seenPages(of: lesson) == [0, 2, 3])
    var moved = lesson
    moved.steps.swapAt(2, 4)
    #expect(book.visit(of: moved).lessonStep == 4)
    var renamed = lesson
    renamed.steps[2].title = "Look closely"
    #expect(book.visit(of: renamed).lessonStep == 2)
    var cut = lesson
    cut.steps.removeLast(3)
    #expect(book.visit(of: cut).lessonStep == 1)
    #expect(Set(lesson.pageNames).count == lesson.steps.count)
    renamed.steps[3].title = "Look closely"
    #expect(renamed.pageNames[2...3] == ["Look closely", "Look closely (2)"])
  }

  @Test("an answer belongs to the words of its question")
  func wording() throws {
    let lesson = try TestLesson().lesson
    let question = try #require(lesson.steps[1].prediction)
    var book = ProgressBook()
    book.take(
      .kept(
        .answer(
          QuestionPlace(lesson: lesson.id, question: question.id),
          KeptAnswer(.choice("b"), wording: question.wording))))
    #expect(book.visit(of: lesson).answers == ["winner": .choice("b")])
    var changed = TestLesson()
    changed.body = changed.body.replacing("Which arm learns faster?", with: "Which one is slower?")
    #expect(book.visit(of: try changed.lesson).answers.isEmpty)
    changed = TestLesson()
    changed.body = changed.body.replacing("answer: a", with: "answer: b")
    #expect(book.visit(of: try changed.lesson).answers.isEmpty)
  }

  @Test("the summary counts pages, answers and what was right by how sure one was")
  func summary() throws {
    let lesson = try TestLesson().lesson
    let question = try #require(lesson.steps[1].prediction)
    let place = QuestionPlace(lesson: lesson.id, question: question.id)
    func answer(_ right: Bool?, _ sure: Confidence?) -> KeptAnswer {
      KeptAnswer(.choice("a"), wording: question.wording, isRight: right, confidence: sure)
    }
    let book = book(
      .kept(try #require(lesson.seenPage(0))), .kept(try #require(lesson.seenPage(1))),
      .kept(.answer(place, answer(true, .sure))),
      .kept(.review(place, answer(false, .sure))), .kept(.review(place, answer(true, .guess))),
      .kept(.review(place, answer(nil, .likely))), .kept(ProgressSample.page("gone"), at: 86_400))
    let rows = book.summary(of: [lesson])
    #expect(rows.map(\.id) == ["small", "gone"])
    #expect(rows[0].seen == 2 && rows[0].pages == 5)
    #expect(rows[0].answered == 1 && rows[0].questions == 1)
    #expect(rows[0].predictions == RightShare(right: 1, of: 1))
    #expect(rows[0].reviews == RightShare(right: 1, of: 2))
    #expect(rows[0].bySureness[.sure] == RightShare(right: 1, of: 2))
    #expect(rows[0].bySureness[.guess] == RightShare(right: 1, of: 1))
    #expect(rows[0].bySureness[.likely] == RightShare())
    #expect(rows[1].pages == nil && rows[1].seen == 1 && rows[1].last?.day == "1970-01-02")
  }
}
