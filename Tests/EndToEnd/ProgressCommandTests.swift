import Foundation
import TemporaryFiles
import Testing

@Suite("gradlab progress and gradlab review")
struct ProgressCommandTests {
  private let lesson: AskingLesson

  init() throws {
    lesson = try AskingLesson()
    try lesson.writeAnswers()
  }

  @Test("the table has pages, answers and what was right, and tells how sure one was")
  func table() throws {
    let run = try lesson.run("progress")
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    let row = run.output.split(separator: "\n").first { $0.contains(" asking ") }
    #expect(
      row?.split(separator: " ") == ["1", "asking", "1/4", "2/2", "1/2", "0/1", "1/1"],
      "\(run.output)")
    #expect(run.output.contains("sure") && run.output.contains("100 %"))
    #expect(run.output.contains("guess") && run.output.contains("0 %"))
    #expect(run.output.contains("2 questions are due: gradlab review"))
    #expect(run.output.contains("state/gradlab/progress.txt"))
  }

  @Test("--json has the same")
  func json() throws {
    let run = try lesson.run("progress", "--json")
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    let lessons = try #require(object["lessons"] as? [[String: Any]])
    #expect(lessons.count == 1 && lessons[0]["id"] as? String == "asking")
    #expect(lessons[0]["seen"] as? Int == 1 && lessons[0]["pages"] as? Int == 4)
    #expect((lessons[0]["predictions"] as? [String: Int]) == ["right": 1, "of": 2])
    let calibration = try #require(object["calibration"] as? [String: [String: Int]])
    #expect(calibration["sure"] == ["right": 1, "of": 1])
    #expect(calibration["guess"] == ["right": 0, "of": 1])
    #expect(object["due"] as? Int == 2)
  }

  @Test("before anything is kept, it says where it will be, and writes nothing")
  func nothingYet() throws {
    let fresh = try AskingLesson()
    let run = try fresh.run("progress")
    #expect(run.status == 0 && run.output.contains("Nothing yet"))
    #expect(try fresh.run("review").output.contains("Nothing to ask yet"))
    #expect(try fresh.run("progress", "--forget-all", "--yes").output.contains("nothing to forget"))
    #expect(try fresh.folder.names() == ["asking.md"])
  }

  @Test("a lesson is forgotten with --yes, and without a terminal only so")
  func forgets() throws {
    let refused = try lesson.run("progress", "--forget", "asking")
    #expect(refused.status == 64 && refused.errors.contains("--yes"))
    #expect(lesson.lines.contains { $0.hasPrefix("answer") })
    let run = try lesson.run("progress", "--forget", "1", "--yes")
    #expect(run.status == 0 && run.output == "Forgotten: asking.\n")
    #expect(lesson.lines == ["gradlab progress 1", "end"])
    #expect(try lesson.run("progress", "--forget", "nobody", "--yes").status == 64)
  }

  @Test("--export writes a row an answer, and replaces a file only with --force")
  func exports() throws {
    let path = lesson.folder.path("class.csv")
    let run = try lesson.run("progress", "--export", path, "--name", "Ada, 3b")
    #expect(run.status == 0, "\(run.errors)")
    let rows = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    #expect(rows.count == 3)
    #expect(
      rows[0] == "name,lesson,question,asked,answer,outcome,measured,confidence,seed,knobs,time")
    #expect(
      rows[2]
        == "\"Ada, 3b\",asking,size,lesson,3.0,wrong,2.3,guess,,,2026-01-01T00:00:00Z")
    try lesson.folder.write("class.csv", "mine")
    let refused = try lesson.run("progress", "--export", path)
    #expect(refused.status == 1 && refused.errors.contains("--force replaces it"))
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine")
    #expect(try lesson.run("progress", "--export", path, "--force").status == 0)
    let nowhere = try lesson.run("progress", "--export", lesson.folder.path("no/x.csv"))
    #expect(nowhere.status == 1 && nowhere.errors.contains("No such file"))
    #expect(try !lesson.folder.names().contains { $0.hasSuffix(".partial") })
  }

  @Test("a review reads answers as lines, asks another run, and keeps each with seed and knob")
  func reviews() throws {
    let run = try lesson.run("review", input: "x\\na 3\\n0.5 likely\\n")
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    #expect(run.output.contains("“x” is no option: type one of a, b, c."))
    #expect(run.output.contains("This time with width "))
    #expect(run.output.contains("(the lesson has 8) and seed "))
    #expect(run.output.contains("of 2 right"))
    #expect(!run.output.contains("\u{1B}"))
    // The question comes before what is right.
    let asked = try #require(run.output.firstRange(of: "How large is the loss"))
    let told = try #require(run.output.firstRange(of: " nats."))
    #expect(asked.upperBound < told.lowerBound)
    let reviews = lesson.lines.filter { $0.hasPrefix("review ") }
    #expect(reviews.count == 2)
    let number = try #require(reviews.first { $0.contains("question=size") })
    #expect(number.contains("guessed=0.5") && number.contains("confidence=likely"))
    #expect(number.contains("seed=") && number.contains("knobs=\"width="))
    #expect(
      try lesson.run("review").output.hasPrefix("No question is due. The next one is due in "))
    let again = try lesson.run("review", "--all", "--most", "1", input: "q\\n")
    #expect(again.output.contains("1/1") && again.output.contains("Nothing was answered."))
  }

  @Test("the number that a review tells is that of gradlab run with that seed and knob")
  func truth() throws {
    let run = try lesson.run("review", input: "\\n1\\n")
    let line = try #require(lesson.lines.first { $0.hasPrefix("review ") }, "\(run.output)")
    func field(_ name: String) -> String {
      line.split(separator: " ").first { $0.hasPrefix("\(name)=") }
        .map { $0.dropFirst(name.count + 1).filter { $0 != "\"" } } ?? ""
    }
    let csv = try lesson.run(
      "run", "asking", "--seed", field("seed"), "--set", field("knobs"), "--probe", "train_loss",
      "--at", "40", "--csv")
    let value = csv.output.split(separator: "\n").last?.split(separator: ",").last
    #expect(Double(value ?? "") == Double(field("measured")), "\(csv.output) \(csv.errors)")
  }

  @Test("a review of which nothing is read, and one whose file can't be written")
  func ends() throws {
    let run = try lesson.run("review")
    #expect(run.status == 0 && run.output.contains("Nothing was answered."))
    let full = try CommandLineRun(
      shell: """
        ulimit -f 0; printf 'a\\n1\\n' | "$GRADLAB" review --root '\(lesson.folder.path)' 2>&1 | cat
        """, environment: ["XDG_STATE_HOME": lesson.state])
    #expect(full.output.contains("of 2 right"))
    let faults = full.output.split(separator: "\n").filter { $0.hasPrefix("gradlab: ") }
    #expect(faults.count == 1, "\(full.output)")
    #expect(faults.first?.contains("File too large") == true)
    #expect(faults.first?.contains("as before") == true)
    #expect(!lesson.lines.contains { $0.hasPrefix("review") })
  }

  @Test("killed at 200 random moments, the file is old or new and never torn (row 7)")
  func killed() throws {
    let folder = try TemporaryFolder()
    let state = folder.path("state")
    var generator = SystemRandomNumberGenerator()
    var last = 0
    for round in 1...200 {
      // In one call: the shell kills what it has started.
      let delay = Double.random(in: 0.004...0.03, using: &generator)
      let run = try CommandLineRun(
        shell: """
          "$GRADLAB" save-until-killed '\(state)' & sleep \(delay); kill -KILL $!; wait $! 2>/dev/null
          """)
      let said = run.output.split(separator: "\n").compactMap { Int($0) }.last
      let path = "\(state)/progress.txt"
      guard FileManager.default.fileExists(atPath: path) else {
        #expect(said == nil && last == 0)
        continue
      }
      let text = try String(contentsOfFile: path, encoding: .utf8)
      let lines = text.split(separator: "\n")
      #expect(lines.first == "gradlab progress 1" && lines.last == "end", "round \(round)")
      let pages = lines.filter { $0.hasPrefix("page ") }
      let numbers = Set(
        pages.compactMap { $0.split(separator: " ").first { $0.hasPrefix("number=") } })
      #expect(pages.count == 40 && numbers.count == 1, "round \(round): \(numbers)")
      let number = Int(numbers.first?.dropFirst(7) ?? "") ?? 0
      // What it said to be saved is saved, and at most one more.
      if let said { #expect(number == said || number == said + 1) }
      last = number
    }
    #expect(last > 0)
    // The next start takes the lock and clears up.
    let run = try CommandLineRun(
      shell: "cd '\(folder.path)'; mkdir -p x; mv state x/gradlab; "
        + "XDG_STATE_HOME=$PWD/x \"$GRADLAB\" progress --forget lesson-1 --yes")
    #expect(run.output == "Forgotten: lesson-1.\n", "\(run.errors)")
    #expect(try folder.names(in: "x/gradlab") == ["progress.txt", "progress.txt.lock"])
  }
}
