/// Collects the faults of one file while it is read on.
final class FaultLog {
  let path: String
  private(set) var faults: [LessonFault] = []
  private var isFull = false

  /// After so many faults the rest is summed up.
  static let limit = 50

  init(path: String) {
    self.path = path
  }

  func add(_ fact: LessonFact, line: Int, column: Int) {
    guard !isFull else { return }
    let fault = LessonFault(path: path, line: line, column: column, fact: fact)
    guard !faults.contains(fault) else { return }
    faults.append(fault)
    isFull = faults.count >= Self.limit
  }

  /// In the order of the file.
  var broken: BrokenLesson {
    var sorted = faults.enumerated().sorted {
      ($0.element.line, $0.element.column, $0.offset)
        < ($1.element.line, $1.element.column, $1.offset)
    }.map(\.element)
    if isFull {
      sorted.append(LessonFault(path: path, line: 0, column: 0, fact: .moreFaults))
    }
    return BrokenLesson(path: path, faults: sorted)
  }
}
