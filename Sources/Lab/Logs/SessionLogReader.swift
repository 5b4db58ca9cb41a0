internal import Experiments
internal import Lessons
internal import Networks

/// Reads a log as far as it can be understood.
package struct SessionLogReader {
  /// Bytes; a larger file is none of this program.
  package static let sizeLimit = 64 << 20

  private var log: SessionLog
  /// From 1.
  private var number = 0
  private var hasProgram = false
  private var isInHeader = true

  /// - Returns: the log up to the first line that can't be understood, and what is wrong with that.
  /// - Throws: `LogFault` where nothing of it can be gone through.
  package static func read(path: String) throws(LogFault) -> (log: SessionLog, fault: LogFault?) {
    let bytes: [UInt8]
    do throws(CheckpointFault) { bytes = try AtomicFile.read(path, limit: sizeLimit) } catch {
      throw LogFault(
        path: path, found: error.reason, expected: "a log of gradlab", remedy: "is the path right?")
    }
    return try read(bytes, path: path)
  }

  package static func read(
    _ bytes: [UInt8], path: String
  ) throws(LogFault) -> (log: SessionLog, fault: LogFault?) {
    var reader = SessionLogReader(path)
    let text = String(decoding: bytes, as: UTF8.self)
    var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    // Each line ends with a line feed.
    let torn = lines.removeLast()
    var fault: LogFault?
    for line in lines {
      reader.number += 1
      do throws(LogFault) { try reader.take(Substring(line)) } catch {
        fault = error
        break
      }
      reader.log.lines.append(String(line))
    }
    if fault == nil, !torn.isEmpty {
      reader.number += 1
      fault = reader.fault(
        Substring(torn), "a line feed at the end of the line", "the line was torn, and is left out")
    }
    reader.number = max(1, reader.number)
    guard reader.hasProgram, !reader.log.start.lesson.isEmpty else {
      throw fault ?? reader.fault("", "the lesson of a session", "is this a log of gradlab run?")
    }
    return (reader.log, fault)
  }

  private init(_ path: String) {
    log = SessionLog(
      path: path, program: "", results: 0,
      start: SessionStart(lesson: "", textDigest: "", seed: 0))
  }

  func fault(
    _ line: Substring, _ expected: String,
    _ remedy: String = "what comes before it is gone through"
  ) -> LogFault {
    LogFault(
      path: log.path, line: number, found: "“\(String(line).safe(limit: 60))”", expected: expected,
      remedy: remedy)
  }

  private mutating func take(_ line: Substring) throws(LogFault) {
    if number == 1 { return try checkTitle(line) }
    if line.isEmpty || line.hasPrefix("#") { return }
    guard let words = LogWords.split(line), let first = words.first?.text else {
      throw fault(line, "words, and texts in quotes that are closed")
    }
    let groups = LogWords.groups(words)
    if isInHeader, Int(first) == nil, !["state", "resumed"].contains(first) {
      guard groups.count == 1, takeHeader(groups[0]) else {
        throw fault(line, "a line of what a session begins with", "is this a log of gradlab run?")
      }
      return
    }
    isInHeader = false
    switch first {
    case "state": try takeState(groups, line)
    case "lesson", "resumed":
      guard groups.count == 1, takeMark(groups[0]) else {
        throw fault(line, "a lesson's digest and page, or the number of a command")
      }
    default: try takeCommand(groups, line)
    }
  }

  private mutating func checkTitle(_ line: Substring) throws(LogFault) {
    guard line.hasPrefix(SessionLog.title),
      let version = Int(line.dropFirst(SessionLog.title.count)), version >= 1
    else {
      throw fault(
        line, "“\(SessionLog.title)\(SessionLog.version)”", "is this a log of a gradlab session?")
    }
    guard version == SessionLog.version else {
      throw LogFault(
        path: log.path, line: 1, found: "format \(version)",
        expected: "format \(SessionLog.version)", remedy: "a newer gradlab reads it")
    }
  }

  // MARK: The beginning

  private mutating func takeHeader(_ words: [String]) -> Bool {
    switch (words[0], words.count) {
    case ("program", 4):
      guard words[2] == "results", let results = Int(words[3]) else { return false }
      (log.program, log.results, hasProgram) = (words[1], results, true)
    case ("lesson", 4):
      guard words[2] == "text" else { return false }
      (log.start.lesson, log.start.textDigest) = (words[1], words[3])
    case ("argument", 2): log.start.argument = words[1]
    case ("play", 2): log.start.bench = PlayData(argument: words[1])
    case ("play", 4):
      guard words[2] == "--label" else { return false }
      log.start.bench = PlayData(argument: words[1], label: words[3])
    case ("table", 2): log.start.tableDigest = words[1]
    case ("data", 2): log.start.data = words[1]
    case ("seed", 2):
      guard let seed = UInt64(words[1]) else { return false }
      log.start.seed = seed
    case ("set", 4):
      guard let value = KnobValue(words: words[2...3]) else { return false }
      log.start.settings[words[1]] = value
    case ("plan", 4):
      guard let step = Int(words[2]), step >= 0, let operation = Operation(words[3]) else {
        return false
      }
      log.start.operations.append(
        PlannedOperation(arm: words[1], step: step, operation: operation))
    case ("page", 2):
      guard let page = Int(words[1]), page >= 1 else { return false }
      log.start.visit.lessonStep = page - 1
    case ("answered", 4):
      guard let answer = Command.Answer(words: words[2...3]) else { return false }
      log.start.visit.answers[words[1]] = answer
    default: return false
    }
    return true
  }

  // MARK: What happened

  private mutating func takeCommand(_ groups: [[String]], _ line: Substring) throws(LogFault) {
    let next = log.takenUp.count + 1
    let head = groups[0]
    guard head.count >= 3, Int(head[0]) == next, ["running", "resting"].contains(head[1]) else {
      throw fault(line, "command \(next), “running” or “resting”, and what was done")
    }
    guard let command = Command(words: Array(head.dropFirst(2))) else {
      throw fault(line, "a command that this gradlab knows")
    }
    var accounts: [SessionJournal.Account] = []
    var takenUp: [String: SessionLog.Placed<TakeUp>] = [:]
    for arm in groups.dropFirst() {
      guard arm.count == 3, let account = SessionJournal.Account(arm[1]) else {
        throw fault(line, "of each arm its id, what was known, and its step")
      }
      accounts.append(account)
      if let place = TakeUp(arm[2], ofCommand: next) {
        takenUp[arm[0]] = .init(line: number, content: place)
      } else if arm[2] != "+", arm[2] != "-" {
        throw fault(line, "a step, + or - as the last word of \(arm[0])")
      }
    }
    let entry = SessionJournal.Entry.command(command, wasRunning: head[1] == "running", accounts)
    log.entries.append(.init(line: number, content: entry))
    log.takenUp.append(takenUp)
  }

  private mutating func takeState(_ groups: [[String]], _ line: Substring) throws(LogFault) {
    guard groups[0].count == 2, let command = Int(groups[0][1]),
      (0...log.takenUp.count).contains(command)
    else { throw fault(line, "the number of a command before it") }
    var arms: [SessionLog.ArmState] = []
    for arm in groups.dropFirst() {
      guard arm.count == 3, let step = Int(arm[1]), step >= 0,
        let digest = arm[2] == "~" ? .some(nil) : StateDigest(arm[2]).map(Optional.some)
      else { throw fault(line, "of each arm its id, its step, and four digests or ~") }
      arms.append(.init(id: arm[0], step: step, digest: digest))
    }
    log.states.append(.init(line: number, content: .init(command: command, arms: arms)))
  }

  private mutating func takeMark(_ words: [String]) -> Bool {
    let entry: SessionJournal.Entry
    if words[0] == "lesson", words.count == 4, words[2] == "page", let page = Int(words[3]),
      page >= 1
    {
      entry = .rereading(textDigest: words[1], page: page - 1)
    } else if words[0] == "resumed", words.count == 2, let command = Int(words[1]),
      log.states.contains(where: { $0.content.command == command })
    {
      entry = .resumption(command: command)
    } else {
      return false
    }
    log.entries.append(.init(line: number, content: entry))
    return true
  }
}

extension CheckpointFault {
  /// What is wrong, without where.
  var reason: String {
    switch fact {
    case .cannotOpen(let reason), .cannotWrite(let reason): reason
    case .notAFile: "no file"
    case .tooLarge(let bytes, let limit): "\(bytes) bytes of at most \(limit)"
    default: description
    }
  }
}
