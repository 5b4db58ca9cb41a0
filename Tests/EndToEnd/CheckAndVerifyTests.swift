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

  @Test("check --sentences names the words that nothing vouches for, and counts the sentences")
  func sentences() throws {
    let all = try CommandLineRun(["check", "--sentences", "2", "4"])
    #expect(all.status == 0)
    let shares = #/.*: \d+ of \d+ sentences are bound \(100 %\)\n/#
    #expect(all.output.matches(of: shares).count == 2)
    let last = all.output.split(separator: "\n").last
    #expect(last?.hasSuffix("sentences are bound (100 %)") == true)
    let folder = try TemporaryFolder()
    let root = CommandLineRun.root + "/Lessons/02-convolution-as-a-filter.md"
    let text = try String(contentsOfFile: root, encoding: .utf8)
    let bound = "[A quarter of the work, and a quarter of the map](definition:)"
    let range = try #require(text.range(of: bound))
    let path = try folder.write(
      "02.md", text.replacingCharacters(in: range, with: "A quarter of the work"))
    let run = try CommandLineRun(["check", "--sentences", path])
    #expect(run.status == 1)
    #expect(try #/02\.md:\d+:\d+: quarter\n/#.firstMatch(in: run.output) != nil)
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
    let parts = text.split(separator: claim, omittingEmptySubsequences: false)
    try #require(parts.count == 2, "the lesson claims that he learns")
    let rest = holds ? String(parts[1]) : "0.01" + parts[1].drop { $0.isNumber || $0 == "." }
    try folder.write(name, parts[0] + claim + rest)
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
    let wait = try #require(reports?.first?["longestWait"] as? [String: Any])
    #expect(try #require(wait["seconds"] as? Double) > 0)
  }

  @Test(
    "calibrate prints a proposed bound beside the one in the file, for one claim, of turned knobs")
  func calibrate() throws {
    let run = try CommandLineRun(
      ["calibrate", "2", "--claim", "own_dont", "--seeds", "1,2,3", "--json"])
    #expect(run.status == 0)
    let report = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    let claims = try #require(report?["claims"] as? [[String: Any]])
    #expect(claims.map { $0["name"] as? String } == ["own_dont"])
    let comparison = try #require((claims[0]["comparisons"] as? [[String: Any]])?.first)
    let proposed = try #require(comparison["proposed"] as? [String: Any])
    let minimum = try #require(comparison["minimum"] as? Double)
    #expect(try #require(proposed["lower"] as? Double) < minimum)
    #expect(
      try CommandLineRun(["calibrate", "2", "--claim", "own_dnt"]).errors.contains("own_dont"))
    let set = try CommandLineRun(["calibrate", "2", "--set", "nonsense=1"])
    #expect(set.status == 64)
  }

  @Test("fresh seeds are printed, so that a failure can be repeated")
  func fresh() throws {
    let run = try CommandLineRun(["verify", "2", "--fresh", "2"])
    #expect(run.status == 0)
    let seeds = try #require(try #/seeds (\d+,\d+)/#.firstMatch(in: run.output)?.1)
    let again = try CommandLineRun(["verify", "2", "--seeds", String(seeds)])
    let table = { (text: String) in
      text.split(separator: "\n").filter { !$0.hasPrefix("It opens in") }
    }
    #expect(table(again.output) == table(run.output))
    #expect(try CommandLineRun(["verify", "--fresh", "0"]).status == 64)
    #expect(try CommandLineRun(["verify", "--fresh", "2", "--seeds", "1"]).status == 64)
  }
}
