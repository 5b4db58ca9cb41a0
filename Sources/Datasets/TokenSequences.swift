public import Tensors

/// A part of a source and the part of its target that depends on it, such as the year of a date.
public struct SequenceField: Hashable, Sendable {
  public let name: String
  /// Source tokens.
  public let source: Range<Int>
  /// Target tokens.
  public let target: Range<Int>

  public init(name: String, source: Range<Int>, target: Range<Int>) {
    self.name = name
    self.source = source
    self.target = target
  }
}

/// Sequences of tokens with one target a step: pairs of a source and its translation, or single
/// sequences of which every next token is asked.
///
/// Pairs are laid out for teacher forcing: x is [source padded to S | target shifted by one, T] and
/// the labels are the T target tokens. A label of −1 isn't counted.
public struct TokenSequences: Equatable, Sendable {
  /// Of the tokens of single sequences, or of the sources.
  public let sourceVocabulary: Vocabulary
  /// Of the labels.
  public let targetVocabulary: Vocabulary
  /// S; 0 for single sequences.
  public let sourceSteps: Int
  /// T.
  public let targetSteps: Int
  /// The token that closes each single sequence, and opens it; nil where they are pieces of one text.
  public let ending: Int?
  /// By example; empty where there are none.
  public let fields: [[SequenceField]]
  private let rows: Rows

  private enum Rows: Equatable, Sendable {
    /// S + T inputs and T labels an example.
    case table(inputs: [Int32], labels: [Int32])
    /// Windows of T tokens of a text, and the same windows one token later.
    case windows(text: [Int32], starts: [Int])
  }

  public var count: Int {
    switch rows {
    case .table(_, let labels): labels.count / targetSteps
    case .windows(_, let starts): starts.count
    }
  }

  /// S + T, or T for single sequences.
  public var inputSteps: Int { sourceSteps + targetSteps }
  public var isPairs: Bool { sourceSteps > 0 }
  /// What fills sources up to S; nil where all are of that length.
  public var padding: Int? { isPairs ? sourceVocabulary.number(.padding) : nil }
  /// What a decoder reads before its first token.
  public var start: Int? { targetVocabulary.number(.start) }
  /// After which nothing counts; nil where all targets have T tokens.
  public var end: Int? { targetVocabulary.number(.end) }

  // MARK: Making

  /// Pairs, from their tokens. A target shorter than T is closed by the vocabulary's end.
  /// - Precondition: as many sources as targets, none longer than S or T (with its end), tokens
  ///   within their vocabularies, which have the special tokens that are needed.
  public init(
    sources: [[Int]], targets: [[Int]], sourceVocabulary: Vocabulary, targetVocabulary: Vocabulary,
    sourceSteps: Int, targetSteps: Int, fields: [[SequenceField]] = []
  ) {
    precondition(
      sources.count == targets.count && sourceSteps > 0 && targetSteps > 0
        && (fields.isEmpty || fields.count == sources.count),
      "TokenSequences: \(sources.count) sources, \(targets.count) targets, \(fields.count) fields")
    guard let start = targetVocabulary.number(.start) else {
      preconditionFailure("TokenSequences: no start among the targets")
    }
    let (padding, end) = (sourceVocabulary.number(.padding), targetVocabulary.number(.end))
    var (inputs, labels): ([Int32], [Int32]) = ([], [])
    for (source, target) in zip(sources, targets) {
      let closed = target + (end.map { [$0] } ?? [])
      precondition(
        source.count <= sourceSteps && closed.count <= targetSteps
          && (source.count == sourceSteps || padding != nil)
          && (closed.count == targetSteps || end != nil)
          && source.allSatisfy(sourceVocabulary.tokens.indices.contains)
          && closed.allSatisfy(targetVocabulary.tokens.indices.contains),
        "TokenSequences: \(source.count) and \(closed.count) tokens for \(sourceSteps) and "
          + "\(targetSteps) steps")
      let missing = targetSteps - closed.count
      inputs += source.map(Int32.init)
      inputs += repeatElement(Int32(padding ?? 0), count: sourceSteps - source.count)
      inputs.append(Int32(start))
      inputs += closed.dropLast(missing == 0 ? 1 : 0).map(Int32.init)
      inputs += repeatElement(Int32(end ?? 0), count: max(missing - 1, 0))
      labels += closed.map(Int32.init)
      labels += repeatElement(-1, count: missing)
    }
    self.init(
      sourceVocabulary: sourceVocabulary, targetVocabulary: targetVocabulary,
      sourceSteps: sourceSteps, targetSteps: targetSteps, fields: fields,
      rows: .table(inputs: inputs, labels: labels))
  }

  /// Single sequences of T tokens and the label of every step.
  /// - Precondition: all have T tokens and labels, tokens and labels (but −1) in the vocabulary.
  public init(
    inputs: [[Int]], labels: [[Int]], vocabulary: Vocabulary, steps: Int, ending: Int? = nil
  ) {
    let tokens = vocabulary.tokens.indices
    precondition(
      inputs.count == labels.count && steps > 0
        && inputs.allSatisfy { $0.count == steps && $0.allSatisfy(tokens.contains) }
        && labels.allSatisfy {
          $0.count == steps && $0.allSatisfy { $0 == -1 || tokens.contains($0) }
        },
      "TokenSequences: \(inputs.count) sequences of \(steps) steps, \(labels.count) label rows")
    self.init(
      sourceVocabulary: vocabulary, targetVocabulary: vocabulary, sourceSteps: 0,
      targetSteps: steps, fields: [], ending: ending,
      rows: .table(
        inputs: inputs.joined().map(Int32.init), labels: labels.joined().map(Int32.init)))
  }

  /// Windows of T tokens spread evenly over a text; each label is the token that follows.
  /// - Precondition: the text has more than T tokens of the vocabulary, 0 ≤ `count` ≤ N − T.
  public init(windowsOf text: [Int], count: Int, vocabulary: Vocabulary, steps: Int) {
    let places = text.count - steps
    precondition(
      steps > 0 && count >= 0 && count <= places
        && text.allSatisfy(vocabulary.tokens.indices.contains),
      "TokenSequences: \(count) windows of \(steps) in \(text.count) tokens")
    self.init(
      sourceVocabulary: vocabulary, targetVocabulary: vocabulary, sourceSteps: 0,
      targetSteps: steps, fields: [],
      rows: .windows(
        text: text.map(Int32.init), starts: (0..<count).map { $0 * places / count }))
  }

  private init(
    sourceVocabulary: Vocabulary, targetVocabulary: Vocabulary, sourceSteps: Int,
    targetSteps: Int, fields: [[SequenceField]], ending: Int? = nil, rows: Rows
  ) {
    self.sourceVocabulary = sourceVocabulary
    self.targetVocabulary = targetVocabulary
    self.sourceSteps = sourceSteps
    self.targetSteps = targetSteps
    self.fields = fields
    self.ending = ending
    self.rows = rows
  }

  // MARK: Taking

  /// - Shape: B indices → x [B, S + T], B·T labels
  /// - Precondition: every index within 0..<N.
  public func batch(_ indices: [Int]) -> (x: Tensor, labels: [Int]) {
    var (scalars, labels): ([Float], [Int]) = ([], [])
    scalars.reserveCapacity(indices.count * inputSteps)
    labels.reserveCapacity(indices.count * targetSteps)
    for index in indices {
      let example = example(index)
      scalars += example.inputs.map(Float.init)
      labels += example.labels.map(Int.init)
    }
    return (Tensor(shape: [indices.count, inputSteps], scalars: scalars), labels)
  }

  private func example(_ index: Int) -> (inputs: ArraySlice<Int32>, labels: ArraySlice<Int32>) {
    precondition(index >= 0 && index < count, "sequence \(index) of \(count)")
    switch rows {
    case .table(let inputs, let labels):
      return (
        inputs[index * inputSteps..<(index + 1) * inputSteps],
        labels[index * targetSteps..<(index + 1) * targetSteps]
      )
    case .windows(let text, let starts):
      let start = starts[index]
      return (text[start..<start + targetSteps], text[start + 1..<start + 1 + targetSteps])
    }
  }

  /// The S tokens of a source with its padding, or the T tokens of a single sequence.
  public func source(_ index: Int) -> [Int] {
    example(index).inputs.prefix(isPairs ? sourceSteps : targetSteps).map(Int.init)
  }

  /// The tokens that are asked for, without those that don't count.
  public func target(_ index: Int) -> [Int] {
    example(index).labels.filter { $0 >= 0 }.map(Int.init)
  }

  /// The source as a person reads it.
  public func sourceText(_ index: Int) -> String { sourceVocabulary.decode(source(index)) }

  /// The target as a person reads it.
  public func targetText(_ index: Int) -> String { targetVocabulary.decode(target(index)) }

  /// The S tokens of a text that a person typed, padded. A capital that no example has counts as the
  /// small letter.
  /// - Throws: what the network can't read in it.
  public func encodeSource(_ text: String) throws(SourceTextFault) -> [Int] {
    let steps = isPairs ? sourceSteps : targetSteps
    let encoded = try encodePrompt(text)
    guard !encoded.isEmpty else { throw .empty(limit: steps) }
    guard encoded.count <= steps else { throw .tooLong(count: encoded.count, limit: steps) }
    guard encoded.count < steps else { return encoded }
    guard let padding else { throw .tooShort(count: encoded.count, expected: steps) }
    return encoded + repeatElement(padding, count: steps - encoded.count)
  }
}

extension TokenSequences {
  /// The tokens of a text of any length that a person typed. A capital that no example has counts as
  /// the small letter.
  /// - Throws: the first token that the network doesn't know.
  public func encodePrompt(_ text: String) throws(SourceTextFault) -> [Int] {
    var encoded = [Int]()
    for (index, token) in sourceVocabulary.tokenization.tokens(text).enumerated() {
      let number = sourceVocabulary.number(token) ?? sourceVocabulary.number(token.lowercased())
      guard let number else {
        throw .unknown(token: token, place: index + 1, known: sourceVocabulary.ordinaryTokens)
      }
      encoded.append(number)
    }
    return encoded
  }

  /// What a network reads of a text that is to go on: never nothing, and of sequences with an ending what
  /// stands before each in training.
  public func opened(_ tokens: [Int]) -> [Int] {
    if let ending, tokens.first != ending { return [ending] + tokens }
    return tokens.isEmpty ? [beginning] : tokens
  }

  /// What stands before a text begins: a line end, else a full stop as before names, else the first
  /// token of all.
  public var beginning: Int {
    sourceVocabulary.number("\n") ?? sourceVocabulary.number(".") ?? 0
  }
}

/// Why a network can't read a text that a person typed.
public enum SourceTextFault: Error, Hashable, Sendable, CustomStringConvertible {
  case empty(limit: Int)
  /// `place` counts the tokens from 1.
  case unknown(token: String, place: Int, known: [String])
  case tooLong(count: Int, limit: Int)
  case tooShort(count: Int, expected: Int)

  public var description: String {
    switch self {
    case .empty(let limit): "the text is empty; type up to \(limit) characters"
    case .unknown(let token, let place, let known):
      "“\(shortened(token))” at place \(place) is not in the network's vocabulary; it reads "
        + (known.count > 60 ? "\(known.count) others" : known.map(visible).joined(separator: " "))
    case .tooLong(let count, let limit):
      "the text has \(count) tokens; the network reads at most \(limit)"
    case .tooShort(let count, let expected):
      "the text has \(count) tokens; the network reads exactly \(expected)"
    }
  }

  private func visible(_ token: String) -> String { token == " " ? "space" : token }
}
