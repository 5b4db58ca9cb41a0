import Foundation
import TemporaryFiles
import TerminalHarness
import Testing

@Suite("Lessons of one's own")
struct AuthorTests {
  static let kinds = [
    "training", "points", "sequence", "surface", "filter", "windows", "sample", "values",
  ]

  @Test("new writes each kind; it is checked, run, drawn, verified and costed", arguments: kinds)
  func newLesson(kind: String) throws {
    let folder = try TemporaryFolder()
    let new = try CommandLineRun(["new", "my-own", "--kind", kind], folder: folder.path)
    #expect(new.status == 0, "\(new.errors)")
    #expect(
      new.output.hasPrefix("my-own.md written") && new.output.contains("gradlab open ./my-own.md"))
    #expect(try folder.names() == ["my-own.md"])
    let check = try CommandLineRun(["check", "./my-own.md"], folder: folder.path)
    #expect(check.output == "1 lesson without a fault\n" && check.errors == "", "\(check.errors)")
    for arguments in [
      ["run", "./my-own.md", "--steps", "3"], ["render", "./my-own.md", "--step", "2"],
      ["verify", "./my-own.md", "--seeds", "1-2"], ["cost", "./my-own.md", "--patience", "1"],
    ] {
      let run = try CommandLineRun(arguments, folder: folder.path)
      #expect(run.status == 0 && !run.output.isEmpty, "\(arguments): \(run.errors)")
    }
  }

  @Test("new overwrites nothing, and says what names and kinds there are")
  func refusals() throws {
    let folder = try TemporaryFolder()
    try folder.write("mine.md", "precious")
    let there = try CommandLineRun(["new", "mine"], folder: folder.path)
    #expect(there.status == 1 && there.errors.contains("mine.md: it is there already"))
    #expect(try String(contentsOfFile: folder.path("mine.md"), encoding: .utf8) == "precious")
    for (arguments, words) in [
      (["new", "My Own"], "names no lesson"), (["new", "a/b"], "names no lesson"),
      (["new", "a", "--kind", "trainin"], "did you mean training?"),
      (["new", "a", "--kind", "opera"], "there are filter, points"),
      (["new", "a", "--title", ""], "1 to 80 characters"),
    ] {
      let run = try CommandLineRun(arguments, folder: folder.path)
      #expect(run.status == 64 && run.errors.contains(words), "\(run.errors)")
    }
    let away = try CommandLineRun(["new", "a", "--output", "none/a.md"], folder: folder.path)
    #expect(away.status == 1 && away.errors.contains("No such file"))
    #expect(try folder.names() == ["mine.md"])
    let into = try CommandLineRun(
      ["new", "a", "--output", ".", "--title", "A: title"], folder: folder.path)
    #expect(into.status == 0 && into.output.contains("gradlab check ./a.md"))
    #expect(try folder.names() == ["a.md", "mine.md"])
  }

  /// The environment with a data folder of its own, with these files in it.
  private func data(_ files: [(String, String)]) throws -> (TemporaryFolder, [String: String]) {
    let folder = try TemporaryFolder()
    for (name, text) in files {
      let path = "gradlab/lessons/\(name)"
      try FileManager.default.createDirectory(
        at: URL(fileURLWithPath: folder.path(path)).deletingLastPathComponent(),
        withIntermediateDirectories: true)
      try folder.write(path, text)
    }
    return (folder, ["XDG_DATA_HOME": folder.path])
  }

  private func text(_ id: String) -> String {
    Lab.lessonText(
      id, title: "Title of \(id)", data: "{kind: csv, file: \(id).csv, label: kind}",
      model: "{kind: mlp, width: 4, depth: 1, activation: relu}")
  }

  private let table =
    "x,y,kind\n"
    + (0..<40).map { "\($0 % 7),\($0 % 5),\($0 % 2 == 0 ? "even" : "odd")\n" }.joined()

  @Test("lessons in the XDG data folder are listed under their own heading and taken by their ids")
  func personal() throws {
    let (folder, environment) = try data([
      ("mine/mine.md", text("mine")), ("mine/mine.csv", table),
      ("bad.md", "---\nlab: 3\n---\n## A\n\nText.\n"),
    ])
    let list = try CommandLineRun(["list"], environment: environment)
    #expect(list.status == 0 && list.output.contains("\nYour own lessons\n"))
    #expect(list.output.hasSuffix("  Title of mine (1 min)\n"), "\(list.output)")
    #expect(
      list.errors
        == "\(folder.path)/gradlab/lessons/bad.md:2:6: lab: found 3, expected 1, the format's version\n"
    )
    let run = try CommandLineRun(["run", "mine"], environment: environment)
    #expect(run.status == 0, "\(run.errors)")
    let named = try CommandLineRun(["run", "mine", "--root", "Lessons"], environment: environment)
    #expect(named.status == 64)
    let all = try CommandLineRun(["list", "--slides"], environment: environment)
    #expect(!all.output.contains("mine"))
  }

  @Test("a path may be that of the folder with the lesson")
  func folderPath() throws {
    let folder = try TemporaryFolder()
    try folder.write("mine.md", text("mine"))
    try folder.write("mine.csv", table)
    for arguments in [
      ["run"], ["check"], ["render"], ["handout", "--steps", "1", "--output", "x.html"],
    ] {
      let run = try CommandLineRun(
        [arguments[0], "\(folder.path)/"] + arguments.dropFirst(), folder: folder.path)
      #expect(run.status == 0, "\(run.errors)")
    }
    try folder.write("two.md", text("two"))
    let two = try CommandLineRun(["run", "./"], folder: folder.path)
    #expect(two.status == 64 && two.errors.contains("a folder with 2 lessons"))
  }

  @Test("a course orders the list; one in the data folder does, too")
  func courses() throws {
    let course = """
      ---
      course: 1
      id: backwards
      title: Backwards
      ---
      ## A
      ```lab
      lesson: gelu
      ```
      ## B
      ```lab
      lesson: 1
      ```
      """
    let (folder, environment) = try data([("backwards.md", course)])
    defer { withExtendedLifetime(folder) {} }
    let list = try CommandLineRun(["list", "--course", "backwards"], environment: environment)
    #expect(list.status == 0 && list.errors == "", "\(list.errors)")
    let lines = list.output.split(separator: "\n")
    try #require(lines.count > 2)
    #expect(lines[0] == "Backwards" && lines[1].contains("gelu") && lines[2].contains("local"))
    #expect(try CommandLineRun(["list"], environment: environment).output.count > 1000)
    let wrong = try CommandLineRun(["list", "--course", "backward"], environment: environment)
    #expect(wrong.status == 64 && wrong.errors.contains("did you mean backwards?"))
    let check = try CommandLineRun(["check", "Lessons/Courses/initialization-and-attention.md"])
    #expect(check.output == "1 course without a fault\n")
  }

  @Test(
    "where a course names no lesson its line is said, and the other files are checked all the same")
  func brokenCourses() throws {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    func course(_ id: String, of lesson: String) throws -> String {
      try folder.write(
        "\(id).md",
        "---\ncourse: 1\nid: \(id)\ntitle: C\n---\n## A\n\n```lab\nlesson: \(lesson)\n```\n")
    }
    let paths = [
      try course("unknown", of: "attenton"), try course("itself", of: "./itself.md"),
      try folder.write("empty.md", ""),
    ]
    let check = try CommandLineRun(["check"] + paths)
    #expect(check.status == 1)
    #expect(
      check.errors.contains("unknown.md:6: there is no lesson “attenton”; did you mean attention?"))
    #expect(check.errors.contains("itself.md:6: ./itself.md is a course"))
    #expect(check.output.contains("empty.md:1:1: the file is empty"))
  }

  @Test("--language takes the translation, of an id and of a path")
  func language() throws {
    for name in ["gradient-noise", "Lessons/09-1-mini-batch-noise.md"] {
      let french = try CommandLineRun(["render", name, "--language", "fr"])
      #expect(
        french.status == 0 && french.output.contains("Le bruit des mini-lots"), "\(french.errors)")
      let german = try CommandLineRun(
        ["render", name, "--language", "de"], environment: ["LANG": "fr_FR.UTF-8"])
      #expect(german.output.contains("Mini-batch noise"))
      let plain = try CommandLineRun(["render", name], environment: ["LANG": "fr_FR.UTF-8"])
      #expect(plain.output.contains("Mini-batch noise"))
    }
    let check = try CommandLineRun(["check", "Lessons/09-1-mini-batch-noise.fr.md"])
    #expect(check.status == 0 && check.output == "1 lesson without a fault\n", "\(check.output)")
    #expect(try CommandLineRun(["list", "--language", "french"]).status == 64)
  }

  @Test("cost --json has arms, pages and claims; a page that takes long is warned of")
  func cost() throws {
    let folder = try TemporaryFolder()
    #expect(try CommandLineRun(["new", "mine"], folder: folder.path).status == 0)
    let run = try CommandLineRun(["cost", "./mine.md", "--json"], folder: folder.path)
    let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    let arms = try #require(object?["arms"] as? [[String: Any]])
    #expect(arms.compactMap { $0["id"] as? String } == ["slow", "fast", "yours"])
    #expect((object?["claims"] as? [String: Any])?["steps"] as? Int == 6400)
    #expect(run.errors == "")
    let text = try String(contentsOfFile: folder.path("mine.md"), encoding: .utf8)
    try folder.write(
      "mine.md",
      text.replacing("steps: 400}", with: "steps: 1000000}").replacing(
        "run: {until: 400}", with: "run: {until: 1000000}"))
    let long = try CommandLineRun(["cost", "./mine.md", "--patience", "0.2"], folder: folder.path)
    #expect(long.status == 0 && long.output.contains("~"))
    #expect(long.errors.contains("warning: the run of “What came of it” takes"), "\(long.errors)")
  }
}
