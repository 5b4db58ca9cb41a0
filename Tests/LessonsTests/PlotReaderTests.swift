import Lessons
import Testing

@Suite("Plots of a lesson file")
struct PlotReaderTests {
  @Test(
    "a plot's range is an axis's, in order, and above 0 where the scale is logarithmic",
    arguments: [
      ("curve: {line: [loss], scale: log, range: [0.01, 3]}", []),
      ("curve: {line: [loss], range: [0, 3]}", []),
      (
        "curve: {line: [loss], scale: log, range: [0, 3]}",
        [
          "31:44: plots.curve.range: found [0, 3], expected [low, high] with 0 < low < high, as the "
            + "scale is log"
        ]
      ),
      (
        "curve: {line: [loss], range: [3, 1]}",
        ["31:32: plots.curve.range: found [3, 1], expected [low, high] with low < high"]
      ),
      (
        "curve: {ridgeline: x, range: [0, 1]}",
        [
          "31:32: plots.curve.range: expected a plot with an axis ("
            + PlotKind.all.filter(\.hasValueAxis).map(\.name).joined(separator: ", ")
            + "), found ridgeline"
        ]
      ),
    ] as [(String, [String])])
  func plotRange(_ plot: String, _ faults: [String]) {
    let text = SmallLesson.changed("curve: {line: [loss], scale: log}", to: plot)
    #expect(SmallLesson.faults(SmallLesson.bytes(text)) == faults)
  }

  @Test(
    "a kind of plot takes its own keys and no others, and probes that it can show",
    arguments: [
      ("curve: {line: [loss], trail: 3}", "unknown key \"trail\""),
      ("curve: {plane: x, scale: log}", "unknown key \"scale\""),
      ("curve: {plane: x, trail: 0}", "plots.curve.trail"),
      ("curve: {plane: x, levels: up}", "unknown scale \"up\""),
      ("curve: {plane: x, range: [0, 1]}", "plots.curve.range"),
      ("curve: {plane: x, range: [[0, 1], [2, 1]]}", "plots.curve.range"),
      ("curve: {plane: x}", "a part of the plane"),
      ("curve: {series: [loss], over: token}", "curves of its own"),
      ("curve: {series: [loss], mark: activation}", "unknown knob with a number \"activation\""),
      ("curve: {series: [loss], levels: log}", "unknown key \"levels\""),
    ])
  func keysOfKinds(_ plot: String, _ fault: String) {
    let text = SmallLesson.changed("curve: {line: [loss], scale: log}", to: plot)
    let faults = SmallLesson.faults(SmallLesson.bytes(text))
    #expect(faults.contains { $0.contains(fault) }, "\(faults)")
  }
}
