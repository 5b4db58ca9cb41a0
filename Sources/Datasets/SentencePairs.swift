/// A sentence and its translation.
public struct SentencePair: Hashable, Sendable {
  public var source: String
  public var target: String

  public init(source: String, target: String) {
    self.source = source
    self.target = target
  }
}

/// Pairs of sentences, one a line, with a tab between them. What follows a second tab (the
/// attribution in lists from manythings.org) is left out; so are blank lines.
public struct SentencePairs: Hashable, Sendable {
  public let pairs: [SentencePair]

  /// - Parameter limit: only so many pairs are kept; nil: all of them.
  public init(path: String, limit: Int? = nil) throws(DataFault) {
    let text = try TextFile(path: path)
    var pairs = [SentencePair]()
    for (index, line) in text.lines.enumerated() where !line.allSatisfy(\.isWhitespace) {
      if pairs.count == limit { break }
      pairs.append(try Self.pair(line, row: index + 1, path: path))
    }
    guard !pairs.isEmpty else { throw DataFault(path: path, fact: .empty) }
    if let limit, pairs.count < limit {
      throw DataFault(path: path, fact: .tooFewRecords(found: pairs.count, asked: limit))
    }
    self.pairs = pairs
  }

  private static func pair(
    _ line: Substring, row: Int, path: String
  ) throws(DataFault) -> SentencePair {
    let fields = line.split(separator: "\t", maxSplits: 3, omittingEmptySubsequences: false)
    guard (2...3).contains(fields.count) else {
      let fact = DataFault.Fact.ragged(
        row: row, found: fields.count, expected: "a sentence, a tab and its translation")
      throw DataFault(path: path, fact: fact)
    }
    for (column, name) in [(0, "sentence"), (1, "translation")]
    where fields[column].allSatisfy(\.isWhitespace) {
      let fact = DataFault.Fact.emptyField(row: row, column: column + 1, name: name)
      throw DataFault(path: path, fact: fact)
    }
    return SentencePair(source: String(fields[0]), target: String(fields[1]))
  }
}
