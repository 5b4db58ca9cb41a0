/// The sentences of a lesson that its claims check.
public struct ClaimSentences: Sendable {
  /// By the claim's name, in the order of the text: Markdown on one line, without links, and with `…`
  /// for each number that is filled in.
  public private(set) var sentences: [String: [String]] = [:]

  /// Of a file; empty where there is none that can be read.
  public static func read(path: String) -> ClaimSentences {
    switch FileContent.read(path, limit: LessonText.sizeLimit) {
    case .success(let bytes): ClaimSentences(bytes, path: path)
    case .failure: ClaimSentences()
    }
  }

  private init() {}

  /// Reads the sentences of a lesson without faults.
  public init(_ bytes: [UInt8], path: String) {
    let log = FaultLog(path: path)
    guard let text = LessonText(bytes, log: log), let outline = LessonOutline(text, log: log) else {
      return
    }
    let mask = ProseMask(outline)
    for sentence in SentenceCutter.sentences(mask) where sentence.hasBound {
      let markdown = mask.source.string(sentence.range)
      for name in Self.claims(markdown) {
        sentences[name, default: []].append(Self.plain(markdown))
      }
    }
  }

  /// The claims that links of a sentence name, each once.
  private static func claims(_ markdown: String) -> [String] {
    markdown.matches(of: /\]\(claim:([^)]*)\)/).map { String($0.output.1) }
      .reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  private static func plain(_ markdown: String) -> String {
    var text = markdown.replacing(/<!--(?s:.*?)-->/, with: "")
    text.replace(/\{\{(?s:.*?)\}\}/, with: "…")
    // Links may stand in each other.
    while let link = text.firstMatch(
      of: /\[([^\[\]]*)\]\((?:claim:[^)]*|definition:(?:\s*"[^"]*")?)\)/)
    {
      text.replaceSubrange(link.range, with: link.output.1)
    }
    text = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return text.withoutOpenQuote
  }
}

extension String {
  /// Without the mark at the end that closes what the block's YAML had opened before the text.
  fileprivate var withoutOpenQuote: String {
    for mark: Character in ["\"", "*", "_"] where last == mark {
      if !filter({ $0 == mark }).count.isMultiple(of: 2) { return String(dropLast()) }
    }
    return self
  }
}
