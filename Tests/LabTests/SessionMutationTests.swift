import Experiments
import Foundation
import Lab
import Lessons
import Mutations
import TemporaryFiles
import Testing
import TrainingLessons

/// What is kept of a session: its log, and the runs beside it.
@Suite("Mutations of what is kept of sessions", .serialized)
struct SessionMutationTests {
  private static func session() throws -> Session {
    let session = try Session.started(at: 4)
    try session.sendAndSettle(.run)
    try session.sendAndSettle(.travel(to: 20))
    try session.sendAndSettle(.set(knob: "rate", to: .number(0.2), arm: nil))
    try session.sendAndSettle(.fork(arm: "calm", knob: "momentum", to: .number(0.5)))
    try session.sendAndSettle(.operate(Operation(.freeze, "hidden1"), arm: "faint"))
    try session.sendAndSettle(.step)
    return session
  }

  @Test("logs are gone through or refused, with a line on what is wrong")
  func logs() async throws {
    let folder = try TemporaryFolder()
    let place = folder.path
    let result = await #expect(processExitsWith: .success) { [place = place as String] in
      let kept = try KeptSession()
      let session = try Self.session()
      kept.keep(session)
      session.close()
      let original = [UInt8](try Data(contentsOf: URL(fileURLWithPath: kept.path(".log"))))
      let lesson = try TestLesson().lesson
      let library = DataLibrary.forTests(lesson)
      try MutationRun(in: place).each(sharedBy: 2) { seed in
        var mutator = Mutator(seed: seed)
        for _ in 0..<5 {
          do {
            let (log, damage) = try SessionLogReader.read(mutator.text(original), path: "it.log")
            var replay = try SessionReplay(log, lesson: lesson, library: library)
            let stop = replay.play()
            let faults = log.differences(from: lesson) + replay.differences
            for fault in faults + [stop, damage].compactMap(\.self) {
              #expect(Self.isPrintable("\(fault)"), "seed \(seed): \(fault)")
            }
            _ = replay.result()
          } catch let fault as LogFault {
            #expect(Self.isPrintable("\(fault)"), "seed \(seed): \(fault)")
          } catch let fault as CommandFault {
            #expect(Self.isPrintable("\(fault)"), "seed \(seed): \(fault)")
          }
        }
      }
    }
    if result == nil { Issue.record("logs, seed \(MutationRun(in: place).lastSeed)") }
    MutationRun(in: place).tell("logs")
  }

  @Test("steps beyond any run are refused at once")
  func absurdSteps() throws {
    let kept = try KeptSession()
    let session = try Self.session()
    kept.keep(session)
    session.close()
    let original = try String(contentsOfFile: kept.path(".log"), encoding: .utf8)
    let text = original.replacing(#/(\d+):\d+/#) { "\($0.output.1):4611686018427387904" }
    #expect(text != original)
    let lesson = try TestLesson().lesson
    let (log, _) = try SessionLogReader.read(Array(text.utf8), path: "it.log")
    var replay = try SessionReplay(log, lesson: lesson, library: .forTests(lesson))
    #expect(replay.play() != nil)
  }

  @Test("kept runs whose digest is right again are taken up or not, and the session goes on")
  func points() async throws {
    let folder = try TemporaryFolder()
    let place = folder.path
    let result = await #expect(processExitsWith: .success) { [place = place as String] in
      let kept = try KeptSession()
      let session = try Self.session()
      kept.keep(session)
      session.close()
      let path = try kept.path(".state")
      let original = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
      let lesson = try TestLesson().lesson
      try MutationRun(in: place).each(sharedBy: 2) { seed in
        var mutator = Mutator(seed: seed)
        var changed = mutator.bytes(original)
        if mutator.choice(4) > 0 {
          var point = try KeptPoint(original, path: "it")
          let arm = point.runs.keys.sorted()[mutator.choice(point.runs.count)]
          point.runs[arm] = mutator.bytes(point.runs[arm] ?? [])
          changed = point.bytes
        }
        try Data(changed).write(to: URL(fileURLWithPath: path))
        let (again, notice) = try kept.resumed(lesson)
        again.waitUntilSettled()
        if let notice { #expect(Self.isPrintable(notice), "seed \(seed): \(notice)") }
        #expect(again.arm("fork1")?.step == 21, "seed \(seed)")
        try again.sendAndSettle(.run)
        again.close()
      }
    }
    if result == nil { Issue.record("kept runs, seed \(MutationRun(in: place).lastSeed)") }
    MutationRun(in: place).tell("kept runs")
  }

  private static func isPrintable(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value) }
  }
}
