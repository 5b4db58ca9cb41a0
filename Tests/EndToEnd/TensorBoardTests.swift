import Charts
import Foundation
import TemporaryFiles
import TerminalHarness
import Testing

/// Event files of runs, read by TensorBoard itself where python3 has it, and by `gradlab watch`.
@Suite("TensorBoard", .serialized) struct TensorBoardTests {
  private static let lesson = "kaiming"

  static let hasTensorBoard =
    (try? CommandLineRun(
      shell: "python3 -c 'import tensorboard.backend.event_processing.event_accumulator'"))?
    .status == 0
  static let hasSummaryWriter =
    (try? CommandLineRun(shell: "python3 -c 'import torch.utils.tensorboard'"))?.status == 0
  static let skipped: Comment = "python3 has no tensorboard: event files are not read by it"

  private func train(_ folder: TemporaryFolder, _ name: String = "log") throws -> CommandLineRun {
    try CommandLineRun([
      "run", Self.lesson, "--steps", "20", "--json", "--tensorboard", folder.path(name),
    ])
  }

  @Test("the files say where they are, and are the same bytes each time")
  func sameBytes() throws {
    let folder = try TemporaryFolder()
    for name in ["first", "second"] {
      let run = try train(folder, name)
      #expect(run.status == 0 && run.errors.contains("\(name)/he/events.out.tfevents."))
    }
    let difference = try CommandLineRun(
      shell: "diff -r '\(folder.path("first"))' '\(folder.path("second"))'")
    #expect(difference.status == 0, "\(difference.output)")
  }

  /// Compares every number with those of `run --json`, and the histograms of each step, the last
  /// with those at the end.
  private static let reader = """
    import json, sys
    import numpy as np
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
    count = 0
    for arm in json.load(open(sys.argv[2]))["arms"]:
        log = EventAccumulator(f"{sys.argv[1]}/{arm['id']}", {"scalars": 0, "histograms": 0})
        log.Reload()
        for probe, curve in arm["probes"].items():
            if not curve["raw"]: continue
            events = log.Scalars(probe)
            steps = [curve["firstStep"] + i * curve["every"] for i in range(len(curve["raw"]))]
            assert [event.step for event in events] == steps, probe
            found = np.array([event.value for event in events], np.float32)
            expected = np.array(
                [np.nan if v is None else v for v in curve["raw"]], np.float64).astype(np.float32)
            finite = np.isfinite(expected)
            assert (found[finite] == expected[finite]).all(), probe
            assert [event.wall_time for event in events] == [1577836800 + s for s in steps]
            count += len(events)
        for probe, layers in arm["histograms"].items():
            for number, layer in enumerate(layers):
                events = log.Histograms(f"{probe}/layer{number + 1}")
                assert [event.step for event in events] == list(range(arm["step"] + 1))
                value = events[-1].histogram_value
                assert value.bucket == layer["counts"], probe
                assert (value.min, value.max) == (layer["lower"], layer["upper"])
                assert value.bucket_limit[-1] == layer["upper"]
                count += 1
    assert count > 0
    print(count, "compared")
    """

  @Test(
    "TensorBoard reads every number and histogram as it was",
    .enabled(if: hasTensorBoard, skipped),
    arguments: [lesson, "curvature-and-momentum", "vanishing-and-exploding-gradients"])
  func readBack(lesson: String) throws {
    let folder = try TemporaryFolder()
    let run = try CommandLineRun([
      "run", lesson, "--steps", "20", "--json", "--tensorboard", folder.path("log"),
    ])
    try #require(run.status == 0, "\(run.errors)")
    try folder.write("run.json", run.output)
    try folder.write("read.py", Self.reader)
    let read = try CommandLineRun(
      shell: "cd '\(folder.path)' && python3 read.py log run.json 2>&1")
    #expect(read.status == 0 && read.output.contains("compared"), "\(read.output)")
  }

  /// Two runs, with numbers as PyTorch writes them and as TensorFlow 2 does, a text and a histogram;
  /// they are watched while both files are open.
  private static let writer = """
    import os, subprocess, sys
    import numpy as np
    from torch.utils.tensorboard import SummaryWriter
    logs = []
    for name, new in [("old", False), ("new", True)]:
        log = SummaryWriter(f"{sys.argv[1]}/{name}")
        for step in range(50):
            log.add_scalar("loss", 1 / (1 + step), step, new_style=new)
            log.add_scalar("double", 7.25, step, new_style=new, double_precision=new)
        log.add_text("note", "text", 1)
        log.add_histogram("weights", np.arange(9.0), 1)
        log.flush()
        logs.append(log)
    sys.exit(subprocess.run([os.environ["GRADLAB"], "watch", sys.argv[1], "--ascii"]).returncode)
    """

  @Test(
    "what PyTorch writes is shown, before it is closed, too",
    .enabled(if: hasTensorBoard && hasSummaryWriter, skipped))
  func ofPyTorch() throws {
    let folder = try TemporaryFolder()
    try folder.write("write.py", Self.writer)
    let shown = try CommandLineRun(
      shell: "cd '\(folder.path)' && python3 write.py log")
    #expect(shown.status == 0, "\(shown.errors)")
    #expect(!shown.errors.contains("byte "), "\(shown.errors)")
    for part in ["new", "old", " loss ", " double ", "0.0200", "7.25", "note", "weights"] {
      #expect(shown.output.contains(part), "\(part): \(shown.output)")
    }
  }

  @Test("watch prints a chart a tag with the runs in it; --tag chooses, a wrong one is named")
  func watch() throws {
    let folder = try TemporaryFolder()
    #expect(try train(folder).status == 0)
    let all = try CommandLineRun(["watch", folder.path("log")])
    #expect(all.status == 0 && all.errors.isEmpty)
    #expect(all.output.contains("he ") && all.output.contains("last step"))
    let one = try CommandLineRun(["watch", folder.path("log"), "--tag", "loss"])
    let none = try CommandLineRun(["watch", folder.path("log"), "--tag", "nonsense"])
    #expect(none.status == 64 && none.output.isEmpty)
    #expect(none.errors.contains("“nonsense”; there are "))
    #expect(one.status == 0 && one.output.count < all.output.count && one.output.contains(" loss "))
  }

  @Test("a damaged file is shown as far as it is whole, with one line on it")
  func damaged() throws {
    let folder = try TemporaryFolder()
    #expect(try train(folder).status == 0)
    let path = try CommandLineRun(shell: "ls '\(folder.path("log"))'/he/*").output
      .trimmingCharacters(in: .whitespacesAndNewlines)
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    try whole.prefix(whole.count / 2).write(to: URL(fileURLWithPath: path))
    let run = try CommandLineRun(["watch", folder.path("log")])
    #expect(run.status == 0 && run.output.contains("last step"))
    #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
    #expect(run.errors.contains("ends within a record"))
  }

  @Test("a folder that can't be shown or written is refused before anything is trained")
  func refused() throws {
    let folder = try TemporaryFolder()
    try folder.write("file", "")
    for (arguments, words) in [
      (["watch", folder.path("none")], "can't open"),
      (["watch", folder.path("file")], "is a file"),
      (["watch", folder.path], "no event file"),
      (["run", Self.lesson, "--tensorboard", folder.path("file")], "--tensorboard"),
      (["run", Self.lesson, "--tensorboard", folder.path("no/such")], "--tensorboard"),
    ] {
      let run = try CommandLineRun(arguments)
      #expect(run.status == 1 && run.output.isEmpty && run.errors.contains(words), "\(run.errors)")
    }
  }
}

extension InTerminal {
  @Suite("Watching a folder") struct WatchInTerminalTests {
    @Test("follows the files as they grow, and leaves by q")
    func follows() throws {
      let folder = try TemporaryFolder()
      func train(_ name: String) throws {
        let run = try CommandLineRun([
          "run", "kaiming", "--steps", "20", "--tensorboard", folder.path(name),
        ])
        try #require(run.status == 0)
      }
      try train("log")
      try train("later")
      let program = try TerminalProgram(
        ProgramUnderTest.path, ["watch", folder.path("log")], size: Size(columns: 100, rows: 30))
      try #require(program.shows("runs, "))
      #expect(program.shows("q quit"))
      try FileManager.default.moveItem(
        atPath: folder.path("later/he"), toPath: folder.path("log/zz-later"))
      #expect(program.shows("zz-later"))
      program.type("L")
      program.type("q")
      #expect(program.end() == .exit(0))
    }
  }
}
