import Datasets
import Foundation
import Mutations
import TemporaryFiles
import Tensors
import Testing

/// A kind of data, the files it reads, and how faults are put into them.
struct MutatedData: Sendable {
  enum Form: Sendable { case text, bytes, picture }

  struct File: Sendable {
    var name: String
    var form: Form
    /// In `Assets`; nil: under the same name.
    var source: String?
    /// Only so many bytes are taken.
    var count = Int.max
  }

  var name: String
  var kind: String
  var files: [File]
  /// Of the files by the setting that names them; none for kinds that come with the program.
  var words: [String: String] = [:]
  var numbers: [String: Double] = [:]

  var isOwn: Bool { !words.isEmpty }

  static let all = own + shipped

  private static let own = [
    MutatedData(
      name: "a table", kind: "csv", files: [File(name: "iris.csv", form: .text)],
      words: ["file": "iris.csv", "label": "species", "leave_out": "petal_width_cm"]),
    MutatedData(
      name: "images", kind: "idx",
      files: [File(name: "images", form: .bytes), File(name: "labels", form: .bytes)],
      words: ["images": "images", "labels": "labels"]),
    MutatedData(
      name: "compressed images", kind: "idx",
      files: [
        File(name: "digits8x8-images-idx3-ubyte.gz", form: .bytes),
        File(name: "digits8x8-labels-idx1-ubyte.gz", form: .bytes),
      ],
      words: [
        "images": "digits8x8-images-idx3-ubyte.gz", "labels": "digits8x8-labels-idx1-ubyte.gz",
      ]),
    MutatedData(
      name: "tiles", kind: "tiles",
      files: [
        File(name: "cat.png", form: .picture, source: "photos/cat.png"),
        File(name: "labels.txt", form: .text),
      ],
      words: ["file": "cat.png", "labels": "labels.txt"]),
    MutatedData(
      name: "a text", kind: "text",
      files: [File(name: "t.txt", form: .text, source: "tinyshakespeare.txt", count: 5_000)],
      words: ["file": "t.txt"], numbers: ["steps": 8]),
    MutatedData(
      name: "sentence pairs", kind: "pairs",
      files: [File(name: "p.tsv", form: .text, source: "tatoeba-eng-fra.tsv", count: 20_000)],
      words: ["file": "p.tsv", "tokens": "words"]),
  ]

  private static let shipped =
    ["mnist", "fashion", "digits8x8"].map { kind in
      let parts = kind == "digits8x8" ? [kind] : ["\(kind)-train", "\(kind)-test"]
      return MutatedData(
        name: kind, kind: kind,
        files: parts.flatMap {
          [
            File(name: "\($0)-images-idx3-ubyte.gz", form: .bytes),
            File(name: "\($0)-labels-idx1-ubyte.gz", form: .bytes),
          ]
        })
    }
    + [("clothing", "clothing32"), ("signs", "signdigits32")].map { kind, stem in
      MutatedData(
        name: kind, kind: kind,
        files: ["\(stem)-train", "\(stem)-test"].flatMap {
          [
            File(name: "\($0).png", form: .picture),
            File(name: "\($0)-labels-idx1-ubyte.gz", form: .bytes),
          ]
        })
    } + [
      MutatedData(
        name: "shakespeare", kind: "shakespeare",
        files: [File(name: "tinyshakespeare.txt", form: .text)]),
      MutatedData(name: "names", kind: "names", files: [File(name: "names.txt", form: .text)]),
    ]
}

@Suite("Mutations of data files", .serialized)
struct DataMutationTests {
  private static let assets =
    "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/Assets"

  @Test(
    "end with data as they are described, or with a fault that names the file",
    arguments: MutatedData.all.map(\.name))
  func mutations(_ name: String) async throws {
    let folder = try TemporaryFolder()
    let place = folder.path
    let result = await #expect(processExitsWith: .success) { [name, place = place as String] in
      let data = try #require(MutatedData.all.first { $0.name == name })
      let originals = try data.files.map { try Self.content(of: $0) }
      for (file, content) in zip(data.files, originals) {
        try Data(content).write(to: URL(fileURLWithPath: "\(place)/\(file.name)"))
      }
      // Without a fault there is none.
      _ = try Self.load(data, from: place)
      // Of what comes with the program each file has more than a megabyte.
      try MutationRun(in: place).each(
        sharedBy: MutatedData.all.count, effort: data.isOwn ? 1 : 4
      ) { seed in
        var mutator = Mutator(seed: seed)
        for _ in 0..<(data.isOwn ? 5 : 1) {
          let chosen = mutator.choice(data.files.count)
          let path = "\(place)/\(data.files[chosen].name)"
          let content = originals[chosen]
          let changed = Self.changed(content, data.files[chosen].form, &mutator)
          try Data(changed).write(to: URL(fileURLWithPath: path))
          Self.check(data, in: place, "\(name), seed \(seed)")
          try Data(content).write(to: URL(fileURLWithPath: path))
        }
      }
    }
    if result == nil { Issue.record("\(name), seed \(MutationRun(in: place).lastSeed)") }
    MutationRun(in: place).tell(name)
  }

  private static func content(of file: MutatedData.File) throws -> [UInt8] {
    switch file.name {
    case "images": return idx([40, 6, 5], (0..<1200).map { UInt8(truncatingIfNeeded: $0 * 37) })
    case "labels": return idx([40], (0..<40).map { UInt8($0 % 3) })
    case "labels.txt":
      return Array((0..<16).map { $0 % 3 == 0 ? "fur" : "floor" }.joined(separator: "\n").utf8)
    default:
      let path = "\(assets)/\(file.source ?? file.name)"
      let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)).prefix(file.count))
      // A text that is cut ends with a line.
      guard file.count < .max, let end = bytes.lastIndex(of: 0x0A) else { return bytes }
      return Array(bytes[...end])
    }
  }

  private static func changed(
    _ content: [UInt8], _ form: MutatedData.Form, _ mutator: inout Mutator
  ) -> [UInt8] {
    switch form {
    case .text: mutator.text(content)
    case .bytes: mutator.bytes(content)
    case .picture: mutator.picture(content)
    }
  }

  private static func load(
    _ data: MutatedData, from folder: String
  ) throws(DataFault) -> (DatasetDescription, TrainingData) {
    let names = Set(data.files.map(\.name))
    let words = data.words.mapValues { names.contains($0) ? "\(folder)/\($0)" : $0 }
    let description = try DatasetCatalog.description(
      of: data.kind, DataSettings(numbers: data.numbers, words: words))
    return (description, try description.load(from: folder))
  }

  private static func check(_ data: MutatedData, in folder: String, _ seed: String) {
    do throws(DataFault) {
      let (description, loaded) = try load(data, from: folder)
      for (set, count) in [
        (loaded.train, description.trainCount), (loaded.test, description.testCount),
      ] {
        #expect(set.count == count && set.inputShape == description.inputShape, "\(seed)")
        #expect(set.classNames == description.classNames, "\(seed)")
        let batch = set.batch(Array(0..<min(count, 200)))
        let isFinite = batch.x.scalars.allSatisfy(\.isFinite)
        let hasClasses = batch.labels.allSatisfy { $0 < description.classCount }
        #expect(isFinite && hasClasses, "\(seed)")
      }
    } catch {
      let isOfFile = data.files.contains { error.path == "\(folder)/\($0.name)" }
      var isOfSetting = false
      if case .setting = error.fact { isOfSetting = true }
      #expect(isOfFile || isOfSetting, "\(seed): \(error)")
      let isPrintable = error.description.unicodeScalars.allSatisfy { $0.value >= 0x20 }
      #expect(isPrintable, "\(seed): \(error.description.debugDescription)")
    }
  }
}
