import Datasets
import TemporaryFiles
import Tensors
import Testing

private let assets: String = {
  "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/Assets"
}()

@Suite("A file of one's own")
struct OwnFileTests {
  private func load(
    _ kind: String, _ words: [String: String], _ numbers: [String: Double] = [:],
    train: Int? = nil, test: Int? = nil
  ) throws -> (DatasetDescription, TrainingData) {
    let settings = DataSettings(numbers: numbers, words: words)
    let description = try DatasetCatalog.description(of: kind, settings)
    let data = try description.load(from: "/nowhere", trainCount: train, testCount: test)
    for set in [data.train, data.test] {
      #expect(set.inputShape == description.inputShape)
      #expect(set.classNames == description.classNames)
    }
    return (description, data)
  }

  /// The sorted file is mixed before its last fifth becomes the test.
  @Test("as a table is standardized by its training part, with all classes in both parts")
  func table() throws {
    let (iris, data) = try load(
      "csv", ["file": "\(assets)/iris.csv", "label": "species"])
    #expect(iris.form == .points(dimensions: 4))
    #expect(iris.trainCount == 120 && iris.testCount == 30)
    #expect(iris.classNames == ["setosa", "versicolor", "virginica"])
    #expect(Set(data.train.labels) == [0, 1, 2] && Set(data.test.labels) == [0, 1, 2])
    let x = try #require(data.train.points).points.scalars.map(Double.init)
    for column in 0..<4 {
      let values = stride(from: column, to: x.count, by: 4).map { x[$0] }
      #expect(abs(values.reduce(0, +)) / 120 < 1e-6)
      #expect(abs(values.reduce(0) { $0 + $1 * $1 } / 120 - 1) < 1e-5)
    }
    let again = try load("csv", ["file": "\(assets)/iris.csv", "label": "species"], train: 7)
    #expect(again.1.train.batch(Array(0..<7)).x == data.train.batch(Array(0..<7)).x)
  }

  @Test("as a table may have columns that are left out, and says which are constant")
  func columns() throws {
    let folder = try TemporaryFolder()
    let rows = (0..<10).map { "\($0),5,\($0 * $0),\($0 % 2 == 0 ? "even" : "odd")" }
    let path = try folder.write(
      "t.csv", Array(("id,same,square,kind\n" + rows.joined(separator: "\n")).utf8))
    let (table, data) = try load("csv", ["file": path, "label": "kind", "leave_out": "id, square"])
    #expect(table.form == .points(dimensions: 1))
    #expect(table.notices.count == 1 && table.notices[0].contains("“same”"))
    #expect(data.train.points?.points.scalars.allSatisfy { $0 == 0 } == true)
  }

  @Test(
    "as a table may leave out columns whose names have commas, or are numbers",
    arguments: [
      ("height, cm", ["2023", "age"]), ("\"height, cm\"", ["2023", "age"]),
      ("\"height, cm\", age", ["2023"]),
      ("2023, \"height, cm\"", ["age"]), ("age", ["height, cm", "2023"]),
    ])
  func names(_ text: String, _ kept: [String]) throws {
    let folder = try TemporaryFolder()
    let rows = (0..<10).map { "\($0),\($0 + 1),\($0 * $0),\($0 % 2)" }
    let path = try folder.write(
      "t.csv", Array(("\"height, cm\",2023,age,kind\n" + rows.joined(separator: "\n")).utf8))
    let (table, _) = try load("csv", ["file": path, "label": "kind", "leave_out": text])
    #expect(table.form == .points(dimensions: kept.count))
    let halves = #expect(throws: DataFault.self) {
      try load("csv", ["file": path, "label": "kind", "leave_out": "age, height, cm"])
    }
    #expect(halves?.description.contains("names with a comma are given in a list") == true)
    let open = #expect(throws: DataFault.self) {
      try load("csv", ["file": path, "label": "kind", "leave_out": "\"age"])
    }
    #expect(open?.fact.isAboutSetting("leave_out") == true)
  }

  @Test("as a table keeps the differences of times in seconds since 1970")
  func times() throws {
    let folder = try TemporaryFolder()
    let rows = (0..<20).map { "\(1_700_000_000 + $0),\($0 % 2)" }
    let path = try folder.write("t.csv", Array(("time,kind\n" + rows.joined(separator: "\n")).utf8))
    let (_, data) = try load("csv", ["file": path, "label": "kind"])
    #expect(Set(try #require(data.train.points).points.scalars).count == 16)
  }

  @Test(
    "as a table is refused with row and column",
    arguments: [
      ("a,kind\n1,x\n2,y\nthree,x\n", "row 4, column 1 (a) holds “three”"),
      ("a,kind\n1,x\nnan,y\n", "row 3, column 1 (a) holds “nan”"),
      ("a,kind\n1,x\n2\n", "row 3 has 1 field, expected 2"),
      ("a,kind\n1,x\n,y\n", "row 3, column 1 (a) is empty"),
      ("a,kind\n", "has a header and no rows"), ("", "is empty"),
      ("a,kind\n1,x\n2,x\n", "every row of column “kind” is “x”"),
      ("a,sort\n1,x\n2,y\n", "has no column “kind”; it has “a”, “sort”"),
      (
        "a;kind\n1;x\n2;y\n",
        "has no column “kind”; it has “a;kind”; columns are separated by commas, and here are semicolons"
      ),
      ("kind\nx\ny\n", "expected at least one column beside the label"),
      ("a,kind\n1,x\n", "every row of column “kind” is “x”"),
    ])
  func badTables(_ text: String, _ words: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("t.csv", Array(text.utf8))
    let fault = #expect(throws: DataFault.self) {
      try load("csv", ["file": path, "label": "kind"])
    }
    #expect(fault?.description.contains(words) == true, "\(fault?.description ?? "none")")
  }

  @Test("of images is standardized by its training part")
  func images() throws {
    let folder = try TemporaryFolder()
    let images = try folder.writeCompressed(
      "i.gz", idx([20, 2, 3], (0..<120).map { UInt8($0 * 2) }))
    let labels = try folder.write("l", idx([20], (0..<20).map { UInt8($0 % 4) }))
    let (description, data) = try load("idx", ["images": images, "labels": labels])
    #expect(description.form == .images(channels: 1, height: 2, width: 3))
    #expect(data.train.count == 16 && data.test.count == 4)
    #expect(description.classNames == ["0", "1", "2", "3"])
    let x = try #require(data.train.images).images.scalars.map(Double.init)
    #expect(abs(x.reduce(0, +) / Double(x.count)) < 1e-5)
    #expect(abs(x.reduce(0) { $0 + $1 * $1 } / Double(x.count) - 1) < 1e-4)
    let named = try load(
      "idx", ["images": images, "labels": labels, "classes": "a, b, c, d"])
    #expect(named.0.classNames == ["a", "b", "c", "d"])
  }

  @Test("of images says when all its pixels are equal")
  func equalPixels() throws {
    let folder = try TemporaryFolder()
    let labels = try folder.write("l", idx([10], (0..<10).map { UInt8($0 % 2) }))
    let equal = try folder.write("e", idx([10, 2, 2], Array(repeating: 7, count: 40)))
    let (description, data) = try load("idx", ["images": equal, "labels": labels])
    #expect(description.notices.count == 1 && description.notices[0].contains("the value 7"))
    #expect(data.train.images?.images.scalars.allSatisfy { abs($0) < 1e-6 } == true)
    let some = try folder.write("s", idx([10, 2, 2], (0..<40).map { UInt8($0) }))
    #expect(try load("idx", ["images": some, "labels": labels]).0.notices == [])
  }

  @Test("of images is refused where header, size or labels lie")
  func badImages() throws {
    let folder = try TemporaryFolder()
    let images = try folder.write("i", idx([4, 2, 2], Array(repeating: 9, count: 16)))
    let labels = try folder.write("l", idx([4], [0, 1, 0, 1]))
    func fact(_ words: [String: String]) -> DataFault.Fact? {
      do throws(DataFault) {
        _ = try DatasetCatalog.description(of: "idx", DataSettings(words: words))
        return nil
      } catch {
        return error.fact
      }
    }
    #expect(fact(["images": images, "labels": labels]) == nil)
    let short = try folder.write("short", idx([4, 2, 2], Array(repeating: 9, count: 15)))
    #expect(
      fact(["images": short, "labels": labels]) == .truncated(found: 15, expected: 16))
    let long = try folder.write("long", idx([3, 2, 2], Array(repeating: 9, count: 16)))
    #expect(fact(["images": long, "labels": labels]) == .trailingBytes(expected: 12))
    let huge = try folder.write("huge", idx([1 << 20, 1 << 20, 1 << 20], []))
    #expect(
      fact(["images": huge, "labels": labels])
        == .tooLarge(bytes: 1 << 40, limit: IDXFile.sizeLimit))
    let one = try folder.write("one", idx([4], [1, 1, 1, 1]))
    #expect(
      fact(["images": images, "labels": one]) == .oneClass(column: "labels", found: "1"))
    #expect(
      fact(["images": images, "labels": labels, "classes": "only"])
        == .label(1, record: 1, classCount: 1))
    let three = try folder.write("three", idx([3], [0, 1, 2]))
    #expect(
      fact(["images": images, "labels": three])
        == .countsDiffer(images: 4, labels: 3, labelFile: three))
    let none = try folder.write("none", idx([0, 2, 2], []))
    let noLabels = try folder.write("noLabels", idx([0], []))
    #expect(
      fact(["images": none, "labels": noLabels]) == .tooFewRecords(found: 0, asked: 2))
    #expect(fact(["images": folder.path, "labels": labels]) == .notAFile)
    #expect(fact(["labels": labels])?.isAboutSetting("images") == true)
  }

  @Test("of tiles takes its classes from a text")
  func tiles() throws {
    let folder = try TemporaryFolder()
    let names = (0..<16).map { $0 % 3 == 0 ? "fur" : "floor" }
    let labels = try folder.write("l.txt", Array(names.joined(separator: "\n").utf8))
    let (description, data) = try load(
      "tiles", ["file": "\(assets)/photos/cat.png", "labels": labels], ["size": 32])
    #expect(description.form == .images(channels: 3, height: 32, width: 32))
    #expect(description.classNames == ["fur", "floor"])
    #expect(data.train.count == 13 && data.test.count == 3)
    let fault = #expect(throws: DataFault.self) {
      try load("tiles", ["file": "\(assets)/photos/cat.png", "labels": labels], ["size": 30])
    }
    #expect(fault?.description.contains("128×128 pixels") == true)
  }

  @Test("of text gives windows, its last fifth to test")
  func text() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("t.txt", Array(String(repeating: "añb ", count: 50).utf8))
    let (description, data) = try load("text", ["file": path], ["steps": 8])
    #expect(description.form == .sequence(steps: 8, vocabulary: 4))
    #expect(data.train.count == 20 && data.test.count == 5)
    #expect(data.train.sequences?.sourceText(0) == "añb añb ")
    let steps = #expect(throws: DataFault.self) { try load("text", ["file": path], ["steps": 40]) }
    #expect(steps?.fact.isAboutSetting("steps") == true)
    // Å the letter and Å the unit are the same character to a reader, and one token.
    let twice = String(repeating: "\u{C5}\u{212B} ", count: 20)
    let (units, _) = try load(
      "text", ["file": try folder.write("u.txt", Array(twice.utf8))],
      ["steps": 4])
    #expect(units.classCount == 2)
    let wrong = try folder.write("w.txt", [0x61, 0x0A, 0x62, 0xFF, 0x0A])
    #expect(throws: DataFault(path: wrong, fact: .notUTF8(row: 2))) {
      try load("text", ["file": wrong])
    }
  }

  @Test("of pairs gives sources and targets with their ends")
  func pairs() throws {
    let folder = try TemporaryFolder()
    let lines = (1...20).map { "\(String(repeating: "hi ", count: $0))\tsalut \($0)" }
    let path = try folder.write("p.tsv", Array(lines.joined(separator: "\n").utf8))
    let (description, data) = try load(
      "pairs", ["file": path, "tokens": "words"], ["longest": 10])
    guard case .pairs(10, 3, 2, _, 0?) = description.form else {
      Issue.record("\(description.form)")
      return
    }
    #expect(description.notices == ["10 of the 20 pairs are longer than 10 tokens and left out."])
    #expect(data.train.count == 8 && data.test.count == 2)
    let sequences = try #require(data.train.sequences)
    #expect(sequences.targetText(0).hasPrefix("salut "))
    #expect(sequences.target(0).last == sequences.end)
    let missing = try folder.write("m.tsv", Array("a\tb\nc\n".utf8))
    let fault = #expect(throws: DataFault.self) { try load("pairs", ["file": missing]) }
    #expect(fault?.description.contains("row 2 has 1 field") == true)
  }
}

extension DataFault.Fact {
  fileprivate func isAboutSetting(_ name: String) -> Bool {
    if case .setting(name, _, _) = self { true } else { false }
  }
}
