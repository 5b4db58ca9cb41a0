import TerminalHarness

/// Which cells are emphasized: bold or reversed text shows where the focus is.
struct Focus: Hashable {
  private let cells: [String]

  init(_ screen: VirtualScreen) {
    // The first row holds the rate of the run, which changes by itself.
    cells = screen.cells.dropFirst().map { row in
      String(
        String.UnicodeScalarView(
          row.map { $0.rendition.isBold || $0.rendition.isReversed ? $0.scalar : "." }))
    }
  }
}
