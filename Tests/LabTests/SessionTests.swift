import Glibc
import Lab
import Lessons
import Testing

@Suite("A session takes commands")
struct SessionTests {
  @Test("arms are built and wait; a run goes to the limit and rests")
  func runs() throws {
    let session = try Session.started()
    #expect(session.snapshot().arms.map(\.phase) == [.ready, .ready])
    #expect(session.snapshot().arms.map(\.step) == [0, 0])
    // 784·16 + 2·16·16 + 16·10 weights and 3·16 + 10 biases.
    #expect(session.snapshot().arms.map(\.parameterCount) == [13_274, 13_274])
    try session.send(.goTo(lessonStep: 4))
    #expect(session.snapshot().limit == 60)
    try session.sendAndSettle(.run)
    let snapshot = session.snapshot()
    #expect(snapshot.arms.map(\.phase) == [.finished, .finished])
    #expect(!snapshot.isRunning)
    #expect(snapshot.arms.allSatisfy { $0.losses.count == 60 && $0.stepsPerSecond > 0 })
    #expect(session.log.map(\.command) == [.goTo(lessonStep: 4), .run])
    #expect(session.log.map(\.steps) == [[0, 0], [0, 0]])
  }

  @Test("at the limit, running on adds the step's length, up to the lesson's most")
  func freePlay() throws {
    let session = try Session.started(at: 4)
    for limit in [60, 120, 180, 200] {
      try session.sendAndSettle(.run)
      #expect(session.snapshot().limit == limit)
      #expect(session.snapshot().arms.map(\.step) == [limit, limit])
    }
    #expect(throws: CommandFault.finished(steps: 200)) { try session.send(.run) }
    try session.sendAndSettle(.restart(.same), .run)
    #expect(session.snapshot().arms.map(\.step) == [60, 60])
  }

  @Test("a pace holds a run back, changes no bit of it, and keeps no command waiting")
  func pace() throws {
    var lesson = TestLesson()
    lesson.body = """
      ## Slowly
      Look on.
      ```lab
      plots: [curve]
      run: {arms: [faint], until: 12, pace: 50}
      ```
      """
    lesson.claims = ""
    let session = try Session.started(lesson)
    let start = Clock.seconds()
    try session.sendAndSettle(.run)
    // Eleven pauses between twelve steps; how much longer it took is the computer's affair.
    #expect(Clock.seconds() - start >= 11.0 / 50)
    let free = try Session.started(at: 4)
    try free.sendAndSettle(.run)
    #expect(
      session.snapshot().arms[1].losses == Array(free.snapshot().arms[1].losses.prefix(12)))
    try session.send(.restart(.same))
    try session.sendAndSettle(.run, .pause)
    #expect(session.snapshot().arms[1].step < 12)
  }

  @Test("nothing runs where the lesson trains nothing")
  func nothingRuns() throws {
    let session = try Session.started()
    #expect(throws: CommandFault.nothingRuns(step: "Look")) { try session.send(.run) }
    #expect(throws: CommandFault.nothingRuns(step: "Look")) { try session.send(.step) }
    #expect(session.log.isEmpty)
  }

  @Test("only the arms of a step train, and going on or back loses nothing")
  func goesToSteps() throws {
    let session = try Session.started(at: 2)
    try session.sendAndSettle(.run)
    try session.sendAndSettle(.goTo(lessonStep: 3))
    #expect(session.snapshot().limit == 80)
    try session.sendAndSettle(.run)
    #expect(session.snapshot().arms.map(\.step) == [60, 80])
    try session.sendAndSettle(.goTo(lessonStep: 0))
    #expect(session.snapshot().arms.map(\.step) == [60, 80])
    #expect(session.snapshot().arms.map(\.losses.count) == [60, 80])
    #expect(throws: CommandFault.unknownStep(5, count: 5)) {
      try session.send(.goTo(lessonStep: 5))
    }
    #expect(session.snapshot().lessonStep == 0)
  }

  @Test("a question that may not be skipped is answered first, and once")
  func predictions() throws {
    let session = try Session.started(at: 1)
    let ask = CommandFault.predictFirst(ask: "Which arm learns faster?")
    #expect(throws: ask) { try session.send(.run) }
    #expect(throws: ask) { try session.send(.step) }
    #expect(throws: ask) { try session.send(.goTo(lessonStep: 2)) }
    #expect(throws: CommandFault.unknownOption("z", options: ["a", "b"])) {
      try session.send(.predict(id: "winner", answer: .choice("z")))
    }
    #expect(throws: CommandFault.answerIsNoChoice(options: ["a", "b"])) {
      try session.send(.predict(id: "winner", answer: .number(3)))
    }
    #expect(throws: CommandFault.unknownPrediction("loser")) {
      try session.send(.predict(id: "loser", answer: .choice("a")))
    }
    try session.send(.predict(id: "winner", answer: .choice("b")))
    #expect(session.snapshot().answers == ["winner": .choice("b")])
    #expect(throws: CommandFault.alreadyAnswered(id: "winner")) {
      try session.send(.predict(id: "winner", answer: .choice("a")))
    }
    try session.send(.goTo(lessonStep: 2))
    try session.sendAndSettle(.run)
    #expect(session.snapshot().arms.map(\.step) == [60, 60])
  }

  @Test("a pause stops at a step, and a single step is one")
  func pauses() throws {
    var text = TestLesson()
    text.steps = 1_000_000
    text.body = "## Long\nIt goes on.\n```lab\nplots: [curve]\nrun: {until: 1000000}\n```\n"
    let session = try Session.started(text)
    try session.send(.run)
    while session.snapshot().arms.contains(where: { $0.step < 3 }) {
      session.request(SnapshotRequest())
      usleep(500)
    }
    #expect(session.snapshot().isRunning)
    try session.sendAndSettle(.pause)
    let steps = session.snapshot().arms.map(\.step)
    #expect(steps.allSatisfy { $0 > 0 && $0 < 1_000_000 })
    #expect(session.snapshot().arms.map(\.phase) == [.ready, .ready])
    try session.sendAndSettle(.step, .step)
    #expect(session.snapshot().arms.map(\.step) == steps.map { $0 + 2 })
    #expect(session.log.last?.steps.count == 2)
  }

  @Test("closing in the middle of a run takes less than a second, and twice is once (row 57)")
  func closes() throws {
    var text = TestLesson()
    text.steps = 1_000_000
    text.body = "## Long\nIt goes on.\n```lab\nplots: [curve]\nrun: {until: 1000000}\n```\n"
    for _ in 0..<10 {
      let session = try Session.started(text)
      try session.send(.run)
      session.request(SnapshotRequest(probes: ["m2", "x"]))
      let start = ContinuousClock.now
      session.close()
      #expect(ContinuousClock.now - start < .seconds(1))
      session.close()
      session.waitUntilSettled()
    }
    // Closed as it is built, and by letting go of it.
    let lesson = try text.lesson
    let library = DataLibrary.forTests(lesson)
    for _ in 0..<20 { _ = try Session(lesson: lesson, library: library) }
  }
}
