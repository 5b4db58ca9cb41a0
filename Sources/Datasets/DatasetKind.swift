/// The numbers and words that a kind of data is told beside the counts.
public struct DataSettings: Hashable, Sendable {
  public var numbers: [String: Double]
  public var words: [String: String]

  public init(numbers: [String: Double] = [:], words: [String: String] = [:]) {
    self.numbers = numbers
    self.words = words
  }
}

/// A setting that a kind of data has in lesson files.
public struct DataSettingField: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case whole(ClosedRange<Int>, default: Int)
    /// Nothing unless it is given.
    case optionalWhole(ClosedRange<Int>)
    case number(ClosedRange<Double>, default: Double)
    case word([String], default: String)
    /// A path; relative ones start at the lesson's folder.
    case file(isRequired: Bool)
    /// Any text; nil: it must be given.
    case text(default: String?)
    /// Names separated by commas, those with a comma in quotes; none unless they are given.
    case names
  }

  public let name: String
  public let kind: Kind

  init(_ name: String, _ kind: Kind) {
    self.name = name
    self.kind = kind
  }
}

/// A kind of data that lessons can name: its settings, and how they become examples.
///
/// A new kind is one static value and its entry in `DatasetCatalog.kinds`.
public struct DatasetKind: Sendable {
  public let name: String
  public let title: String
  public let settings: [DataSettingField]
  /// Whether it reads files that a person brings.
  public var readsOwnFiles: Bool {
    settings.contains { if case .file = $0.kind { true } else { false } }
  }
  /// Says what the settings give, or what is wrong with them; own files are read for it.
  let describe: @Sendable (SettledData) throws(DataFault) -> DatasetDescription
  let load: @Sendable (SettledData) throws(DataFault) -> TrainingData

  init(
    name: String, title: String, settings: [DataSettingField] = [],
    describe: @escaping @Sendable (SettledData) throws(DataFault) -> DatasetDescription,
    load: @escaping @Sendable (SettledData) throws(DataFault) -> TrainingData
  ) {
    self.name = name
    self.title = title
    self.settings = settings
    self.describe = describe
    self.load = load
  }
}

/// Settings that are within their ranges, with the defaults of those that nobody gave.
struct SettledData: Sendable {
  /// The folder of the shipped data files.
  var folder = ""
  /// How many examples are wanted; 0 while only the description is.
  var trainCount = 0
  var testCount = 0
  let given: DataSettings
  private let kind: String
  private let fields: [DataSettingField]

  /// - Throws: `DataFault.Fact.setting` for a value outside its range or an unknown name.
  init(_ given: DataSettings, kind: String, fields: [DataSettingField]) throws(DataFault) {
    self.given = given
    self.kind = kind
    self.fields = fields
    let known = Set(fields.map(\.name))
    for name in (Array(given.numbers.keys) + Array(given.words.keys)).sorted()
    where !known.contains(name) {
      throw fault(name, "given", "one of \(known.sorted().joined(separator: ", "))")
    }
    for field in fields { try check(field) }
  }

  private func check(_ field: DataSettingField) throws(DataFault) {
    let (number, word) = (given.numbers[field.name], given.words[field.name])
    switch field.kind {
    case .whole(let range, _), .optionalWhole(let range):
      guard let number else { break }
      guard let whole = Int(exactly: number), range.contains(whole) else {
        throw fault(
          field.name, "\(number)", "a whole number from \(range.lowerBound) to \(range.upperBound)")
      }
    case .number(let range, _):
      guard let number else { break }
      guard range.contains(number) else {
        throw fault(
          field.name, "\(number)", "a number from \(range.lowerBound) to \(range.upperBound)")
      }
    case .word(let words, _):
      guard let word else { break }
      guard words.contains(word) else {
        throw fault(field.name, "“\(word)”", "one of \(words.joined(separator: ", "))")
      }
    case .file(let isRequired):
      if isRequired, word == nil { throw fault(field.name, "missing", "the path of a file") }
    case .text(let standard):
      if standard == nil, word == nil { throw fault(field.name, "missing", "a text") }
    case .names:
      if let word, CSVTable.names(in: word) == nil {
        throw fault(field.name, word, "names separated by commas, those with a comma in quotes")
      }
    }
  }

  func fault(_ name: String, _ found: String, _ expected: String) -> DataFault {
    DataFault(
      path: "data of kind \(kind)", fact: .setting(name: name, found: found, expected: expected))
  }

  private func field(_ name: String) -> DataSettingField.Kind {
    guard let field = fields.first(where: { $0.name == name }) else {
      preconditionFailure("SettledData: \(kind) has no setting \(name)")
    }
    return field.kind
  }

  func whole(_ name: String) -> Int {
    guard case .whole(_, let standard) = field(name) else {
      preconditionFailure("SettledData: \(name) of \(kind) is no whole number")
    }
    return given.numbers[name].map { Int($0) } ?? standard
  }

  func optionalWhole(_ name: String) -> Int? { given.numbers[name].map { Int($0) } }

  func number(_ name: String) -> Double {
    guard case .number(_, let standard) = field(name) else {
      preconditionFailure("SettledData: \(name) of \(kind) is no number")
    }
    return given.numbers[name] ?? standard
  }

  /// A word, text or path; nil where nobody gave one and there is no default.
  func word(_ name: String) -> String? {
    if let word = given.words[name] { return word }
    return switch field(name) {
    case .word(_, let standard): standard
    case .text(let standard): standard
    default: nil
    }
  }

  /// The names that a setting lists.
  func names(_ name: String) -> [String] {
    given.words[name].flatMap { CSVTable.names(in: $0) } ?? []
  }
}
