import Foundation
import MarkupChecks
import TemporaryFiles
import Testing

/// Lessons as pages to be handed out, from the command line.
@Suite("Handouts from the command line") struct HandoutFileTests {
  @Test("a lesson is one page with its numbers, figures and claims, and the same bytes each time")
  func lesson() throws {
    let folder = try TemporaryFolder()
    let run = try CommandLineRun(["handout", Lab.lesson, "--output", folder.path("a.html")])
    #expect(run.status == 0, "\(run.errors)")
    let page = try String(contentsOfFile: folder.path("a.html"), encoding: .utf8)
    let check = MarkupCheck(page)
    #expect(check.faults == [])
    #expect(!page.contains("\u{2026}</b>"), "no number is open")
    #expect(page.contains("id=\"\(Lab.lesson)-claim-factor\""))
    #expect(!page.contains("aria-label=\"not recorded\""))
    #expect(page.contains("A slide has: x_{l+1} = ½Var[z_l]"))
    #expect(!page.contains("For the lecturer"))
    let again = try CommandLineRun(
      ["handout", Lab.lesson, "--output", folder.path("b.html")])
    #expect(again.status == 0)
    #expect(try String(contentsOfFile: folder.path("b.html"), encoding: .utf8) == page)
  }

  @Test("the command line under a figure draws what the figure shows")
  func reproducing() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("curve.json")
    let run = try CommandLineRun(["plot", Lab.lesson, "curve", "--page", "7", "--output", path])
    #expect(run.status == 0, "\(run.errors)")
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    let rows =
      try #require(
        try JSONSerialization.jsonObject(with: data) as? [String: Any])["rows"] as? [[Any]] ?? []
    let arms = Set(rows.flatMap { $0 }.compactMap { $0 as? String })
    #expect(arms.isSuperset(of: ["deep_he", "deep_lecun"]) && !arms.contains("he"))
  }

  @Test("all lessons are well-formed pages with figures, formulas and their notes")
  func everyLesson() throws {
    let folder = try TemporaryFolder()
    let out = folder.path("out")
    // A few steps: the texts, figures and claims are those of the whole run, only numbers are open.
    let run = try CommandLineRun(["handout", "--all", "--notes", "--steps", "2", "--output", out])
    try #require(run.status == 0, "\(run.errors)")
    let names = try FileManager.default.contentsOfDirectory(atPath: out).sorted()
    let list = try CommandLineRun(["list", "--json"])
    #expect(names.count == list.output.components(separatedBy: "\"id\"").count - 1)
    for name in names {
      let page = try String(contentsOfFile: "\(out)/\(name)", encoding: .utf8)
      let check = MarkupCheck(page)
      #expect(check.faults == [], "\(name)")
      #expect((check.elements["figure"] ?? 0) >= 3, "\(name)")
      #expect((check.elements["details"] ?? 0) >= 3, "\(name)")
      #expect(page.contains("For the lecturer") && page.contains("What is claimed"), "\(name)")
      #expect(!page.contains("aria-label=\"not recorded\""), "\(name): every claim is recorded")
      let labels = (check.values["aria-label"] ?? [])
      #expect(labels.allSatisfy { !$0.isEmpty }, "\(name)")
    }
  }

  @Test("a course is one page: its own pages, and those of its lessons between")
  func course() throws {
    let folder = try TemporaryFolder()
    let run = try CommandLineRun([
      "handout", "initialization-and-attention", "--notes", "--steps", "2", "--output",
      folder.path("a.html"),
    ])
    try #require(run.status == 0, "\(run.errors)")
    let page = try String(contentsOfFile: folder.path("a.html"), encoding: .utf8)
    let check = MarkupCheck(page)
    #expect(check.faults == [])
    let places = [
      "What we do today</h2>", "Kaiming against bad initialization</h2>", "Twice as deep</h3>",
      "-claim-depth_decides\"", "From depth to time</h2>", "Attention</h2>", "What to keep</h2>",
    ].map { page.firstRange(of: $0)?.lowerBound }
    #expect(!places.contains(nil) && places.compactMap { $0 } == places.compactMap { $0 }.sorted())
    #expect(page.contains("Start the clock by turning this page."))
    #expect(page.contains("anybody may ask for another value of a knob"))
  }

  @Test("what can't be is refused in a sentence, and nothing is overwritten")
  func refused() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a.html", Array("mine".utf8))
    for (arguments, words) in [
      ([Lab.lesson, "--output", path], "it is there already"),
      ([], "a lesson, a course or --all is missing"),
      (["initialization-and-attention", "--data", "a"], "--data belongs to a lesson"),
      ([Lab.lesson, "--all"], "one lesson, or all of them"),
      (["--all", "--output", folder.path], "is not empty"),
      (["lost"], "there is no lesson “lost”"),
      ([Lab.lesson, "--steps", "-1", "--output", folder.path("b.html")], "steps"),
    ] {
      let run = try CommandLineRun(["handout"] + arguments)
      #expect(run.status != 0 && run.errors.contains(words), "\(arguments): \(run.errors)")
    }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine")
  }
}
