/// What a file of one's own is read as where it stands in for data that a lesson has.
public struct StandIn: Hashable, Sendable {
  /// The kind that reads such files.
  public var kind: String
  /// What that kind is told beside the file.
  public var words: [String: String] = [:]
  /// Settings that it takes over from the data it stands in for.
  public var kept: [String] = []
  /// What the file must hold.
  public var content: String
}

extension StandIn {
  private static let text = StandIn(
    kind: "text", kept: ["steps"], content: "any text")
  private static let lines = StandIn(
    kind: "lines", kept: ["longest"], content: "a name, or another short text, in each line")
  private static let sentences = StandIn(
    kind: "sentences", kept: ["window", "least"], content: "a sentence in each line")
  private static func pairs(_ tokens: Tokenization) -> StandIn {
    StandIn(
      kind: "pairs", words: ["tokens": tokens.rawValue],
      content: "a text, a tab and its translation in each line")
  }

  /// By the kind of data that a file can stand in for.
  public static let all: [String: StandIn] = [
    "shakespeare": text, "text": text, "names": lines, "lines": lines, "english": sentences,
    "corpus": sentences, "sentences": sentences, "french": pairs(.words), "pairs": pairs(.words),
    "dates": pairs(.characters), "copy": pairs(.characters), "reverse": pairs(.characters),
  ]
}
