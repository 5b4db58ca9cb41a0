import Terminal
import Testing

@Suite("Pair cache")
struct PairCacheTests {
  @Test("a pair keeps its number and is defined once")
  func stable() {
    var cache = PairCache(capacity: 10)
    let red = cache.number(of: ColorPair(1, on: -1))
    #expect(cache.number(of: ColorPair(1, on: -1)) == red)
    #expect(cache.takeDefinitions().map(\.number) == [red])
    #expect(cache.takeDefinitions().isEmpty)
  }

  @Test("the terminal's own colors are pair 0 and need no definition")
  func own() {
    var cache = PairCache(capacity: 10)
    #expect(cache.number(of: .own) == 0)
    #expect(cache.takeDefinitions().isEmpty)
  }

  @Test("different pairs have different numbers within the capacity")
  func distinct() {
    var cache = PairCache(capacity: 100)
    let numbers = (0..<100).map { cache.number(of: ColorPair($0, on: 7)) }
    #expect(Set(numbers).count == 100)
    #expect(numbers.allSatisfy { (1...100).contains($0) })
  }

  @Test("when all numbers are taken, the foreground stays where it can")
  func full() {
    var cache = PairCache(capacity: 2)
    let plain = cache.number(of: ColorPair(5, on: -1))
    _ = cache.number(of: ColorPair(6, on: 1))
    #expect(cache.number(of: ColorPair(5, on: 3)) == plain)
    #expect(cache.number(of: ColorPair(9, on: 3)) == 0)
  }

  @Test("unused pairs give their numbers to new ones, and the used keep theirs")
  func recycling() {
    var cache = PairCache(capacity: 4)
    let pairs = (0..<4).map { ColorPair($0, on: -1) }
    let numbers = pairs.map { cache.number(of: $0) }
    #expect(cache.isCrowded)
    cache.keep(only: [pairs[1]])
    #expect(cache.count == 1 && !cache.isCrowded)
    _ = cache.takeDefinitions()
    let fresh = (10..<13).map { cache.number(of: ColorPair($0, on: -1)) }
    #expect(Set(fresh) == Set(numbers).subtracting([numbers[1]]))
    #expect(cache.number(of: pairs[1]) == numbers[1])
    #expect(cache.takeDefinitions().count == 3)
  }

  @Test("a million colors in frames of a hundred never run out")
  func longRun() {
    var cache = PairCache(capacity: 256)
    for frame in Int32(0)..<10_000 {
      let pairs = (0..<100).map { ColorPair(frame &* 100 &+ $0, on: -1) }
      if cache.isCrowded { cache.keep(only: Set(pairs)) }
      let numbers = Set(pairs.map { cache.number(of: $0) })
      guard numbers.count == 100, !numbers.contains(0) else {
        Issue.record("frame \(frame) shares numbers")
        return
      }
    }
  }
}
