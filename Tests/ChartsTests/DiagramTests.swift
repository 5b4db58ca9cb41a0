import Charts
import Testing

@Suite("Diagram")
struct DiagramTests {
  /// hₜ from hₜ₋₁ and xₜ, three times.
  static let unrolled = Diagram(
    nodes: (1...3).flatMap { t -> [Diagram.Node] in
      [
        .init("y\(t)", column: t, row: 0, isFramed: false), .init("h\(t)", column: t, row: 1),
        .init("x\(t)", column: t, row: 2, isFramed: false),
      ]
    } + [.init("h0", column: 0, row: 1, isFramed: false)],
    edges: (0..<3).flatMap { t -> [Diagram.Edge] in
      [
        .init(from: 3 * t + 2, to: 3 * t + 1), .init(from: 3 * t + 1, to: 3 * t),
        .init(from: t == 0 ? 9 : 3 * t - 2, to: 3 * t + 1, label: "W"),
      ]
    }, highlighted: 4)

  /// - Source: He, Zhang, Ren, Sun 2016, figure 2
  static let residual = Diagram(
    nodes: [
      .init("x", column: 0, row: 0, isFramed: false), .init("conv 3x3", column: 1, row: 0),
      .init("relu", column: 2, row: 0), .init("conv 3x3", column: 3, row: 0),
      .init("+", column: 4, row: 0), .init("y", column: 5, row: 0, isFramed: false),
    ],
    edges: (0..<5).map { .init(from: $0, to: $0 + 1) } + [
      .init(from: 0, to: 4, label: "identity", route: .over)
    ])

  /// c′ = f c + i g, h′ = o tanh c′.
  /// - Source: Hochreiter, Schmidhuber 1997, with the forget gate of Gers, Schmidhuber, Cummins 2000
  static let memoryCell = Diagram(
    nodes: [
      .init("h, x", column: 0, row: 3, isFramed: false),
      .init("f", column: 1, row: 2), .init("i", column: 2, row: 2), .init("g", column: 3, row: 2),
      .init("o", column: 4, row: 2), .init("c", column: 0, row: 0, isFramed: false),
      .init("x", column: 1, row: 0), .init("+", column: 3, row: 0),
      .init("c'", column: 5, row: 0, isFramed: false), .init("x", column: 3, row: 1),
      .init("tanh", column: 4, row: 1), .init("x", column: 5, row: 2),
      .init("h'", column: 6, row: 2, isFramed: false),
    ],
    edges: [
      .init(from: 5, to: 6), .init(from: 6, to: 7), .init(from: 7, to: 8), .init(from: 1, to: 6),
      .init(from: 2, to: 9, route: .columnFirst), .init(from: 3, to: 9), .init(from: 9, to: 7),
      .init(from: 7, to: 10), .init(from: 10, to: 11), .init(from: 4, to: 11),
      .init(from: 11, to: 12),
    ] + (1...4).map { .init(from: 0, to: $0) }, highlighted: 1)

  @Test("networks and cells look like this", arguments: GlyphTier.allCases)
  func pictures(glyphs: GlyphTier) throws {
    try expectPicture("diagram-unrolled", Self.unrolled, 60, 13, glyphs)
    try expectPicture("diagram-residual", Self.residual, 76, 7, glyphs)
    try expectPicture("diagram-memory-cell", Self.memoryCell, 76, 18, glyphs)
    try expectPicture("diagram-memory-cell-small", Self.memoryCell, 44, 10, glyphs)
  }

  @Test("the reader's node alone has the accent")
  func highlight() {
    var grid = Grid(Size(columns: 60, rows: 13))
    Self.unrolled.draw(into: &grid, in: grid.bounds, glyphs: .braille)
    for row in 0..<13 {
      for column in 0..<60 where grid[column, row].style.foreground == .accent {
        #expect(Self.unrolled.node(atColumn: column, row: row, in: grid.bounds) == 4)
      }
    }
    #expect(grid.cells.contains { $0.scalar == "h" && $0.style == Style(.accent, bold: true) })
  }

  @Test("an arrow to its own node is a loop, and one around it runs farther out")
  func loop() {
    let loop = Diagram(
      nodes: [
        .init("x", column: 0, row: 0, isFramed: false), .init("h", column: 1, row: 0),
        .init("y", column: 2, row: 0, isFramed: false),
      ],
      edges: [
        .init(from: 0, to: 1), .init(from: 1, to: 2), .init(from: 0, to: 2, route: .over),
        .init(from: 1, to: 1, label: "W", route: .over),
      ])
    let expected = """
       ┌───────────────────────┐
       │          ┌─┐          │
       │          ▾ │ W        │
       │         ┌───┐         ▾
       x ───────▸│ h │───────▸ y
                 └───┘
      """
    #expect(picture(loop, 27, 6) == expected + "\n")
  }

  @Test("nothing that a diagram is given makes it trap")
  func totality() {
    let places = [0, 1, -7, .max, .min]
    let nodes = places.flatMap { column in
      places.map { row in
        Diagram.Node(
          "漢字e\u{301}", column: column, row: row, isFramed: row != 0, index: column % 100)
      }
    }
    let ends = [-1, 0, 3, 12, 24, 25, .max]
    for route in [Diagram.Route.rowFirst, .columnFirst, .over, .under] {
      let edges = ends.flatMap { from in
        ends.map { Diagram.Edge(from: from, to: $0, label: "w", route: route) }
      }
      for highlighted in [nil, -1, 3, 99] {
        drawEverywhere(Diagram(nodes: nodes, edges: edges, highlighted: highlighted))
      }
    }
    drawEverywhere(Diagram(nodes: [], edges: [.init(from: 0, to: 0)]))
    drawEverywhere(Diagram(nodes: [.init("", column: 0, row: 0)], edges: []))
  }
}
