/// Screens, one after the other, as a picture that moves.
public struct Film: Sendable {
  /// A screen and when it comes, in seconds from the beginning.
  public struct Frame: Sendable {
    public var time: Double
    public var cells: [[VirtualScreen.Cell]]

    public init(time: Double, cells: [[VirtualScreen.Cell]]) {
      (self.time, self.cells) = (time, cells)
    }
  }

  /// What a part is about, and when it begins.
  public struct Chapter: Hashable, Sendable {
    public var time: Double
    public var title: String

    public init(time: Double, title: String) { (self.time, self.title) = (time, title) }
  }

  public let frames: [Frame]
  public let chapters: [Chapter]
  /// Seconds.
  public let duration: Double
  public let title: String
  /// Whether it stops at its last frame, and doesn't begin again.
  public let isOnce: Bool
  let colors: FilmColors
  /// That of the largest screen.
  let size: Size

  /// - Parameters:
  ///   - frames: in the order of time, the first at 0. Those that are equal to the one before are left
  ///     out.
  ///   - duration: at least the time of the last frame.
  public init(
    frames: [Frame], chapters: [Chapter] = [], duration: Double, title: String,
    colors: FilmColors, isOnce: Bool = false
  ) {
    precondition(!frames.isEmpty, "Film: no frames")
    let rows = frames.map(\.cells.count).max() ?? 0
    let columns = frames.flatMap { $0.cells.map(\.count) }.max() ?? 0
    size = Size(columns: columns, rows: rows)
    var kept: [Frame] = []
    for frame in frames where kept.last?.cells != frame.cells { kept.append(frame) }
    self.frames = kept
    self.duration = max(duration, (frames.last?.time ?? 0) + 0.001)
    self.chapters = chapters
    (self.title, self.colors, self.isOnce) = (title, colors, isOnce)
  }

  /// A row of a frame, as wide as the film.
  func row(_ row: Int, of frame: Int) -> [VirtualScreen.Cell] {
    let cells = frames[frame].cells
    let line = row < cells.count ? cells[row] : []
    guard line.count < size.columns else { return line }
    return line + Array(repeating: VirtualScreen.Cell(), count: size.columns - line.count)
  }
}
