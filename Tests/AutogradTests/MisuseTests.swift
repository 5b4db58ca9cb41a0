import Autograd
import Tensors
import Testing

/// Shapes and settings that mean nothing. The engine must stop at each of them: the alternative is
/// to read or write memory beyond a tensor.
enum Mistake: String, CaseIterable, Codable, Sendable {
  case sumOfUnequalShapes, innerExtents, bias, batchOfOtherExtent, reshapedCount, twiceTheSameAxis
  case sliceOutside, indexOutside, negativePadding, partsOfOtherWidth
  case channels, groups, windowLargerThanImage, biasOfConvolution, paddingWiderThanWindow
  case unsharedWeights, scaleOfNormalization, groupsOfNormalization, gainOfRows, shiftOfRows
  case tokenOutside, lengthOutside, widthOfRecurrence, stateOfRecurrence
  case heads, keysOfOtherWidth, keyLengths, memoryOfOtherLength
  case labelOutside, tooFewLabels, smoothing, targetOfOtherShape, probability
  case lossOfTwoNumbers, twoTapes, axisOutside

  func make() {
    let tape = Tape()
    func x(_ shape: Int...) -> Variable { tape.variable(Tensor(zeros: shape)) }
    switch self {
    case .sumOfUnequalShapes: _ = x(2, 3) + x(2, 4)
    case .innerExtents: _ = x(2, 3).matmul(x(4, 2))
    case .bias: _ = x(2, 3).affine(x(3, 4), x(3))
    case .batchOfOtherExtent: _ = x(2, 3, 4).batchedMatmul(x(3, 4, 5))
    case .reshapedCount: _ = x(2, 3).reshaped([4, -1])
    case .twiceTheSameAxis: _ = x(2, 3).permuted([1, 1])
    case .sliceOutside: _ = x(2, 3).sliced(1..<4, axis: 1)
    case .indexOutside: _ = x(2, 3).gathered([0, 3], axis: 1)
    case .negativePadding: _ = x(2, 3).padded(before: -1, after: 0, axis: 1)
    case .partsOfOtherWidth: _ = Variable.concatenated([x(2, 3), x(2, 4)], axis: 0)
    case .lossOfTwoNumbers: _ = tape.gradients(of: x(2) + x(2))
    case .twoTapes: _ = x(2) + Tape().variable(Tensor(zeros: [2]))
    case .axisOutside: _ = x(2, 3).sum(axis: 2)
    case .probability:
      var stream = Seed(1).stream("mask")
      _ = x(3).dropout(keepProbability: 0, from: &stream)
    case .channels, .groups, .windowLargerThanImage, .biasOfConvolution, .paddingWiderThanWindow,
      .unsharedWeights:
      makeWithImages(x(2, 4, 5, 5), x)
    case .scaleOfNormalization, .groupsOfNormalization, .gainOfRows, .shiftOfRows:
      makeWithNormalization(x)
    case .labelOutside, .tooFewLabels, .smoothing, .targetOfOtherShape: makeWithLosses(x(2, 3), x)
    default: makeWithSequences(tape, x)
    }
  }

  private func makeWithImages(_ images: Variable, _ x: (Int...) -> Variable) {
    switch self {
    case .channels: _ = images.convolution(x(6, 3, 3, 3), x(6), WindowGeometry(3))
    case .groups: _ = images.convolution(x(6, 1, 3, 3), x(6), WindowGeometry(3), groups: 3)
    case .windowLargerThanImage: _ = images.convolution(x(6, 4, 7, 7), x(6), WindowGeometry(7))
    case .biasOfConvolution: _ = images.convolution(x(6, 4, 3, 3), x(4), WindowGeometry(3))
    case .unsharedWeights: _ = images.locallyConnected(x(9, 36, 2), x(4, 2), WindowGeometry(3))
    default: _ = images.maxPooling(WindowGeometry(2, stride: 2, padding: 2))
    }
  }

  private func makeWithNormalization(_ x: (Int...) -> Variable) {
    switch self {
    case .scaleOfNormalization: _ = x(5, 3).batchNormalized(scale: x(4), shift: x(3))
    case .groupsOfNormalization:
      _ = x(5, 4, 2).groupNormalized(groups: 3, scale: x(4), shift: x(4))
    case .gainOfRows: _ = x(5, 3).rootMeanSquareNormalized(scale: x(5))
    default: _ = x(5, 3).layerNormalized(scale: x(3), shift: x(5))
    }
  }

  private func makeWithLosses(_ logits: Variable, _ x: (Int...) -> Variable) {
    switch self {
    case .labelOutside: _ = logits.softmaxCrossEntropy([0, 3])
    case .tooFewLabels: _ = logits.softmaxCrossEntropy([0])
    case .smoothing: _ = logits.smoothedCrossEntropy([0, 1], smoothing: 1.5)
    default: _ = logits.binaryCrossEntropy(x(3, 2))
    }
  }

  private func makeWithSequences(_ tape: Tape, _ x: (Int...) -> Variable) {
    let weights = RecurrentVariables(
      inputWeight: x(4, 2), recurrentWeight: x(4, 4), inputBias: x(4), recurrentBias: x(4))
    func run(_ input: SequenceVariable, lengths: [Int]? = nil, state: Variable? = nil) {
      _ = tape.recurrence(
        .simple(.tanh), input, weights, initial: InitialVariables(state: state),
        layout: SequenceLayout(examples: 2, steps: 3, lengths: lengths))
    }
    switch self {
    case .tokenOutside: run(.tokens([0, 1, 2, 3, 4, 5], table: x(5, 2)))
    case .lengthOutside: run(.values(x(2, 3, 2)), lengths: [3, 4])
    case .widthOfRecurrence: run(.values(x(2, 3, 3)))
    case .stateOfRecurrence: run(.values(x(2, 3, 2)), state: x(2, 3))
    case .heads: _ = x(2, 3, 12).selfAttention(heads: 3)
    case .keysOfOtherWidth: _ = x(2, 3, 4).attention(key: x(2, 5, 6), value: x(2, 5, 4), heads: 2)
    case .keyLengths:
      _ = x(2, 3, 12).selfAttention(heads: 2, mask: AttentionMask(keyLengths: [3, 4]))
    default:
      _ = x(2, 3).additiveAttention(key: x(2, 5, 3), memory: x(2, 4, 6), scoreWeight: x(3))
    }
  }
}

@Suite("Misuse") struct MisuseTests {
  @Test("what doesn't fit stops the process before memory is touched", arguments: Mistake.allCases)
  func mistake(_ mistake: Mistake) async {
    await #expect(processExitsWith: .failure) { [mistake] in
      mistake.make()
    }
  }
}
