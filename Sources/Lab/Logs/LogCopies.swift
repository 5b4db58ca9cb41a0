internal import Glibc

/// Where the logs of sessions are written a second time, beside a recording: `NAME.session.txt` for
/// `NAME.cast`, of further lessons `NAME.session-2.txt` and so on.
public struct LogCopies: Hashable, Sendable {
  private let stem: String

  /// - Parameter recording: the path of the recording.
  public init(beside recording: String) {
    let name = recording.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    let dot = name.lastIndex(of: ".").flatMap { $0 > name.startIndex ? $0 : nil }
    stem = String(recording[..<(dot ?? recording.endIndex)])
  }

  /// That of the first session.
  public var first: String { path(1) }

  private func path(_ number: Int) -> String {
    "\(stem).session\(number == 1 ? "" : "-\(number)").txt"
  }

  /// The next that is not there.
  func next() -> String {
    var (number, status) = (1, stat())
    while lstat(path(number), &status) == 0 { number += 1 }
    return path(number)
  }
}
