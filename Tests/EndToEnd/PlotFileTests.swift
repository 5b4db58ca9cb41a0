import Charts
import Foundation
import TemporaryFiles
import TerminalHarness
import Testing

/// Plots as files, from the command line.
@Suite("Plots as files from the command line") struct PlotFileTests {
  private let lesson = Lab.lesson

  private func write(_ name: String, _ more: [String] = []) throws -> (CommandLineRun, Data) {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/\(name)"
    let run = try CommandLineRun(
      ["plot", lesson, "curve", "--at", "20", "--output", path] + more)
    #expect(run.status == 0, "\(run.errors)")
    return (run, try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  @Test("pictures, text and numbers are written by the ending of the name")
  func formats() throws {
    #expect(String(decoding: try write("a.svg").1, as: UTF8.self).hasPrefix("<svg "))
    let png = try write("a.png", ["--size", "60x20"]).1
    // The signature, and in the header 62 cells of 16 pixels by 21 of 32.
    let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    #expect(Array(png.prefix(8)) == signature)
    let header: [UInt8] = [0, 0, 3, 224, 0, 0, 2, 160]
    #expect(Array(png[16..<24]) == header)
    #expect(try write("a.png", ["--size", "60x20"]).1 == png, "the same bytes each time")
    let text = String(decoding: try write("a.txt", ["--size", "60x20"]).1, as: UTF8.self)
    #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count == 21)
    #expect(!text.contains("\u{1B}"))
    #expect(String(decoding: try write("a.ansi").1, as: UTF8.self).contains("\u{1B}[0;38;2;"))
    let csv = String(decoding: try write("a.csv").1, as: UTF8.self).split(separator: "\n")
    #expect(csv.first == "lesson,plot,seed,arm,probe,step,value,smoothed,minimum,maximum")
    let json = try #require(
      try JSONSerialization.jsonObject(with: try write("a.json").1) as? [String: Any])
    #expect((json["rows"] as? [Any])?.count == csv.count - 1 && csv.count > 21)
  }

  @Test("a file that is there is kept, and so is what can't be: each is one sentence")
  func refused() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a.svg", Array("mine".utf8))
    let run = try CommandLineRun(["plot", lesson, "curve", "--at", "1", "--output", path])
    #expect(run.status == 1 && run.errors.contains("it is there already"))
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine")
    for (arguments, words) in [
      (
        ["curve", "--at", "1", "--size", "500x300", "--output", folder.path("big.png")],
        "more than 16777216; make it smaller, or choose .svg"
      ),
      (["curve", "--output", "a.bmp"], "a name ends in .svg, .png, .txt, .ansi, .csv or .json"),
      (["lost", "--output", "a.svg"], "has no plot “lost”; it has "),
    ] {
      let run = try CommandLineRun(["plot", lesson] + arguments)
      #expect(run.status != 0 && run.errors.contains(words), "\(run.errors)")
    }
  }
}

extension InTerminal {
  @Suite("A plot on the whole screen") struct PlotInTerminalTests {
    static let sizes = [Size(columns: 80, rows: 24), Size(columns: 120, rows: 36)]

    @Test(
      "is zoomed, panned, looked at arm by arm and kept as a file",
      arguments: TimeTravelInTerminalTests.sizes)
    func looksAndKeeps(size: Size) throws {
      let folder = try TemporaryFolder()
      let program = try Lab.played(size)
      program.type("z")
      try #require(program.shows("+ zoom"))
      program.type("+")
      #expect(program.shows("steps 200-400"))
      program.type("+")
      #expect(program.shows("steps 300-400"))
      program.type("(")
      #expect(program.shows("steps 250-350"))
      program.type("\u{7F}")
      #expect(program.shows("steps 200-400"))
      program.type("a")
      #expect(program.shows("2/n alone"))
      let path = "\(folder.path)/a"
      for format in ["svg", "png", "txt", "ansi", "csv", "json"] {
        try keep("\(path).\(format)", of: program)
        // The one before is still shown as saved.
        #expect(program.shows("/a.\(format), "))
      }
      let rows = try String(contentsOfFile: "\(path).csv", encoding: .utf8)
        .split(separator: "\n")
      // Each of the 201 steps of the only arm that is looked at.
      #expect(rows.count == 1 + 201 && rows.allSatisfy { !$0.contains("yours") })
      try keep("\(path).csv", of: program)
      #expect(program.shows("it is there already"))
    }

    private func keep(_ path: String, of program: TerminalProgram) throws {
      program.type("E")
      try #require(program.shows(":export "))
      program.type("\u{15}")
      try #require(program.wait { !$0.screen.contains(":export ") })
      // At once: as pasted text.
      program.type("export \(path)")
      try #require(
        program.shows("/a.\(path.split(separator: ".").last ?? "")"), "\(program.screen.text)")
      program.type("\r")
    }
  }
}
