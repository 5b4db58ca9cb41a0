public import Tensors

/// Drawn digits: ten 5×7 bitmaps near the middle of a square picture, moved and noisy.
///
/// Each picture is bitmap + noise, standardized by the mean and deviation that the recipe has in
/// expectation, so that training and test pictures are on the same scale.
public struct GlyphDigits: Hashable, Sendable {
  /// Height and width in pixels.
  public let size: Int
  /// How far a digit may lie off the middle, in pixels, each way.
  public let shift: Int
  /// Standard deviation of the noise; ink is 1 and paper 0.
  public let noise: Double

  /// - Precondition: a digit fits wherever it is moved: `size` ≥ 7·scale + 2·`shift`.
  public init(size: Int = 12, shift: Int = 1, noise: Double = 0.3) {
    precondition(
      size >= 7 && shift >= 0 && noise >= 0 && size >= 7 * max(size / 12, 1) + 2 * shift,
      "GlyphDigits: size \(size), shift \(shift), noise \(noise)")
    self.size = size
    self.shift = shift
    self.noise = noise
  }

  /// How far a digit may be moved in pictures of this size; negative where none fits.
  public static func largestShift(size: Int) -> Int { (size - 7 * max(size / 12, 1)) / 2 }

  /// A bitmap's pixel is a square of this side, so that a digit fills the same part of each size.
  private var scale: Int { max(size / 12, 1) }

  /// `count` pictures of digits in random order, always the same for the same seed and name.
  /// - Parameter name: distinguishes sets from the same seed, such as "train" and "test".
  public func images(count: Int, seed: Seed, name: String) -> LabeledImages {
    var stream = seed.stream("glyphs/\(name)")
    let (mean, deviation) = expectedStatistics
    let paper = Float(-mean / deviation)
    let ink = Float(1 / deviation)
    var labels = [Int]()
    var scalars = [Float]()
    scalars.reserveCapacity(count * size * size)
    for image in 0..<count {
      let digit = stream.next(below: 10)
      labels.append(digit)
      for _ in 0..<size * size {
        scalars.append(paper + Float(noise * stream.nextNormal() / deviation))
      }
      let down = (size - 7 * scale) / 2 + stream.next(below: 2 * shift + 1) - shift
      let across = (size - 5 * scale) / 2 + stream.next(below: 2 * shift + 1) - shift
      for (row, column) in Self.inked(digit) {
        for y in 0..<scale {
          let start = (image * size + down + row * scale + y) * size + across + column * scale
          for x in 0..<scale { scalars[start + x] += ink }
        }
      }
    }
    return LabeledImages(
      images: Tensor(shape: [count, size * size], scalars: scalars), mean: mean,
      deviation: deviation, labels: labels, imageShape: [1, size, size],
      classNames: (0...9).map { "\($0)" })
  }

  /// With p the share of ink in a picture: mean p, variance p(1 − p) + noise².
  private var expectedStatistics: (mean: Double, deviation: Double) {
    let ink = (0...9).reduce(0) { $0 + Self.inked($1).count } * scale * scale
    let share = Double(ink) / Double(10 * size * size)
    return (share, (share * (1 - share) + noise * noise).squareRoot())
  }

  /// Row and column of the inked pixels of a digit's bitmap.
  private static func inked(_ digit: Int) -> [(row: Int, column: Int)] {
    bitmaps[digit].enumerated().flatMap { row, bits in
      (0..<5).filter { bits >> (4 - $0) & 1 == 1 }.map { (row, $0) }
    }
  }

  /// Seven rows a digit, the leftmost pixel in the highest of five bits.
  private static let bitmaps: [[UInt8]] = [
    [0b01110, 0b10001, 0b10011, 0b10101, 0b11001, 0b10001, 0b01110],
    [0b00100, 0b01100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110],
    [0b01110, 0b10001, 0b00001, 0b00010, 0b00100, 0b01000, 0b11111],
    [0b11111, 0b00010, 0b00100, 0b00010, 0b00001, 0b10001, 0b01110],
    [0b00010, 0b00110, 0b01010, 0b10010, 0b11111, 0b00010, 0b00010],
    [0b11111, 0b10000, 0b11110, 0b00001, 0b00001, 0b10001, 0b01110],
    [0b00110, 0b01000, 0b10000, 0b11110, 0b10001, 0b10001, 0b01110],
    [0b11111, 0b00001, 0b00010, 0b00100, 0b01000, 0b01000, 0b01000],
    [0b01110, 0b10001, 0b10001, 0b01110, 0b10001, 0b10001, 0b01110],
    [0b01110, 0b10001, 0b10001, 0b01111, 0b00001, 0b00010, 0b01100],
  ]
}
