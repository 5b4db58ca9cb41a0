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

  /// A convolutional network with two blocks that are skipped, wrapped where a row is full.
  static let network: Diagram = {
    let names = [
      "image", "conv 3x3", "norm", "relu", "*", "block x3", "+", "*", "block", "+", "mean",
      "dense", "logits",
    ]
    let shapes = [
      "1x28x28", "16x28x28", "", "", "", "16x28x28", "", "", "32x14x14", "", "32", "10",
    ]
    return Diagram(
      nodes: names.enumerated().map { number, name in
        let isFramed = ![0, 4, 6, 7, 9, 12].contains(number)
        return .init(name, column: number, row: 0, isFramed: isFramed)
      },
      edges: shapes.enumerated().map { .init(from: $0, to: $0 + 1, label: $1) } + [
        .init(from: 4, to: 6, route: .over), .init(from: 7, to: 9, route: .over),
      ], arrangement: .flow, highlighted: 5)
  }()

  /// A block with what flows forward above its arrows and what flows back below them.
  static let block: Diagram = {
    let names = ["x", "conv 3x3", "norm", "relu", "conv 3x3", "norm", "+", "relu", "y"]
    return Diagram(
      nodes: names.enumerated().map { number, name in
        .init(name, column: number, row: 0, isFramed: ![0, 8].contains(number))
      },
      edges: (0..<8).map {
        .init(from: $0, to: $0 + 1, label: "0.98\($0)", note: "0.0012\($0)")
      } + [.init(from: 0, to: 6, label: "0.981", note: "0.004", route: .over)],
      arrangement: .flow, highlighted: 1)
  }()

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
    try expectPicture("diagram-network", Self.network, 76, 18, glyphs)
    try expectPicture("diagram-network-low", Self.network, 76, 10, glyphs)
    try expectPicture("diagram-network-wide", Self.network, 118, 12, glyphs)
    try expectPicture("diagram-block", Self.block, 76, 14, glyphs)
    try expectPicture("diagram-block-wide", Self.block, 150, 9, glyphs)
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

  @Test("a flow that is too high scrolls to the reader's node, in every row")
  func scrolls() {
    var diagram = Self.network
    for (number, node) in diagram.nodes.enumerated() {
      diagram.highlighted = number
      let first = node.label.prefix { $0 != " " }
      var grid = Grid(Size(columns: 30, rows: 5))
      diagram.draw(into: &grid, in: grid.bounds, glyphs: .braille)
      #expect(grid.plainText().contains(first), "\(node.label)")
      // At the right end it says what is out of sight.
      let marks = [grid[29, 0].scalar, grid[29, 4].scalar]
      if number == 0 { #expect(marks == [" ", "▾"]) }
      if number == 6 { #expect(marks == ["▴", "▾"]) }
      if number == 12 { #expect(marks == ["▴", " "]) }
    }
  }

  @Test("every arrow of a flow ends at its node, whatever the width", arguments: 24..<130)
  func arrowsArrive(columns: Int) {
    for diagram in [Self.network, Self.block] {
      let text = picture(diagram, columns, 60)
      let heads = text.unicodeScalars.count { "▸▾▴◂".unicodeScalars.contains($0) }
      #expect(heads == diagram.edges.count, "\(text)")
    }
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
        ends.map { Diagram.Edge(from: from, to: $0, label: "w", note: "∂w", route: route) }
      }
      for highlighted in [nil, -1, 3, 99] {
        for arrangement in [Diagram.Arrangement.lattice, .flow] {
          drawEverywhere(
            Diagram(
              nodes: nodes, edges: edges, arrangement: arrangement, highlighted: highlighted))
        }
      }
    }
    drawEverywhere(Diagram(nodes: [], edges: [.init(from: 0, to: 0)]))
    drawEverywhere(Diagram(nodes: [.init("", column: 0, row: 0)], edges: []))
  }
}
