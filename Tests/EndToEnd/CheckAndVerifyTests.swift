import Foundation
import TemporaryFiles
import TerminalHarness
import Testing

@Suite("Check and verify on the command line")
struct CheckAndVerifyTests {
  @Test("check names file, line and column of a fault and exits 1")
  func check() throws {
    let folder = try TemporaryFolder()
    try folder.write("07-broken.md", "---\nlab: 1\nid: [unclosed\n---\n## Step\ntext\n")
    let run = try CommandLineRun(["check", folder.path("07-broken.md")])
    #expect(run.status == 1)
    let place = try #/07-broken\.md:\d+:\d+: /#.firstMatch(in: run.output)
    #expect(place != nil)
  }

  @Test("check finds nothing wrong with the lessons that come with the program")
  func checkAll() throws {
    #expect(try CommandLineRun(["check"]).status == 0)
  }

  @Test(
    "verify reports extremes and middle, and exits 1 for a claim that fails",
    arguments: [true, false])
  func verify(holds: Bool) throws {
    let folder = try TemporaryFolder()
    let files = try FileManager.default.contentsOfDirectory(
      atPath: CommandLineRun.root + "/Lessons")
    let name = try #require(files.first { $0.contains("kaiming") })
    let text = try String(contentsOfFile: "\(CommandLineRun.root)/Lessons/\(name)", encoding: .utf8)
    let claim = "metric(he, loss, 100) < "
    let parts = text.split(separator: claim + "1.2", omittingEmptySubsequences: false)
    try #require(parts.count == 2, "the lesson claims that he learns")
    try folder.write(name, parts[0] + claim + (holds ? "1.2" : "0.01") + parts[1])
    let run = try CommandLineRun(
      ["verify", "--json", "--seeds", "1,3", "--root", folder.path], folder: CommandLineRun.root)
    #expect(run.status == (holds ? 0 : 1))
    let reports = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [[String: Any]]
    let claims = try #require(reports?.first?["claims"] as? [[String: Any]])
    let learns = try #require(claims.first { $0["name"] as? String == "he_learns" })
    #expect(learns["holds"] as? Bool == holds)
    let comparison = try #require((learns["comparisons"] as? [[String: Any]])?.first)
    let values = try #require(comparison["values"] as? [Double])
    #expect(values.count == 2)
    #expect(comparison["minimum"] as? Double == values.min())
    #expect(comparison["maximum"] as? Double == values.max())
  }
}
