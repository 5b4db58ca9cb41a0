import Autograd
import OperationReference
import Tensors
import Testing

@Suite("Edges of the numbers") struct NumericalEdgeTests {
  private let reference: OperationReference

  init() throws {
    reference = try OperationReference.read()
  }

  @Test("a NaN in any input comes out at the other end", arguments: Operation.allCases)
  func notANumber(_ operation: Operation) throws {
    // The first case is the smallest: nothing is cut off, left out or hidden behind a maximum.
    let example = try #require(reference.cases(of: operation).first).example(operation)
    for which in example.inputs.indices {
      let tape = Tape()
      var inputs = example.tensors
      inputs[which] = Tensor(repeating: .nan, shape: inputs[which].shape)
      let output = example.output(inputs.map { tape.variable($0) })
      #expect(output.value.scalars.contains { $0.isNaN }, "input \(which)")
    }
  }

  @Test("one NaN pixel spoils the windows, rows and channels that see it, and no others")
  func spread() {
    var images = Tensor(repeating: 1, shape: [2, 2, 4, 4])
    images[0, 1, 2, 3] = .nan
    let tape = Tape()
    let x = tape.variable(images)
    func spoiled(_ y: Variable) -> [Int] {
      y.value.scalars.indices.filter { y.value.scalars[$0].isNaN }
    }
    let window = WindowGeometry(2, stride: 2)
    // Window (1, 1) of plane 1 of image 0.
    #expect(spoiled(x.maxPooling(window)) == [7])
    #expect(spoiled(x.averagePooling(window)) == [7])
    let ones = tape.constant(Tensor(repeating: 1, shape: [2]))
    let channels = spoiled(x.batchNormalized(scale: ones, shift: ones).output)
    #expect(channels == Array(16..<32) + Array(48..<64))
    let rows = tape.constant(Tensor(repeating: 1, shape: [4]))
    #expect(spoiled(x.layerNormalized(scale: rows, shift: rows)) == Array(24..<28))
    #expect(spoiled(x.softmax()) == Array(24..<28))
  }

  @Test("logits of ±10⁴: softmax, its logarithm and all losses are exact", arguments: [-1, 1])
  func largeLogits(_ sign: Int) {
    let size = Float(sign) * 1e4
    let tape = Tape()
    let x = tape.variable(Tensor(shape: [2, 3], scalars: [size, 0, -size, -size, size, 0]))
    let best = sign > 0 ? [0, 1] : [2, 0]
    let worst = sign > 0 ? [2, 0] : [0, 1]
    #expect(x.softmax().value[0, best[0]] == 1 && x.softmax().value.isFinite)
    #expect(x.logSoftmax().value[1, worst[1]] == -2e4)
    #expect(x.softmaxCrossEntropy(best).value.item == 0)
    #expect(x.softmaxCrossEntropy(worst).value.item == 2e4)
    let loss = x.softmaxCrossEntropy(worst)
    #expect(tape.gradients(of: loss)[x][0, best[0]] == 0.5)
    #expect(tape.gradients(of: loss)[x][0, worst[0]] == -0.5)
    // ε/3 of the weight lies on each class: (0 + 10⁴ + 2·10⁴)·0.1 + 0.7·2·10⁴ for ε = 0.3.
    let smoothed = x.smoothedCrossEntropy(worst, smoothing: 0.3).value.item
    #expect(abs(smoothed - 1.7e4) < 0.01)
    let answers = tape.constant(Tensor(shape: [2, 3], scalars: [1, 0, 1, 0, 1, 0]))
    let binary = x.binaryCrossEntropy(answers)
    #expect(binary.value.isFinite && tape.gradients(of: binary)[x].isFinite)
  }

  @Test("nothing to look at gives zeros and gradients of zeros in every attention")
  func maskedRows() {
    var stream = Seed(4).stream("masked")
    let tape = Tape()
    func normals(_ shape: Int...) -> Variable { tape.variable(stream.normals(shape)) }
    let (q, key, memory) = (normals(2, 3), normals(2, 4, 3), normals(2, 4, 5))
    let additive = q.additiveAttention(
      key: key, memory: memory, scoreWeight: normals(3), lengths: [0, 4])
    #expect(additive.output.value.row(0) == Tensor(zeros: [5]))
    let gradients = tape.gradients(of: (additive.output * additive.output).sum())
    #expect([q, key, memory].allSatisfy { gradients[$0].isFinite })
    #expect(gradients[memory].row(0).absolute().max() == 0)
    let (queries, keys) = (normals(2, 3, 4), normals(2, 6, 4))
    let product = queries.attention(
      key: keys, value: keys, heads: 2, mask: AttentionMask(keyLengths: [0, 6]))
    let found = tape.gradients(of: (product.output * product.output).sum())
    #expect(product.output.value.row(0) == Tensor(zeros: [3, 4]))
    #expect(found[queries].isFinite && found[keys].row(0).absolute().max() == 0)
  }

  @Test("a batch of nothing has results of nothing, and its gradients are zeros")
  func emptyBatch() {
    let tape = Tape()
    func x(_ shape: Int...) -> Variable { tape.variable(Tensor(repeating: 0.5, shape: shape)) }
    let (rows, weight, bias) = (x(0, 3), x(3, 2), x(2))
    let images = x(0, 2, 5, 5)
    let (kernel, kernelBias) = (x(4, 2, 3, 3), x(4))
    let results: [(Variable, [Int])] = [
      (rows.affine(weight, bias), [0, 2]), (rows.matmul(weight), [0, 2]),
      (rows.softmax(), [0, 3]), (rows.gelu(), [0, 3]), (rows + x(3), [0, 3]),
      (rows.layerNormalized(scale: x(3), shift: x(3)), [0, 3]),
      (images.convolution(kernel, kernelBias, WindowGeometry(3)), [0, 4, 3, 3]),
      (images.maxPooling(WindowGeometry(2)), [0, 2, 4, 4]),
      (images.averagePooling(WindowGeometry(2)), [0, 2, 4, 4]),
      (rows.sum(axis: 0), [3]), (x(4, 2).embedding([]), [0, 2]),
    ]
    for (result, shape) in results {
      #expect(result.shape == shape)
      let gradients = tape.gradients(of: result.sum())
      for source in [weight, bias, kernel, kernelBias] {
        #expect(gradients[source] == Tensor(zeros: source.shape))
      }
    }
    #expect(rows.sum().value.item == 0 && rows.mean().value.item.isNaN)
    #expect(rows.softmaxCrossEntropy([]).value.item.isNaN)
  }

  @Test("numbers below 10⁻³⁸ are either themselves or zero, never anything else")
  func denormals() {
    let least = Float.leastNonzeroMagnitude
    let tiny = Tensor([700_000 * least, -70_000 * least, least])
    let tape = Tape()
    let x = tape.variable(tiny)
    for y in [x.relu(), x.tanh(), x.gelu(), x.silu(), -x, 1 * x, x + x, x.leakyReLU()] {
      for (found, input) in zip(y.value.scalars, tiny.scalars) {
        #expect(abs(found) <= 2 * abs(input) && !found.isNaN)
      }
    }
    #expect(x.exp().value == Tensor([1, 1, 1]) && x.sigmoid().value == Tensor([0.5, 0.5, 0.5]))
    let scale = tape.constant(Tensor([1, 1, 1]))
    #expect(x.reshaped([1, 3]).layerNormalized(scale: scale, shift: scale).value.isFinite)
    #expect(tape.gradients(of: x.softmax().sum())[x].isFinite)
  }

  @Test("constant inputs leave every normalization finite, value and gradient")
  func constantInputs() {
    for value in [Float(0), 1, 1e6, -1e18] {
      let tape = Tape()
      let x = tape.variable(Tensor(repeating: value, shape: [4, 6]))
      let (six, shift) = (
        tape.constant(Tensor(repeating: 1, shape: [6])), tape.constant(Tensor(zeros: [6]))
      )
      let results = [
        x.batchNormalized(scale: six, shift: shift).output,
        x.layerNormalized(scale: six, shift: shift),
        x.groupNormalized(groups: 2, scale: six, shift: shift),
        x.rootMeanSquareNormalized(scale: six),
      ]
      for (index, y) in results.enumerated() {
        #expect(y.value.isFinite, "normalization \(index) of \(value)")
        #expect(tape.gradients(of: (y * y).sum())[x].isFinite, "gradient \(index) of \(value)")
      }
    }
  }
}
