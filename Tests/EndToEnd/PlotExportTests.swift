import Charts
import Foundation
import TemporaryFiles
import TerminalHarness
import Testing

extension InTerminal {
  @Suite("Files of a plot") struct PlotExportTests {
    @Test(
      "a plot is written as it is looked at in every format, and no file is written over",
      arguments: TimeTravelInTerminalTests.sizes)
    func files(size: Size) throws {
      let folder = try TemporaryFolder()
      let program = try Lab.played(size, in: folder.path)
      program.type("z")
      try #require(program.shows("zoom"))
      program.type("+")
      #expect(program.shows("steps 200-400"))
      for format in ["svg", "png", "txt", "ansi", "csv", "json"] {
        program.type("E")
        try #require(program.shows(":export "))
        program.type("\u{15}")
        try #require(program.wait { !$0.screen.contains(":export ") })
        program.type("export plot.\(format)")
        try #require(program.shows(":export plot.\(format)"))
        program.type("\r")
        #expect(program.shows("Written: plot.\(format)"))
      }
      func read(_ name: String) throws -> Data {
        try Data(contentsOf: URL(fileURLWithPath: folder.path(name)))
      }
      let csv = try #require(String(data: try read("plot.csv"), encoding: .utf8))
      #expect(csv.hasPrefix("arm,probe,step,series,place,value,minimum,maximum,smoothed\n"))
      // 201 steps of two arms, each by itself.
      #expect(csv.split(separator: "\n").count == 1 + 2 * 201)
      let json = try JSONSerialization.jsonObject(with: try read("plot.json"))
      #expect((json as? [String: Any])?["plot"] as? String == "curve")
      #expect(try read("plot.png").prefix(4) == Data([0x89, 0x50, 0x4E, 0x47]))
      #expect(try read("plot.svg").starts(with: Data("<svg ".utf8)))
      program.type("E")
      try #require(program.shows(":export "))
      program.type("\u{15}")
      program.type("export plot.csv")
      try #require(program.shows(":export plot.csv"))
      program.type("\r")
      #expect(program.shows("it is there already"))
    }
  }
}
