import Foundation
import TemporaryFiles
import Testing

@Suite("What is wrong with a command line")
struct CommandLineFaultTests {
  private static let lesson = "kaiming-vs-bad-initialization"

  @Test(
    "a command that there is not is answered with the nearest one, or with all",
    arguments: [
      ("swep", "there is no command “swep”; did you mean sweep?"),
      ("replya", "did you mean replay?"), ("xyzzyxyz", "there are library, open, resume"),
    ])
  func unknownCommands(word: String, said: String) throws {
    let run = try CommandLineRun([word, "x"])
    #expect(run.status == 64 && run.output == "")
    #expect(run.errors.contains(said), "\(run.errors)")
    #expect(!run.errors.contains("save-until-killed"))
  }

  @Test(
    "a value that an option can't take is told with what was found and what was expected",
    arguments: [
      (["render", lesson, "--size", "9"], ["found “9”", "as 120x36"]),
      (["plot", lesson, "curve", "--output", "/tmp/x.svg", "--size", "0x5"], ["as 120x36"]),
      (["verify", lesson, "--seeds", "8-"], ["found “8-”", "3,5,9"]),
      (["sweep", lesson, "rate", "0.1,0.2", "--seeds", "x"], ["or look"]),
      (["calibrate", lesson, "--seeds", "x"], ["or look"]),
      (["run", lesson, "--set", "c"], ["found “c”", "knob=value"]),
      (["run", lesson, "--set", "=3"], ["found “=3”", "knob=value"]),
      (["run", lesson, "--operate", "he@3=cut hidden1"], ["silence, restore", "yours@150"]),
      (["run", lesson, "--probe", "test_loss", "--at", "0,x"], ["found “0,x”", "0,100,400"]),
      (["render", lesson, "--turn", "he:c"], ["found “he:c”", "calm@150:rate=0.2"]),
      (["render", lesson, "--fork", ""], ["found nothing", "calm@150:rate=0.2"]),
    ])
  func values(arguments: [String], said: [String]) throws {
    let run = try CommandLineRun(arguments)
    #expect(run.status == 64 && run.output == "")
    for text in said + ["expected "] { #expect(run.errors.contains(text), "\(run.errors)") }
  }

  @Test(
    "a negative number is the value of the option before it",
    arguments: [
      ["run", lesson, "--steps", "-1"], ["run", lesson, "--seed", "-1"],
      ["run", lesson, "--probe", "test_loss", "--at", "-3"],
      ["run", lesson, "--tensorboard", "/tmp/nothing", "--histograms-every", "-2"],
    ])
  func negative(arguments: [String]) throws {
    let run = try CommandLineRun(arguments)
    #expect(run.status == 64)
    #expect(!run.errors.contains("Missing value"), "\(run.errors)")
    #expect(run.errors.contains(arguments.last ?? ""), "\(run.errors)")
  }

  @Test("a negative knob is turned, with a space as with an equals sign")
  func negativeKnob() throws {
    let arguments = ["run", "activation-functions", "--steps", "1", "--csv"]
    for set in [["--set", "bias=-0.5"], ["--set=bias=-0.5"]] {
      let run = try CommandLineRun(arguments + set)
      #expect(run.status == 0, "\(run.errors)")
    }
  }

  @Test(
    "--weights is refused before anything trains, where nothing has weights or the folder is none")
  func weights() throws {
    let folder = try TemporaryFolder()
    let none = try CommandLineRun(
      ["run", "10", "--steps", "1000000", "--weights", folder.path("w")])
    #expect(none.status == 64 && none.errors.contains("trains a network"), "\(none.errors)")
    #expect(try folder.names().isEmpty)
    try folder.write("file", "x")
    let file = try CommandLineRun(["run", Self.lesson, "--weights", folder.path("file")])
    #expect(file.status == 1 && file.errors.contains("choose another --weights"), "\(file.errors)")
    #expect(!file.errors.contains("--output"))
  }

  @Test("a kind of data that a lesson doesn't have is told with those that it has")
  func dataKinds() throws {
    let run = try CommandLineRun(["run", "22", "--data", "foo=x.txt"])
    #expect(run.status == 64, "\(run.errors)")
    #expect(run.errors.contains("has no data \"foo\"; it has "), "\(run.errors)")
    #expect(run.errors.contains("=FILE"))
  }

  @Test("check warns of layout together with sentences")
  func checks() throws {
    let folder = try TemporaryFolder()
    let text = Lab.lessonText(
      "hides", title: "Hides", data: "{kind: moons, train: 100, test: 20}",
      model: "{kind: mlp, width: 4, depth: 1, activation: relu}")
    try folder.write("hides.md", text)
    let layout = try CommandLineRun(["check", "./hides.md", "--layout"], folder: folder.path)
    #expect(layout.errors.contains("warning: "), "\(layout.errors)")
    let both = try CommandLineRun(
      ["check", "./hides.md", "--layout", "--sentences"], folder: folder.path)
    for line in layout.errors.split(separator: "\n") where line.contains("curve") {
      #expect(both.errors.contains(line), "\(both.errors)")
    }
    #expect(both.errors.contains("warning: ") && both.output.contains("sentences are bound"))
  }

  @Test("verify says that an empty folder has no lesson")
  func verifiesNothing() throws {
    let folder = try TemporaryFolder()
    let run = try CommandLineRun(["verify", "--root", folder.path])
    #expect(run.status == 1 && run.errors.contains("no lesson"), "\(run.errors)")
    #expect(run.errors.contains(folder.path))
  }

  @Test("doctor and config tell of misspelt variables and their values, without a file, too")
  func environment() throws {
    let folder = try TemporaryFolder()
    let surroundings = [
      "XDG_CONFIG_HOME": folder.path, "GRADLAB_THEEM": "dark", "GRADLAB_GLYPHS": "nice",
    ]
    let config = try CommandLineRun(["config"], environment: surroundings)
    #expect(config.status == 1)
    let doctor = try CommandLineRun(["doctor"], environment: surroundings)
    #expect(doctor.status == 0)
    for text in [config.errors, doctor.output] {
      #expect(text.contains("GRADLAB_THEEM"), "\(text)")
      #expect(text.contains("GRADLAB_THEME"), "\(text)")
      #expect(text.contains("found “nice”"), "\(text)")
    }
  }

  @Test("the help of play has no --data")
  func playHelp() throws {
    let run = try CommandLineRun(["help", "play"])
    #expect(run.status == 0 && run.output.contains("--label") && !run.output.contains("--data"))
    #expect(try CommandLineRun(["help", "open"]).output.contains("--data"))
  }
}

@Suite("A damaged file of progress")
struct DamagedProgressTests {
  private let lesson: AskingLesson

  init() throws {
    lesson = try AskingLesson()
    try lesson.writeAnswers()
    let text = try String(contentsOfFile: lesson.file, encoding: .utf8)
    try lesson.folder.write(
      "state/gradlab/progress.txt", text.replacing("outcome=right", with: "outcome=rihgt"))
  }

  @Test("is seen as far as it is whole, and stays as it is for whoever looks")
  func looking() throws {
    let before = lesson.lines
    for arguments in [["progress"], ["progress", "--json"], ["progress", "--export", "-"]] {
      let words = arguments.joined(separator: " ")
      let run = try CommandLineRun(
        shell: "\"$GRADLAB\" \(words) --root '\(lesson.folder.path)'",
        environment: ["XDG_STATE_HOME": lesson.state])
      #expect(run.status == 0 && run.errors.contains("line 3 is"), "\(run.errors)")
      #expect(run.output.contains("asking"), "\(run.output)")
    }
    let doctor = try CommandLineRun(["doctor"], environment: ["XDG_STATE_HOME": lesson.state])
    #expect(doctor.output.contains("damaged: line 3 is"), "\(doctor.output)")
    #expect(lesson.lines == before)
    #expect(try lesson.folder.names(in: "state/gradlab") == ["progress.txt"])
  }

  @Test("--export - writes the table to the standard output, and no file")
  func exports() throws {
    let run = try lesson.run("progress", "--export", "-", "--name", "Ada")
    #expect(run.output.hasPrefix("name,lesson,question,"))
    #expect(run.output.contains("\nAda,asking,size,"))
    #expect(try !lesson.folder.names().contains("-"))
  }

  @Test("--forget-all takes away what was set aside, too")
  func forgetsAll() throws {
    let run = try lesson.run("progress", "--forget-all", "--yes")
    #expect(
      run.status == 0 && run.output == "Forgotten: asking, 1 damaged file.\n", "\(run.output)")
    #expect(try lesson.folder.names(in: "state/gradlab") == ["progress.txt", "progress.txt.lock"])
    try lesson.folder.write("state/gradlab/progress.txt.bad", "torn")
    let again = try lesson.run("progress", "--forget-all", "--yes")
    #expect(again.output == "Forgotten: 1 damaged file.\n", "\(again.output)")
  }
}
