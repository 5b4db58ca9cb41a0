import Experiments
import Foundation
import Lab
import Lessons
import TemporaryFiles
import Tensors
import Testing
import TrainingLessons

@Suite("The log of a session", .serialized)
struct SessionLogTests {
  static let commands: [Command] = [
    .run, .pause, .step, .undo, .redo, .restart(.same), .restart(.next), .speed(nil), .speed(2.5),
    .set(knob: "rate", to: .number(0.1 + 0.2), arm: nil),
    .set(knob: "text", to: .word("two words; \"and\" a \\"), arm: "calm"),
    .set(knob: "k", to: .matrix(KnobMatrix(columns: 2, values: [0, -1, 0.1, 4])), arm: nil),
    .goTo(lessonStep: 3), .predict(id: "winner", answer: .choice("a")),
    .predict(id: "share", answer: .number(1e-300)),
    .operate(Operation(.silence, "hidden2", unit: 5), arm: "calm"), .undoOperation(arm: "calm"),
    .travel(to: 12), .fork(arm: "calm", knob: nil, to: nil),
    .fork(arm: "calm", knob: "rate", to: .number(1)), .rename(arm: "fork1", label: "größer\u{1B}"),
    .delete(arm: "fork1"), .remember(.page), .recall(.talk),
  ]

  @Test("every command is told in words, and read again as it was", arguments: commands)
  func words(_ command: Command) { #expect(Command(words: command.words) == command) }

  @Test("words that are no command are none")
  func noCommand() {
    for words in [
      [], ["walk"], ["run", "on"], ["travel", "-1"], ["page", "0"],
      ["knob", "rate", "number", "x"],
      ["operate", "calm", "shake hidden1"], ["restart", "now"], ["fork", "calm", "rate"],
      ["speed", "fast"], ["remember", "me"], ["recall"], ["answer", "winner", "sure", "a"],
      ["knob", "k", "matrix", "1 2; 3"],
    ] { #expect(Command(words: words) == nil, "\(words)") }
  }

  @Test(
    "random sessions are gone through again from their logs to the same bits", arguments: 0..<60)
  func replays(seed: UInt64) throws {
    var random = Seed(seed).stream("log")
    let kept = try KeptSession()
    let session = try Session.started(at: 4)
    defer { session.close() }
    for number in 0..<16 {
      let arms = session.snapshot().arms.filter { !$0.isGone }
      let command = Command.randomOfLog(&random, arms)
      // Half of them come while others are being taken up, and while arms train.
      do {
        if random.next(below: 2) == 0 {
          try session.sendAndSettle(command)
        } else {
          try session.send(command)
        }
      } catch is CommandFault {}
      if number.isMultiple(of: 5) { kept.keep(session) }
    }
    session.waitUntilSettled()
    kept.keep(session)
    let log = try kept.log()
    let lesson = try TestLesson().lesson
    var replay = try SessionReplay(log, lesson: lesson, library: .forTests(lesson))
    let fault = replay.play()
    #expect(fault == nil)
    #expect(replay.differences.isEmpty)
    // What has not begun, or is gone, has no weights to be compared.
    let hasRun = session.snapshot().arms.contains { !$0.isGone && $0.step > 0 }
    #expect(replay.checkCount > 0 || !hasRun)
    let result = replay.result()
    for arm in session.snapshot().arms where !arm.isGone {
      let again = try #require(result.arms.first { $0.snapshot.id == arm.id }?.snapshot)
      #expect(again.step == arm.step && again.label == arm.label && again.knobs == arm.knobs)
      #expect(again.recorded == arm.recorded && again.operations == arm.operations)
    }
    if fault != nil || !replay.differences.isEmpty {
      let told = ([fault].compactMap(\.self) + replay.differences).map(\.description)
      let text = try String(contentsOfFile: log.path, encoding: .utf8)
      Issue.record("\(told.joined(separator: "\n"))\n\(text)")
    }
  }

  /// A log of a session with a run, a knob, a fork and a way back.
  private func sample() throws -> (text: String, folder: KeptSession) {
    let kept = try KeptSession()
    let session = try Session.started(at: 4)
    defer { session.close() }
    try session.sendAndSettle(.run)
    try session.sendAndSettle(.travel(to: 20))
    try session.sendAndSettle(.set(knob: "rate", to: .number(0.2), arm: nil))
    try session.sendAndSettle(.fork(arm: "calm", knob: "momentum", to: .number(0.5)))
    try session.sendAndSettle(.step)
    kept.keep(session)
    return (try String(contentsOfFile: kept.path(".log"), encoding: .utf8), kept)
  }

  private func play(_ text: String) throws -> (faults: [String], whereabouts: String) {
    let (log, damage) = try SessionLogReader.read(Array(text.utf8), path: "it.log")
    let lesson = try TestLesson().lesson
    var replay = try SessionReplay(log, lesson: lesson, library: .forTests(lesson))
    let stop = replay.play()
    let faults =
      log.differences(from: lesson) + replay.differences + [stop, damage].compactMap(\.self)
    return (faults.map(\.description), replay.whereabouts)
  }

  @Test("a log that lies is gone through as far as it can be, and says in one line where it lies")
  func lies() throws {
    let (text, _) = try sample()
    let whole = try play(text)
    #expect(whole.faults.isEmpty, "\(whole.faults)")
    #expect(whole.whereabouts == "calm at step 21, faint at step 21, fork1 at step 21")
    for (found, replacement, told, end) in [
      ("travel 20", "travel 99", "no run has come to step 99", "calm at step 60"),
      ("knob rate number", "knob pace number", "no knob “pace”", "calm at step 20"),
      ("knob rate number 0.2", "knob rate number 0.1", "found other ", "calm at step 21"),
      ("fork calm momentum", "fork nobody momentum", "no arm “nobody”", "calm at step 20"),
      ("resting step", "resting leap", "a command that this gradlab knows", "calm at step 20"),
      ("; calm 1:0 60", "; calm 1:0 9999", "expected a step up to 200", "calm at step 0"),
      ("results 1", "results 99", "runs may come to other bits", "calm at step 21"),
      ("text ", "text f", "runs may come to other bits", "calm at step 21"),
    ] {
      guard text.contains(found) else { continue }
      let lying = text.replacing(found, with: replacement, maxReplacements: 1)
      let (faults, whereabouts) = try play(lying)
      #expect(faults.first?.contains(told) == true, "\(replacement): \(faults)")
      #expect(faults.first?.hasPrefix("it.log:") == true && faults.first?.contains("\n") == false)
      #expect(whereabouts.hasPrefix(end), "\(replacement): \(whereabouts)")
    }
    let lines = ["travel 20", "knob rate number 0.2", "fork calm momentum", "resting step"]
    #expect(lines.allSatisfy(text.contains), "\(text)")
  }

  @Test(
    "a torn last line is left out, a newer format and other files are refused, each in one line")
  func damages() throws {
    let (text, _) = try sample()
    let torn = try play(String(text.dropLast(30)))
    #expect(torn.faults.count == 1 && torn.faults[0].contains("the line was torn"))
    #expect(torn.whereabouts.hasPrefix("calm at step 20"), "its state was not told any more")
    for (text, told) in [
      (
        text.replacing("session 1", with: "session 2"),
        "it.log:1: found format 2, expected format 1"
      ),
      ("# A lesson\n", "it.log:1: found “# A lesson”"), ("", "it.log:1: found “”"),
      ("gradlab session 1\n", "the lesson of a session"),
    ] {
      let fault = #expect(throws: LogFault.self) { try self.play(text) }
      #expect(fault?.description.contains(told) == true, "\(String(describing: fault))")
    }
  }

  @Test("logs with changed bytes are gone through or refused, and never end the program")
  func mutated() throws {
    let (text, _) = try sample()
    let bytes = Array(text.utf8)
    var random = Seed(5).stream("mutations")
    for _ in 0..<300 {
      var changed = bytes
      for _ in 0...random.next(below: 3) {
        let place = random.next(below: changed.count)
        switch random.next(below: 3) {
        case 0: changed[place] = UInt8(random.next(below: 256))
        case 1: changed.remove(at: place)
        default: changed.insert(changed[random.next(below: changed.count)], at: place)
        }
      }
      do { _ = try play(String(decoding: changed, as: UTF8.self)) } catch is LogFault {
      } catch is CommandFault {}
    }
  }

  @Test("a run without a screen writes a log that comes to the same")
  func headless() throws {
    let lesson = try TestLesson().lesson
    let library = DataLibrary.forTests(lesson)
    let settings = ["rate": KnobValue.number(0.2), "calm.momentum": .number(0.9)]
    let operations = [
      PlannedOperation(arm: "faint", step: 5, operation: Operation(.freeze, "hidden1"))
    ]
    let run = try HeadlessRun.run(
      lesson, library: library, settings: settings, operations: operations, steps: 30)
    let text = run.log(settings: settings, operations: operations, program: "0")
    let played = try play(text)
    #expect(played.faults.isEmpty && played.whereabouts == "calm at step 30, faint at step 30")
    let other = try play(text.replacing("plan faint 5", with: "plan faint 6"))
    #expect(other.faults.first?.contains("other weights") == true, "\(other.faults)")
  }

  @Test("this generation of results comes to these digests: where they change, it is raised")
  func generation() throws {
    let lesson = try TestLesson().lesson
    let run = try HeadlessRun.run(lesson, library: .forTests(lesson), steps: 20)
    let digests = run.arms.compactMap { $0.digest?.text }
    #expect(Results.generation == 1)
    #expect(
      digests == [
        "8ff51870e1b000d9-129bec6b312f1ca8-ca47a8bce1e96359-eb74b1686155caae",
        "7b9648e2c96b875a-129bec6b312f1ca8-54685a0e03ba9cec-860389c57a9c1205",
      ])
  }
}
