package import Experiments
package import Lessons

/// A session as a text: what it began with, a line a command with the steps at which each arm took it, and
/// at times what all arms had come to.
///
/// ```text
/// gradlab session 1
/// program 0.1.0 results 1
/// lesson initialization text 1a2b3c4d5e6f7a8b
/// seed 7
/// page 2
///
/// 1 resting run ; calm 0:0 0 ; faint 0:0 0
/// 2 running knob rate number 0.2 ; calm 1:95 103 ; faint 1:90 101
/// state 2 ; calm 400 0f…-…-…-… ; faint 380 ~
/// ```
///
/// In a session of `gradlab play` a line `play DATA [--label COLUMN]` stands in place of a lesson's file, and of
/// a table the digest of what was in it.
///
/// Of each arm a command says what was known of it then (`1:95`: command 1 taken up, at step 95; `!`: it had
/// diverged or failed; `-`: nothing), and the step at which it took the command up: `103`; `103~` on its way
/// there still; `103!` diverged; `+` together with the next command; `-` never.
package struct SessionLog: Sendable {
  package static let version = 1
  static let title = "gradlab session "
  static let explanation =
    "# What a session began with, then a line a command: what was known of each arm, and the step at which\n"
    + "# it took the command up. “gradlab replay” does it all again; README.md tells of it.\n"

  /// What an arm had come to.
  package struct ArmState: Hashable, Sendable {
    package var id: String
    package var step: Int
    /// nil: it was still on its way there.
    package var digest: StateDigest?
  }

  /// What all arms had come to when they had taken up a command.
  package struct State: Hashable, Sendable {
    /// From 1; 0: there was none.
    package var command: Int
    package var arms: [ArmState]
  }

  /// Of an entry, or of a state: where it stands.
  package struct Placed<Content: Sendable>: Sendable {
    /// From 1.
    package var line: Int
    package var content: Content
  }

  package var path: String
  /// The program that wrote it.
  package var program: String
  package var results: Int
  package var start: SessionStart
  package var entries: [Placed<SessionJournal.Entry>] = []
  /// By command, from 1: of each arm, where it took it up, together with older ones where those are left out.
  package var takenUp: [[String: Placed<TakeUp>]] = []
  package var states: [Placed<State>] = []
  /// As they were read.
  var lines: [String] = []

  /// The page that the session came to, from 0.
  package var page: Int {
    for entry in entries.reversed() {
      switch entry.content {
      case .command(.goTo(let page), _, _): return page
      case .rereading(_, let page): return page
      case .command, .resumption: continue
      }
    }
    return start.visit.lessonStep
  }

  /// The digest of the lesson's file as it was read last.
  package var textDigest: String {
    for case .rereading(let digest, _) in entries.reversed().map(\.content) { return digest }
    return start.textDigest
  }
}

extension SessionLog {
  /// What of this program is not as the log was written: where runs may come to other bits.
  package func differences(from lesson: Lesson) -> [LogFault] {
    var faults: [LogFault] = []
    if results != Results.generation {
      faults.append(
        LogFault(
          path: path, line: 4, found: "results \(results) of gradlab \(program)",
          expected: "results \(Results.generation) of this one",
          remedy: "runs may come to other bits"))
    }
    if let found = lesson.bench?.tableDigest, let digest = start.tableDigest, found != digest {
      let name = start.bench?.argument.split(separator: "/").last.map(String.init) ?? ""
      faults.append(
        LogFault(
          path: path, line: 7, found: "\(name), which has changed: it has the digest \(found)",
          expected: "\(digest), as it was", remedy: "runs may come to other bits"))
    }
    if textDigest != lesson.textDigest {
      faults.append(
        LogFault(
          path: path, line: 5, found: "\(lesson.id) with the text \(textDigest)",
          expected: "\(lesson.textDigest), as it is now", remedy: "runs may come to other bits"))
    }
    return faults
  }
}

// MARK: Writing

extension SessionStart {
  /// The lines before the first command.
  func header(program: String) -> String {
    var lines = [["program", program, "results", "\(Results.generation)"]]
    lines.append(["lesson", lesson, "text", textDigest])
    if let argument { lines.append(["argument", argument]) }
    if let bench {
      lines.append(["play", bench.argument] + (bench.label.map { ["--label", $0] } ?? []))
    }
    if let tableDigest { lines.append(["table", tableDigest]) }
    if let data { lines.append(["data", data]) }
    lines.append(["seed", "\(seed)"])
    for (name, value) in settings.sorted(by: { $0.key < $1.key }) {
      lines.append(["set", name] + value.words)
    }
    for planned in operations {
      lines.append(["plan", planned.arm, "\(planned.step)", planned.operation.text])
    }
    lines.append(["page", "\(visit.lessonStep + 1)"])
    for (id, answer) in visit.answers.sorted(by: { $0.key < $1.key }) {
      lines.append(["answered", id] + answer.words)
    }
    return "\(SessionLog.title)\(SessionLog.version)\n\(SessionLog.explanation)"
      + lines.map { LogWords.written($0) + "\n" }.joined() + "\n"
  }
}

extension SessionLog.State {
  /// With a line feed.
  var line: String {
    let arms = self.arms.map { arm in
      "\(ProgressField.written(arm.id)) \(arm.step) \(arm.digest?.text ?? "~")"
    }
    return (["state \(command)"] + arms).joined(separator: " ; ") + "\n"
  }

  /// What arms have come to; those that had not begun are left out.
  init(_ point: SessionPoint) {
    self.init(
      command: point.command,
      arms: point.arms.compactMap { arm in
        arm.step.map { .init(id: arm.id, step: $0, digest: arm.run?.experiment.digest) }
      })
  }
}

/// Turns what happens in a session into the lines of its log, each when all arms have taken it up.
struct SessionLogWriter {
  /// What the lines so far have told.
  private(set) var entryCount: Int
  private(set) var commandCount: Int

  init(entryCount: Int = 0, commandCount: Int = 0) {
    (self.entryCount, self.commandCount) = (entryCount, commandCount)
  }

  /// The lines that are new.
  /// - Parameters:
  ///   - end: the last command that is told.
  ///   - isOver: whether nothing more is going to be taken up.
  mutating func lines(
    of journal: SessionJournal, arms: [String], upTo end: Int = .max, isOver: Bool = false
  ) -> String {
    var text = ""
    while journal.entries.indices.contains(entryCount), commandCount < end {
      switch journal.entries[entryCount] {
      case .command(let command, let wasRunning, let accounts):
        let number = commandCount + 1
        guard let places = places(number, journal, arms, accounts.count, isOver) else {
          return text
        }
        text += "\(number) \(wasRunning ? "running" : "resting") \(LogWords.written(command.words))"
        for (index, place) in places.enumerated() {
          let known = accounts.indices.contains(index) ? accounts[index].text : "-"
          text += " ; \(ProgressField.written(arms[index])) \(known) \(place)"
        }
        text += "\n"
        commandCount = number
      case .rereading(let digest, let page): text += "lesson \(digest) page \(page + 1)\n"
      case .resumption(let command): text += "resumed \(command)\n"
      }
      entryCount += 1
    }
    return text
  }

  /// Where each arm took a command up; nil: one is still to do so.
  private func places(
    _ number: Int, _ journal: SessionJournal, _ arms: [String], _ known: Int, _ isOver: Bool
  ) -> [String]? {
    let forks: Int
    if case .command(.fork, _, _) = journal.entries[entryCount] { forks = 1 } else { forks = 0 }
    var texts: [String] = []
    for index in 0..<min(known + forks, arms.count) {
      let takenUp = journal.takenUp.indices.contains(index) ? journal.takenUp[index] : []
      let place = takenUp.lastIndex { $0.command < number }.map { $0 + 1 } ?? 0
      if takenUp.indices.contains(place) {
        texts.append(takenUp[place].command == number ? takenUp[place].text : "+")
      } else if isOver {
        texts.append("-")
      } else {
        return nil
      }
    }
    return texts
  }
}

extension TakeUp {
  fileprivate var text: String { "\(step)\(hasArrived ? hasDiverged ? "!" : "" : "~")" }

  /// nil where the text is none.
  init?(_ text: String, ofCommand command: Int) {
    let digits = text.last == "~" || text.last == "!" ? text.dropLast() : text[...]
    guard let step = Int(digits), step >= 0 else { return nil }
    self.init(
      command: command, step: step, hasArrived: text.last != "~", hasDiverged: text.last == "!")
  }
}

extension SessionJournal.Account {
  fileprivate var text: String { command.map { "\($0):\(step)\(isOut ? "!" : "")" } ?? "-" }

  /// nil where the text is none.
  init?(_ text: String) {
    guard text != "-" else {
      self.init(command: nil, step: 0)
      return
    }
    let parts = (text.last == "!" ? text.dropLast() : text[...]).split(
      separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let command = Int(parts[0]), let step = Int(parts[1]), command >= 0,
      step >= 0
    else { return nil }
    self.init(command: command, step: step, isOut: text.last == "!")
  }
}
