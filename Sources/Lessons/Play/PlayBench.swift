public import Datasets
internal import Experiments

/// A bench of one's own: a network and a data set without a lesson around them. It is a lesson that
/// writes itself (`text`), so that it does what lessons do, and can be kept as one.
public struct PlayBench: Hashable, Sendable {
  /// The data as somebody named them: a kind, or the path of a table.
  public let argument: String
  /// What the data are.
  public let dataset: DatasetDescription
  /// Of a table, the column that names the classes.
  let label: String?
  /// Whether somebody said so.
  private let isLabelGiven: Bool
  /// Of a table, what its rows came to when they were looked at.
  package let tableDigest: String?

  /// The id of a bench that is in no file.
  public static let id = "play"
  /// The arm that obeys the knobs.
  public static let arm = "yours"

  /// The data that need no file: points of the plane first, then images.
  public static let datasets: [DatasetDescription] =
    DatasetCatalog.all.filter { $0.form == .points(dimensions: 2) }
    + DatasetCatalog.all.filter(\.isOfImages)

  /// - Parameters:
  ///   - argument: the name of a data set, or the path of a table: what has a dot or a slash.
  ///   - label: the table's column of classes; nil: the last one.
  /// - Throws: why there is no such bench.
  public init(_ argument: String, label: String? = nil) throws(PlayFault) {
    self.argument = argument
    isLabelGiven = label != nil
    guard PlayData(argument: argument).isTable else {
      dataset = try Self.dataset(argument)
      guard label == nil else { throw .labelWithoutTable(argument) }
      (self.label, tableDigest) = (nil, nil)
      return
    }
    do {
      let table = try CSVTable(path: argument, column: label)
      let column = label ?? table.header.last ?? ""
      self.label = column
      tableDigest = table.digest
      dataset = try DatasetCatalog.description(
        of: "csv", DataSettings(words: ["file": argument, "label": column]))
    } catch {
      throw .table(error, isLabelGiven: label != nil)
    }
  }

  /// - Throws: why there is no such bench.
  package init(_ data: PlayData) throws(PlayFault) {
    try self.init(data.argument, label: data.label)
  }

  /// What somebody opened it with.
  package var data: PlayData {
    PlayData(argument: argument, label: isLabelGiven ? label : nil)
  }

  private static func dataset(_ name: String) throws(PlayFault) -> DatasetDescription {
    if let dataset = datasets.first(where: { $0.name == name }) { return dataset }
    let names = datasets.map(\.name)
    if DatasetCatalog.kind(name) != nil { throw .unfit(name, names: names) }
    throw .unknownData(name, nearest: nearestName(to: name, in: names), names: names)
  }

  /// The words after `gradlab` that open the bench.
  package var words: [String] {
    ["play", argument.shellWord]
      + (isLabelGiven ? label.map { ["--label", $0.shellWord] } ?? [] : [])
  }

  var isTable: Bool { label != nil }
  var isOfPlane: Bool { dataset.form == .points(dimensions: 2) }

  /// The bench as a lesson that is open.
  /// - Throws: what its text has against it, which only strange names of files and columns can bring.
  public func lesson() throws(BrokenLesson) -> Lesson {
    // Its data lie beside it, wherever that is.
    let folder = isTable ? argument.lastIndex(of: "/").map { argument[...$0] } ?? "" : ""
    let file = argument.split(separator: "/").last.map(String.init)
    let text = text(PlaySettings(id: Self.id, file: isTable ? file : nil))
    var lesson = try Lesson.read(Array(text.utf8), path: "\(folder)\(Self.id)")
    lesson.bench = self
    return lesson
  }
}

/// What a bench is opened with.
package struct PlayData: Hashable, Sendable {
  /// A kind of data, or the path of a table.
  package var argument: String
  /// The table's column of classes; nil: the last one, or there is no table.
  package var label: String?

  package init(argument: String, label: String? = nil) {
    (self.argument, self.label) = (argument, label)
  }

  package var isTable: Bool { argument.contains { $0 == "." || $0 == "/" } }
}

extension CSVTable {
  /// Of all names and values, whatever stands between them.
  fileprivate var digest: String {
    let separators = [UInt8(0x1F), 0x1E]
    var bytes: [UInt8] = []
    for record in [header] + rows {
      for field in record { bytes += Array(field.utf8) + [separators[0]] }
      bytes.append(separators[1])
    }
    return Digest.text(Digest.of(bytes))
  }
}

/// Why there is no bench for what somebody named.
public enum PlayFault: Error, Hashable, Sendable, CustomStringConvertible {
  case unknownData(String, nearest: String?, names: [String])
  /// Data of which a chain of dense layers can't learn classes.
  case unfit(String, names: [String])
  case labelWithoutTable(String)
  case table(DataFault, isLabelGiven: Bool)

  public var description: String {
    switch self {
    case .unknownData(let name, let nearest, let names):
      "there are no data \(name.quoted)"
        + (nearest.map { "; did you mean \($0)?" } ?? ".") + " There are "
        + names.joined(separator: ", ") + ", and tables as ./FILE.csv"
    case .unfit(let name, let names):
      "\(name) are neither points nor images, and the bench trains on those; there are "
        + names.joined(separator: ", ") + ", and tables as ./FILE.csv"
    case .labelWithoutTable(let name): "--label is of a table, and \(name) is none"
    case .table(let fault, let isLabelGiven):
      "\(fault)" + (isLabelGiven || !fault.isOfClasses ? "" : Self.labelHint)
    }
  }

  private static let labelHint =
    "; the last column was taken for the classes: --label COLUMN says another one"
}

extension DataFault {
  /// Whether another column of classes may mend it.
  fileprivate var isOfClasses: Bool {
    switch fact {
    case .oneClass, .tooManyClasses, .similarClasses, .notANumber, .emptyField: true
    default: false
    }
  }
}
