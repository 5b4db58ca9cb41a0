internal import Glibc
internal import Lessons

/// Why a folder of runs can't be shown; `description` is what to tell the person.
public enum LogFolderFault: Error, Hashable, Sendable, CustomStringConvertible {
  case cannotOpen(String, reason: String)
  case isNoFolder(String)
  case isEmpty(String)
  case tooLarge(String, limit: Int)

  public var description: String {
    switch self {
    case .cannotOpen(let path, let reason):
      "can't open \(path.safe(limit: .max)) (\(reason)); name a folder with event files"
    case .isNoFolder(let path):
      "\(path.safe(limit: .max)) is a file; name the folder that it is in"
    case .isEmpty(let path):
      """
      there is no event file in \(path.safe(limit: .max)) or the folders below it; expected one with \
      tfevents in its name, as SummaryWriter and gradlab run --tensorboard write them
      """
    case .tooLarge(let path, let limit):
      """
      \(path.safe(limit: .max)) and the folders below it have more than \(limit) files; name one \
      nearer to the event files
      """
    }
  }
}

/// The runs in a folder, each of the event files in one folder below it, or in itself.
public struct LogFolder: Sendable {
  public let path: String
  /// By name.
  public private(set) var runs: [ScalarRun] = []

  /// Files that are looked at.
  private static let limit = 100_000

  /// Finds the event files and reads them.
  /// - Throws: `LogFolderFault`; what is wrong with one of the files is in `damages`.
  public init(_ path: String) throws(LogFolderFault) {
    var path = path
    while path.count > 1, path.last == "/" { path.removeLast() }
    self.path = path
    try find()
    guard !runs.isEmpty else { throw .isEmpty(path) }
    readOn()
  }

  /// A line for each file that has something wrong with it.
  public var damages: [LogDamage] { runs.flatMap(\.damages) }

  /// All tags that have numbers, by name.
  public var tags: [String] { Set(runs.flatMap { $0.series.map(\.tag) }).sorted() }

  /// Tags of which no run has numbers.
  public var otherTags: Set<String> {
    runs.reduce(into: Set<String>()) { $0.formUnion($1.otherTags) }.subtracting(tags)
  }

  /// Reads what the files have got since.
  /// - Returns: whether there was anything.
  @discardableResult
  public mutating func readOn() -> Bool {
    var isChanged = false
    for index in runs.indices {
      if runs[index].readOn() { isChanged = true }
    }
    return isChanged
  }

  /// Looks for files that were not there before. Those that were found stay.
  public mutating func find() throws(LogFolderFault) {
    var search = FileSearch(root: path, limit: Self.limit)
    try search.run()
    for (name, files) in search.found {
      guard let place = runs.firstIndex(where: { $0.name == name }) else {
        runs.append(ScalarRun(name: name, files: files.sorted()))
        continue
      }
      let known = runs[place].paths
      runs[place].add(files.filter { !known.contains($0) }.sorted())
    }
    runs.sort { $0.name < $1.name }
  }
}

/// Walks through a folder and those below it. Links are followed, each folder is seen once.
private struct FileSearch {
  /// Paths of event files by the name of their run.
  private(set) var found: [String: [String]] = [:]
  private let root: String
  private let limit: Int
  private var seen: Set<[UInt64]> = []
  private var count = 0

  init(root: String, limit: Int) {
    self.root = root
    self.limit = limit
  }

  mutating func run() throws(LogFolderFault) {
    var status = stat()
    guard !root.isEmpty else { throw .cannotOpen(root, reason: "the name is empty") }
    guard stat(root, &status) == 0 else { throw Self.fault(root) }
    guard status.st_mode & S_IFMT == S_IFDIR else { throw .isNoFolder(root) }
    var waiting = [(name: "", status: status)]
    while let (name, status) = waiting.popLast() {
      guard seen.insert([UInt64(status.st_dev), UInt64(status.st_ino)]).inserted else { continue }
      for entry in try entries(of: name.isEmpty ? root : "\(root)/\(name)", isRoot: name.isEmpty) {
        let inner = name.isEmpty ? entry : "\(name)/\(entry)"
        var status = stat()
        guard stat("\(root)/\(inner)", &status) == 0 else { continue }
        if status.st_mode & S_IFMT == S_IFDIR { waiting.append((inner, status)) }
        if status.st_mode & S_IFMT == S_IFREG, Self.isEventFile(entry) {
          found[name.isEmpty ? "." : name, default: []].append("\(root)/\(inner)")
        }
      }
    }
  }

  /// By its name, as TensorBoard has it; what `AtomicFile` is still writing is none yet.
  private static func isEventFile(_ name: String) -> Bool {
    name.contains("tfevents") && !name.hasSuffix(".partial")
  }

  /// The names in a folder, sorted; none where one below the root can't be opened.
  private mutating func entries(
    of path: String, isRoot: Bool
  ) throws(LogFolderFault) -> [String] {
    guard let folder = FolderNames(path: path) else {
      if isRoot { throw Self.fault(path) }
      return []
    }
    var names: [String] = []
    while let name = folder.next() {
      names.append(name)
      count += 1
      guard count <= limit else { throw .tooLarge(root, limit: limit) }
    }
    return names.sorted()
  }

  private static func fault(_ path: String) -> LogFolderFault {
    .cannotOpen(path, reason: String(cString: strerror(errno)))
  }
}
