internal import Arithmetic

/// The root of all randomness of a run; streams are drawn from it by name, so that one more layer
/// does not change what the others draw.
public struct Seed: Sendable, Hashable {
  public let value: UInt64

  public init(_ value: UInt64) {
    self.value = value
  }

  /// The stream called `name`: the same numbers for the same seed and name, always.
  public func stream(_ name: String) -> RandomStream {
    RandomStream(seed: value, key: fowlerNollVo(name))
  }
}

/// FNV-1a, 64 bits, of the UTF-8 bytes: stable over runs and versions, unlike `Hasher`.
private func fowlerNollVo(_ text: String) -> UInt64 {
  text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
}

/// Random numbers by counting: block i is Philox(counter = (i, seed), key = hash of the name). A
/// value: copying it, saving it and going on later give the same numbers.
public struct RandomStream: Sendable, Hashable {
  private let seed: UInt64
  private let key: UInt64
  private var nextBlock: UInt64 = 0
  private var block = SIMD4<UInt32>()
  /// Words of `block` already handed out.
  private var used = 4
  /// The second number of the last Box–Muller pair.
  private var spareNormal: Double?

  init(seed: UInt64, key: UInt64) {
    self.seed = seed
    self.key = key
  }

  public mutating func nextUInt32() -> UInt32 {
    if used == 4 {
      block = takeBlock()
      used = 0
    }
    used += 1
    return block[used - 1]
  }

  private mutating func takeBlock() -> SIMD4<UInt32> {
    defer { nextBlock &+= 1 }
    return Philox.block(counter: SIMD4(words(nextBlock), words(seed)), key: words(key))
  }

  public mutating func nextUInt64() -> UInt64 {
    let low = UInt64(nextUInt32())
    return UInt64(nextUInt32()) << 32 | low
  }

  /// Uniform in [0, 1), a multiple of 2⁻⁵³.
  public mutating func nextUniform() -> Double {
    uniform(nextUInt64())
  }

  /// Standard normal numbers, drawn in pairs.
  public mutating func nextNormal() -> Double {
    if let spare = spareNormal {
      spareNormal = nil
      return spare
    }
    let (normal, spare) = normalPair(nextUInt64(), nextUInt64())
    spareNormal = spare
    return normal
  }

  /// Uniform in 0..<bound without bias (Lemire 2019): a product's high half, rejecting the few low
  /// halves that would favor some results.
  public mutating func next(below bound: Int) -> Int {
    precondition(bound > 0, "next(below:): bound \(bound)")
    let range = UInt64(bound)
    var product = nextUInt64().multipliedFullWidth(by: range)
    if product.low < range {
      let threshold = (0 &- range) % range
      while product.low < threshold {
        product = nextUInt64().multipliedFullWidth(by: range)
      }
    }
    return Int(product.high)
  }

  /// Puts `elements` into a uniformly random order (Fisher and Yates; Durstenfeld 1964).
  public mutating func shuffle<Element>(_ elements: inout [Element]) {
    var last = elements.count - 1
    while last > 0 {
      elements.swapAt(last, next(below: last + 1))
      last -= 1
    }
  }

  /// 0..<count in random order.
  public mutating func permutation(_ count: Int) -> [Int] {
    var indices = Array(0..<count)
    shuffle(&indices)
    return indices
  }

  private func words(_ bits: UInt64) -> SIMD2<UInt32> {
    SIMD2(UInt32(truncatingIfNeeded: bits), UInt32(truncatingIfNeeded: bits >> 32))
  }
}

extension SIMD4<UInt32> {
  fileprivate init(_ low: SIMD2<UInt32>, _ high: SIMD2<UInt32>) {
    self.init(lowHalf: low, highHalf: high)
  }
}

private func uniform(_ bits: UInt64) -> Double {
  Double(bits >> 11) * 0x1p-53
}

/// √(−2 ln u)·cos 2πv and √(−2 ln u)·sin 2πv, u in (0, 1] (Box and Muller 1958).
@inline(__always)
private func normalPair(_ first: UInt64, _ second: UInt64) -> (Double, Double) {
  let radius = (-2 * (1 - uniform(first)).log()).squareRoot()
  let (sine, cosine) = (2 * Double.pi * uniform(second)).sinAndCos()
  return (radius * cosine, radius * sine)
}

/// Tensors of random numbers.
extension RandomStream {
  /// N(mean, standardDeviation²) in every place: the numbers of `nextNormal`, in order.
  public mutating func normals(
    _ shape: [Int], mean: Double = 0, standardDeviation: Double = 1
  ) -> Tensor {
    let count = Tensor.count(of: shape)
    return Tensor(shape: shape) { z in
      var index = 0
      func put(_ normal: Double) {
        z[index] = Float(mean + standardDeviation * normal)
        index += 1
      }
      while index < count && (used < 4 || spareNormal != nil) { put(nextNormal()) }
      // A fresh block of four words is just one pair.
      while index + 2 <= count {
        let block = takeBlock()
        let (first, second) = normalPair(
          UInt64(block[1]) << 32 | UInt64(block[0]), UInt64(block[3]) << 32 | UInt64(block[2]))
        put(first)
        put(second)
      }
      if index < count { put(nextNormal()) }
    }
  }

  /// `kept` with a probability, else 0, in every place: the choices that `nextUniform` below the
  /// probability would make, in order.
  public mutating func mask(_ shape: [Int], keeping probability: Double, as kept: Float) -> Tensor {
    let count = Tensor.count(of: shape)
    // u·2⁵³ < p·2⁵³ in whole numbers.
    let threshold = UInt64((probability * 0x1p53).rounded(.up))
    return Tensor(shape: shape) { z in
      var index = 0
      func putOne() {
        z[index] = nextUInt64() >> 11 < threshold ? kept : 0
        index += 1
      }
      while index < count && used < 4 { putOne() }
      // Two choices a block, eight blocks at a time; never where a block was handed out in part.
      while index + 16 <= count && used == 4 {
        putSixteen(z + index, below: threshold, kept)
        index += 16
      }
      while index < count { putOne() }
    }
  }

  private mutating func putSixteen(
    _ z: UnsafeMutablePointer<Float>, below threshold: UInt64, _ kept: Float
  ) {
    let (a, b, c, d) = Philox.eightBlocks(
      from: nextBlock, high: words(seed), key: words(key))
    let limit = SIMD8(repeating: threshold)
    let (even, odd) = (((b &<< 32) | a) &>> 11, ((d &<< 32) | c) &>> 11)
    let (isKept, isOtherKept) = (even .< limit, odd .< limit)
    for lane in 0..<8 {
      z[2 * lane] = isKept[lane] ? kept : 0
      z[2 * lane + 1] = isOtherKept[lane] ? kept : 0
    }
    nextBlock &+= 8
  }

  /// U(range.lowerBound, range.upperBound) in every place.
  public mutating func uniforms(_ shape: [Int], in range: Range<Double> = 0..<1) -> Tensor {
    let count = Tensor.count(of: shape)
    let width = range.upperBound - range.lowerBound
    return Tensor(shape: shape) { z in
      for index in 0..<count { z[index] = Float(range.lowerBound + width * nextUniform()) }
    }
  }
}
