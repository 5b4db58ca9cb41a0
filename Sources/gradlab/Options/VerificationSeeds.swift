import Lab
import Lessons

/// Seeds of the command line: `1-8`, `3,5,9`, both mixed, or `look` for those that the lesson's
/// author looks at.
enum VerificationSeeds {
  case listed([UInt64])
  case look

  init(argument: String) throws {
    if argument == "look" {
      self = .look
    } else if let seeds = SeedList.parse(argument) {
      self = .listed(seeds)
    } else {
      throw OptionValueFault(
        found: argument,
        expected: "at most \(SeedList.limit) different seeds as 1-8, 3,5,9 or both mixed, or look")
    }
  }

  func seeds(of lesson: Lesson) -> [UInt64] {
    switch self {
    case .listed(let seeds): seeds
    case .look: lesson.seeds.look
    }
  }
}
