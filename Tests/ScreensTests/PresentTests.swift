import Charts
import Lab
import Lessons
import Screens
import Testing

/// A talk in front of a room: pages and ideas, votes, what if, the way back.
@Suite("A talk") struct PresentTests {
  private static let size = Size(columns: 120, rows: 36)

  /// The sample lesson as a talk, on a page of it.
  static func talk(
    page: Int, at trained: Int = 0, size: Size = size, answers: [String: Command.Answer]? = nil,
    glyphs: GlyphTier = .braille
  ) throws -> AppModel {
    let lesson = try SampleLesson.lesson()
    var model = AppModel(options: AppOptions(size: size, glyphs: glyphs))
    _ = model.update(.talkBegun(Talk(lesson), page: page))
    _ = model.update(
      .lessonOpened(
        lesson, SampleSnapshot.snapshot(lesson, step: page, at: trained, answers: answers)))
    return model
  }

  /// Talks back in time, while arms train, with earlier tries, and with as many arms and answers as there can be.
  static func moving() throws -> [AppModel] {
    let lesson = try SampleLesson.lesson()
    var running = try talk(page: 2, at: 180)
    _ = running.update(
      .snapshot(SampleSnapshot.snapshot(lesson, step: 2, at: 180, running: true)))
    let earlier = try [AppModel.backInTime(), AppModel.tried()].map { other in
      var model = try talk(page: 2, at: 180)
      if let snapshot = other.snapshot { _ = model.update(.snapshot(snapshot)) }
      return model
    }
    let widest = try [1, 2].map { page in
      let wide = try SampleLesson.widest(options: "f: f, g: g, h: h, i: i")
      var model = AppModel(options: AppOptions(size: size))
      _ = model.update(.talkBegun(Talk(wide), page: page))
      _ = model.update(
        .lessonOpened(wide, SampleSnapshot.snapshot(wide, step: page, at: page == 2 ? 180 : 0)))
      return model
    }
    return [running] + earlier + widest
  }

  @Test("that has trained nothing ends without a loss")
  func endsWithoutLoss() throws {
    var model = try Self.talk(page: 0, answers: [:])
    #expect(model.press("q").isEmpty)
    let text = model.text(120, 36)
    #expect(text.contains("The talk ends then.") && !text.contains("0 lessons"))
  }

  private func commands(_ effects: [Effect]) -> [Command] {
    effects.compactMap { if case .session(let command) = $0 { command } else { nil } }
  }

  @Test("a page of the talk opens its lesson there, remembers how it begins, and rehearses ahead")
  func opens() throws {
    let lesson = try SampleLesson.lesson()
    var model = AppModel(options: AppOptions(size: Self.size))
    #expect(model.update(.talkBegun(Talk(lesson), page: 2)).contains(.openLesson(id: lesson.id)))
    #expect(model.place == .present && model.text(120, 36).contains("opening"))
    #expect(model.visit(of: lesson) == Visit(lessonStep: 2))
    let effects = model.update(
      .lessonOpened(lesson, SampleSnapshot.snapshot(lesson, step: 2, at: 0)))
    #expect(commands(effects).contains(.remember(.page)))
    #expect(effects.contains(.rehearse(lesson: lesson.id, page: 3)))
    #expect(effects.contains(.readClaims))
  }

  @Test("one idea at a time, then the next page; back shows the last idea of the page before")
  func ideas() throws {
    var model = try Self.talk(page: 2, at: 180)
    let lesson = try SampleLesson.lesson()
    let titles = lesson.steps.map(\.title)
    #expect(model.text(120, 36).contains(titles[2]))
    var pages = 0
    while model.text(120, 36).contains(titles[2]) {
      model.press("n")
      pages += 1
      try #require(pages < 20)
    }
    #expect(model.text(120, 36).contains(titles[3]))
    model.press("⇟")
    model.press("⇞")
    let before = model.text(120, 36)
    model.press("b")
    #expect(model.text(120, 36) != before)
  }

  @Test("nothing but a key turns a page, and the first and the last page stay")
  func ends() throws {
    var model = try Self.talk(page: 0)
    model.press("b")
    #expect(model.text(120, 36).contains("This is the first page."))
    let lesson = try SampleLesson.lesson()
    _ = model.update(.snapshot(SampleSnapshot.snapshot(lesson, step: 0, at: 400)))
    #expect(model.text(120, 36).contains(lesson.steps[0].title))
  }

  @Test("black hides all, and whatever key brings it back without doing anything else")
  func black() throws {
    var model = try Self.talk(page: 2, at: 180)
    let shown = model.text(120, 36)
    model.press("B")
    #expect(model.text(120, 36).allSatisfy { $0 == " " || $0 == "\n" })
    #expect(model.press("n").isEmpty)
    #expect(model.text(120, 36) == shown)
  }

  @Test("big text is the text alone, z the plot alone, and the same key brings all back")
  func looks() throws {
    var model = try Self.talk(page: 2, at: 180)
    let (title, plot) = (try SampleLesson.lesson().steps[2].title, "training loss")
    #expect(model.text(120, 36).contains(plot))
    model.press("Z")
    #expect(!model.text(120, 36).contains(plot) && model.text(120, 36).contains(title))
    model.press("Z")
    #expect(model.text(120, 36).contains(plot))
    model.press("z")
    #expect(model.text(120, 36).contains(plot) && !model.text(120, 36).contains(title))
  }

  @Test("the text is never wider than sixty columns, and all fits into small windows")
  func widths() throws {
    for size in [(200, 50), (120, 36), (80, 24), (60, 18), (40, 12), (30, 10)] {
      let size = Size(columns: size.0, rows: size.1)
      let model = try Self.talk(page: 2, at: 180, size: size)
      let text = model.text(size.columns, size.rows)
      let title = try SampleLesson.lesson().steps[2].title
      #expect(text.contains(title), "\(size)")
      var alone = model
      alone.press("Z")
      for line in alone.text(size.columns, size.rows).split(separator: "\n").dropLast(2) {
        let words = line.drop { $0 == " " }
        #expect(words.count <= 60, "\(size): \(line)")
      }
    }
    #expect(try Self.talk(page: 2, size: Size(columns: 12, rows: 4)).text(12, 4).contains("Needs"))
  }

  // MARK: Votes

  @Test(
    "digits vote, Backspace takes back, Enter commits what most say, and only then the run begins")
  func votes() throws {
    var model = try Self.talk(page: 1)
    #expect(commands(model.press(" ")).isEmpty)
    model.press("n")
    model.press("n")
    #expect(model.text(120, 36).contains("First the room predicts"))
    model.press("1")
    model.press("2")
    model.press("2")
    model.press("1")
    #expect(commands(model.press("⏎")).isEmpty)
    #expect(model.text(120, 36).contains("as many votes"))
    model.press("⌫")
    let options = try choices(SampleLesson.lesson().steps[1].prediction)
    let id = try #require(try SampleLesson.lesson().steps[1].prediction?.id)
    #expect(
      commands(model.press("⏎")) == [.predict(id: id, answer: .choice(options[1]))])
    #expect(commands(model.press("n")).contains(.goTo(lessonStep: 2)))
  }

  private func choices(_ prediction: Prediction?) throws -> [String] {
    let kind = try #require(prediction?.kind)
    guard case .choice(let options, _) = kind else { return [] }
    return options.map(\.key)
  }

  @Test("counts can be typed; what is none is said, and stays to be mended")
  func counts() throws {
    let count = try choices(SampleLesson.lesson().steps[1].prediction).count
    var model = try Self.talk(page: 1)
    model.press("v")
    #expect(model.place == .voteEntry)
    model.press("x⏎")
    #expect(model.text(120, 36).contains("type \(count) counts"))
    model.press("⌃u\((1...count).map { "\(10 * $0)" }.joined(separator: " "))⏎")
    #expect(model.place == .present)
    let text = model.text(120, 36)
    for option in 1...count { #expect(text.contains("\(10 * option)")) }
  }

  @Test("numbers that a room guesses come to the middle one")
  func numbers() throws {
    let question = try #require(try SampleLesson.lesson().steps[3].prediction)
    var votes = RoomVotes()
    #expect(votes.take("5 nine", for: question) != nil && votes.answers.isEmpty)
    #expect(votes.take("5, 1e3 2", for: question) == nil)
    #expect(votes.numbers == [2, 5, 1000])
    #expect(votes.verdict(of: question) == .number(5))
  }

  // MARK: What if?

  @Test(
    "what the talk doesn't have is a what if: the talk is remembered first, once, and come back to")
  func aside() throws {
    var model = try Self.talk(page: 2, at: 180)
    #expect(commands(model.press("O")).isEmpty)
    let first = commands(model.press("⇥→"))
    #expect(first.first == .remember(.talk) && first.count == 2)
    #expect(model.text(120, 36).contains("what if?"))
    #expect(!commands(model.press("→")).contains(.remember(.talk)))
    model.press("⎋")
    #expect(commands(model.press("O")) == [.recall(.talk)])
    #expect(!model.text(120, 36).contains("what if?"))
    #expect(commands(model.press("o")) == [.recall(.page)])
  }

  @Test("f, a value and Enter race at once, from the start where the knob shapes a run")
  func races() throws {
    for (knob, isLive) in [("rate", true), ("depth", false)] {
      var model = try Self.talk(page: 2, at: 180)
      let lesson = try SampleLesson.lesson()
      let place = try #require(
        lesson.steps[2].knobs.firstIndex(of: knob) ?? lesson.knobs.firstIndex { $0.name == knob })
      for _ in 0...place { model.press("⇥") }
      model.press("f")
      let sent = commands(model.press("⌃u\(isLive ? "0.2" : "20")⏎"))
      #expect(sent.first == .remember(.talk) && sent.last == .run)
      #expect(sent.contains(.travel(to: 0)) == !isLive)
      #expect(sent.contains { if case .fork(_, knob, _) = $0 { true } else { false } })
    }
  }

  @Test("a run that went on from its rehearsal says so")
  func replay() throws {
    var model = try Self.talk(page: 2, at: 180)
    var snapshot = SampleSnapshot.snapshot(try SampleLesson.lesson(), step: 2, at: 200)
    #expect(!model.text(120, 36).contains("REPLAY"))
    snapshot.arms[0].isReplayed = true
    _ = model.update(.snapshot(snapshot))
    #expect(model.text(120, 36).contains("REPLAY"))
  }

  // MARK: The course's own pages

  private static func course(_ sections: String) throws -> CourseOutline {
    let head = "---\ncourse: 1\nid: c\ntitle: A course\n---\n"
    return try CourseOutline.read(Array((head + sections).utf8), path: "c.md")
  }

  @Test("a course's own page needs no lesson, and the next lesson opens after it")
  func ownPages() throws {
    let lesson = try SampleLesson.lesson()
    let course = try Self.course(
      """
      ## Hello

      First idea.

      Second idea.

      ```lab
      notes: "Smile."
      ```

      ## Then

      ```lab
      lesson: sample
      pages: [3]
      ```
      """)
    var model = AppModel(options: AppOptions(size: Self.size))
    let effects = model.update(.talkBegun(try Talk(course) { _ in lesson }, page: 0))
    #expect(effects.contains(.rehearse(lesson: lesson.id, page: 2)))
    #expect(model.text(120, 36).contains("First idea.") && !model.text(120, 36).contains("Second"))
    let own = try #require(model.ownPage)
    #expect(Marker(ownPage: own) == Marker("Hello", subject: "page"))
    model.press("n")
    #expect(model.text(120, 36).contains("Second idea."))
    let state = try #require(model.speakerState(columns: 40))
    #expect(state.notes == ["Smile."] && state.nextTitle == lesson.steps[2].title)
    #expect(model.press("n").contains(.openLesson(id: lesson.id)))
    #expect(model.ownPage == nil)
    #expect(model.visit(of: lesson).lessonStep == 2)
  }

  @Test("a sentence and the list that ends it are one idea")
  func sentences() throws {
    let course = try Self.course(
      """
      ## Hello

      After a while the loss is

      - low for one

      That was it.
      """)
    let lesson = try SampleLesson.lesson()
    var model = AppModel(options: AppOptions(size: Self.size))
    _ = model.update(.talkBegun(try Talk(course) { _ in lesson }, page: 0))
    let first = model.text(120, 36)
    #expect(first.contains("the loss is") && first.contains("low for one"))
    #expect(!first.contains("That was it."))
    model.press("n")
    #expect(model.text(120, 36).contains("That was it."))
  }
}
