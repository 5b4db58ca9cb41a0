internal import Arithmetic
internal import Datasets
internal import Tensors

extension Evaluations {
  /// Nats a label of the best table of counts that sees so many tokens: the least loss that any
  /// network which looks no further back can have on the training set.
  func countedLoss(tokens context: Int) -> Double {
    guard let sequences = data.train.sequences, !sequences.isPairs else { return .nan }
    let vocabulary = sequences.sourceVocabulary.count
    var contexts = ContextNumbers(tokens: context, vocabulary: vocabulary)
    // What was seen and what came then, as one number: equal ones lie side by side once sorted.
    var pairs: [Int] = []
    for first in stride(from: 0, to: data.train.count, by: 1_024) {
      let rows = Array(first..<min(first + 1_024, data.train.count))
      let (x, labels) = sequences.batch(rows)
      let (tokens, steps) = (x.scalars, sequences.targetSteps)
      for (place, label) in labels.enumerated() where label >= 0 {
        let start = place - place % steps
        pairs.append(contexts.number(tokens[start...place]) * vocabulary + label)
      }
    }
    pairs.sort()
    var (nats, place) = (0.0, 0)
    while place < pairs.count {
      let seen = pairs[place] / vocabulary
      let end = pairs[place...].firstIndex { $0 / vocabulary != seen } ?? pairs.endIndex
      var label = place
      while label < end {
        let next = pairs[label..<end].firstIndex { $0 != pairs[label] } ?? end
        nats -= Double(next - label) * (Double(next - label) / Double(end - place)).log()
        label = next
      }
      place = end
    }
    return nats / Double(pairs.count)
  }
}

/// Numbers for what the last tokens are, in the order in which they turn up; of one token its own.
private struct ContextNumbers {
  let tokens: Int
  let vocabulary: Int
  /// Of a number and the token before, or of nothing where there is none.
  private var numbers: [Int: Int] = [:]

  init(tokens: Int, vocabulary: Int) {
    self.tokens = tokens
    self.vocabulary = vocabulary
  }

  /// - Precondition: a token at least.
  mutating func number(_ read: ArraySlice<Float>) -> Int {
    var number = Int(read[read.endIndex - 1])
    for back in 1..<max(1, tokens) {
      let place = read.endIndex - 1 - back
      let earlier = place >= read.startIndex ? Int(read[place]) : vocabulary
      let key = (number * tokens + back) * (vocabulary + 1) + earlier
      number = numbers[key, default: vocabulary + numbers.count]
      numbers[key] = number
    }
    return number
  }
}
