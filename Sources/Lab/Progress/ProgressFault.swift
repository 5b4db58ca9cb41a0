internal import Lessons

/// Why progress is not read or not kept, in facts; `description` is what to tell the learner, in one
/// line.
public enum ProgressFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// Neither HOME nor XDG_STATE_HOME names a folder.
  case noHome
  /// The file is no whole file of progress, and stays as it is until something is saved.
  case damaged(String, reason: String)
  /// The file is no whole file of progress: it was moved to `bad`, and a new one has what was whole in it.
  case setAside(String, reason: String, to: String)
  /// A newer program wrote it.
  case future(String, version: Int)
  case unreadable(String, reason: String)
  case unwritable(String, reason: String)
  /// Another process has held the lock for all the time that was given.
  case locked(String)

  public var description: String {
    switch self {
    case .noHome:
      "Progress is not saved: HOME is not set; set it, or XDG_STATE_HOME, to a folder."
    case .damaged(let path, let reason):
      "\(path.safe(limit: 200)): \(reason). What is whole in it holds, and it stays as it is until "
        + "something is saved."
    case .setAside(let path, let reason, let bad):
      "\(path.safe(limit: 200)): \(reason). It is now \(Self.name(bad)) beside it; what was whole in it "
        + "is kept."
    case .future(let path, let version):
      "Progress is not saved: \(path.safe(limit: 200)) has format \(version), this gradlab knows "
        + "\(ProgressFormat.version); it stays as it is, a newer gradlab reads it."
    case .unreadable(let path, let reason):
      "Progress is not saved: \(path.safe(limit: 200)) can\u{2019}t be read (\(reason))."
    case .unwritable(let path, let reason):
      "Progress is not saved: \(path.safe(limit: 200)) can\u{2019}t be written (\(reason)); what "
        + "was there is as before."
    case .locked(let path):
      "Progress is not saved yet: another gradlab holds \(path.safe(limit: 200)); tried again later."
    }
  }

  /// The same for a row of 80 columns.
  public var notice: String {
    switch self {
    case .noHome: "Progress is not saved: HOME is not set."
    case .damaged: "Progress is damaged, and what is whole in it holds: gradlab progress."
    case .setAside(_, _, let bad):
      "Progress was damaged: it is now \(Self.name(bad)); what was whole is kept."
    case .future(_, let version):
      "Progress is not saved: the file has format \(version), of a newer gradlab."
    case .unreadable(_, let reason): "Progress is not saved: it can\u{2019}t be read (\(reason))."
    case .unwritable(_, let reason):
      "Progress is not saved (\(reason)); what was saved is as before."
    case .locked: "Progress is not saved yet: another gradlab holds its file."
    }
  }

  private static func name(_ path: String) -> String {
    (path.split(separator: "/").last.map(String.init) ?? path).safe(limit: 80)
  }
}

extension ProgressDamage {
  /// What is wrong with the file, as a clause.
  var text: String {
    switch self {
    case .encoding: "it is not UTF-8"
    case .line(let number, "", let expected): "it ends in line \(number) before \(expected)"
    case .line(let number, let found, let expected):
      "line \(number) is “\(found.safe(limit: 40))”, expected \(expected)"
    case .future(let version): "it has format \(version)"
    }
  }
}
