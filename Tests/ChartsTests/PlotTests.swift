import Charts
import Testing

@Suite("Ridgeline, bars, heat map, table")
struct PlotTests {
  @Test("nothing that a plot is given makes it trap")
  func totality() {
    let counts: [[Double]] = [[], [0], [.nan, .infinity, -1], [1e300, 1e300], [1, 2, 3]]
    let rows =
      counts.enumerated().map { Ridgeline.Row(label: "\($0)", counts: $1) }
      + [
        .init(label: "漢", counts: [1.0], range: 0...0),
        .init(label: "", counts: [1.0], range: -1e300...1e300),
      ]
    for columns in [0, 1, 12] {
      let column = Ridgeline.Column(label: "arm", index: 2, rows: rows)
      for range in [-1.0...1, 0...0, -1e308...1e308] {
        drawEverywhere(
          Ridgeline(columns: Array(repeating: column, count: columns), range: range, title: "x"))
      }
      for scale in [AxisScale.linear, .logarithmic] {
        let group = LayerBars.Group(label: "arm", index: 1, values: hostileNumbers)
        drawEverywhere(
          LayerBars(
            groups: Array(repeating: group, count: columns) + [
              .init(label: "", index: 0, values: [])
            ],
            axis: PlotAxis(scale: scale), title: "norm"))
      }
    }
    for map in [ColorMap.magnitude, .signed, .gray] {
      drawEverywhere(HeatMap(values: [hostileNumbers, [], [1]], colorMap: map, title: "w"))
      drawEverywhere(HeatMap(values: [], colorMap: map, usesColor: false))
      drawMatrices(map)
    }
    drawTables()
    drawEverywhere(DataTable(columns: [], rows: [.init(["x"])]))
    drawEverywhere(
      DataTable(
        columns: [.init("a"), .init("b", .trailing)],
        rows: (0..<30).map { .init(["long text \($0)", "1", "extra"]) } + [.init([])],
        highlighted: 99))
    for value in hostileNumbers {
      drawEverywhere(Slider(label: "c", value: "2", fraction: value, isFocused: true))
    }
    drawEverywhere(ChoiceSlider(label: "", choices: [], selected: 5, isLive: false))
    drawEverywhere(Frame(title: "title", note: "note"))
    drawEverywhere(PanelRule(title: "title", note: "note"))
    drawEverywhere(VerticalRule())
  }

  private func drawMatrices(_ map: ColorMap) {
    let names = ["", " ", "a", "漢字", "a long name", "\u{7}"]
    let place = MatrixPlace(row: 1, column: 9)
    for usesColor in [true, false] {
      for values in [[hostileNumbers, [], [1]], (0..<40).map { _ in hostileNumbers }] {
        for labels in [[], names, Array(repeating: "x", count: 60)] {
          drawEverywhere(
            HeatMap(
              values: values, rowLabels: labels, columnLabels: labels, colorMap: map,
              usesColor: usesColor, cursor: place, title: "w"))
        }
        let tile = ImageTiles.Tile(title: "a title", values: values, colorMap: map)
        for count in [0, 1, 30] {
          drawEverywhere(
            ImageTiles(
              tiles: Array(repeating: tile, count: count), usesColor: usesColor,
              cursor: (tile: 0, pixel: place)))
        }
      }
    }
  }

  private func drawTables() {
    for parameters in [0, 1, 1_000_000_000] {
      let layers = (0..<30).map {
        ArchitectureTable.Layer(
          name: "layer \($0)", kind: "convolution 5×5", output: "6 × 28 × 28",
          parameters: parameters)
      }
      for count in [0, 1, 30] {
        drawEverywhere(ArchitectureTable(layers: Array(layers.prefix(count)), highlighted: 40))
      }
    }
    let axis = KnobMap.Axis(label: "batch size", values: ["1", "a long value", ""])
    var cells: [MatrixPlace: KnobMap.Reading] = [:]
    for (index, number) in hostileNumbers.enumerated() {
      cells[MatrixPlace(row: index % 3, column: index / 3)] = .value(number)
    }
    for cells in [[:], cells, [MatrixPlace(row: 0, column: 0): .diverged(step: 12)]] {
      drawEverywhere(
        KnobMap(
          rows: axis, columns: axis, cells: cells, isLogarithmic: true,
          cursor: MatrixPlace(row: 9, column: 9)))
    }
  }

  @Test("of too many layers the first, the last and even steps between are shown")
  func thinning() {
    let rows = (1...50).map { Ridgeline.Row(label: "\($0)", counts: [1, 2, 1]) }
    let text = picture(
      Ridgeline(columns: [.init(label: "a", index: 0, rows: rows)], range: 0...1), 30, 7)
    let labels = text.split(separator: "\n").dropFirst().compactMap {
      Int($0.prefix(6).filter(\.isNumber))
    }
    #expect(labels.first == 1)
    #expect(labels.dropLast().last == 50 || labels.last == 50)
    #expect(text.split(separator: "\n").count == 7)
  }

  @Test("bars on a logarithmic axis mark zero and NaN, and say so")
  func markedValues() {
    let bars = LayerBars(
      groups: [.init(label: "a", index: 0, values: [0, 1, .nan, 100])],
      axis: PlotAxis(scale: .logarithmic), title: "gradient")
    let text = picture(bars, 50, 9)
    #expect(text.contains("log, 0: not above zero"))
    #expect(text.contains("✕"))
  }

  @Test("equal values give equal bars, twice the value twice the height")
  func barHeights() {
    let bars = LayerBars(
      groups: [.init(label: "", index: 0, values: [0.5, 1, 1])], axis: PlotAxis(range: 0...1))
    var grid = Grid(Size(columns: 40, rows: 10))
    bars.draw(into: &grid, in: grid.bounds, glyphs: .braille)
    func height(_ column: Int) -> Int {
      (0..<8).filter {
        grid[column, $0].scalar == "█" && grid[column, $0].style.foreground == .series(0)
      }.count
    }
    let heights = (0..<40).map(height).filter { $0 > 0 }
    #expect(Set(heights) == [4, 8])
    #expect(heights.filter { $0 == 8 }.count == 2 * heights.filter { $0 == 4 }.count)
  }

  @Test("groups that differ in what they show say so in a second line, in the arm's color")
  func notedGroups() {
    let bars = LayerBars(groups: [
      .init(label: "tanh", note: "largest", index: 1, values: [1, 2, 3, 4]),
      .init(label: "tanh", note: "median", index: 1, values: [4, 3, 2, 1]),
    ])
    let lines = picture(bars, 60, 9).split(separator: "\n").map(String.init)
    #expect(lines.last?.contains("largest") == true && lines.last?.contains("median") == true)
    #expect(lines.dropLast().last?.contains("tanh") == true)
    var grid = Grid(Size(columns: 60, rows: 9))
    bars.draw(into: &grid, in: grid.bounds, glyphs: .braille)
    let colors = Set(
      grid.cells.filter { "▁▂▃▄▅▆▇█".unicodeScalars.contains($0.scalar) }
        .map(\.style.foreground))
    #expect(colors == [.series(1)])
  }
}
