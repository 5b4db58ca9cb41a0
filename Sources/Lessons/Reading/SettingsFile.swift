/// A file of settings in YAML, read as the front matter of lessons is: each fault with its place, and
/// nothing guessed.
package struct SettingsFile {
  private let log: FaultLog
  private let fields: Fields?

  /// Files have so many bytes at most.
  package static let sizeLimit = YAMLDocument.sizeLimit

  /// - Parameters:
  ///   - path: what faults call the file.
  ///   - known: the keys that it may have.
  package init(_ bytes: [UInt8], path: String, known: [String]) {
    log = FaultLog(path: path)
    fields = Self.document(bytes, log)?.fields(name: Fields.configuration, known: known)
  }

  /// A file that says nothing, as one of comments alone does, has no fault.
  private static func document(_ bytes: [UInt8], _ log: FaultLog) -> YAMLDocument? {
    guard bytes.count <= sizeLimit else {
      log.add(.tooMuchYAML(bytes: bytes.count, limit: sizeLimit), line: 0, column: 0)
      return nil
    }
    let blanks: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF]
    guard !bytes.allSatisfy(blanks.contains), let text = LessonText(bytes, log: log) else {
      return nil
    }
    return YAMLDocument(LessonOutline.Passage(firstLine: 1, lines: text.lines), log: log)
  }

  /// In the order of the file.
  package var entries: [Entry] { (fields?.entries ?? []).map(Entry.init) }

  /// What was found wrong so far, in the order of the file.
  package var faults: [LessonFault] { log.broken.faults }
}

extension SettingsFile {
  /// A key of such a file with its value.
  package struct Entry {
    private let entry: Fields.Entry

    init(_ entry: Fields.Entry) { self.entry = entry }

    package var key: String { entry.key }
    /// With the keys around it: `defaults.speed`.
    package var name: String { entry.value.name }
    /// The file's line of the value, from 1.
    package var line: Int { entry.value.line }

    /// Says that something is wrong with the value, or with the key itself.
    package func fault(_ fact: LessonFact) { entry.value.fault(fact) }
    package func keyFault(_ fact: LessonFact) { entry.keyField.fault(fact) }

    /// A word or number as it is written, in quotes or not; nil and a fault for all else.
    package func text(expecting expected: String) -> String? {
      Self.text(entry.value, expecting: expected)
    }

    /// The same of a list of them, or of one that stands for a list; nil and faults where one is none.
    package func texts(expecting expected: String) -> [String]? {
      guard entry.value.isList else { return text(expecting: expected).map { [$0] } }
      guard let items = entry.value.list(atMost: 20) else { return nil }
      let texts = items.compactMap { Self.text($0, expecting: expected) }
      return texts.count == items.count ? texts : nil
    }

    /// The entries of a mapping, and of nothing none; none and a fault for all else.
    /// - Parameter known: the keys that it may have; nil: any.
    package func entries(known: [String]? = nil) -> [Entry] {
      entry.value.summary == "nothing"
        ? [] : (entry.value.fields(known: known)?.entries ?? []).map(Entry.init)
    }

    private static func text(_ field: Field, expecting expected: String) -> String? {
      guard field.isScalar, field.summary != "nothing" else {
        field.fault(.wrongType(key: field.name, expected: expected, found: field.summary))
        return nil
      }
      return field.plainText
    }
  }
}
