import ArgumentParser
import Lab
import Lessons

/// Seeds of the command line: `1-8`, `3,5,9`, both mixed, or `look` for those that the lesson's
/// author looks at.
enum VerificationSeeds: ExpressibleByArgument {
  case listed([UInt64])
  case look

  init?(argument: String) {
    if argument == "look" {
      self = .look
    } else if let seeds = SeedList.parse(argument) {
      self = .listed(seeds)
    } else {
      return nil
    }
  }

  func seeds(of lesson: Lesson) -> [UInt64] {
    switch self {
    case .listed(let seeds): seeds
    case .look: lesson.seeds.look
    }
  }
}
