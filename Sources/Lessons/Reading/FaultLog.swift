/// Collects the faults of one file while it is read on.
final class FaultLog {
  let path: String
  private(set) var faults: [LessonFault] = []
  /// Whether more faults would not be kept: there is no use in looking for them.
  private(set) var isFull = false
  /// Names whose own entries have faults: that they are then unknown elsewhere is not a fault.
  private var brokenNames: Set<String> = []
  /// Kinds of which no name could be read, as `arm`: that one is unknown elsewhere is no fault, either.
  private var unreadKinds: Set<String> = []
  /// The data files that the lesson names, each once.
  private(set) var files: [String] = []

  /// After so many faults the rest is summed up.
  static let limit = 50

  init(path: String) {
    self.path = path
  }

  func add(_ fact: LessonFact, line: Int, column: Int) {
    guard !isFull else { return }
    if let (kind, name) = fact.unknown, brokenNames.contains(name) || unreadKinds.contains(kind) {
      return
    }
    let fault = LessonFault(path: path, line: line, column: column, fact: fact)
    guard !faults.contains(fault) else { return }
    faults.append(fault)
    isFull = faults.count >= Self.limit
  }

  func noteFile(_ path: String) {
    if !files.contains(path) { files.append(path) }
  }

  func markBroken(_ name: String) { brokenNames.insert(name) }

  func markUnread(_ kind: String) { unreadKinds.insert(kind) }

  /// In the order of the file.
  var broken: BrokenLesson {
    var sorted = faults.enumerated().sorted {
      ($0.element.line, $0.element.column, $0.offset)
        < ($1.element.line, $1.element.column, $1.offset)
    }.map(\.element)
    if isFull {
      sorted.append(LessonFault(path: path, line: 0, column: 0, fact: .moreFaults))
    }
    return BrokenLesson(path: path, faults: sorted, files: files)
  }
}

extension LessonFact {
  /// What a fault says to be unknown: the first word of its kind, and its name.
  fileprivate var unknown: (kind: String, name: String)? {
    switch self {
    case .unknownName(let kind, let name, _, _): (String(kind.prefix { $0 != " " }), name)
    case .unknownKey(let name, _, _, _): ("key", name)
    case .expression(let fault, _, _):
      if case .unknown(let kind, let name, _) = fault.fact { (kind.rawValue, name) } else { nil }
    default: nil
    }
  }
}
