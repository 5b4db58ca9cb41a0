import Datasets
import Experiments
import Glibc
import Lab
import Lessons
import TemporaryFiles
import Tensors
import Testing

@Suite("A bench of one's own")
struct PlayBenchTests {
  static let assets =
    "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/Assets"

  /// Trains a bench for 20 steps, and its lesson file too: both have the same losses.
  private func train(_ bench: PlayBench, in folder: String) throws {
    EngineRuntime.prepareProcess()
    let library = DataLibrary(folder: Self.assets)
    let open = try bench.lesson()
    let draft = PlayDraft(bench: bench, name: "kept", seed: 1, values: [:])
    let text = try draft.text(in: folder)
    let kept = try Lesson.read(Array(text.utf8), path: "\(folder)/kept.md")
    #expect(open.bench == bench && kept.bench == nil && kept.id == "kept")
    let losses = try [open, kept].map { lesson -> [Double] in
      let run = try HeadlessRun.run(lesson, library: library, steps: 20)
      let arm = try #require(run.arms.first)
      #expect(run.arms.count == 1 && arm.snapshot.step == 20, "\(arm.snapshot.phase)")
      #expect(arm.series["test"]?.raw.allSatisfy(\.isFinite) == true)
      #expect(arm.snapshot.readings.histograms("x") != nil)
      return try #require(arm.series["loss"]).raw.map { Double($0) }
    }
    #expect(losses[0].count == 20 && losses[0].allSatisfy(\.isFinite))
    #expect(losses[0] == losses[1])
    // A network of the plane shows what it answers there.
    let isOfPlane = bench.dataset.form == .points(dimensions: 2)
    #expect(open.steps.allSatisfy { ($0.plots.first == "map") == isOfPlane })
    #expect(open.steps.count == 2 && open.steps.flatMap(\.knobs).count == open.knobs.count)
  }

  @Test("reads and trains on every data set of points and images", arguments: PlayBench.datasets)
  func datasets(_ dataset: DatasetDescription) throws {
    try train(try PlayBench(dataset.name), in: "/tmp")
  }

  @Test("has points of the plane and images")
  func names() {
    let names = PlayBench.datasets.map(\.name)
    #expect(names.prefix(3) == ["moons", "spirals", "circles"] && names.contains("mnist"))
    #expect(!names.contains("shakespeare") && !names.contains("csv"))
  }

  @Test("takes a table, its last column for the classes unless another is said")
  func tables() throws {
    let folder = try TemporaryFolder()
    symlink("\(Self.assets)/iris.csv", folder.path("iris.csv"))
    try train(try PlayBench(folder.path("iris.csv")), in: folder.path)
    // Names with everything that YAML quotes.
    let rows = (0..<40).map { "\($0 % 2 == 0 ? "yes" : "no"),\(Double($0 % 2) + 0.01),\($0)\n" }
    let path = try folder.write(
      "it's: a {\"table\"}.csv", "\"is \"\"it\"\", #1: \\\",x,y\n" + rows.joined())
    let bench = try PlayBench(path, label: "is \"it\", #1: \\")
    #expect(bench.dataset.form == .points(dimensions: 2))
    try train(bench, in: folder.path)
  }

  @Test("is kept with its knobs and its seed as they stand, also beyond the ranges of the knobs")
  func values() throws {
    let turned: [String: KnobValue] = [
      "depth": .number(13), "rate": .number(1e-7), "gain": .number(0), "norm": .word("batch"),
      "optimizer": .word("adamw"), "decay": .number(0.0005), "momentum": .number(0.99),
      "noise": .number(0.3), "width": .number(100),
    ]
    let draft = PlayDraft(
      bench: try PlayBench("circles"), name: "mine", seed: 12, values: turned)
    let lesson = try Lesson.read(Array(try draft.text(in: "/").utf8), path: "mine.md")
    #expect(lesson.seeds.show == 12 && lesson.id == "mine")
    for knob in lesson.knobs {
      #expect(knob.value == turned[knob.name] ?? knob.value, "\(knob.name)")
    }
    #expect(Set(turned.keys).isSubset(of: lesson.knobs.map(\.name)))
    #expect(!lesson.steps.map(\.body.plainText).joined().contains(":save"))
    for seed: UInt64 in [0, 999, 1000, .max] {
      let draft = PlayDraft(bench: draft.bench, name: "mine", seed: seed, values: [:])
      let lesson = try Lesson.read(Array(try draft.text(in: "/").utf8), path: "mine.md")
      #expect(lesson.seeds.show == (seed <= 999 ? seed : 1))
    }
  }

  @Test("of a table is kept only where a lesson can read the table")
  func places() throws {
    let folder = try TemporaryFolder()
    symlink("\(Self.assets)/iris.csv", folder.path("iris.csv"))
    let draft = PlayDraft(
      bench: try PlayBench("\(folder.path)/./iris.csv"), name: "mine", seed: 1, values: [:])
    #expect(try draft.text(in: folder.path).contains("file: \"iris.csv\""))
    for other in ["/", "\(folder.path)/inner", String(folder.path.dropLast())] where other != "/" {
      #expect(throws: PlayDraftFault.outside(path: draft.bench.argument, folder: other)) {
        try draft.text(in: other)
      }
    }
  }

  @Test(
    "that there is not is refused with what there is",
    arguments: [
      ("mons", nil, "did you mean moons?"), ("minst", nil, "did you mean mnist?"),
      ("bananas", nil, "There are moons, spirals"),
      ("shakespeare", nil, "neither points nor images"),
      ("csv", nil, "neither points nor images"), ("", nil, "There are moons"),
      ("moons", "x", "moons is none"), ("./nowhere.csv", nil, "can't be opened"),
      ("IRIS", "sepal_width_cm", "setosa"), ("IRIS", "weight", "weight"),
    ])
  func refusals(argument: String, label: String?, expected: String) throws {
    let path = argument.replacing("IRIS", with: "\(Self.assets)/iris.csv")
    do {
      let bench = try PlayBench(path, label: label)
      Issue.record("\(bench.dataset)")
    } catch {
      #expect(error.description.contains(expected), "\(error)")
      #expect(!error.description.contains("\n"))
    }
  }

  @Test("says that another column may name the classes where the last one can't")
  func columns() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("t.csv", "class,x,y\na,1,5\nb,2,5\na,3,5\n")
    #expect {
      try PlayBench(path)
    } throws: {
      "\($0)".contains("--label COLUMN")
    }
    #expect(try PlayBench(path, label: "class").dataset.classNames == ["a", "b"])
  }

  @Test("is kept under names that lessons can have")
  func fileNames() {
    let names: [(String, String?)] = [
      ("mine", "mine"), ("my-moons-2.md", "my-moons-2"), ("", nil), (".md", nil), ("Mine", nil),
      ("a/b", nil), ("../a", nil), ("a b", nil), ("-a", nil), ("é", nil),
      (String(repeating: "a", count: 61), nil),
    ]
    for (typed, name) in names { #expect(PlayDraft.name(typed: typed) == name, "\(typed)") }
  }
}
