import Charts
import Foundation
import Glibc
import TemporaryFiles
import TerminalHarness
import Testing

/// An asciicast as a strict reader of the format takes it, apart from the program's own.
struct CastFile {
  var header: [String: Any]
  var comments: [String] = []
  var events: [(interval: Double, code: String, data: String)] = []

  init(_ path: String) throws {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try #require(text.hasSuffix("\n"), "the last line is whole")
    let lines = text.split(separator: "\n").map(String.init)
    header = try #require(
      JSONSerialization.jsonObject(with: Data(lines[0].utf8)) as? [String: Any])
    for line in lines.dropFirst() {
      if line.hasPrefix("#") {
        comments.append(line)
        continue
      }
      let parts = try #require(
        JSONSerialization.jsonObject(with: Data(line.utf8)) as? [Any], "\(line)")
      try #require(parts.count == 3)
      events.append(
        (
          try #require(parts[0] as? Double), try #require(parts[1] as? String),
          try #require(parts[2] as? String)
        ))
    }
  }

  func data(_ code: String) -> [String] { events.filter { $0.code == code }.map(\.data) }

  /// What is shown at the end.
  func screen() throws -> VirtualScreen {
    let terminal = try #require(header["term"] as? [String: Any])
    var screen = VirtualScreen(
      columns: try #require(terminal["cols"] as? Int), rows: try #require(terminal["rows"] as? Int))
    for event in events {
      if event.code == "o" { screen.feed(event.data.utf8) }
      guard event.code == "r" else { continue }
      let sides = event.data.split(separator: "x").compactMap { Int($0) }
      screen.resize(columns: sides[0], rows: sides[1])
    }
    return screen
  }
}

extension InTerminal {
  @Suite("A session is recorded") struct RecordingTests {
    private let state: TemporaryFolder
    private let folder: TemporaryFolder

    init() throws {
      state = try TemporaryFolder()
      folder = try TemporaryFolder()
    }

    private func start(_ arguments: [String]) throws -> TerminalProgram {
      try TerminalProgram(
        ProgramUnderTest.path, arguments, environment: ["XDG_STATE_HOME": state.path],
        size: Lab.wide)
    }

    /// The initialization lesson from the page before its last one, recorded: the page turned, run, gone
    /// back and forked.
    private func forked(_ file: String) throws -> TerminalProgram {
      let program = try start([
        "open", Lab.lesson, "--step", "7", "--speed", "max", "--record", folder.path(file),
      ])
      try #require(program.shows("Twice as deep", seconds: 60), "\(program.screen.text)")
      program.type("n")
      try #require(program.shows("Now you"))
      program.type(" ")
      try #require(program.shows("400/400"))
      program.type("{")
      try #require(program.shows("360/400"))
      for _ in 1...5 { program.type("\t") }
      try #require(program.shows("▸learning rate"))
      program.type("f")
      try #require(program.shows("Enter forks"))
      program.type("0.1")
      program.type("\r")
      try #require(program.shows("forks at step 360"))
      program.type(" ")
      try #require(program.shows("done"))
      try #require(program.becomesQuiet())
      return program
    }

    @Test("the recording is read back: its markers, its last screen, its film, its log")
    func recorded() throws {
      let program = try forked("a.cast")
      program.resize(Size(columns: 100, rows: 30))
      try #require(program.becomesQuiet())
      let text = program.screen.text
      program.send(signal: SIGTERM)
      #expect(program.end(seconds: 10) == .signal(SIGTERM))
      let cast = try CastFile(folder.path("a.cast"))
      #expect(cast.header["version"] as? Int == 3)
      #expect(cast.comments.contains { $0.contains("a.session.txt") })
      let markers = cast.data("m")
      #expect(markers.contains { $0.hasPrefix("page 8: ") }, "\(markers)")
      #expect(markers.contains { $0.hasPrefix("fork of yours: learning rate 0.1") }, "\(markers)")
      #expect(cast.data("r") == ["100x30"] && cast.data("x") == ["\(128 + SIGTERM)"])
      let screen = try cast.screen()
      #expect(screen.text == text && screen.strangers.isEmpty)
      // What changes little costs little.
      let bytes = cast.data("o").map(\.utf8.count)
      #expect((bytes.min() ?? .max) < 1_000, "\(bytes)")
      let film = try CommandLineRun([
        "film", folder.path("a.cast"), "--output", folder.path("a.svg"), "--from", "page 8",
      ])
      #expect(film.status == 0 && film.errors.contains("frames"), "\(film.errors)")
      let svg = try String(contentsOfFile: folder.path("a.svg"), encoding: .utf8)
      #expect(svg.hasPrefix("<svg ") && svg.contains("fork of yours"))
      let replay = try CommandLineRun(["replay", folder.path("a.session.txt"), "--csv"])
      #expect(replay.status == 0 && replay.output.contains("fork1,"), "\(replay.errors)")
      let log = try #require(
        try state.names(in: "gradlab/sessions").first { $0.hasSuffix(".log") })
      #expect(
        try String(contentsOfFile: state.path("gradlab/sessions/\(log)"), encoding: .utf8)
          == String(contentsOfFile: folder.path("a.session.txt"), encoding: .utf8))
    }

    @Test(
      "whatever ends the program while it trains, the lines that were written are whole",
      arguments: [SIGHUP, SIGKILL])
    func ended(signal: Int32) throws {
      let program = try start([
        "open", "steady", "--root", Lab.folder, "--speed", "max", "--record", folder.path("b.cast"),
      ])
      try #require(program.shows("ready", seconds: 60))
      program.type(" ")
      try #require(program.shows("steps/s", seconds: 60))
      // Until some of it is on the disk.
      let path = folder.path("b.cast")
      try #require(
        program.wait { _ in
          let text = try? String(contentsOfFile: path, encoding: .utf8)
          return text?.split(separator: "\n").count ?? 0 > 12
        })
      program.send(signal: signal)
      #expect(program.end(seconds: 10) == .signal(signal))
      let cast = try CastFile(path)
      #expect(try cast.events.count > 10 && !cast.screen().isBlank)
      #expect(cast.data("x") == (signal == SIGKILL ? [] : ["\(128 + signal)"]))
    }

    @Test("a file that is there is kept, the library is recorded, a full disk is said once")
    func refused() throws {
      let path = try folder.write("c.cast", "mine")
      let there = try start(["open", Lab.lesson, "--record", path])
      #expect(there.end(seconds: 20) == .exit(1))
      #expect(there.screen.text.contains("it is there already"))
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine")
      try folder.write("d.session.txt", "mine")
      let log = try start(["--record", folder.path("d.cast")])
      #expect(log.end(seconds: 20) == .exit(1))
      #expect(log.screen.text.contains("it is there already"))
      let library = try start(["--record", folder.path("e.cast")])
      try #require(library.wait { Lab.isWhole($0.screen.text) })
      try #require(library.becomesQuiet())
      let text = library.screen.text
      #expect(Lab.quit(library) == .exit(0))
      let cast = try CastFile(folder.path("e.cast"))
      #expect(try cast.screen().text == text && cast.data("x") == ["0"])
    }

    @Test("where nothing more can be written, that is said in a line and the lab goes on")
    func full() throws {
      // So many blocks of 1024 bytes hold the first frames of a run, and no more.
      let program = try TerminalProgram(
        "/bin/bash",
        [
          "-c",
          "ulimit -f 40; exec '\(ProgramUnderTest.path)' open steady --root '\(Lab.folder)' "
            + "--speed max --record '\(folder.path("f.cast"))'",
        ], environment: ["XDG_STATE_HOME": state.path], size: Lab.wide)
      try #require(program.shows("ready", seconds: 60))
      program.type(" ")
      try #require(program.shows("The recording ends there, and the session goes on", seconds: 60))
      #expect(Lab.isAlive(program))
      program.send(signal: SIGTERM)
      #expect(program.end(seconds: 10) == .signal(SIGTERM))
      let cast = try CastFile(folder.path("f.cast"))
      #expect(try !cast.screen().isBlank)
    }
  }
}

@Suite("Films from the command line") struct FilmCommandTests {
  @Test("faults are one sentence with the place")
  func faults() throws {
    let folder = try TemporaryFolder()
    let header = "{\"version\": 2, \"width\": 20, \"height\": 4}\n"
    let good = try folder.write(
      "a.cast", header + "[0, \"o\", \"a\"]\n[1, \"o\", \"\\u001b[5ib\"]\n")
    let bad = try folder.write("b.cast", header + "[0, \"o\"]\n[1, \"o\", \"b\"]\n")
    let empty = try folder.write("c.cast", header)
    let there = try folder.write("d.svg", "mine")
    let new = folder.path("new.svg")
    for (arguments, words) in [
      ([bad, "--output", new], "b.cast:2: found something else"),
      ([empty, "--output", new], "nothing was recorded"),
      ([folder.path("none"), "--output", new], "No such file"),
      ([good, "--output", there], "it is there already"),
      ([good, "--output", "a.gif"], "the name of a film ends in .svg"),
      ([good, "--output", new, "--speed", "0"], "--speed takes a number from 0.1 to 100"),
      ([good, "--output", new, "--from", "page"], "no marker “page”; the recording has none"),
    ] {
      let run = try CommandLineRun(["film"] + arguments)
      #expect(run.status != 0 && run.errors.contains(words), "\(run.errors)")
    }
    #expect(try String(contentsOfFile: there, encoding: .utf8) == "mine")
    let run = try CommandLineRun(["film", good, "--output", new, "--once", "--theme", "light"])
    #expect(run.status == 0 && run.errors.contains("a.cast:3: left out"), "\(run.errors)")
    #expect(try String(contentsOfFile: new, encoding: .utf8).contains("fill=\"#ffffff\""))
  }
}
