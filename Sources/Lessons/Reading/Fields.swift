internal import Yams

/// A mapping in a lesson file's YAML.
struct Fields {
  struct Entry {
    let key: String
    let keyField: Field
    let value: Field
  }

  let name: String
  let entries: [Entry]
  private let document: YAMLDocument
  private let node: Node

  init(_ mapping: Node.Mapping, name: String, document: YAMLDocument) {
    self.name = name
    self.document = document
    node = .mapping(mapping)
    entries = mapping.compactMap { key, value in
      let isRoot = [Self.frontMatter, Self.labBlock, Self.configuration].contains(name)
      let keyField = Field(node: key, name: "a key of \(name)", document: document)
      guard case .scalar(let scalar) = key else {
        keyField.fault(
          .wrongType(key: "a key of \(name)", expected: "a word", found: key.summary))
        return nil
      }
      guard !document.isRepeated(scalar.string) else { return nil }
      let path = isRoot ? scalar.string : "\(name).\(scalar.string)"
      return Entry(
        key: scalar.string, keyField: keyField,
        value: Field(node: value, name: path.safe(limit: 80), document: document))
    }
  }

  /// A mapping of knobs, probes, plots or claims has at most so many.
  static let itemLimit = 100
  static let frontMatter = "the front matter"
  static let labBlock = "the lab block"
  static let configuration = "the configuration"

  subscript(key: String) -> Field? { entries.first { $0.key == key }?.value }

  /// The key itself, where it is there.
  func keyField(_ key: String) -> Field? { entries.first { $0.key == key }?.keyField }

  /// The line of each key.
  var keyLines: [String: Int] {
    Dictionary(entries.map { ($0.key, $0.keyField.line) }) { first, _ in first }
  }

  /// The field, or nil and a fault.
  func required(_ key: String) -> Field? {
    if let field = self[key] { return field }
    Field(node: node, name: name, document: document).fault(.missingKey(key, place: name))
    return nil
  }

  /// Reads each entry as an item named by its key; `kind` is what faults call one.
  func items<Item>(_ kind: String, _ read: (Entry) -> Item?) -> [Item] {
    guard entries.count <= Self.itemLimit else {
      Field(node: node, name: name, document: document).fault(
        .outOfRange(
          key: name, found: "\(entries.count) entries", expected: "at most \(Self.itemLimit)"))
      return []
    }
    return entries.compactMap { entry in
      if isName(entry.key) {
        if let item = read(entry) { return item }
      } else {
        entry.keyField.fault(.badName(kind: kind, name: entry.key))
      }
      document.log.markBroken(entry.key)
      return nil
    }
  }

  /// Logs the keys that are not among `known`.
  func check(known: [String]) {
    for entry in entries where !known.contains(entry.key) && !document.log.isFull {
      entry.keyField.fault(
        .unknownKey(
          entry.key, place: name, nearest: nearestName(to: entry.key, in: known), known: known))
    }
  }
}

extension Field {
  /// The mapping, its unknown keys logged; `known` nil: any key.
  func fields(known: [String]? = nil) -> Fields? {
    guard case .mapping(let mapping) = node else {
      fault(.wrongType(key: name, expected: "a mapping", found: node.summary))
      return nil
    }
    let fields = Fields(mapping, name: name, document: document)
    if let known { fields.check(known: known) }
    return fields
  }
}

extension YAMLDocument {
  /// The document's mapping, empty (and logged) where it is something else.
  func fields(name: String, known: [String]? = nil) -> Fields? {
    guard let root else { return nil }
    return Field(node: root, name: name, document: self).fields(known: known)
  }
}
