import Experiments
import Lab
import Testing

@Suite("Histories of any length")
struct PyramidTests {
  @Test(
    "any part at any resolution has the extremes, mean and last value of the plain list",
    arguments: [(1, 1), (7, 3), (64, 64), (1000, 50), (4097, 100), (10_000, 512)])
  func agreesWithPlainList(count: Int, resolution: Int) {
    var pyramid = Pyramid(capacity: 128)
    let values = (0..<count).map { Double(($0 * 7919) % 1009) - 500 }
    for value in values { pyramid.append(value) }
    for range in [0..<count, count / 3..<count, 0..<(count + 1) / 2, count - 1..<count] {
      let buckets = pyramid.buckets(range, resolution: resolution)
      #expect(buckets.count <= max(resolution, 1) + 1)
      #expect(buckets.first.map { $0.indices.lowerBound <= range.lowerBound } == true)
      #expect(buckets.last.map { $0.indices.upperBound >= range.upperBound - 1 } == true)
      for (indices, cell) in buckets {
        let part = values[indices]
        #expect(cell.minimum == part.min() && cell.maximum == part.max())
        #expect(cell.sum == part.reduce(0, +) && cell.last == part.last)
        #expect(cell.finiteCount == part.count)
      }
      for (first, second) in zip(buckets, buckets.dropFirst()) {
        #expect(first.indices.upperBound + 1 == second.indices.lowerBound)
      }
    }
  }

  @Test("copies go on by themselves, and share all but a little of what they have in common")
  func copies() {
    var pyramid = Pyramid()
    var copies: [Pyramid] = []
    for index in 0..<100_000 {
      pyramid.append(Double(index))
      if index % 7919 == 0 { copies.append(pyramid) }
    }
    for (number, copy) in copies.enumerated() {
      var other = copy
      #expect(other.count == number * 7919 + 1)
      other.append(-1)
      #expect(other.buckets(0..<other.count, resolution: 1)[0].cell.last == -1)
      #expect(copy.buckets(0..<copy.count, resolution: 1)[0].cell.last == Double(copy.count - 1))
    }
    let sum = pyramid.buckets(0..<pyramid.count, resolution: 1)[0].cell.sum
    #expect(sum == 100_000 * 99_999 / 2)
    #expect(pyramid.copiedBytes * 20 < pyramid.sharedBytes)
  }

  @Test("one spike in ten million steps is seen, in bounded memory")
  func keepsSpikes() {
    var pyramid = Pyramid()
    for index in 0..<10_000_000 { pyramid.append(index == 6_543_210 ? 99 : 1) }
    let buckets = pyramid.buckets(0..<pyramid.count, resolution: 200)
    #expect(buckets.count <= 200 && buckets.count > 90)
    #expect(buckets.map(\.cell.maximum).max() == 99)
    #expect(buckets.first { $0.cell.maximum == 99 }?.indices.contains(6_543_210) == true)
    #expect(pyramid.cellCount <= 2 * 16_384 + 64)
  }

  @Test("values that are no numbers take their place and count in nothing")
  func leavesOutNonFinite() {
    var history = History(firstStep: 1)
    for value in [1, .nan, 3, .infinity] { history.append(value) }
    let trace = history.trace(nil, resolution: 10)
    #expect(trace.raw.map(\.steps) == [1...1, 3...3])
    #expect(trace.raw.map(\.mean) == [1, 3])
    #expect(history.trace(nil, resolution: 1).raw.map(\.mean) == [2])
  }

  @Test("the smoothed curve is the mean of the last values, exactly, also after a spike")
  func smoothsExactly() {
    var history = History(firstStep: 1, smoothing: 3)
    for value in [6.0, 3, 0, 1e18, 3, 3, 3] { history.append(value) }
    let smoothed = history.trace(nil, resolution: 100).smoothed.map(\.mean)
    let spike: [Double] = [(1e18 + 3) / 3, (1e18 + 3) / 3, (1e18 + 6) / 3]
    #expect(smoothed == [6, 4.5, 3] + spike + [3])
    #expect(history.latest == 3)
  }

  @Test("a zoomed trace covers the steps asked for, and nothing where there is nothing")
  func zooms() {
    var history = History(firstStep: 0, every: 10)
    #expect(history.trace(5...9, resolution: 4).raw.isEmpty)
    for step in stride(from: 0, through: 200, by: 10) { history.append(Double(step)) }
    let trace = history.trace(55...95, resolution: 100)
    #expect(trace.raw.map(\.last) == [50, 60, 70, 80, 90, 100])
    #expect(trace.raw.map(\.steps.lowerBound) == [50, 60, 70, 80, 90, 100])
    #expect(history.trace(1000...2000, resolution: 4).raw.map(\.last) == [200])
  }
}
