import Datasets
import TemporaryFiles
import Tensors
import Testing

let assetFolder: String = {
  "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/Assets"
}()

/// The fault of reading a file of these bytes; nil when it can be read.
func fault(
  of bytes: [UInt8], _ read: (String) throws(DataFault) -> Void
) throws -> DataFault? {
  let folder = try TemporaryFolder()
  let path = try folder.write("file", bytes)
  do throws(DataFault) {
    try read(path)
    return nil
  } catch {
    #expect(error.path == path)
    #expect(error.description.hasPrefix(path + ": "))
    return error
  }
}

@Suite("A table of comma-separated values")
struct CSVTableTests {
  /// Means by NumPy from the same files.
  @Test(
    "gives the numbers and classes of a known set",
    arguments: [
      ("iris", 150, 4, "species", 3, 5.1 as Float), ("wine", 178, 13, "cultivar", 3, 14.23),
    ])
  func known(
    _ name: String, _ rows: Int, _ features: Int, _ target: String, _ classes: Int, _ first: Float
  ) throws {
    let table = try CSVTable(path: "\(assetFolder)/\(name).csv")
    let numbers = try table.numbers(Array(table.header.dropLast()))
    let (labels, names) = try table.classes(target)
    #expect(numbers.map(\.count) == Array(repeating: rows, count: features))
    #expect(Float(numbers[0][0]) == first)
    #expect(labels.count == rows)
    #expect(names.count == classes)
    #expect(labels.first == 0 && labels.last == classes - 1)
  }

  @Test(
    "reads quoted fields, blanks, blank lines and every line end",
    arguments: [
      ("a,b\n1,2\n", [["1", "2"]]),
      ("a,b\r\n1,2\r\n3,4", [["1", "2"], ["3", "4"]]),
      ("a,b\r1,2\r\r3,4", [["1", "2"], ["3", "4"]]),
      ("a,b\r\r\n1,2\r\r\n3,\"x\r\r\ny\"\r\r\n", [["1", "2"], ["3", "x\ny"]]),
      ("\u{FEFF}a,b\n 1 ,\t2\n\n", [["1", "2"]]),
      ("a,b\n\"x, y\",\"say \"\"no\"\"\"\n", [["x, y", "say \"no\""]]),
      ("a,b\n\"two\nlines\", 2\n", [["two\nlines", "2"]]),
      ("a,b\n,\n", [["", ""]]),
    ])
  func fields(_ text: String, _ rows: [[String]]) throws {
    let folder = try TemporaryFolder()
    let table = try CSVTable(path: folder.write("t.csv", Array(text.utf8)))
    #expect(table.header == ["a", "b"])
    #expect(table.rows == rows)
  }

  @Test(
    "says in which row and column the fault is",
    arguments: [
      ("", .empty), ("\n\n", .empty), ("a,b\n", .headerOnly),
      ("1,2\n3,4\n", .noHeader(found: "1")),
      ("a,\n1,2\n", .emptyField(row: 1, column: 2, name: "a column's name")),
      ("a,a\n1,2\n", .duplicateColumn("a", column: 2)),
      ("a,b\n1,2\n3\n", .ragged(row: 3, found: 1, expected: "2 as in the header")),
      ("a,b\n\n1,2,3\n", .ragged(row: 3, found: 3, expected: "2 as in the header")),
      ("a,b\n\"x\ny\",2\n3\n", .ragged(row: 4, found: 1, expected: "2 as in the header")),
      ("a,b\n1,two\n", .notANumber(row: 2, column: 2, name: "b", found: "two")),
      ("a,b\n1,2\nNaN,2\n", .notFinite(row: 3, column: 1, name: "a", found: "NaN")),
      ("a,b\n1,-inf\n", .notFinite(row: 2, column: 2, name: "b", found: "-inf")),
      ("a,b\n1,1e39\n", .notFinite(row: 2, column: 2, name: "b", found: "1e39")),
      ("a,b\n1,\n", .emptyField(row: 2, column: 2, name: "b")),
      ("a,b\n1,\"2\n", .openQuote(row: 2)),
      ("a,b\n1,2\"\n", .strayQuote(row: 2, column: 2)),
      ("a,b\n\"1\"x,2\n", .strayQuote(row: 2, column: 1)),
    ] as [(String, DataFault.Fact)])
  func faults(_ text: String, _ fact: DataFault.Fact) throws {
    let found = try fault(of: Array(text.utf8)) { path throws(DataFault) in
      _ = try CSVTable(path: path).numbers()
    }
    #expect(found?.fact == fact)
  }

  @Test("refuses unknown columns and a single class by name")
  func columns() throws {
    let folder = try TemporaryFolder()
    let table = try CSVTable(path: folder.write("t.csv", Array("a,b\nx,1\nx,2\n".utf8)))
    #expect(throws: DataFault(path: table.path, fact: .unknownColumn("c", known: ["a", "b"]))) {
      try table.numbers(["c"])
    }
    #expect(throws: DataFault(path: table.path, fact: .oneClass(column: "a", found: "x"))) {
      try table.classes("a")
    }
  }

  @Test(
    "takes its first row for the header where that has a known column, whatever the others are called",
    arguments: ["2023", "nan", "inf", "1e5", "0x1f", "-1"])
  func numbersAsNames(_ name: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("t.csv", Array("\(name),kind\n1,x\n2,y\n".utf8))
    let table = try CSVTable(path: path, column: "kind")
    #expect(table.header == [name, "kind"])
    #expect(try table.numbers([name]) == [[1, 2]])
    #expect(throws: DataFault(path: path, fact: .noHeader(found: name))) {
      try CSVTable(path: path, column: "sort")
    }
  }

  @Test("shows what it found without letters that would change the screen")
  func hostileMessage() {
    let fact = DataFault.Fact.notANumber(row: 2, column: 1, name: "a", found: "\u{1B}[2J")
    let text = DataFault(path: "t.csv", fact: fact).description
    #expect(text == "t.csv: row 2, column 1 (a) holds “?[2J”, expected a number such as -1.5e3")
  }

  @Test("survives any bytes", arguments: 0..<20)
  func fuzz(_ seed: Int) throws {
    var stream = Seed(UInt64(seed)).stream("fuzz")
    let alphabet: [UInt8] = Array(",\"\n\r\t 1ae.-".utf8) + [0, 0xC3, 0xFF]
    for _ in 0..<40 {
      let bytes = (0..<stream.next(below: 60)).map { _ in alphabet[stream.next(below: 14)] }
      _ = try fault(of: bytes) { path throws(DataFault) in
        let table = try CSVTable(path: path)
        #expect(table.rows.allSatisfy { $0.count == table.header.count })
        #expect(try table.numbers().joined().allSatisfy(\.isFinite))
      }
      _ = try fault(of: bytes) { path throws(DataFault) in
        #expect(try !SentencePairs(path: path).pairs.isEmpty)
      }
    }
  }
}

@Suite("Texts and sentence pairs")
struct TextFileTests {
  @Test("have the characters, lines and pairs that their description names")
  func known() throws {
    let plays = try TextFile(path: "\(assetFolder)/tinyshakespeare.txt")
    #expect(plays.content.unicodeScalars.count == 1_115_394)
    #expect(plays.lines.count == 40_000)
    #expect(Set(plays.content.unicodeScalars).count == 65)
    let names = try TextFile(path: "\(assetFolder)/names.txt").lines
    #expect(names.count == 32_033)
    #expect(Set(names).count == 29_494)
    let pairs = try SentencePairs(path: "\(assetFolder)/tatoeba-eng-fra.tsv").pairs
    #expect(pairs.count == 48_774)
    #expect(pairs[2] == SentencePair(source: "I won!", target: "J'ai gagné !"))
  }

  @Test(
    "say which row is wrong",
    arguments: [
      ("one\n", .ragged(row: 1, found: 1, expected: "a sentence, a tab and its translation")),
      ("a\tb\n\nc\n", .ragged(row: 3, found: 1, expected: "a sentence, a tab and its translation")),
      (
        "a\tb\tc\td\n", .ragged(row: 1, found: 4, expected: "a sentence, a tab and its translation")
      ),
      ("a\tb\nc\t \n", .emptyField(row: 2, column: 2, name: "translation")),
      ("\n \n", .empty),
    ] as [(String, DataFault.Fact)])
  func faults(_ text: String, _ fact: DataFault.Fact) throws {
    let found = try fault(of: Array(text.utf8)) { path throws(DataFault) in
      _ = try SentencePairs(path: path)
    }
    #expect(found?.fact == fact)
  }

  @Test("may end their lines by any of the four ends", arguments: ["\r\n", "\r", "\r\r\n"])
  func lineEnds(_ end: String) throws {
    let folder = try TemporaryFolder()
    let lines = ["a b\tc", "", "d\te"]
    let path = try folder.write("t", Array(lines.map { $0 + end }.joined().utf8))
    #expect(try TextFile(path: path).content == lines.map { $0 + "\n" }.joined())
    let pairs = try SentencePairs(path: path).pairs
    #expect(pairs.map(\.target) == ["c", "e"])
    let broken = try folder.write("b", Array("a\(end)b".utf8) + [0xFF])
    #expect(throws: DataFault(path: broken, fact: .notUTF8(row: 2))) { try TextFile(path: broken) }
  }

  @Test("refuse bytes that aren't UTF-8, files too long, folders and missing files")
  func refusals() throws {
    let bytes: [UInt8] = [0x61, 0x0A, 0x62, 0xFF, 0x0A]
    #expect(
      try fault(of: bytes) { path throws(DataFault) in _ = try TextFile(path: path) }?.fact
        == .notUTF8(row: 2))
    #expect(
      try fault(of: bytes) { path throws(DataFault) in
        _ = try TextFile(path: path, sizeLimit: 4)
      }?.fact == .longer(limit: 4))
    #expect(throws: DataFault(path: "/", fact: .notAFile)) { try TextFile(path: "/") }
    #expect(throws: DataFault.self) { try TextFile(path: "/no/such/file") }
  }

  @Test("English words go from frequent to rare, and each example has one that stands near it")
  func english() throws {
    let english = try EnglishWords.read(path: "\(assetFolder)/tatoeba-eng-fra.tsv")
    #expect(english.vocabulary.count == EnglishWords.count)
    #expect(zip(english.counts, english.counts.dropFirst()).allSatisfy { $0 >= $1 })
    #expect(english.counts.last == 5 && english.counts[1_289] >= 15 && english.counts[1_290] < 15)
    #expect(["don't", "french", "she"].allSatisfy { english.vocabulary.number($0) != nil })
    let kind = try DatasetCatalog.description(of: "english")
    #expect(kind.form == .sequence(steps: 1, vocabulary: 2_591))
    for window in [1, 2] {
      let settings = DataSettings(numbers: ["window": Double(window)])
      let data = try DatasetCatalog.load(
        "english", settings, from: assetFolder, trainCount: 3_000, testCount: 500)
      #expect(data.train.count == 3_000 && data.test.count == 500)
      let (x, labels) = try #require(data.train.sequences).batch(Array(0..<3_000))
      // Frequent words are taken less often than they occur.
      let share = Double(x.scalars.count { $0 == 0 }) / 3_000
      #expect(share < 0.05)
      #expect(labels.allSatisfy { (0..<EnglishWords.count).contains($0) })
    }
  }
}
