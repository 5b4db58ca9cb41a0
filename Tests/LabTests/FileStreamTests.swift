import Foundation
import Lab
import TemporaryFiles
import Testing

@Suite("Files that grow on a thread of their own") struct FileStreamTests {
  /// Numbers as lines; those that wait may be replaced.
  private struct Counter: StreamEncoder {
    var lines = 0

    mutating func lines(of events: [Int]) -> String {
      events.map { number in
        lines += 1
        return "\(lines) \(number)\n"
      }.joined()
    }

    static func isReplaceable(_ waiting: Int, by next: Int) -> Bool { true }
  }

  @Test("what is added is written in order, the newest at the latest when it is closed")
  func order() throws {
    let folder = try TemporaryFolder()
    let stream = try FileStream(path: folder.path("a"), Counter())
    for number in 1...20 { stream.add(number) }
    stream.close(seconds: 10)
    let text = try String(contentsOfFile: folder.path("a"), encoding: .utf8)
    #expect(text == (1...20).map { "\($0) \($0)\n" }.joined())
    #expect(stream.takeFault() == nil)
  }

  @Test("it is written within a second, without being closed")
  func soon() throws {
    let folder = try TemporaryFolder()
    let stream = try FileStream(path: folder.path("a"), Counter())
    stream.add(7)
    let end = Date(timeIntervalSinceNow: 30)
    while Date() < end, try String(contentsOfFile: folder.path("a"), encoding: .utf8).isEmpty {
      usleep(20_000)
    }
    #expect(try String(contentsOfFile: folder.path("a"), encoding: .utf8) == "1 7\n")
    stream.close(seconds: 10)
  }

  @Test("where too much waits, the newest replaces what may be replaced")
  func crowded() throws {
    let folder = try TemporaryFolder()
    let stream = try FileStream(path: folder.path("a"), Counter())
    for number in 1...5000 { stream.add(number) }
    stream.close(seconds: 10)
    let lines = try String(contentsOfFile: folder.path("a"), encoding: .utf8).split(separator: "\n")
    #expect(lines.count <= 600 && lines.last?.hasSuffix(" 5000") == true)
  }

  @Test("a file that is there is kept, and said")
  func there() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a", "mine")
    #expect(throws: LogFault.self) { try FileStream(path: path, Counter()) }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine")
  }

  @Test(
    "logs are copied beside a recording by its name",
    arguments: [
      ("a.cast", "a.session.txt"), ("/tmp/x.y/a", "/tmp/x.y/a.session.txt"),
      ("b.c.cast", "b.c.session.txt"), (".cast", ".cast.session.txt"),
    ])
  func copies(recording: String, copy: String) {
    #expect(LogCopies(beside: recording).first == copy)
  }
}
