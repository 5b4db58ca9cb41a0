import Tensors
import Testing

struct BroadcastCase: Sendable {
  let left, right, result: [Int]
}

private let broadcasts = [
  BroadcastCase(left: [3, 4], right: [3, 4], result: [3, 4]),
  BroadcastCase(left: [3, 4], right: [4], result: [3, 4]),
  BroadcastCase(left: [3, 1], right: [4], result: [3, 4]),
  BroadcastCase(left: [], right: [2, 3], result: [2, 3]),
  BroadcastCase(left: [5, 1, 9], right: [7, 1], result: [5, 7, 9]),
  BroadcastCase(left: [1, 17], right: [6, 17], result: [6, 17]),
  BroadcastCase(left: [2, 3, 4, 5], right: [3, 1, 5], result: [2, 3, 4, 5]),
  BroadcastCase(left: [0, 3], right: [3], result: [0, 3]),
]

/// The scalar of `tensor` that a place of the broadcast result sees.
private func scalar(_ tensor: Tensor, at place: [Int]) -> Float {
  var offset = 0
  for (index, extent) in zip(place.suffix(tensor.rank), tensor.shape) {
    offset = offset * extent + (extent == 1 ? 0 : index)
  }
  return tensor.scalars[offset]
}

private func places(_ shape: [Int]) -> [[Int]] {
  shape.reduce([[]]) { places, extent in places.flatMap { p in (0..<extent).map { p + [$0] } } }
}

@Suite("Tensors")
struct TensorTests {
  @Test("operands broadcast by NumPy's rules", arguments: broadcasts)
  func broadcasting(example: BroadcastCase) {
    var stream = Seed(1).stream("broadcast")
    let a = stream.normals(example.left)
    let b = stream.normals(example.right)
    for (result, operation) in [
      (a + b, { $0 + $1 }), (a - b, { $0 - $1 }), (a * b, { $0 * $1 }), (a / b, { $0 / $1 }),
    ] as [(Tensor, (Float, Float) -> Float)] {
      #expect(result.shape == example.result)
      let expected = places(example.result).map { operation(scalar(a, at: $0), scalar(b, at: $0)) }
      #expect(result.scalars == expected)
    }
  }

  @Test("summing to a shape adds up what broadcasting repeated", arguments: broadcasts)
  func summing(example: BroadcastCase) {
    let ones = Tensor(repeating: 1, shape: example.result)
    for target in [example.left, example.right] {
      let repeats = Tensor.count(of: example.result) / max(1, Tensor.count(of: target))
      let sum = ones.summed(to: target)
      #expect(sum == Tensor(repeating: Float(repeats), shape: target))
    }
  }

  @Test("sums, means and maxima along an axis follow the definition", arguments: [0, 1, 2])
  func reductions(axis: Int) {
    var stream = Seed(2).stream("reduce")
    let x = stream.normals([3, 5, 37])
    var kept = x.shape
    kept[axis] = 1
    let sum = x.sum(axis: axis, keepingDimensions: true)
    let maximum = x.max(axis: axis, keepingDimensions: true)
    #expect(sum.shape == kept)
    for place in places(kept) {
      let line = (0..<x.shape[axis]).map { index in
        var place = place
        place[axis] = index
        return scalar(x, at: place)
      }
      let exact = line.reduce(0.0) { $0 + Double($1) }
      #expect(abs(Double(scalar(sum, at: place)) - exact) < 1e-5)
      #expect(scalar(maximum, at: place) == line.max())
    }
    #expect(x.mean(axis: axis).rank == 2)
  }

  @Test("sums of squares keep numbers whose squares are no floats")
  func doubleSums() {
    let tiny = Tensor(repeating: 1e-30, shape: [1000])
    // Float(1e-30) is 10⁻³⁰ up to 6·10⁻⁸.
    #expect(abs(tiny.sumOfSquares() / 1e-57 - 1) < 1e-6)
    #expect(Tensor([3, 4]).norm() == 5)
    #expect(Tensor([1, 2, 3, 4, 5, 6, 7]).dot(Tensor([7, 6, 5, 4, 3, 2, 1])) == 84)
    let moments = Tensor([2, 4, 4, 4, 5, 5, 7, 9]).meanAndVariance()
    #expect(moments.mean == 5 && moments.variance == 4)
  }

  @Test("the maximum tells of NaN, wherever it is", arguments: [0, 7, 8, 30])
  func maxima(place: Int) {
    var x = Tensor(zeros: [31])
    x[3] = 2
    x[4] = -3
    #expect(x.max() == 2 && x.min() == -3)
    x[place] = .nan
    #expect(x.max().isNaN && x.min().isNaN)
  }

  @Test("the first of equal scalars is the largest of its row, and NaN never is")
  func argmax() {
    let x = Tensor(shape: [3, 3], scalars: [1, 2, 2, .nan, 0, 1, 5, .nan, 3])
    #expect(x.argmaxRows() == [1, 2, 0])
  }

  @Test("a copy is a value of its own, and reshaping keeps the scalars")
  func values() {
    let original = Tensor([1, 2, 3, 4, 5, 6])
    var copy = original.reshaped([2, -1])
    copy[1, 2] = 60
    #expect(copy.shape == [2, 3] && copy.scalars == [1, 2, 3, 4, 5, 60])
    #expect(original.scalars == [1, 2, 3, 4, 5, 6])
    #expect(copy.transposed().scalars == [1, 4, 2, 5, 3, 60])
    #expect(copy.rows(at: [1, 0, 1]).shape == [3, 3])
    #expect(copy.rows(at: [1]).scalars == [4, 5, 60])
  }

  @Test("one scalar that is not finite is found wherever it is", arguments: [0, 3, 8, 36])
  func finiteness(place: Int) {
    var x = Tensor(repeating: -.greatestFiniteMagnitude, shape: [37])
    #expect(x.isFinite)
    for value in [Float.nan, .infinity, -.infinity] {
      x[place] = value
      #expect(!x.isFinite)
    }
  }

  @Test("a histogram counts every scalar once")
  func histogram() {
    let x = Tensor([-2, -1, -0.5, 0, 0.49, 0.5, 1, 1.5, .nan, .infinity])
    let histogram = x.histogram(bins: 4, over: -1...1)
    #expect(histogram.counts == [1, 1, 2, 2])
    #expect(histogram.below == 1 && histogram.above == 2 && histogram.notNumbers == 1)
    #expect(x.share(atLeast: 1) == 0.5)
    #expect(x.shareOfZeros() == 0.1)
    #expect(!x.isFinite && Tensor([1, 2]).isFinite)
  }

  @Test("updates follow their formulas", arguments: [1, 8, 29])
  func updates(count: Int) {
    var stream = Seed(3).stream("updates")
    let (w, g, v) = (stream.normals([count]), stream.normals([count]), stream.normals([count]))
    func expectClose(_ a: Tensor, _ b: Tensor) { #expect((a - b).norm() < 1e-6 * b.norm()) }
    var descended = w
    descended.descend(gradient: g, learningRate: 0.1, weightDecay: 0.5)
    expectClose(descended, w - 0.1 * (g + 0.5 * w))
    var (moved, velocity) = (w, v)
    moved.descend(
      gradient: g, velocity: &velocity, learningRate: 0.1, momentum: 0.9, weightDecay: 0.5)
    expectClose(velocity, 0.9 * v + g + 0.5 * w)
    expectClose(moved, w - 0.1 * velocity)
    var sum = w
    sum.add(g, scaled: -2)
    expectClose(sum, w - 2 * g)
  }
}
