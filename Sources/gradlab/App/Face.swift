import Charts
import Terminal

/// What the lab is shown on: the full screen, or lines.
protocol Face: AnyObject {
  /// Whether it shows lines.
  var isPlain: Bool { get }
  var size: Size { get }
  var usesMouse: Bool { get set }
  var colors: ColorTier { get }
  var glyphs: GlyphTier { get }
  var theme: Theme { get set }

  /// What has happened; waits so many milliseconds at most, without a number until something does, or
  /// until one of the descriptors can be read.
  func events(timeout: Int?, alsoWaitingFor descriptors: [Int32]) -> [TerminalEvent]
  /// False while it takes nothing.
  func present(_ grid: Grid) -> Bool
  func copy(_ text: String)
  /// Asks to be told of the background, and of its changes, where that can be told.
  func followBackground()
  func repaint()
  func suspend()
  /// Gives back what it was shown on. Twice is once.
  func close()
}

extension Terminal: Face {
  var isPlain: Bool { false }
}
