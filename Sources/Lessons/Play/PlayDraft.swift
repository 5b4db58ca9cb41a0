public import Experiments

/// A bench as it stands, to be kept as a lesson file.
public struct PlayDraft: Hashable, Sendable {
  public var bench: PlayBench
  /// The id of the lesson, and the name of its file without `.md`.
  public var name: String
  public var seed: UInt64
  /// Where the knobs stand.
  public var values: [String: KnobValue]

  public init(bench: PlayBench, name: String, seed: UInt64, values: [String: KnobValue]) {
    self.bench = bench
    self.name = name
    self.seed = seed
    self.values = values
  }

  public var fileName: String { "\(name).md" }

  /// What a typed name means; nil: it can name no lesson. The end of a file's name may stand with it.
  public static func name(typed: String) -> String? {
    let name = typed.hasSuffix(".md") ? String(typed.dropLast(3)) : typed
    let isPlain = name.utf8.allSatisfy {
      (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
    }
    return isPlain && !name.hasPrefix("-") && (1...60).contains(name.utf8.count) ? name : nil
  }

  /// The text of the file.
  /// - Parameter folder: the absolute path of the one that it will lie in, which is the working folder.
  /// - Throws: what keeps it from being a lesson there.
  public func text(in folder: String) throws(PlayDraftFault) -> String {
    var settings = PlaySettings(id: name, isKept: true, values: values)
    // A lesson shows no seed above that.
    settings.seed = seed <= 999 ? seed : 1
    if bench.isTable { settings.file = try path(from: folder) }
    let text = bench.text(settings)
    do {
      _ = try Lesson.read(Array(text.utf8), path: "\(folder == "/" ? "" : folder)/\(fileName)")
      return text
    } catch {
      throw .broken(error)
    }
  }

  /// Of the table, from the folder on.
  private func path(from folder: String) throws(PlayDraftFault) -> String {
    var parts: [Substring] = []
    let whole = bench.argument.hasPrefix("/") ? bench.argument : "\(folder)/\(bench.argument)"
    for part in whole.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    let above = folder.split(separator: "/")
    guard parts.count > above.count, parts.starts(with: above) else {
      throw .outside(path: bench.argument, folder: folder)
    }
    return parts.dropFirst(above.count).joined(separator: "/")
  }
}

/// Why a bench can't be kept.
public enum PlayDraftFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// The table is where a lesson in this folder reads nothing.
  case outside(path: String, folder: String)
  case broken(BrokenLesson)

  public var description: String {
    switch self {
    case .outside(let path, let folder):
      "not saved: a lesson reads its own folder alone, and \(path.safe()) is not in "
        + "\(folder.safe()); start gradlab in the folder of the table"
    case .broken(let broken):
      "not saved: the lesson would have a fault: \(broken.faults.first.map { "\($0)" } ?? "")"
    }
  }
}
