import Glibc
import Tensors
import Testing

@Suite("Cross-entropy")
struct CrossEntropyTests {
  @Test("loss and gradient agree with the definition", arguments: [2, 3, 10, 33])
  func definition(classes: Int) {
    var stream = Seed(1).stream("logits")
    let logits = stream.normals([7, classes], standardDeviation: 3)
    let labels = (0..<7).map { $0 % classes }
    let result = CrossEntropy(logits: logits, labels: labels)
    var loss = 0.0
    for row in 0..<7 {
      let powers = logits.row(row).scalars.map { exp(Double($0)) }
      let sum = powers.reduce(0, +)
      let rowLoss = -log(powers[labels[row]] / sum)
      #expect(abs(Double(result.rowLosses[row]) - rowLoss) < 1e-5)
      loss += rowLoss / 7
      for column in 0..<classes {
        let expected = (powers[column] / sum - (column == labels[row] ? 1 : 0)) / 7
        #expect(abs(Double(result.dLogits[row, column]) - expected) < 1e-6)
      }
    }
    #expect(abs(result.loss - loss) < 1e-5)
  }

  @Test("equal logits cost ln K")
  func uniform() {
    let result = CrossEntropy(logits: Tensor(zeros: [4, 10]), labels: [0, 3, 5, 9])
    #expect(abs(result.loss - log(10)) < 1e-6)
  }

  @Test("logits of ±10³⁰ give finite numbers", arguments: [0, 1, 2])
  func extremes(label: Int) {
    let logits = Tensor(shape: [1, 3], scalars: [1e30, -1e30, 0])
    let result = CrossEntropy(logits: logits, labels: [label])
    #expect(result.loss.isFinite && result.dLogits.isFinite)
    #expect(abs(result.loss - [0, 2e30, 1e30][label]) <= 1e24)
    #expect(result.dLogits.scalars == (0..<3).map { ($0 == 0 ? 1 : 0) - ($0 == label ? 1 : 0) })
  }

  @Test("rows of a softmax sum to 1 and keep ratios")
  func softmax() {
    let probabilities = Tensor(shape: [2, 3], scalars: [0, 1, 2, 100, 100, 100]).softmaxRows()
    for row in 0..<2 { #expect(abs(probabilities.row(row).sum() - 1) < 1e-6) }
    #expect(abs(Double(probabilities[0, 2] / probabilities[0, 1]) - M_E) < 1e-5)
    #expect(probabilities.row(1).max() == probabilities.row(1).min())
  }

  @Test("a NaN among the logits makes the loss NaN")
  func notNumber() {
    let logits = Tensor(shape: [1, 3], scalars: [1, .nan, 0])
    #expect(CrossEntropy(logits: logits, labels: [0]).loss.isNaN)
  }
}
