import Charts
import Testing

@Suite("Pictures")
struct PictureTests {
  static let chart = LineChart(
    series: [
      curve("2/n", 0, (0...40).map { 2 / (1 + Double($0) / 5) }),
      curve("8/n", 1, divergedAt: 2, [2.2, 3, 1e9]),
    ], x: PlotAxis(label: "step"), y: PlotAxis(label: "loss"), title: "loss")

  static let ridges = Ridgeline(
    columns: [
      .init(
        label: "2/n", index: 0,
        rows: (1...3).map { .init(label: "\($0)", counts: [1, 4, 8, 9, 8, 4, 1]) }),
      .init(
        label: "1/n", index: 1,
        rows: (1...3).map { .init(label: "\($0)", counts: [0, 0, 4, 9, 4, 0, 0]) }),
    ], range: -2...2, title: "activations")

  static let bars = LayerBars(
    groups: [
      .init(label: "2/n", index: 0, values: [1, 1, 1, 1]),
      .init(label: "1/n", index: 1, values: [0, 0.01, 0.1, 1]),
    ], axis: PlotAxis(scale: .logarithmic), title: "gradient")

  static let table = DataTable(
    columns: [.init("arm"), .init("loss", .trailing), .init("state")],
    rows: [.init(["2/n", "0.583", "training"]), .init(["8/n", "NaN", "diverged at step 3"])],
    highlighted: 1)

  static let waves = HeatMap(
    values: (0..<4).map { row in (0..<8).map { Double(row * $0) } }, usesColor: false)

  static let slider = Slider(label: "c", value: "2.0", fraction: 0.4, isFocused: true)

  static let choice = ChoiceSlider(
    label: "activation", choices: ["relu", "sigmoid", "tanh"], selected: 0, isLive: false)

  @Test(
    "each drawing looks like this", arguments: Expected.all + Expected.matrices + Expected.images)
  func pictures(expected: Expected) {
    let drawn = picture(expected.drawing, expected.columns, expected.rows, expected.glyphs)
    #expect(drawn == expected.picture, "\n\(drawn)")
  }

  struct Expected: Sendable, CustomTestStringConvertible {
    var name: String
    var drawing: any Drawable & Sendable
    var columns: Int
    var rows: Int
    var glyphs: GlyphTier
    var picture: String
    var testDescription: String { "\(name), \(glyphs)" }
  }
}
