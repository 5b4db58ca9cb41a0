import Tensors
import Testing

struct PhiloxCase: Sendable {
  let counter: SIMD4<UInt32>
  let key: SIMD2<UInt32>
  let expected: SIMD4<UInt32>
}

/// Known answers of the Random123 distribution (kat_vectors, philox4x32, 10 rounds).
private let knownAnswers = [
  PhiloxCase(
    counter: SIMD4(repeating: 0), key: SIMD2(repeating: 0),
    expected: SIMD4(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8)),
  PhiloxCase(
    counter: SIMD4(repeating: .max), key: SIMD2(repeating: .max),
    expected: SIMD4(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd)),
  PhiloxCase(
    counter: SIMD4(0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344),
    key: SIMD2(0xa409_3822, 0x299f_31d0),
    expected: SIMD4(0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1)),
]

@Suite("Random streams")
struct RandomStreamTests {
  @Test("Philox gives the published known answers", arguments: knownAnswers)
  func philox(known: PhiloxCase) {
    #expect(Philox.block(counter: known.counter, key: known.key) == known.expected)
  }

  @Test("a stream depends on the seed and on the name, and on nothing else")
  func streams() {
    func first(_ seed: UInt64, _ name: String) -> [UInt32] {
      var stream = Seed(seed).stream(name)
      return (0..<8).map { _ in stream.nextUInt32() }
    }
    #expect(first(1, "hidden1/weight") == first(1, "hidden1/weight"))
    #expect(first(1, "hidden1/weight") != first(2, "hidden1/weight"))
    #expect(first(1, "hidden1/weight") != first(1, "hidden2/weight"))
  }

  @Test("a copy of a stream goes on with the same numbers")
  func copies() {
    var stream = Seed(3).stream("copy")
    _ = stream.nextNormal()
    var copy = stream
    #expect(copy == stream)
    #expect((0..<9).map { _ in stream.nextNormal() } == (0..<9).map { _ in copy.nextNormal() })
  }

  @Test("a tensor of normal numbers holds the same ones as drawing one by one", arguments: 0...5)
  func bulk(drawnBefore: Int) {
    var (stream, other) = (Seed(4).stream("bulk"), Seed(4).stream("bulk"))
    for _ in 0..<drawnBefore {
      #expect(stream.nextUInt32() == other.nextUInt32())
    }
    for count in [3, 8, 1, 5] {
      let expected = (0..<count).map { _ in Float(1 + 2 * other.nextNormal()) }
      #expect(stream.normals([count], mean: 1, standardDeviation: 2).scalars == expected)
    }
    #expect(stream == other)
  }

  /// The mean of n numbers of variance v lies within 4√(v/n) of its expectation but for 1 in 16,000
  /// seeds; this seed is fixed.
  @Test("a mask makes the choices of drawing one by one, wherever it begins", arguments: 0...5)
  func mask(drawnBefore: Int) {
    var (stream, other) = (Seed(6).stream("mask"), Seed(6).stream("mask"))
    for _ in 0..<drawnBefore {
      #expect(stream.nextUInt32() == other.nextUInt32())
    }
    for (count, probability) in [(1, 0.5), (15, 0.9), (100, 0.3), (16, 1), (33, 0), (64, 0.1)] {
      let expected = (0..<count).map { _ in other.nextUniform() < probability ? Float(2) : 0 }
      #expect(stream.mask([count], keeping: probability, as: 2).scalars == expected)
    }
    #expect(stream.nextUInt32() == other.nextUInt32())
  }

  @Test("uniform and normal numbers have their mean and variance")
  func moments() {
    var stream = Seed(5).stream("moments")
    let count = 100_000
    let normal = stream.normals([count]).meanAndVariance()
    #expect(abs(normal.mean) < 4 / Double(count).squareRoot())
    #expect(abs(normal.variance - 1) < 4 * (2 / Double(count)).squareRoot())
    let uniform = stream.uniforms([count], in: -1..<1).meanAndVariance()
    #expect(abs(uniform.mean) < 4 * (1 / 3 / Double(count)).squareRoot())
    #expect(abs(uniform.variance - 1.0 / 3) < 0.01)
  }

  @Test("numbers below a bound are equally likely (chi-squared, 99.9 %)")
  func bounded() {
    var stream = Seed(7).stream("bound")
    var counts = [Int](repeating: 0, count: 7)
    for _ in 0..<70_000 { counts[stream.next(below: 7)] += 1 }
    let statistic = counts.reduce(0.0) {
      $0 + (Double($1) - 10_000) * (Double($1) - 10_000) / 10_000
    }
    // The 99.9 % point of chi-squared with 6 degrees of freedom.
    #expect(statistic < 22.46)
  }

  @Test("all orders of three things are equally likely (chi-squared, 99.9 %)")
  func shuffle() {
    var stream = Seed(9).stream("shuffle")
    var counts: [[Int]: Int] = [:]
    for _ in 0..<60_000 { counts[stream.permutation(3), default: 0] += 1 }
    #expect(counts.count == 6)
    let statistic = counts.values.reduce(0.0) {
      $0 + (Double($1) - 10_000) * (Double($1) - 10_000) / 10_000
    }
    // The 99.9 % point of chi-squared with 5 degrees of freedom.
    #expect(statistic < 20.52)
  }

  @Test("shuffling keeps every element")
  func permutation() {
    var stream = Seed(11).stream("permutation")
    let order = stream.permutation(1000)
    #expect(order != Array(0..<1000))
    #expect(order.sorted() == Array(0..<1000))
  }
}
