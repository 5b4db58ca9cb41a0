import Charts
import Lab
import Lessons
import Mutations
import Screens
import TemporaryFiles
import Testing

/// Random walks over the keys, which also hide arms, filter lessons, change the size of the window, and
/// lose what was shown.
@Suite("Random walks", .serialized) struct RandomWalkTests {
  @Test("no walk ends in a fault, and every screen is whole", arguments: RandomWalk.Ground.allCases)
  func walk(ground: RandomWalk.Ground) async throws {
    let folder = try TemporaryFolder()
    let (place, name) = (folder.path, ground.rawValue)
    let result = await #expect(processExitsWith: .success) {
      [name = name as String, place = place as String] in
      let ground = try #require(RandomWalk.Ground(rawValue: name))
      let count = RandomWalk.Ground.allCases.count
      try MutationRun(in: place).each(sharedBy: count, effort: 4) { seed in
        var walk = try RandomWalk(on: ground, seed: seed)
        for step in 0..<400 {
          let key = walk.go()
          let grid = walk.model.view(walk.size, glyphs: walk.glyphs)
          #expect(grid.size == walk.size, "\(name), seed \(seed), step \(step) (\(key))")
          let text = grid.plainText()
          #expect(!text.contains("\(Int.max)"), "\(name), seed \(seed), step \(step) (\(key))")
          if walk.glyphs == .ascii {
            let isASCII = text.allSatisfy(\.isASCII)
            #expect(isASCII, "\(name), seed \(seed), step \(step) (\(key)):\n\(text)")
          }
        }
      }
    }
    if result == nil { Issue.record("\(name), seed \(MutationRun(in: place).lastSeed)") }
    MutationRun(in: place).tell("walks, \(name)")
  }
}
