import Tensors

/// Which records of a person's file are trained on and which test: the records in a fixed random
/// order (files are often sorted), the last fifth to test.
struct RecordSplit: Sendable {
  let train: [Int]
  let test: [Int]

  /// - Throws: `DataFault.Fact.tooFewRecords` below two records.
  init(count: Int, path: String) throws(DataFault) {
    guard count >= 2 else {
      throw DataFault(path: path, fact: .tooFewRecords(found: count, asked: 2))
    }
    var stream = Seed(0).stream("own files")
    let order = stream.permutation(count)
    let testCount = max(count / 5, 1)
    train = Array(order.dropLast(testCount))
    test = order.suffix(testCount)
  }

  /// The records that are taken of both parts.
  func taken(
    _ settled: SettledData, path: String
  ) throws(DataFault) -> (train: [Int], test: [Int]) {
    for (count, asked) in [(train.count, settled.trainCount), (test.count, settled.testCount)]
    where asked > count {
      throw DataFault(path: path, fact: .tooFewRecords(found: count, asked: asked))
    }
    return (Array(train.prefix(settled.trainCount)), Array(test.prefix(settled.testCount)))
  }

  var counts: (train: Int, test: Int) { (train.count, test.count) }
}

// MARK: Tables

extension DatasetKind {
  /// `kind: csv`: a table of numbers with one column that names the class.
  static let ownTable = DatasetKind(
    name: "csv", title: "A table of one's own",
    settings: [
      DataSettingField("file", .file(isRequired: true)),
      DataSettingField("label", .text(default: nil)),
      DataSettingField("leave_out", .names),
    ],
    describe: { settled throws(DataFault) in
      let table = try OwnTable(settled)
      return DatasetDescription(
        name: "csv", title: fileName(table.path), form: .points(dimensions: table.columns.count),
        classNames: table.classNames, counts: table.split.counts, settings: settled.given,
        notices: table.notices)
    },
    load: { settled throws(DataFault) in
      let table = try OwnTable(settled)
      let parts = try table.split.taken(settled, path: table.path)
      return TrainingData(train: table.points(parts.train), test: table.points(parts.test))
    })
}

/// A table that was checked from the first field to the last.
private struct OwnTable {
  let path: String
  let columns: [String]
  let classNames: [String]
  let split: RecordSplit
  /// Of every column as many as there are rows.
  private let features: [[Double]]
  private let labels: [Int]
  private let standardization: Standardization

  init(_ settled: SettledData) throws(DataFault) {
    path = settled.word("file") ?? ""
    let label = settled.word("label") ?? ""
    let table = try CSVTable(path: path, column: label)
    // A text that is a column's name is that name, whatever commas are in it.
    let whole = table.header.filter { $0 == settled.word("leave_out") }
    let unused = [label] + (whole.isEmpty ? settled.names("leave_out") : whole)
    for name in unused { _ = try table.column(name) }
    columns = table.header.filter { !unused.contains($0) }
    guard !columns.isEmpty else {
      throw settled.fault("leave_out", "every column", "at least one column beside the label")
    }
    (labels, classNames) = try table.classes(label)
    guard classNames.count <= ImageRecords.classLimit else {
      let fact = DataFault.Fact.tooManyClasses(
        row: table.lines.last ?? 0, limit: ImageRecords.classLimit)
      throw DataFault(path: path, fact: fact)
    }
    features = try table.numbers(columns)
    split = try RecordSplit(count: labels.count, path: path)
    standardization = Standardization(fitting: Self.rows(split.train, of: features))
  }

  /// Columns that have one value only are 0 after standardizing.
  var notices: [String] {
    let constant = standardization.constantFeatures.map { "“\(shortened(columns[$0]))”" }
    guard !constant.isEmpty else { return [] }
    return [
      "In the training part of \(shortened(fileName(path))) every row has the same value in "
        + "\(constant.joined(separator: ", ")): nothing can be learned from that."
    ]
  }

  func points(_ records: [Int]) -> TrainingSet {
    TrainingSet(
      LabeledPoints(
        points: standardization(Self.rows(records, of: features)),
        labels: records.map { labels[$0] }, classNames: classNames, columnNames: columns,
        standardization: standardization))
  }

  private static func rows(_ records: [Int], of columns: [[Double]]) -> [[Double]] {
    columns.map { column in records.map { column[$0] } }
  }
}

// MARK: Images

extension DatasetKind {
  /// `kind: idx`: gray images as MNIST stores them.
  static let ownImages = ownImages(
    "idx", "Images of one's own", file: "images", settings: [], format: { _ in .idx })

  /// `kind: tiles`: square pictures side by side in one PNG file.
  static let ownTiles = ownImages(
    "tiles", "Pictures of one's own", file: "file",
    settings: [DataSettingField("size", .whole(1...512, default: 32))],
    format: { .tiles(size: $0.whole("size"), perRow: nil) })

  private static func ownImages(
    _ name: String, _ title: String, file: String, settings: [DataSettingField],
    format: @escaping @Sendable (SettledData) -> ImageRecords.Format
  ) -> DatasetKind {
    @Sendable func images(_ settled: SettledData) throws(DataFault) -> OwnImages {
      try OwnImages(
        settled, images: settled.word(file) ?? "", labels: settled.word("labels") ?? "",
        format: format(settled))
    }
    return DatasetKind(
      name: name, title: title,
      settings: [
        DataSettingField(file, .file(isRequired: true)),
        DataSettingField("labels", .file(isRequired: true)),
        DataSettingField("classes", .names),
      ] + settings,
      describe: { settled throws(DataFault) in
        let own = try images(settled)
        let shape = own.records.imageShape
        return DatasetDescription(
          name: name, title: fileName(own.records.imagePath),
          form: .images(channels: shape[0], height: shape[1], width: shape[2]),
          classNames: own.classNames, counts: own.split.counts, settings: settled.given,
          notices: own.notices)
      },
      load: { settled throws(DataFault) in
        let own = try images(settled)
        let parts = try own.split.taken(settled, path: own.records.imagePath)
        return TrainingData(train: own.images(parts.train), test: own.images(parts.test))
      })
  }
}

private struct OwnImages {
  let records: ImageRecords
  let classNames: [String]
  let split: RecordSplit
  /// On the scale 0…1, of the training part.
  private let mean, deviation: Double

  init(
    _ settled: SettledData, images: String, labels: String, format: ImageRecords.Format
  ) throws(DataFault) {
    records = try ImageRecords(images: images, labels: labels, format: format)
    split = try RecordSplit(count: records.labels.count, path: images)
    let known = Set(records.labels)
    guard known.count > 1 else {
      let found = "\(records.labels.first ?? 0)"
      throw DataFault(path: labels, fact: .oneClass(column: "labels", found: found))
    }
    let given = settled.names("classes")
    let numbered = (0...(known.max() ?? 0)).map { "\($0)" }
    classNames = given.isEmpty ? records.classNames ?? numbered : given
    try records.checkLabels(classCount: classNames.count)
    (mean, deviation) = Self.statistics(records, split.train)
  }

  private static func statistics(
    _ records: ImageRecords, _ train: [Int]
  ) -> (mean: Double, deviation: Double) {
    let size = records.imageShape.reduce(1, *)
    // Sums of bytes and of their squares are whole numbers: exact.
    var (sum, squares) = (0, 0)
    var (lowest, highest) = (UInt8.max, UInt8.min)
    for record in train {
      for byte in records.pixels[record * size..<(record + 1) * size] {
        sum += Int(byte)
        squares += Int(byte) * Int(byte)
        (lowest, highest) = (min(lowest, byte), max(highest, byte))
      }
    }
    let count = Double(train.count * size)
    let mean = Double(sum) / count
    let variance = lowest == highest ? 0 : max(Double(squares) / count - mean * mean, 0)
    return (mean / 255, variance.squareRoot() / 255)
  }

  /// Pictures that are all one value are 0 after standardizing.
  var notices: [String] {
    guard deviation == 0 else { return [] }
    return [
      "In the training part of \(shortened(fileName(records.imagePath))) every pixel has the value "
        + "\(Int((mean * 255).rounded())): nothing can be learned from that. Transparent pixels "
        + "count as black."
    ]
  }

  func images(_ indices: [Int]) -> TrainingSet {
    let size = records.imageShape.reduce(1, *)
    return TrainingSet(
      LabeledImages(
        bytes: indices.flatMap { records.pixels[$0 * size..<($0 + 1) * size] }, mean: mean,
        deviation: deviation > 0 ? deviation : 1, labels: indices.map { records.labels[$0] },
        imageShape: records.imageShape, classNames: classNames))
  }
}

func fileName(_ path: String) -> String {
  path.split(separator: "/").last.map(String.init) ?? path
}

extension Substring {
  package var trimmingBlanks: String {
    let start = drop(while: \.isWhitespace)
    let end = start.lastIndex { !$0.isWhitespace }
    return end.map { String(start[...$0]) } ?? ""
  }
}
