import Screens
import Testing

@Suite("How numbers go along an axis, in words") struct NumberTrendTests {
  private func steps(_ values: [Double]) -> NumberTrend {
    NumberTrend(
      axis: .steps("step"),
      points: values.enumerated().map { NumberTrend.Point(at: Double($0 + 1), $1) })
  }

  @Test(
    "each form of a curve has its sentence",
    arguments: [
      ([2.31, 1, 0.24, 0.25], "falls from 2.31 to 0.250 over 4 steps, lowest 0.240 at step 3"),
      ([0.1, 0.2, 0.9], "rises from 0.100 to 0.900 over 3 steps"),
      ([1, 3, 1], "begins and ends at 1 over 3 steps, highest 3 at step 2"),
      ([0.5, 0.5, 0.5], "stays at 0.500 over 3 steps"), ([7], "is 7 at step 1"),
      (
        [1, 4, -2, 2], "rises from 1 to 2 over 4 steps, lowest -2 at step 3, highest 4 at step 2"
      ),
      ([1, .nan, .infinity, 2], "rises from 1 to 2 over 4 steps"),
    ])
  func curves(values: [Double], text: String) {
    let trend = steps(values)
    #expect(trend.text(over: trend.length) == text)
  }

  @Test("without a finite number there is nothing to say")
  func nothing() {
    #expect(steps([]).text() == nil)
    #expect(steps([.nan, .infinity]).text() == nil)
  }

  @Test("by layer and along a variable the places of the ends are said")
  func places() {
    let values = [0.5, 0.01, 0.02]
    let points = values.enumerated().map { NumberTrend.Point(at: Double($0 + 1), $1) }
    #expect(
      NumberTrend(axis: .layers, points: points).text()
        == "falls from 0.500 in layer 1 to 0.0200 in layer 3, lowest 0.0100 in layer 2")
    #expect(
      NumberTrend(axis: .variable("lag"), points: points).text()
        == "falls from 0.500 at lag 1 to 0.0200 at lag 3, lowest 0.0100 at lag 2")
  }

  @Test("where steps share a point, the extremes lie between steps")
  func buckets() {
    let points = [
      NumberTrend.Point(1...10, last: 2, 1.5, 2.5), NumberTrend.Point(11...20, last: 1, 0.5, 2),
    ]
    #expect(
      NumberTrend(axis: .steps("step"), points: points).text(over: "20 steps")
        == "falls from 2 to 1 over 20 steps, lowest 0.500 between steps 11 and 20, "
        + "highest 2.50 between steps 1 and 10")
  }

  @Test(
    "a line of Braille has two columns of dots a cell, from one dot to four, and 40 cells at most",
    arguments: [
      ([0.0, 1, 2, 3], "\u{28A4}\u{28F6}"), ([1.0, 1], "\u{28C0}"), ([0.0, .nan], "\u{2840}"),
      ([3.0], "\u{2840}"), ([], ""),
    ])
  func braille(values: [Double], text: String) {
    let line = BrailleLine(values).text
    #expect(line.unicodeScalars.count == (values.count + 1) / 2)
    if values.count != 4 { #expect(line == text) }
    #expect(line.unicodeScalars.allSatisfy { (0x2800...0x28FF).contains($0.value) })
  }

  @Test("a long curve keeps its form in 40 cells")
  func longBraille() {
    let falling = BrailleLine((0..<1000).map { Double(1000 - $0) }).text
    #expect(falling.unicodeScalars.count == BrailleLine.cells)
    // All four dots of both columns first, one dot of each in the end.
    #expect(falling.unicodeScalars.first?.value == 0x28FF)
    #expect(falling.unicodeScalars.last?.value == 0x28C0)
  }
}
