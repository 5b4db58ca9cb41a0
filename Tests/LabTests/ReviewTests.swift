import Experiments
import Lab
import Lessons
import Testing

@Suite("Questions that are asked again")
struct ReviewTests {
  private static let day = 86_400

  /// A lesson that asks for a number before any training, and one after some.
  private func lesson(ask: String = "How much larger is it?", answer: String = ratio) throws
    -> Lesson
  {
    var text = TestLesson()
    text.body = """
      ## Guess
      Choose.
      ```lab
      predict:
        id: winner
        ask: "Which arm learns faster?"
        kind: choice
        options: {a: "calm", b: "faint", c: "neither"}
        answer: a
      ```

      ## Reckon
      A number.
      ```lab
      knobs: [c, rate, depth]
      run: {arms: all, until: 20}
      predict: {id: ratio, ask: "\(ask)", kind: number, answer: "\(answer)", factor: 1.5, unit: times}
      ```
      """
    return try text.lesson
  }

  private static let ratio = "metric(calm, dz[1], 0) / metric(faint, dz[1], 0)"

  private func book(_ changes: [ProgressChange]) -> ProgressBook {
    var book = ProgressBook()
    for change in changes { book.take(change) }
    return book
  }

  private func answer(
    _ question: String, at seconds: Int, review: Bool = false, lesson: String = "small"
  ) -> ProgressChange {
    let place = QuestionPlace(lesson: lesson, question: question)
    let kept = KeptAnswer(.number(1), wording: "0")
    return .kept(review ? .review(place, kept) : .answer(place, kept), at: seconds)
  }

  private func item(_ lesson: Lesson, _ id: String, round: Int = 0) throws -> ReviewItem {
    let changes =
      [answer(id, at: 0)]
      + (0..<round).map { answer(id, at: $0, review: true) }
    let items = book(changes).reviewItems(of: [lesson], now: UTCTime(seconds: 0))
    return try #require(items.first { $0.prediction.id == id })
  }

  @Test(
    "a question is due a day after it was answered, and then every three days",
    arguments: [
      (false, 0, false), (false, day - 1, false), (false, day, true),
      (true, day, false), (true, 3 * day - 1, false), (true, 3 * day, true),
      // A clock that was set back by an hour, by a year, and one that went wild and came back.
      (false, -3_600, false), (true, -3_600, false), (true, -365 * day, true),
      (false, 3_650 * day, true),
    ])
  func schedule(isReview: Bool, elapsed: Int, isDue: Bool) throws {
    let start = 1_000 * Self.day
    let book = book(
      [answer("ratio", at: start)] + (isReview ? [answer("ratio", at: start, review: true)] : []))
    let items = book.reviewItems(of: [try lesson()], now: UTCTime(seconds: start + elapsed))
    #expect(items.map { $0.prediction.id } == ["ratio"])
    #expect((items[0].due == .now) == isDue, "\(items[0].due)")
    if case .later(let seconds) = items[0].due {
      #expect((1...3 * Self.day).contains(seconds))
    }
  }

  @Test("twenty answers to other questions are as good as the days")
  func others() throws {
    let lesson = try lesson()
    var changes = [answer("ratio", at: 0)]
    for number in 0..<19 { changes.append(answer("q\(number)", at: 0, lesson: "other")) }
    let now = UTCTime(seconds: 0)
    #expect(
      book(changes).reviewItems(of: [lesson], now: now).map(\.due) == [.later(seconds: 86_400)])
    changes.append(answer("q0", at: 0, review: true, lesson: "other"))
    #expect(book(changes).reviewItems(of: [lesson], now: now).map(\.due) == [.now])
    // The one answered longest ago comes first.
    changes += [answer("winner", at: 0), answer("ratio", at: 0, review: true)]
    #expect(
      book(changes).reviewItems(of: [lesson], now: now).map { $0.prediction.id } == [
        "winner", "ratio",
      ])
  }

  @Test("what a run decides is asked with another seed and another value of a knob in each round")
  func variations() throws {
    let lesson = try lesson()
    var seen: Set<[String]> = []
    for round in 0..<4 {
      let item = try item(lesson, "ratio", round: round)
      let first = try #require(item.turns.first)
      #expect(item.seed != lesson.seeds.show && item.seed == item.seed)
      // Both arms have a c of their own, and before the first step no rate has had an effect.
      #expect(Set(item.turns.map(\.knob)) == ["depth"])
      #expect(item.turns.allSatisfy { $0.value != $0.usual })
      #expect(item.turns == item.turns, "the same round is the same question")
      seen.insert(["\(item.seed ?? 0)", first.value.argument])
    }
    #expect(seen.count == 4)
  }

  @Test(
    "a knob whose value the question names is left alone, and where training counts, any may turn")
  func namedValues() throws {
    let named = try item(try lesson(ask: "How much is it with depth 3?"), "ratio")
    #expect(named.turns.isEmpty && named.seed != nil)
    let trained = try lesson(answer: "metric(calm, loss, 20)")
    let knobs = try (0..<2).map {
      try item(trained, "ratio", round: $0).turns.first?.knob
    }
    #expect(knobs == ["rate", "depth"])
  }

  @Test("its truth is what a run with that seed and that value comes to, to the bit")
  func truth() throws {
    for answer in [Self.ratio, "metric(calm, loss, 20)"] {
      let lesson = try lesson(answer: answer)
      let library = DataLibrary.forTests(lesson)
      for round in 0..<3 {
        let item = try item(lesson, "ratio", round: round)
        let run = try ReviewRun(item, library: library)
        guard case .ready(let question)? = run.wait(watch: { _ in true }),
          case .number(let truth) = question.truth
        else {
          Issue.record("no question")
          continue
        }
        let settings = question.variation.turned.map { [$0.knob: $0.value] } ?? [:]
        #expect(!settings.isEmpty)
        let whole = try HeadlessRun.run(
          lesson, library: library, seed: question.variation.seed, settings: settings, steps: 20)
        guard case .number(let expression, _, _) = question.item.prediction.kind else { return }
        let expected = expression.number(in: SnapshotMetrics(whole.snapshot))
        #expect(expected?.bitPattern == truth.bitPattern)
        #expect(question.isRight(.number(truth)) == true)
        #expect(question.isRight(.number(truth * 1.4)) == true)
        #expect(question.isRight(.number(truth * 1.6)) == false)
        #expect(question.isRight(.number(-truth)) == false)
        #expect(question.isRight(.choice("a")) == nil)
      }
    }
  }

  @Test(
    "where a value leaves nothing to measure, another one is asked, and at last the lesson's own")
  func fallback() throws {
    // The third layer, the head counted, is there from depth 2 on.
    let lesson = try lesson(answer: "metric(calm, m2[3], 0) + parameters(calm)")
    for round in 0..<6 {
      let run = try ReviewRun(try item(lesson, "ratio", round: round), library: .forTests(lesson))
      guard case .ready(let question)? = run.wait(watch: { _ in true }) else {
        Issue.record("no question in round \(round)")
        continue
      }
      guard case .number(let depth)? = question.variation.turned?.value else {
        Issue.record("depth is not turned in round \(round)")
        continue
      }
      #expect(depth >= 2)
    }
  }

  @Test("a knob on which the answer does not depend is not turned")
  func withoutEffect() throws {
    // The first layer is the same, however many come behind it.
    let lesson = try lesson(answer: "parameters(calm) * 0 + metric(calm, m2[1], 0)")
    let run = try ReviewRun(try item(lesson, "ratio"), library: .forTests(lesson))
    guard case .ready(let question)? = run.wait(watch: { _ in true }) else {
      Issue.record("no question")
      return
    }
    #expect(question.variation.turned == nil && question.variation.seed != nil)
  }

  @Test("a question without a run is asked as it stands, its options in another order each time")
  func choices() throws {
    let lesson = try lesson()
    var before = ["a", "b", "c"]
    for round in 0..<5 {
      let run = try ReviewRun(try item(lesson, "winner", round: round), library: .forTests(lesson))
      guard case .ready(let question)? = run.wait(watch: { _ in true }) else {
        Issue.record("no question")
        continue
      }
      let order = question.options.map(\.key)
      #expect(order != before && order.sorted() == ["a", "b", "c"])
      before = order
      #expect(question.isRight(.choice("a")) == true && question.isRight(.choice("b")) == false)
      #expect(question.variation == ReviewVariation())
    }
    let constant = try self.lesson(answer: "2 * 21")
    let run = try ReviewRun(try item(constant, "ratio"), library: .forTests(constant))
    guard case .ready(let question)? = run.wait(watch: { _ in true }) else { return }
    #expect(question.truth == .number(42) && question.variation.seed == nil)
  }

  @Test("an answer is kept with its seed, its knobs and what was measured")
  func kept() throws {
    let lesson = try lesson()
    let run = try ReviewRun(try item(lesson, "ratio"), library: .forTests(lesson))
    guard case .ready(let question)? = run.wait(watch: { _ in true }),
      case .review(let place, let kept)? = question.kept(.number(3), .likely)
    else {
      Issue.record("nothing is kept")
      return
    }
    #expect(place == QuestionPlace(lesson: "small", question: "ratio"))
    #expect(kept.seed == question.variation.seed && kept.confidence == .likely)
    #expect(kept.knobs.hasPrefix("depth="))
    #expect(kept.measured.map { .number($0) } == question.truth)
    #expect(kept.isRight == question.isRight(.number(3)))
  }
}
