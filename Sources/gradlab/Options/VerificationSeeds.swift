import ArgumentParser
import Lessons

/// Seeds of the command line: `1-8`, `3,5,9`, or both mixed.
struct VerificationSeeds: ExpressibleByArgument {
  var seeds: [UInt64]

  init?(argument: String) {
    guard let seeds = SeedList.parse(argument) else { return nil }
    self.seeds = seeds
  }
}
