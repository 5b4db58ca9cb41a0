package import Datasets
package import Networks
internal import Tensors

/// What takes passes of its own over examples, at one step: each worked out when first asked for.
///
/// Holds the weights, so let it go before the next training step, or that would copy them.
package final class Evaluations {
  /// At most so many training examples are looked at.
  static let trainLimit = 2_000
  /// At most so many test examples are decoded, and as many seen one by one.
  static let sequenceLimit = 256
  let trainer: Trainer
  let data: TrainingData
  /// Of a training step.
  private let batch: Int
  /// Examples of one pass.
  private lazy var chunk = trainer.network.evaluationBatch

  package init(_ trainer: Trainer, _ data: TrainingData, batch: Int) {
    self.trainer = trainer
    self.data = data
    self.batch = batch
  }

  /// What a probe of an evaluation reads; NaN for other measures.
  func value(_ probe: Probe) -> Double {
    guard case .evaluation(let read) = probe.measure.source else { return .nan }
    return read(self, probe)
  }

  // MARK: Losses and accuracies

  package typealias Result = (loss: Double, accuracy: Double)

  /// Of the test set, as the probe has its batches or masks.
  func test(_ probe: Probe) -> Result {
    probe.masks.map { masked($0).result } ?? test(probe.batches)
  }

  /// Of the test set.
  /// - Parameter batches: those whose statistics batch normalization takes; nil: its running averages.
  package func test(_ batches: EvaluationBatches? = nil) -> Result {
    switch batches {
    case nil: test
    case .mixed: testBatches
    case .oneClass: oneClass
    case .oneImage: oneImage
    }
  }

  private lazy var test = evaluate(
    data.test, chunks(of: data.test.count, size: chunk), usesBatchStatistics: false)

  lazy var trainSet = evaluate(
    data.train, chunks(of: min(data.train.count, Self.trainLimit), size: chunk),
    usesBatchStatistics: false)

  private lazy var testBatches = evaluate(
    data.test, chunks(of: data.test.count, size: batch), usesBatchStatistics: true)

  private lazy var oneImage = evaluate(
    data.test, chunks(of: min(data.test.count, Self.sequenceLimit), size: 1),
    usesBatchStatistics: true)

  /// Batches in which all examples are of the same class.
  private lazy var oneClass: Result = {
    guard data.test.targetsPerExample == 1 else { return (.nan, .nan) }
    let labels = data.test.labels
    let batches = (0..<data.test.classCount).flatMap { label in
      let rows = labels.indices.filter { labels[$0] == label }
      return chunks(of: rows.count, size: batch).map { $0.map { rows[$0] } }
    }
    return evaluate(data.test, batches, usesBatchStatistics: true)
  }()

  /// Means over all labels that count.
  private func evaluate(
    _ set: TrainingSet, _ batches: [[Int]], usesBatchStatistics: Bool
  ) -> Result {
    var (loss, accuracy, count) = (0.0, 0.0, 0)
    for rows in batches {
      let batch = trainer.network.examples(rows, of: set)
      let weight = trainer.loss.count(batch.labels)
      guard weight > 0 else { continue }
      let result = trainer.evaluate(
        batch.x, batch.labels, usesBatchStatistics: usesBatchStatistics)
      loss += result.loss * Double(weight)
      accuracy += result.accuracy * Double(weight)
      count += weight
    }
    return (loss / Double(count), accuracy / Double(count))
  }

  // MARK: Masks

  private var maskedResults: [Int: (result: Result, agreement: Double)] = [:]

  /// The share of test labels that count for which the mean over so many masks has the answer of
  /// inference.
  func maskAgreement(_ masks: Int) -> Double { masked(masks).agreement }

  /// The test set by the mean of softmax over so many masks.
  private func masked(_ masks: Int) -> (result: Result, agreement: Double) {
    if let known = maskedResults[masks] { return known }
    var (loss, accuracy, agreement, count) = (0.0, 0.0, 0.0, 0)
    for (number, rows) in chunks(of: data.test.count, size: chunk).enumerated() {
      let (x, labels) = trainer.network.examples(rows, of: data.test)
      let weight = trainer.loss.count(labels)
      guard weight > 0 else { continue }
      // The logarithms of probabilities are logits with these probabilities; of 0 there is none.
      let mean = trainer.meanProbabilities(x, masks: masks, name: "test/part\(number)")
      let logits = (mean + .leastNormalMagnitude).log()
      let result = logits.evaluation(labels, ignoring: trainer.loss.ignored)
      let answers = trainer.network(x, trainer.weights).argmaxRows()
      let same = answers.indices.map { labels[$0] < 0 ? labels[$0] : answers[$0] }
      loss += result.loss * Double(weight)
      accuracy += result.accuracy * Double(weight)
      agreement +=
        logits.evaluation(same, ignoring: trainer.loss.ignored).accuracy * Double(weight)
      count += weight
    }
    let all = Double(count)
    let found = ((loss / all, accuracy / all) as Result, agreement / all)
    maskedResults[masks] = found
    return found
  }

  // MARK: Sequences

  /// Singular values of the first recurrent layer's U, descending; of its candidate's rows.
  /// - Shape: U [G·H, H] → H values
  lazy var recurrentSpectrum: [Double] = {
    guard let layer = trainer.network.recurrentLayers.first else { return [] }
    let first = layer.cell.candidateGate * layer.width
    return singularValues(
      of: trainer.weights[layer.recurrentWeight].sliced(first..<first + layer.width, axis: 0))
  }()

  lazy var decodedRows = chunks(
    of: min(data.test.count, Self.sequenceLimit), size: min(64, chunk))

  /// What the network writes to each decoded example.
  private lazy var decodings: [[Int]] = {
    guard let sequences = data.test.sequences else { return [] }
    return decodedRows.flatMap { trainer.network.decoded($0, of: sequences, trainer.weights) }
  }()

  /// The labels of the decoded examples.
  private lazy var decodedTargets: [[Int]] = {
    guard let sequences = data.test.sequences else { return [] }
    return decodedRows.joined().map { sequences.batch([$0]).labels }
  }()

  /// The share of test examples of which every token that counts is decoded right.
  var exactMatch: Double {
    let hits = zip(decodings, decodedTargets).count { answer, target in
      zip(answer, target).allSatisfy { $0 == $1 || $1 < 0 }
    }
    return Double(hits) / Double(decodings.count)
  }

  /// The share of test examples of which the token at a place, from 1, is decoded right; of those that
  /// have one there. nil: over all tokens.
  func tokenAccuracy(at place: Int?) -> Double {
    var (hits, count) = (0, 0)
    for (answer, target) in zip(decodings, decodedTargets) {
      for (index, token) in target.enumerated() where token >= 0 && index + 1 == place ?? index + 1
      {
        count += 1
        if answer[index] == token { hits += 1 }
      }
    }
    return Double(hits) / Double(count)
  }

  /// Of the parts of test examples that have names.
  lazy var fieldAttention = sequenceAttention(
    rows: data.test.sequences?.fields.isEmpty == false ? decodedRows : []
  ) { $0.fields[$1] }
  /// Of words that belong together, by the groups asked for.
  var wordAttention: [[WordGroup]: FieldAttention] = [:]
}

extension Network {
  /// What the network says to each example, token by token (greedy decoding); networks that answer
  /// at every step are read there.
  func decoded(_ rows: [Int], of sequences: TokenSequences, _ weights: Weights) -> [[Int]] {
    let x = sequences.batch(rows).x
    let steps = sequences.targetSteps
    if let model = first(SequenceToSequence.self), let start = sequences.start {
      let source = x.sliced(0..<sequences.sourceSteps, axis: 1)
      return model.translate(source, start: start, steps: steps, weights).tokens
    }
    let answers = self(x, weights).argmaxRows()
    return rows.indices.map { Array(answers[$0 * steps..<($0 + 1) * steps]) }
  }
}
