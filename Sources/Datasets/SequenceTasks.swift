public import Tensors

/// Sequences with one answer each.
public struct AnsweredSequences: Hashable, Sendable {
  /// B sequences of T tokens.
  public let inputs: [[Int]]
  /// One for each sequence.
  public let answers: [Int]
}

/// Sequences with a sequence as their answer.
public struct TranslatedSequences: Hashable, Sendable {
  public let inputs: [[Int]]
  public let targets: [[Int]]
}

/// One of K symbols first, blanks, "go" last: the answer is the symbol.
public struct DelayedRecall: Hashable, Sendable {
  /// K; symbols are the tokens 0..<K.
  public let symbolCount: Int
  /// T.
  public let length: Int

  /// - Precondition: `symbolCount` ≥ 1, `length` ≥ 2.
  public init(symbolCount: Int = 8, length: Int) {
    precondition(
      symbolCount >= 1 && length >= 2, "DelayedRecall: \(symbolCount) symbols, length \(length)")
    self.symbolCount = symbolCount
    self.length = length
  }

  public var blank: Int { symbolCount }
  public var go: Int { symbolCount + 1 }
  public var tokenCount: Int { symbolCount + 2 }

  public func sample(_ count: Int, using stream: inout RandomStream) -> AnsweredSequences {
    let answers = (0..<count).map { _ in stream.next(below: symbolCount) }
    let inputs = answers.map { symbol in
      [symbol] + repeatElement(blank, count: length - 2) + [go]
    }
    return AnsweredSequences(inputs: inputs, answers: answers)
  }
}

/// Random tokens that are to be written again, in their order or from the last to the first.
public struct CopyTask: Hashable, Sendable {
  public let tokenCount: Int
  public let length: Int
  public let isReversed: Bool

  /// - Precondition: `tokenCount` and `length` at least 1.
  public init(tokenCount: Int = 12, length: Int = 8, isReversed: Bool = false) {
    precondition(tokenCount >= 1 && length >= 1, "CopyTask: \(tokenCount) tokens, \(length) long")
    self.tokenCount = tokenCount
    self.length = length
    self.isReversed = isReversed
  }

  public func sample(_ count: Int, using stream: inout RandomStream) -> TranslatedSequences {
    let inputs = (0..<count).map { _ in
      (0..<length).map { _ in stream.next(below: tokenCount) }
    }
    return TranslatedSequences(
      inputs: inputs, targets: isReversed ? inputs.map { $0.reversed() } : inputs)
  }
}

/// A and B once each among fillers: the answer is 0 when A (token 0) comes first and 1 when B
/// (token 1) does. Without positions a network can only guess.
public struct WhichCameFirst: Hashable, Sendable {
  public let length: Int
  /// Fillers are the tokens 2..<2 + `fillerCount`.
  public let fillerCount: Int

  /// - Precondition: `length` ≥ 2, `fillerCount` ≥ 1.
  public init(length: Int = 8, fillerCount: Int = 4) {
    precondition(
      length >= 2 && fillerCount >= 1, "WhichCameFirst: \(length) long, \(fillerCount) fillers")
    self.length = length
    self.fillerCount = fillerCount
  }

  public var tokenCount: Int { fillerCount + 2 }

  public func sample(_ count: Int, using stream: inout RandomStream) -> AnsweredSequences {
    var inputs = [[Int]]()
    var answers = [Int]()
    for _ in 0..<count {
      var sequence = (0..<length).map { _ in 2 + stream.next(below: fillerCount) }
      // Two different places, all pairs equally likely.
      let first = stream.next(below: length)
      let other = stream.next(below: length - 1)
      let second = other < first ? other : other + 1
      sequence[first] = 0
      sequence[second] = 1
      inputs.append(sequence)
      answers.append(first < second ? 0 : 1)
    }
    return AnsweredSequences(inputs: inputs, answers: answers)
  }
}

/// A few different tokens in a random order, again and again to the end. Who has seen the first period
/// knows all the rest.
public struct RepeatedPeriods: Hashable, Sendable {
  public let tokenCount: Int
  /// T; a sequence has a token more, the last one's successor.
  public let length: Int
  /// How long a period may be, all equally likely.
  public let periods: ClosedRange<Int>

  /// - Precondition: `length` ≥ 1, periods of 1 to `tokenCount` tokens.
  public init(tokenCount: Int = 32, length: Int = 32, periods: ClosedRange<Int> = 6...14) {
    precondition(
      length >= 1 && periods.lowerBound >= 1 && periods.upperBound <= tokenCount,
      "RepeatedPeriods: periods of \(periods) of \(tokenCount) tokens, length \(length)")
    self.tokenCount = tokenCount
    self.length = length
    self.periods = periods
  }

  /// - Returns: sequences of T + 1 tokens, and their periods.
  public func sample(
    _ count: Int, using stream: inout RandomStream
  ) -> (sequences: [[Int]], periods: [Int]) {
    var result: (sequences: [[Int]], periods: [Int]) = ([], [])
    for _ in 0..<count {
      let period = periods.lowerBound + stream.next(below: periods.count)
      var tokens = Array(0..<tokenCount)
      for place in 0..<period {
        tokens.swapAt(place, place + stream.next(below: tokenCount - place))
      }
      result.sequences.append((0...length).map { tokens[$0 % period] })
      result.periods.append(period)
    }
    return result
  }
}
