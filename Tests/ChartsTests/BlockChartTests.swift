import Charts
import Testing

@Suite("Block chart")
struct BlockChartTests {
  /// One channel of all examples.
  private static let batch = BlockChart(
    depth: .init("N", length: 3, part: 0..<3), across: .init("C", length: 6, part: 5..<6),
    down: .init("HW", length: 49, part: 0..<49), caption: "m = 3 x 1 x 49 = 147")
  /// Two channels of the first example.
  private static let group = BlockChart(
    depth: .init("N", length: 3, part: 0..<1), across: .init("C", length: 6, part: 4..<6),
    down: .init("HW", length: 49, part: 0..<49), index: 1, caption: "m = 1 x 2 x 49 = 98")

  @Test("a mean over the batch and one over a group look like this", arguments: GlyphTier.allCases)
  func pictures(glyphs: GlyphTier) throws {
    try expectPicture("block-batch", Self.batch, 48, 13, glyphs)
    try expectPicture("block-group", Self.group, 48, 13, glyphs)
  }

  @Test("all examples lit reach the back of the block, one example its front alone")
  func depth() {
    func lit(_ chart: BlockChart) -> Int { picture(chart, 48, 13).count { $0 == "\u{2588}" } }
    // The front has 6 rows: of the batch's one channel 6 cells, one of them the asked one; 3 cells of
    // the top, one asked; all 18 of the side.
    #expect(lit(Self.batch) == 2 * 5 + 2 * 2 + 18)
    // Two channels in the front, both at the front edge of the top, the first column of the side.
    #expect(lit(Self.group) == 2 * 11 + 2 * 1 + 6)
  }

  @Test("no size makes it trap")
  func totality() {
    drawEverywhere(Self.batch)
    drawEverywhere(
      BlockChart(
        depth: .init("N", length: 0, part: 0..<0), across: .init("C", length: 1, part: 0..<1),
        down: .init("HW", length: 1, part: 0..<1)))
  }
}
