internal import Yams

/// Compares the YAML of a translation with that of its original, where it is no text.
struct StructureComparison {
  let log: FaultLog

  /// Keys of texts, wherever they stand.
  private static let texts: Set<String> = [
    "title", "question", "part", "ask", "unit", "notes", "hints", "why", "slides", "errata",
    "language", "translates",
  ]
  /// The blocks in which a label is text; elsewhere it names a column of a table.
  private static let labeled: Set<String> = ["arms", "knobs", "probes", "pad"]

  func compare(_ first: LessonOutline.Passage, _ second: LessonOutline.Passage) {
    // Both have been read without a fault.
    let quiet = FaultLog(path: log.path)
    let (old, new) = (YAMLDocument(first, log: quiet), YAMLDocument(second, log: quiet))
    guard let oldRoot = old.root, let newRoot = new.root else { return }
    compare(Place(node: oldRoot, document: old), Place(node: newRoot, document: new), [])
  }

  private struct Place {
    var node: Node
    var document: YAMLDocument

    var line: Int { document.place(of: node).line }

    func at(_ node: Node) -> Place { Place(node: node, document: document) }
  }

  private func compare(_ old: Place, _ new: Place, _ path: [String]) {
    guard !isText(path) else { return }
    switch (old.node, new.node) {
    case (.scalar(let first), .scalar(let second)):
      if first.string != second.string { differ(old, new, path) }
    case (.sequence(let first), .sequence(let second)):
      guard first.count == second.count else { return differ(old, new, path) }
      for (a, b) in zip(first, second) { compare(old.at(a), new.at(b), path) }
    case (.mapping(let first), .mapping(let second)):
      compare(first, second, old, new, path)
    default: differ(old, new, path)
    }
  }

  private func compare(
    _ first: Node.Mapping, _ second: Node.Mapping, _ old: Place, _ new: Place, _ path: [String]
  ) {
    for (key, value) in first {
      let inner = path + [key.scalar?.string ?? ""]
      if let other = second.first(where: { $0.key == key }) {
        compare(old.at(value), new.at(other.value), inner)
      } else if !isText(inner) {
        add(.missing(key: inner.joined(separator: "."), line: old.at(key).line), at: new)
      }
    }
    for (key, _) in second where !first.contains(where: { $0.key == key }) {
      let inner = path + [key.scalar?.string ?? ""]
      if !isText(inner) { add(.extra(key: inner.joined(separator: ".")), at: new.at(key)) }
    }
  }

  /// Whether what stands there is for people alone.
  private func isText(_ path: [String]) -> Bool {
    guard let last = path.last else { return false }
    if Self.texts.contains(last) { return true }
    if last == "label" { return path.first.map(Self.labeled.contains) ?? false }
    // The name of an axis, and the words of an option.
    if path.first == "plots", path.count == 3, last == "over" { return true }
    return path.count >= 2 && path[path.count - 2] == "options"
  }

  private func differ(_ old: Place, _ new: Place, _ path: [String]) {
    add(
      .value(
        key: path.joined(separator: "."), found: summary(new.node), original: summary(old.node),
        line: old.line), at: new)
  }

  private func summary(_ node: Node) -> String {
    switch node {
    case .scalar(let scalar): scalar.string.quoted
    case .sequence(let items): items.count == 1 ? "1 item" : "\(items.count) items"
    case .mapping, .alias: node.summary
    }
  }

  private func add(_ difference: TranslationDifference, at place: Place) {
    let position = place.document.place(of: place.node)
    log.add(.translation(difference), line: position.line, column: position.column)
  }
}
