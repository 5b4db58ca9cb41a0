public import Lessons
internal import Tensors

/// Seeds on which claims are judged: none that an author has looked at while writing them.
///
/// Bounds that are chosen with some seeds in view hold on those, whatever else they are worth.
public enum UnseenSeeds {
  /// As many as `gradlab verify` takes.
  public static let count = 8
  /// All are above those that a lesson file may name.
  static let range = SeedList.namedSeeds.upperBound + 1...999_999

  /// Always the same for a lesson: drawn from a stream that is named after its id.
  public static func of(_ lesson: Lesson) -> [UInt64] {
    var stream = Seed(0).stream("verify/\(lesson.id)")
    return distinct(count) { UInt64(range.lowerBound + stream.next(below: range.count)) }
  }

  /// Seeds that nobody has seen, drawn from `generator`.
  public static func fresh(
    _ count: Int, from generator: inout some RandomNumberGenerator
  ) -> [UInt64] {
    distinct(count) { UInt64(Int.random(in: range, using: &generator)) }
  }

  private static func distinct(_ count: Int, _ next: () -> UInt64) -> [UInt64] {
    var seeds: [UInt64] = []
    while seeds.count < count {
      let seed = next()
      if !seeds.contains(seed) { seeds.append(seed) }
    }
    return seeds
  }
}
