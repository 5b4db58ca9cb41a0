import Experiments
import Lab
import Lessons
import TemporaryFiles
import Testing

@Suite("A lesson that is read anew")
struct RereadingTests {
  private func reread(
    _ session: Session, _ lesson: TestLesson, hasNewData: Bool = false
  ) throws -> Session {
    let newer = try lesson.lesson
    let session = try session.reread(newer, library: .forTests(newer), hasNewData: hasNewData)
    session.waitUntilSettled()
    return session
  }

  @Test("keeps its session and its runs where only texts, pages or plots have changed")
  func texts() throws {
    let session = try Session.started(at: 4)
    try session.sendAndSettle(.run)
    let before = session.snapshot()
    var lesson = TestLesson()
    lesson.body = lesson.body.replacing("Turn the knobs.", with: "Turn them.")
    lesson.body = "## Before\nOne page more.\n\n" + lesson.body
    lesson.extraPlots = "  sizes: {bars: [m2]}"
    let same = try reread(session, lesson)
    #expect(same === session)
    #expect(same.lesson.steps.count == 6)
    // By its title.
    #expect(same.snapshot().lessonStep == 5)
    #expect(same.snapshot().arms.map(\.step) == [60, 60])
    #expect(same.snapshot().arms.map(\.losses) == before.arms.map(\.losses))
    #expect(same.snapshot().limit == 60)
  }

  @Test("trains as far as the pages say now")
  func limit() throws {
    let session = try Session.started(at: 4)
    var lesson = TestLesson()
    lesson.body = lesson.body.replacing("until: 60", with: "until: 40")
    lesson.body = lesson.body.replacing("(calm, loss, 60)", with: "(calm, loss, 40)")
    let other = try reread(session, lesson)
    // Another step is recorded for the text: no run has it.
    #expect(other !== session)
    try other.sendAndSettle(.run)
    #expect(other.snapshot().arms.map(\.step) == [40, 40])
  }

  @Test("begins anew on the same page where the arms do something else, with knobs as they were")
  func arms() throws {
    let session = try Session.started(at: 4)
    try session.sendAndSettle(
      .set(knob: "rate", to: .number(0.2), arm: nil),
      .set(knob: "depth", to: .number(2), arm: "calm"),
      .run)
    var lesson = TestLesson()
    lesson.batch = "8"
    let other = try reread(session, lesson)
    #expect(other !== session)
    let snapshot = other.snapshot()
    #expect(snapshot.lessonStep == 4)
    #expect(snapshot.arms.map(\.step) == [0, 0])
    #expect(snapshot.arms.map { $0.knobs["rate"] } == [.number(0.2), .number(0.2)])
    #expect(snapshot.arms.map { $0.knobs["depth"] } == [.number(2), .number(3)])
    session.close()
  }

  @Test("forgets the value of a knob that is gone or no longer takes it")
  func knobs() throws {
    let session = try Session.started()
    try session.sendAndSettle(.set(knob: "momentum", to: .number(0.5), arm: nil))
    var lesson = TestLesson()
    lesson.training = "optimizer: sgd, learning_rate: $rate"
    let text = lesson.text.replacing("  momentum: {value: 0, range: [0, 1]}\n", with: "")
    let newer = try Lesson.read(Array(text.utf8), path: "test.md")
    let other = try session.reread(newer, library: .forTests(newer), hasNewData: false)
    #expect(other.snapshot().arms[0].knobs["momentum"] == nil)
    session.close()
  }

  @Test("keeps the answer to a question that is asked alike, and no other")
  func answers() throws {
    let session = try Session.started(at: 1)
    try session.sendAndSettle(.predict(id: "winner", answer: .choice("a")))
    var lesson = TestLesson()
    lesson.body = lesson.body.replacing("Choose.", with: "Choose one.")
    #expect(try reread(session, lesson).snapshot().answers == ["winner": .choice("a")])
    lesson.body = lesson.body.replacing("learns faster?", with: "learns slower?")
    #expect(try reread(session, lesson).snapshot().answers.isEmpty)
  }

  @Test("begins anew where its own data have changed, and reads them again")
  func data() throws {
    let session = try Session.started(at: 4)
    try session.sendAndSettle(.run)
    let other = try reread(session, TestLesson(), hasNewData: true)
    #expect(other !== session)
    #expect(other.snapshot().arms.map(\.step) == [0, 0])
    session.close()
  }

  @Test("a saved file has another stamp, and a lesson knows its file's and its data files")
  func stamps() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("test.md", TestLesson().text)
    let lesson = try Lesson.read(path: path)
    #expect(lesson.stamp == FileStamp(path: path))
    #expect(lesson.files.isEmpty)
    try folder.write("test.md", TestLesson().text + "\n")
    #expect(lesson.stamp != FileStamp(path: path))
    #expect(FileStamp(path: folder.path("no.md")) == nil)
    let own = TestLesson().text.replacing(
      "data: {kind: mnist, train: 240, test: 60}", with: "data: {kind: csv, file: a.csv, label: b}")
    try folder.write("own.md", own)
    do {
      _ = try Lesson.read(path: folder.path("own.md"))
      Issue.record("there is no a.csv")
    } catch { #expect(error.files == [folder.path("a.csv")]) }
  }
}
