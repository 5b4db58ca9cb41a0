internal import Lessons

/// What is wrong with a log or with what was kept of a session, in facts; `description` is one line: where,
/// what was found, what was expected, and what to do.
public struct LogFault: Error, Hashable, Sendable, CustomStringConvertible {
  public var path: String
  /// From 1; nil: it is about the whole file.
  public var line: Int?
  public var found: String
  public var expected: String
  public var remedy: String

  public init(
    path: String, line: Int? = nil, found: String, expected: String, remedy: String
  ) {
    (self.path, self.line) = (path, line)
    (self.found, self.expected, self.remedy) = (found, expected, remedy)
  }

  public var description: String {
    "\(path.safe(limit: 200))\(line.map { ":\($0)" } ?? ""): \(text)"
  }

  /// For a row of 80 columns: what becomes of it, and why.
  public var notice: String {
    "\(remedy.prefix(1).uppercased())\(remedy.dropFirst()): \(found.safe(limit: 160))."
  }

  /// Without where.
  public var text: String {
    "found \(found.safe(limit: 160)), expected \(expected.safe(limit: 160)); \(remedy)"
  }
}
