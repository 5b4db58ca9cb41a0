import Foundation
import Lab
import TemporaryFiles
import Testing

@Suite("The file of progress as text")
struct ProgressTextTests {
  private func load(_ text: String) throws -> ProgressFile.Content {
    let folder = try TemporaryFolder()
    try folder.write("progress.txt", text)
    return try ProgressFile(folder: folder.path).load()
  }

  @Test("a line says what it keeps, and lines of a lesson stand together")
  func lines() {
    let lines = ProgressSample.book.text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[0] == "gradlab progress 1")
    let time = "time=2026-11-27T22:56:01Z"
    let share = "lesson=lenet question=share wording=1a2b3c4d"
    let expected: [String] = [
      "",
      #"answer lesson="an id of two words" question="b\\s" wording=00000001 chose="é" outcome=open "#
        + "count=4 \(time)",
      "",
      "page lesson=lenet number=1 title=Predict count=2 \(time)",
      #"page lesson=lenet number=3 title="What \"it\" sees" count=1 "# + time,
      "answer \(share) guessed=-0.125 outcome=right measured=4.168 confidence=sure count=3 \(time)",
      "review \(share) guessed=1e-300 outcome=wrong measured=inf confidence=guess "
        + "seed=18446744073709551615 knobs=\"depth=12\" count=5 \(time)",
      "", "end", "",
    ]
    let kept = lines.drop { $0.hasPrefix("#") || $0.hasPrefix("gradlab") }
    #expect(kept.map(String.init) == expected)
  }

  @Test("what is written is read again, whatever it is called")
  func roundTrip() throws {
    #expect(try load(ProgressSample.book.text).book == ProgressSample.book)
    var book = ProgressBook()
    let names = [
      "", " ", "\"", "\\", "a=b", "# no comment", "end", "\n", "\r\n", "\u{1B}[2J", "\u{202E}",
      "e\u{301}", "\u{301}", "数据", "\u{2028}", "🧪", "\0",
    ]
    for (index, name) in names.enumerated() {
      book.take(.kept(ProgressSample.page(name, "\(name)\(index)", number: index + 1)))
    }
    let content = try load(book.text)
    #expect(content.book == book && content.fault == nil)
    let lines = book.text.split(separator: "\n").count { $0.hasPrefix("page ") }
    #expect(lines == names.count)
    #expect(!book.text.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
  }

  @Test("every truncation is seen, but that of the last line feed alone, which loses nothing")
  func truncations() throws {
    let bytes = Array(ProgressSample.book.text.utf8)
    // From here on only the last line is cut, which says that nothing is: what others say is kept.
    let kept = bytes.count - "\n\nend\n".utf8.count
    let folder = try TemporaryFolder()
    for length in 0..<bytes.count {
      try folder.write("progress.txt", Array(bytes.prefix(length)))
      let content = try ProgressFile(folder: folder.path).load()
      if length == bytes.count - 1 {
        #expect(content.fault == nil && content.book == ProgressSample.book)
      } else {
        #expect(content.fault != nil, "\(length) bytes")
        #expect(content.book != ProgressSample.book || length >= kept, "\(length) bytes")
      }
    }
  }

  @Test(
    "a line that this program does not write is named, with what was expected",
    arguments: [
      ("page lesson=a number=0 title=b count=1 time=2026-11-27T22:56:01Z", "whole number from 1"),
      ("page lesson=a number=1 title=b count=x time=2026-11-27T22:56:01Z", "for count"),
      ("page lesson=a number=1 title=b count=9999999999999999999 time=x", "for count"),
      ("page lesson=a number=1 title=b count=1 time=2026-02-30T22:56:01Z", "a time as"),
      ("page lesson=a number=1 title=b count=1 time=2026-11-27", "a time as"),
      (
        "page lesson=a number=1 title=b count=1 time=9000000000000000000-01-01T00:00:00Z",
        "a time as"
      ),
      ("page lesson=a lesson=b number=1 title=b count=1 time=x", "no name twice"),
      ("page lesson=a number=1 title=\"b count=1 time=x", "name=value"),
      ("page lesson=a number=1 count=1 time=2026-11-27T22:56:01Z", "title="),
      ("page lesson=a number=1 title=b extra=c count=1 time=2026-11-27T22:56:01Z", "no extra"),
      ("sheet lesson=a", "page, answer, review or end"), ("<<<<<<< HEAD", "expected"),
      (
        "answer lesson=a question=b wording=c guessed=nan outcome=open count=1 time=x",
        "a finite number"
      ),
      (
        "answer lesson=a question=b wording=c chose=a outcome=maybe count=1 time=x",
        "open, right, wrong"
      ),
      (
        "answer lesson=a question=b wording=c chose=a outcome=open confidence=very count=1 time=x",
        "guess, likely or sure"
      ),
      ("end\npage", "nothing after"),
    ])
  func damage(line: String, expected: String) throws {
    let content = try load("gradlab progress 1\n\(line)\nend\n")
    #expect(content.book.isEmpty)
    let text = try #require(content.fault).description
    #expect(text.contains(expected), "\(text)")
    #expect(text.contains("line ") && text.contains("progress.txt: "), "\(text)")
    #expect(!text.contains("\n"))
  }

  @Test("other titles, bytes that are no text, and a file of another program are no progress")
  func strangers() throws {
    for text in ["gradlab progress", "gradlab progress 0\nend\n", "# notes\n", "\n", "x"] {
      #expect(try load(text).fault != nil, "\(text)")
    }
    let folder = try TemporaryFolder()
    try folder.write("progress.txt", [0xFF, 0xFE, 0x0A])
    let fault = try ProgressFile(folder: folder.path).load().fault
    #expect(fault?.description.contains("not UTF-8") == true)
  }

  @Test("README shows a file as this program writes it")
  func readme() throws {
    let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let readme = try String(contentsOfFile: root + "/README.md", encoding: .utf8)
    let block = try #require(
      readme.split(separator: "```").first { $0.contains("\ngradlab progress 1\n") })
    let text = String(block.drop { $0 != "\n" }.dropFirst())
    let content = try load(text)
    #expect(content.fault == nil && content.book.text == text)
    for word in ["page", "answer", "review"] { #expect(text.contains("\n\(word) ")) }
  }

  @Test("of two lines on the same, as a merge by hand leaves them, the higher count is newer")
  func merged() throws {
    let book = try load(
      """
      gradlab progress 1
      answer lesson=small question=q wording=0 chose=a outcome=wrong count=9 time=2026-01-01T00:00:00Z
      answer lesson=small question=q wording=0 chose=b outcome=right count=7 time=2036-01-01T00:00:00Z
      end
      """
    ).book
    #expect(
      book.answer(to: QuestionPlace(lesson: "small", question: "q"))?.answer == .choice("a"))
    #expect(book.count == 9)
  }

  @Test("moments are those of the Gregorian calendar, and none is out of its range")
  func times() {
    // By GNU date -u -d @SECONDS.
    for (seconds, text) in [
      (0, "1970-01-01T00:00:00Z"), (951_782_399, "2000-02-28T23:59:59Z"),
      (951_782_400, "2000-02-29T00:00:00Z"), (4_107_542_400, "2100-03-01T00:00:00Z"),
      (1_795_820_161, "2026-11-27T22:56:01Z"), (253_402_300_799, "9999-12-31T23:59:59Z"),
    ] {
      #expect(UTCTime(seconds: seconds).description == text)
    }
    #expect(UTCTime(seconds: -5).seconds == 0)
    #expect(UTCTime(seconds: .max).description == "9999-12-31T23:59:59Z")
  }
}
