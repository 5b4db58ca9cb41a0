import Datasets
import Experiments
import Glibc
import Lessons
import TemporaryFiles
import Testing
import TrainingLessons

@Suite("A lesson's data block")
struct DataBlockTests {
  private static let block = "data: {kind: mnist, train: 100, test: 50}"

  private func lesson(_ data: String, path: String = "small.md") throws -> Lesson {
    try Lesson.read(SmallLesson.bytes(SmallLesson.changed(Self.block, to: data)), path: path)
  }

  @Test("takes the numbers and words of its kind, and defaults for what it leaves out")
  func settings() throws {
    let plan = try lesson("data: {kind: glyphs, size: 16, noise: 0.5}").data
    #expect(
      plan
        == DataPlan(
          kind: "glyphs", trainCount: 3_000, testCount: 800, settings: ["size": 16, "noise": 0.5]))
    #expect(try plan.description().inputShape == [1, 16, 16])
    #expect(try lesson("data: {kind: moons}").data.trainCount == 400)
  }

  @Test("calls a file by the path that the author wrote, also where that is a link")
  func link() throws {
    let folder = try TemporaryFolder()
    let secret = try folder.write("secret.txt", "a,kind\n1,x\nthree,y\n")
    for (name, target) in [("d.csv", secret), ("gone.csv", folder.path("secret-gone"))] {
      try #require(symlink(target, folder.path(name)) == 0)
      let fault = #expect(throws: BrokenLesson.self) {
        try lesson(
          "data: {kind: csv, file: \(name), label: kind}", path: folder.path("small.md"))
      }
      let text = fault?.faults.first?.description ?? ""
      #expect(text.contains("data.file: \(folder.path(name)): "), "\(text)")
      #expect(!text.contains("secret"), "\(text)")
    }
  }

  @Test("may depend on knobs: such a knob builds the networks anew")
  func knobs() throws {
    let lesson = try lesson("data: {kind: glyphs, shift: \"$depth - 3\", train: \"$depth * 10\"}")
    #expect(lesson.data.settings == ["shift": 0])
    #expect(lesson.data.trainCount == 30)
    let plan = try lesson.experiment(knobs: ["depth": .number(5)])
    #expect(plan.data.settings == ["shift": 2])
    #expect(plan.data.trainCount == 50 && plan.data.testCount == 800)
    #expect(try lesson.experiment(knobs: [:]).data == lesson.data)
    #expect(!lesson.isLive("depth"))
    let fault = #expect(throws: PlanFault.self) {
      try lesson.experiment(knobs: ["depth": .number(6)])
    }
    #expect(fault?.description.contains("shift is 3, expected at most 2") == true)
  }

  @Test("says how the images of training batches are changed")
  func augmentation() throws {
    let text =
      "data: {kind: fashion, augment: {shift: 2, flip: horizontal, rotate: 15, contrast: 0.2}}"
    let lesson = try lesson(text)
    #expect(
      try lesson.experiment(knobs: [:]).augmentations == [
        .affine(degrees: 15, scale: 0, shear: 0), .shift(maximum: 2),
        .flip(.horizontal, probability: 0.5),
        .colorJitter(brightness: 0, contrast: 0.2, saturation: 0),
      ])
    let open = try self.lesson("data: {kind: mnist, augment: {shift: $depth - 3, cutout: 0}}")
    #expect(try open.experiment(knobs: [:]).augmentations == [])
    let turned = try open.experiment(knobs: ["depth": .number(5)])
    #expect(turned.augmentations == [.shift(maximum: 2)])
    let both = try self.lesson("data: {kind: mnist, augment: {flip: both}}")
    #expect(
      try both.experiment(knobs: [:]).augmentations == [
        .flip(.horizontal, probability: 0.5), .flip(.vertical, probability: 0.5),
      ])
    // The images of the files are the same for all of them.
    #expect(turned.data == open.data)
  }

  @Test("says how the images of the test are turned and moved, also by a knob")
  func testImages() throws {
    let lesson = try lesson(
      "data: {kind: glyphs, train: 50, test: 20, test_images: {turn: $depth * 10, down: -1}}")
    #expect(lesson.data.testChange == ImageChange(degrees: 30, down: -1))
    let straight = try self.lesson("data: {kind: glyphs, train: 50, test: 20}")
    let still = try self.lesson(
      "data: {kind: glyphs, train: 50, test: 20, test_images: {turn: 0}}")
    #expect(still.data == straight.data)
    let (changed, plain) = try (
      lesson.data.load(from: "/nowhere"), straight.data.load(from: "/nowhere")
    )
    #expect(changed.train == plain.train && changed.test != plain.test)
    #expect(changed.test.labels == plain.test.labels)
    #expect(!lesson.isLive("depth"))
  }

  @Test(
    "is refused with the place of what is wrong",
    arguments: [
      ("{kind: glyphs, noize: 1}", "10:22: unknown key \"noize\" in data; did you mean \"noise\"?"),
      (
        "{kind: glyphs, size: 5}",
        "10:28: data.size: found 5, expected a whole number from 7 to 64"
      ),
      (
        "{kind: glyphs, size: 7.5}",
        "10:28: data.size: found 7.5, expected a whole number"
      ),
      (
        "{kind: glyphs, shift: 9}",
        "10:29: data.shift: data of kind glyphs: shift is 9, expected at most 2 in pictures of "
          + "12×12"
      ),
      (
        "{kind: mnist, augment: {shift: 200}}",
        "10:38: data.augment.shift: found 200, expected a whole number from 0 to 64"
      ),
      (
        "{kind: mnist, augment: {flop: horizontal}}",
        "10:31: unknown key \"flop\" in data.augment; did you mean \"flip\"?"
      ),
      (
        "{kind: moons, augment: {shift: 2}}",
        "10:30: data.augment: found data of kind moons, expected data that are images"
      ),
      (
        "{kind: mnist, test_images: {turn: 200}}",
        "10:41: data.test_images.turn: found 200, expected a number from -180 to 180"
      ),
      (
        "{kind: mnist, test_images: {right: 1.5}}",
        "10:42: data.test_images.right: found 1.5, expected a whole number"
      ),
      (
        "{kind: mnist, test_images: {left: 2}}",
        "10:35: unknown key \"left\" in data.test_images; expected one of: turn, right, down"
      ),
      (
        "{kind: moons, test_images: {turn: 2}}",
        "10:34: data.test_images: found data of kind moons, expected data that are images"
      ),
      ("{kind: csv, label: species}", "10:7: the key \"file\" is missing in data"),
      ("{kind: csv, file: x.csv}", "10:7: the key \"label\" is missing in data"),
      (
        "{kind: csv, file: ../x.csv, label: a}",
        "10:25: data.file: found \"../x.csv\", expected a file in the lesson's folder, such as "
          + "`data/iris.csv`; put it or a link there"
      ),
      (
        "{kind: text, file: /etc/passwd}",
        "10:26: data.file: found \"/etc/passwd\", expected a file in the lesson's folder, such as "
          + "`data/iris.csv`; put it or a link there"
      ),
    ])
  func faults(_ data: String, _ fault: String) {
    let text = SmallLesson.changed(Self.block, to: "data: " + data)
    #expect(SmallLesson.faults(text).first == fault)
  }

  @Test("reads one's own files beside the lesson")
  func ownFile() throws {
    let folder = try TemporaryFolder()
    let rows = (0..<20).map { "\($0),\($0 % 3),\($0 % 2 == 0 ? "even" : "odd")" }
    try folder.write("numbers.csv", "a,b,kind\n" + rows.joined(separator: "\n"))
    let lesson = try lesson(
      "data: {kind: csv, file: numbers.csv, label: kind}", path: "\(folder.path)/mine.md")
    #expect(lesson.data.trainCount == 16 && lesson.data.testCount == 4)
    let plan = try lesson.experiment(knobs: [:])
    guard case .dense(2, 8, _, _, _) = plan.network.layers[0] else {
      Issue.record("\(plan.network.layers[0])")
      return
    }
    let data = try plan.data.load(from: "/nowhere")
    #expect(data.train.count == 16 && data.train.classNames.sorted() == ["even", "odd"])
  }

  @Test("leaves out columns by names, also by those with commas or that are numbers")
  func leftOutColumns() throws {
    let folder = try TemporaryFolder()
    let rows = (0..<20).map { "\($0),\($0 % 7),\($0 * $0),\($0 % 2 == 0 ? "even" : "odd")" }
    try folder.write("t.csv", "\"height, cm\",2023,b,kind\n" + rows.joined(separator: "\n"))
    let path = "\(folder.path)/mine.md"
    func data(_ names: String) -> String {
      "data: {kind: csv, file: t.csv, label: kind, leave_out: \(names)}"
    }
    for (names, count) in [
      ("[\"height, cm\", b]", 1), ("[\"2023\"]", 2), ("\"height, cm\"", 2), ("\"b, 2023\"", 1),
    ] {
      #expect(try lesson(data(names), path: path).data.description().inputShape == [count])
    }
    let fault = #expect(throws: BrokenLesson.self) { try lesson(data("[[b]]"), path: path) }
    #expect(fault?.faults.map(\.description).first?.contains("expected text, found a list") == true)
  }

  @Test("leaves out what a knob or an arm chooses, and says what is wrong with a choice")
  func chosenColumns() throws {
    let folder = try TemporaryFolder()
    let rows = (0..<20).map { "\($0),\($0 % 7),\($0 * $0),\($0 % 2 == 0 ? "even" : "odd")" }
    try folder.write("t.csv", "a,b,c,kind\n" + rows.joined(separator: "\n"))
    func read(choices: String) throws -> Lesson {
      let text = SmallLesson.changed(
        Self.block, to: "data: {kind: csv, file: t.csv, label: kind, leave_out: $left}"
      )
      .replacing("knobs:\n", with: "knobs:\n  left: {value: none, choices: \(choices)}\n")
      .replacing("set: {c: 0.5, activation: tanh}", with: "set: {left: b}")
      return try Lesson.read(SmallLesson.bytes(text), path: folder.path("small.md"))
    }
    let lesson = try read(choices: "[none, b, \"a, c\"]")
    for (word, columns) in [("none", 3), ("b", 2), ("a, c", 1)] {
      let plan = try lesson.experiment(knobs: ["left": .word(word)])
      #expect(plan.network.inputShape == [columns])
      #expect(try plan.data.load(from: "/nowhere").train.inputShape == [columns])
    }
    #expect(try lesson.experiment(knobs: [:]).data == lesson.data && !lesson.isLive("left"))
    let plans = try lesson.arms.map { try lesson.plan(of: $0).main as? TrainPlan }
    #expect(plans.map { $0?.network.inputShape } == [[3], [2]])
    for (choices, part) in [
      ("[none, d]", "has no column “d”; it has “a”, “b”, “c”, “kind”"),
      ("[none, \"a, b, c\"]", "leave_out is every column, expected at least one column"),
    ] {
      let fault = #expect(throws: BrokenLesson.self) { try read(choices: choices) }
      #expect(
        fault?.faults.first?.description.contains(part) == true, "\(String(describing: fault))")
    }
  }

  @Test("puts the faults of one's own files at the key that names them")
  func ownFaults() throws {
    let folder = try TemporaryFolder()
    func fault(_ data: String) -> String? {
      do {
        _ = try lesson("data: " + data, path: "\(folder.path)/mine.md")
        return nil
      } catch {
        return (error as? BrokenLesson)?.faults.first?.description
      }
    }
    let start = "\(folder.path)/mine.md:10:"
    try folder.write("bad.csv", "a,kind\n1,x\ntwo,y\n")
    #expect(
      fault("{kind: csv, file: bad.csv, label: kind}")
        == "\(start)25: data.file: \(folder.path)/bad.csv: row 3, column 1 (a) holds “two”, "
        + "expected a number such as -1.5e3")
    #expect(
      fault("{kind: csv, file: none.csv, label: kind}")?.hasPrefix(
        "\(start)25: data.file: \(folder.path)/none.csv: can't be opened (No such file") == true)
    try folder.write("good.csv", "a,kind\n1,x\n2,y\n3,x\n")
    #expect(
      fault("{kind: csv, file: good.csv, label: class}")?.contains(
        "has no column “class”; it has “a”, “kind”") == true)
    #expect(
      fault("{kind: csv, file: good.csv, label: kind, test: 2}")
        == "\(start)54: data.test: found 2, expected a whole number from 1 to 1")
  }

  @Test("refuses classes that differ in case or blanks alone, and takes those that differ in more")
  func spellings() throws {
    let folder = try TemporaryFolder()
    func fault(_ names: [String]) throws -> String {
      let rows = names.enumerated().map { "\($0.offset),\($0.element)" }
      try folder.write("t.csv", "a,place\n" + rows.joined(separator: "\n"))
      let path = "\(folder.path)/mine.md"
      do {
        _ = try lesson("data: {kind: csv, file: t.csv, label: place}", path: path)
        return ""
      } catch {
        return (error as? BrokenLesson)?.faults.first?.description ?? "\(error)"
      }
    }
    let found = try fault(["Field ", "wood", "field", "wood"])
    #expect(
      found.contains("t.csv: row 4, column 2 (place) holds “field”, a class before it is “Field"))
    #expect(
      found.hasSuffix("only case or blanks differ; write one class in one way, or name two by more")
    )
    #expect(try fault(["a  b", "wood", "a b"]).contains("only case or blanks differ"))
    #expect(try fault(["field", "wood", "fields", "wood", "field"]).isEmpty)
  }

  @Test("tells of columns that have one value only")
  func notices() throws {
    let folder = try TemporaryFolder()
    let rows = (0..<20).map { "\($0),7,\($0 % 2 == 0 ? "even" : "odd")" }
    try folder.write("numbers.csv", "a,same,kind\n" + rows.joined(separator: "\n"))
    let lesson = try lesson(
      "data: {kind: csv, file: numbers.csv, label: kind}", path: "\(folder.path)/mine.md")
    let notices = try lesson.experiment(knobs: [:]).notices
    #expect(notices.count == 1 && notices[0].contains("“same”"))
  }
}
