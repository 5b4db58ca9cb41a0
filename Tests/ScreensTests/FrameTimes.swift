import Charts
import Glibc
import Screens
import Testing

/// How long the whole screen takes at 120×40 with each plot that pictures show, printed and judged by
/// nobody: `make frames`.
@Suite(.serialized, .enabled(if: getenv("FRAME_TIMES") != nil))
struct FrameTimes {
  private static let size = Size(columns: 120, rows: 40)
  private static let repetitions = 25

  @Test("a frame takes so many milliseconds", arguments: PictureTests.pictures)
  func frame(picture: PictureTests.Picture) throws {
    let model = try picture.model()
    let clock = ContinuousClock()
    var times: [Double] = []
    for _ in 0..<Self.repetitions {
      let start = clock.now
      let grid = model.view(Self.size, glyphs: picture.glyphs)
      let seconds = (clock.now - start) / .seconds(1)
      #expect(grid.size == Self.size)
      times.append(1000 * seconds)
    }
    times.sort()
    func text(_ milliseconds: Double) -> String {
      NumberText.short(milliseconds, glyphs: .ascii)
    }
    print(
      "frame \(picture.name): median \(text(times[times.count / 2])) ms, "
        + "at most \(text(times[times.count - 1])) ms")
  }
}
