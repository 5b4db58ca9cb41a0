import Foundation
import TemporaryFiles
import TerminalHarness
import Testing

extension InTerminal {
  @Suite("In tmux")
  struct MultiplexerTests {
    @Test("the library fills the pane, and q gives it back")
    func library() throws {
      let tmux = try Multiplexer(columns: 120, rows: 36)
      try #require(tmux.waits { Lab.isWhole($0.text) })
      #expect(tmux.flags == "alternate 1 cursor 0")
      tmux.press("q")
      #expect(tmux.waits { $0.text.contains("[exit 0]") })
      #expect(tmux.flags == "alternate 0 cursor 1")
    }

    @Test("a pane that shrinks and grows shows the first screen again")
    func resize() throws {
      let tmux = try Multiplexer(columns: 80, rows: 24)
      try #require(tmux.waits { Lab.isWhole($0.text) })
      let first = tmux.text
      tmux.resize(columns: 20, rows: 6)
      try #require(tmux.waits { !$0.text.contains("LeNet") && !$0.text.isEmpty })
      tmux.resize(columns: 80, rows: 24)
      #expect(tmux.waits { $0.text == first })
    }

    @Test("letters are shown with marks that no single character has")
    func marks() throws {
      let folder = try TemporaryFolder()
      let steady = try String(contentsOfFile: "\(Lab.folder)/steady.md", encoding: .utf8)
      let title = "Mean x\u{304} of q\u{303}\u{323}, กำลัง"
      try folder.write(
        "marks.md", steady.replacing("title: A steady run", with: "title: \(title)"))
      let tmux = try Multiplexer(columns: 100, rows: 24, arguments: "--root '\(folder.path)'")
      #expect(tmux.waits { $0.text.unicodeScalars.contains("\u{304}") }, "\(tmux.text)")
      let scalars = Array(tmux.text.unicodeScalars)
      #expect(scalars.contains(Array("Mean x\u{304} of q\u{303}\u{323}, กำลัง ".unicodeScalars)))
      tmux.press("q")
      #expect(tmux.waits { $0.text.contains("[exit 0]") })
    }

    @Test("after a crash the pane is whole", arguments: ["SEGV", "ABRT", "TERM"])
    func crash(signal: String) throws {
      let tmux = try Multiplexer(columns: 80, rows: 24)
      try #require(tmux.waits { Lab.isWhole($0.text) })
      tmux.shell("kill -\(signal) $(cat /proc/#{pane_pid}/task/#{pane_pid}/children)")
      #expect(tmux.waits { $0.text.contains("[exit 1") })
      #expect(tmux.flags == "alternate 0 cursor 1")
    }
  }
}

/// A tmux server of its own with the program in its one pane.
private final class Multiplexer {
  private let name = "gradlab-\(UUID().uuidString)"

  init(columns: Int, rows: Int, arguments: String = "") throws {
    let command = "'\(ProgramUnderTest.path)' \(arguments); echo \"[exit $?]\"; cat"
    let status = run([
      "new-session", "-d", "-s", "x", "-x", "\(columns)", "-y", "\(rows)",
      "env", "TERM=tmux-256color", "LC_ALL=C.UTF-8", "sh", "-c", command,
    ]).status
    try #require(status == 0, "tmux runs")
    run(["set", "-g", "status", "off"])
    resize(columns: columns, rows: rows)
  }

  deinit { run(["kill-server"]) }

  var text: String { run(["capture-pane", "-p", "-t", "x"]).output }

  var flags: String {
    run(["display-message", "-p", "-t", "x", "alternate #{alternate_on} cursor #{cursor_flag}"])
      .output.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  func press(_ key: String) { run(["send-keys", "-t", "x", key]) }

  func resize(columns: Int, rows: Int) {
    run(["resize-window", "-t", "x", "-x", "\(columns)", "-y", "\(rows)"])
  }

  func shell(_ line: String) { run(["run-shell", "-t", "x", line]) }

  func waits(seconds: Double = 20, until condition: (Multiplexer) -> Bool) -> Bool {
    let end = TerminalProgram.now() + seconds
    repeat { if condition(self) { return true } } while TerminalProgram.now() < end
    return false
  }

  /// Not by Foundation's Process, which waits for the server that the first command leaves behind.
  @discardableResult
  private func run(_ arguments: [String]) -> (status: Int32, output: String) {
    let command = ["tmux", "-u", "-L", name, "-f", "/dev/null"] + arguments
    guard
      let program = try? TerminalProgram(
        "/usr/bin/env", command, circumstances: [.pipesOutput, .withoutInput]),
      case .exit(let status) = program.end()
    else { return (127, "") }
    return (status, program.pipedText)
  }
}
