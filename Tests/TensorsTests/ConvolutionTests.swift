import Tensors
import Testing

/// Extents of one convolution: [N, C, H, W] images, O outputs.
struct ConvolutionExample: CustomTestStringConvertible, Sendable {
  var images: [Int]
  var outputs: Int
  var window: WindowGeometry
  var groups = 1

  var testDescription: String {
    """
    \(images) → \(outputs), \(window.height)×\(window.width), stride \(window.stride), \
    padding \(window.padding), dilation \(window.dilation), \(groups) groups
    """
  }

  var input: Tensor { uniforms("a", images) }
  var weight: Tensor {
    uniforms("w", [outputs, images[1] / groups, window.height, window.width])
  }
  var bias: Tensor { uniforms("b", [outputs]) }
  var convolution: Convolution { Convolution(window, groups: groups) }

  func uniforms(_ name: String, _ shape: [Int]) -> Tensor {
    var stream = Seed(1).stream(name)
    return stream.uniforms(shape, in: -1..<1)
  }

  /// Everything by the definition, in double precision.
  func definition(dOutput: Tensor) -> (z: [Double], dw: [Double], da: [Double]) {
    let (a, w, b) = (input, weight, bias)
    let (height, width) = (images[2], images[3])
    var z: [Double] = []
    var dw = [Double](repeating: 0, count: w.count)
    var da = [Double](repeating: 0, count: a.count)
    let (rows, columns) = (dOutput.shape[2], dOutput.shape[3])
    let inGroup = images[1] / groups
    for place in 0..<dOutput.count {
      let (x, y) = (place % columns, place / columns % rows)
      let (output, image) = (
        place / columns / rows % outputs, place / columns / rows / outputs
      )
      var sum = Double(b.scalars[output])
      for term in 0..<inGroup * window.height * window.width {
        let (j, i) = (term % window.width, term / window.width % window.height)
        let channel = output / (outputs / groups) * inGroup + term / window.width / window.height
        let row = y * window.stride + i * window.dilation - window.padding
        let column = x * window.stride + j * window.dilation - window.padding
        guard row >= 0, row < height, column >= 0, column < width else { continue }
        let source = ((image * images[1] + channel) * height + row) * width + column
        let kernel = output * inGroup * window.height * window.width + term
        sum += Double(w.scalars[kernel]) * Double(a.scalars[source])
        dw[kernel] += Double(dOutput.scalars[place]) * Double(a.scalars[source])
        da[source] += Double(dOutput.scalars[place]) * Double(w.scalars[kernel])
      }
      z.append(sum)
    }
    return (z, dw, da)
  }
}

private func square(_ images: [Int], _ outputs: Int, _ window: WindowGeometry, groups: Int = 1)
  -> ConvolutionExample
{
  ConvolutionExample(images: images, outputs: outputs, window: window, groups: groups)
}

/// Rows of whole vectors and others, with and without margins, in place and copied, tiles of every
/// size, blocks of several images and a shorter last one.
private let examples: [ConvolutionExample] =
  [
    square([1, 1, 1, 1], 1, WindowGeometry(1)),
    square([3, 1, 28, 28], 6, WindowGeometry(5)),
    square([3, 6, 12, 12], 16, WindowGeometry(5)),
    square([2, 3, 32, 32], 16, WindowGeometry(3, padding: 1)),
    square([2, 16, 16, 16], 4, WindowGeometry(3, padding: 1)),
    square([5, 8, 8, 8], 8, WindowGeometry(3, padding: 1)),
    square([70, 4, 4, 4], 5, WindowGeometry(3, padding: 1)),
    square([3, 4, 2, 3], 7, WindowGeometry(3, padding: 1)),
    square([2, 4, 32, 32], 8, WindowGeometry(3, stride: 2, padding: 1)),
    square([2, 4, 16, 16], 8, WindowGeometry(1, stride: 2)),
    square([2, 4, 16, 16], 8, WindowGeometry(1)),
    square([2, 4, 7, 7], 8, WindowGeometry(1)),
    square([2, 3, 17, 13], 3, WindowGeometry(4, stride: 3, padding: 2)),
    square([2, 3, 19, 24], 10, WindowGeometry(3, padding: 2, dilation: 2)),
    square([1, 2, 11, 11], 2, WindowGeometry(2, stride: 3, padding: 1, dilation: 3)),
    square([2, 6, 16, 16], 9, WindowGeometry(3, padding: 1), groups: 3),
    square([2, 4, 9, 9], 4, WindowGeometry(3, stride: 2), groups: 4),
    square([1, 1, 3, 3], 1, WindowGeometry(2, stride: 2, padding: 3)),
    square([1, 2, 5, 5], 3, WindowGeometry(1, padding: 2)),
    square([2, 2, 6, 40], 3, WindowGeometry(height: 1, width: 9)),
    square([2, 2, 40, 16], 3, WindowGeometry(height: 25, width: 1)),
  ]
  + (1...9).map { square([1, 1, 3, 8 * $0], $0, WindowGeometry(height: 2, width: 1)) }

/// max |found − exact| over max |exact|.
private func error(_ found: Tensor, _ exact: [Double]) -> Double {
  let largest = exact.reduce(0) { max($0, abs($1)) }
  let difference = zip(found.scalars, exact).reduce(0) { max($0, abs(Double($1.0) - $1.1)) }
  return difference == 0 ? 0 : difference / largest
}

@Suite("Convolution") struct ConvolutionTests {
  // Sums of at most 1152 products, each rounded to 2⁻²⁴ of the sum.
  private let tolerance = 2e-5

  @Test("values and gradients agree with the definition", arguments: examples)
  func definition(_ example: ConvolutionExample) {
    let (a, w) = (example.input, example.weight)
    let z = example.convolution(a, w, example.bias)
    let dz = example.uniforms("dz", z.shape)
    let exact = example.definition(dOutput: dz)
    #expect(error(z, exact.z) < tolerance)
    let dw = example.convolution.weightGradient(a, weightShape: w.shape, dOutput: dz)
    #expect(error(dw, exact.dw) < tolerance)
    let da = example.convolution.inputGradient(w, inputShape: a.shape, dOutput: dz)
    #expect(error(da, exact.da) < tolerance)
  }

  @Test("ReLU before the sums leave the registers is ReLU, to the bit", arguments: examples)
  func rectified(_ example: ConvolutionExample) {
    let (a, w, b) = (example.input, example.weight, example.bias)
    #expect(example.convolution(a, w, b, .relu) == Nonlinearity.relu(example.convolution(a, w, b)))
    #expect(example.convolution(a, w, b, .tanh) == Nonlinearity.tanh(example.convolution(a, w, b)))
  }

  @Test("an image gives the same bits alone and among others", arguments: examples)
  func independence(_ example: ConvolutionExample) {
    let (a, w) = (example.input, example.weight)
    let z = example.convolution(a, w, example.bias)
    let dz = example.uniforms("dz", z.shape)
    let da = example.convolution.inputGradient(w, inputShape: a.shape, dOutput: dz)
    for image in [0, a.shape[0] - 1] {
      let alone = a.rows(at: [image])
      #expect(example.convolution(alone, w, example.bias) == z.rows(at: [image]))
      #expect(
        example.convolution.inputGradient(
          w, inputShape: alone.shape, dOutput: dz.rows(at: [image])) == da.rows(at: [image]))
    }
  }

  @Test("an empty batch has an empty result and no gradient")
  func emptyBatch() {
    let convolution = Convolution(WindowGeometry(3, padding: 1))
    let (a, w) = (Tensor(zeros: [0, 2, 8, 8]), Tensor(repeating: 1, shape: [3, 2, 3, 3]))
    #expect(convolution(a, w, Tensor(zeros: [3])).shape == [0, 3, 8, 8])
    let dz = Tensor(zeros: [0, 3, 8, 8])
    #expect(
      convolution.weightGradient(a, weightShape: w.shape, dOutput: dz) == Tensor(zeros: w.shape))
    #expect(convolution.inputGradient(w, inputShape: a.shape, dOutput: dz).shape == a.shape)
  }
}
