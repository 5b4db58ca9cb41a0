/// What a translation says otherwise than its original.
public enum TranslationDifference: Hashable, Sendable {
  /// A setting that is not text.
  case value(key: String, found: String, original: String, line: Int)
  case missing(key: String, line: Int)
  case extra(key: String)
  case pages(found: Int, original: Int)
  /// What a page fills in, or writes in digits: what it lacks and what it has beyond.
  case numbers(missing: [String], extra: [String], line: Int)
  /// The claims that words are bound to.
  case claims(missing: [String], extra: [String], line: Int)
  /// The language in the front matter is not that of the file's name.
  case language(found: String, name: String)
  case brokenOriginal(path: String)
}

extension TranslationDifference: CustomStringConvertible {
  public var description: String {
    switch self {
    case .value(let key, let found, let original, let line):
      "\(key): found \(found), the original has \(original) (its line \(line))"
    case .missing(let key, let line):
      "the key \(key.quoted) is missing; the original has it in line \(line)"
    case .extra(let key): "the key \(key.quoted) is not in the original"
    case .pages(let found, let original):
      "there are \(found) pages; the original has \(original)"
    case .numbers(let missing, let extra, let line):
      Self.text("number", missing, extra, line)
    case .claims(let missing, let extra, let line):
      Self.text("claim", missing, extra, line)
    case .language(let found, let name):
      "language: found \(found), the file's name says \(name)"
    case .brokenOriginal(let path):
      "the original, \(path.safe(limit: 400)), has faults; mend these first"
    }
  }

  private static func text(_ kind: String, _ missing: [String], _ extra: [String], _ line: Int)
    -> String
  {
    func list(_ items: [String]) -> String {
      (items.count == 1 ? kind : kind + "s") + " "
        + items.prefix(8).map { $0.safe(limit: 80) }.joined(separator: ", ")
    }
    var parts: [String] = []
    if !missing.isEmpty { parts.append("lacks the \(list(missing)) of the original") }
    if !extra.isEmpty { parts.append("has the \(list(extra)) that the original has not") }
    return "this page \(parts.joined(separator: ", and ")) (its line \(line))"
  }
}
