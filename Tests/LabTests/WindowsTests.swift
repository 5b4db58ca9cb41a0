import Experiments
import Lab
import Lessons
import Testing

@Suite("Layers of windows")
struct WindowsTests {
  private func arm(_ settings: String, steps: Int) throws -> HeadlessRun.Arm {
    let lesson = try ProcessLesson.windows.lesson(
      probes: """
          field: {of: receptive_field}
          extent: {of: receptive_extent}
          rows: {of: window_rows}
          places: {of: window_places}
        """, arms: "  one: {label: one, set: {\(settings)}}")
    return try HeadlessRun.run(lesson, library: ProcessLesson.windows.library, steps: steps).arms[0]
  }

  private func picture(_ arm: HeadlessRun.Arm, _ name: String) throws -> Picture {
    try #require(arm.snapshot.readings.pictures(name)?.first)
  }

  /// Window, stride, dilation.
  @Test(
    "see rₗ = rₗ₋₁ + (k − 1)·d·∏s pixels, by the gradient of the middle unit",
    arguments: [(3, 1, 1), (5, 1, 1), (3, 2, 1), (3, 1, 2), (2, 1, 1), (1, 1, 1), (4, 2, 1)])
  func extents(_ window: Int, _ stride: Int, _ dilation: Int) throws {
    let arm = try arm("size: 65, k: \(window), s: \(stride), d: \(dilation)", steps: 4)
    var (expected, reach, jump) = ([1.0], 1, 1)
    for _ in 1...4 {
      reach += (window - 1) * dilation * jump
      jump *= stride
      expected.append(Double(reach))
    }
    #expect(arm.series["extent"]?.raw == expected)
    let field = try picture(arm, "field")
    #expect(field.values.joined().max() == 1)
    #expect(field.title == "4 layers: \(reach)\u{00D7}\(reach) pixels")
  }

  @Test("count most in the middle where all weights are equal")
  func bell() throws {
    // Two windows of 3, one after the other: 1, 2, 3, 2, 1 ways along each axis.
    let field = try picture(try arm("size: 9, weights: equal", steps: 2), "field")
    let ways = [0.0, 0, 1, 2, 3, 2, 1, 0, 0]
    for row in 0..<9 {
      for column in 0..<9 {
        #expect(abs(field.values[row][column] - ways[row] * ways[column] / 9) < 1e-6)
      }
    }
  }

  /// Pixels, window, stride, padding.
  @Test(
    "have ⌊(n + 2p − k)/s⌋ + 1 rows, and none where the window is too large",
    arguments: [
      (10, 3, 2, 0), (10, 3, 2, 1), (28, 5, 1, 2), (7, 7, 3, 0), (5, 7, 1, 0), (5, 7, 1, 1),
    ])
  func rows(_ pixels: Int, _ window: Int, _ stride: Int, _ padding: Int) throws {
    let arm = try arm(
      "size: \(pixels), k: \(window), s: \(stride), p: \(padding)", steps: 1)
    let free = pixels + 2 * padding - window
    let count = free < 0 ? 0 : free / stride + 1
    #expect(arm.series["rows"]?.raw == [Double(pixels), Double(count)])
    let places = try picture(arm, "places")
    guard count > 0 else {
      #expect(places.values.isEmpty)
      #expect(places.title == "A window of \(window) pixels doesn't fit into \(pixels).")
      return
    }
    // The row, a gap, and the windows: each with so many places, from its start on.
    #expect(places.values.count == count + 2)
    for (index, line) in places.values.dropFirst(2).enumerated() {
      let seen = line.indices.filter { line[$0].isFinite }
      #expect(seen == Array(index * stride..<index * stride + window))
      #expect(seen.allSatisfy { line[$0] == places.values[0][$0] })
    }
  }
}
