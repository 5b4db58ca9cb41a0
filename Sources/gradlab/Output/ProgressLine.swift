import Glibc
import Lab

/// How far something long is, in one line of standard error that is written over and over; nothing
/// where standard error is no terminal.
struct ProgressLine {
  private let title: String
  private let isShown = isatty(STDERR_FILENO) == 1

  init(_ title: String) {
    self.title = title
  }

  /// - Parameters:
  ///   - share: 0 … 1.
  ///   - estimate: seconds to go, where that is known.
  func show(share: Double, estimate: Double?) {
    guard isShown else { return }
    var text = "\r\u{1B}[K\(title)  \(Int((100 * share).rounded(.down))) %"
    if let estimate { text += ", about \(ProgressLine.text(seconds: estimate)) to go" }
    StandardStreams.control(text)
  }

  func show(_ progress: HeadlessRun.Progress) {
    show(
      share: Double(progress.steps) / Double(max(1, progress.total)), estimate: progress.estimate)
  }

  /// Takes the line away.
  func clear() {
    if isShown { StandardStreams.control("\r\u{1B}[K") }
  }

  private static func text(seconds: Double) -> String {
    let whole = Int(min(max(seconds, 0), 1e6).rounded(.up))
    return whole < 100 ? "\(whole) s" : "\((whole + 59) / 60) min"
  }
}
