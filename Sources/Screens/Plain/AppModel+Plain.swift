import Charts
import Lab
import Lessons

/// The plain dialogue: the same model, asked and told in lines.
extension AppModel {
  /// Takes a line, and answers in lines; what was kept and wanted by it is among the effects.
  public mutating func take(_ line: String, in dialogue: inout PlainDialogue) -> PlainReply {
    var reply = PlainReply()
    // Whatever is typed may be said again.
    let line = line.safe(limit: 400)
    let effects = noting { model in
      reply = model.respond(to: line, &dialogue)
      return reply.effects
    }
    reply.effects = effects
    return reply
  }

  private mutating func respond(to line: String, _ dialogue: inout PlainDialogue) -> PlainReply {
    (notice, palette, copied, help) = (nil, nil, nil, nil)
    (wasInterrupted, asksToQuit) = (false, false)
    let line = line.split { $0.isWhitespace }.joined(separator: " ")
    dialogue.said = chartSentences
    if dialogue.asksConfidence, let reply = confidence(line, &dialogue) { return reply }
    if isAsking {
      if let reply = answer(line, &dialogue) { return reply }
      if !Self.isCommandBesideQuestion(line, in: self) {
        guard let predict, let study else { return PlainReply() }
        if case .unclear(let text) = TypedAnswer(line, options: predict.options.map(\.key)) {
          return .say(text, PlainQuestion(study).expected + " back leaves the question open.")
        }
      }
    }
    return perform(line, &dialogue)
  }

  /// What is typed after an answer says how sure it is, or is a command.
  private mutating func confidence(
    _ line: String, _ dialogue: inout PlainDialogue
  ) -> PlainReply? {
    if line.isEmpty { return sure(nil, &dialogue) }
    if let confidence = TypedAnswer.confidence(line) { return sure(confidence, &dialogue) }
    (dialogue.asksConfidence, predict) = (false, nil)
    return nil
  }

  /// Whether a line is a command, while a question waits for an answer.
  private static func isCommandBesideQuestion(_ line: String, in model: AppModel) -> Bool {
    let word = line.split(separator: " ").first.map(String.init) ?? ""
    guard word.contains(where: \.isLetter) || word == "?" else { return false }
    if case .success = PlainCommand.named(word, in: model) { return true }
    return false
  }

  private mutating func perform(_ line: String, _ dialogue: inout PlainDialogue) -> PlainReply {
    let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
    guard let word = parts.first else { return whatNext(&dialogue) }
    if study == nil, Int(word) != nil { return perform("open \(line)", &dialogue) }
    if isAsking {
      predict = nil
      if ["back", "b", "cancel"].contains(word.lowercased()) {
        return PlainReply(["Left open."], report: .nothing)
      }
    }
    switch PlainCommand.named(word, in: self) {
    case .success(let command):
      return command.perform(&self, &dialogue, parts.count > 1 ? parts[1] : "")
    case .failure(let refusal): return .say(refusal.text)
    }
  }

  /// An empty line goes on with what is being read, or says what can be done.
  private mutating func whatNext(_ dialogue: inout PlainDialogue) -> PlainReply {
    if dialogue.points?.left ?? 0 > 0 { return PlainReply(dialogue.points?.read() ?? []) }
    guard let study else { return .say("Type the number of a lesson to open it, or help.") }
    return .say(PlainPage(study: study).onward)
  }

  // MARK: What is told afterwards

  /// What the charts of the page say, by name.
  private var chartSentences: [String: String] {
    guard let study else { return [:] }
    let page = PlainPage(study: study)
    return Dictionary(study.plots.map { ($0.name, page.sentence(of: $0)) }) { first, _ in first }
  }

  /// What is told once the session has done what it was asked for.
  public mutating func report(
    _ report: PlainReply.Report, in dialogue: inout PlainDialogue
  ) -> [String] {
    let told = takeNotices()
    guard let study else { return told }
    let page = PlainPage(study: study)
    switch report {
    case .nothing: return told
    case .page: return told + page.lines
    case .change: return told + [page.state] + changed(dialogue.said) + page.failures
    case .run:
      return told + [page.state] + page.failures + page.charts + page.verdict + page.goingOn
    case .claims:
      let records = claims?.records
      claims = nil
      return told + page.claims(records)
    case .trial(let name):
      return told + (study.lesson.claim(name).map(page.trial) ?? [])
    case .measurement:
      let answers = page.answers
      self.study?.question = nil
      return told + answers
    case .sweep:
      let lines = sweep?.plainLines ?? []
      if let sweep, sweep.endedCount > 0 { lastSweep = sweep }
      sweep = nil
      return told + lines
    }
  }

  /// The charts that say something else than before.
  private func changed(_ before: [String: String]) -> [String] {
    guard let study else { return [] }
    let page = PlainPage(study: study)
    return zip(study.plots, page.charts).compactMap { plot, line in
      before[plot.name] == page.sentence(of: plot) ? nil : line
    }
  }

  /// What the screens have to say, once.
  private mutating func takeNotices() -> [String] {
    var lines: [String] = []
    if let notice { lines.append(notice.text.spoken) }
    if let refusal = palette?.refusal { lines.append("Not done: \(refusal)".spoken) }
    if let faults { lines += ["\(faults.title):"] + faults.lines }
    (notice, palette, faults) = (nil, nil, nil)
    return lines
  }

  /// The library as it is told at the start, or the page of the lesson that is open.
  public mutating func plainOpening() -> [String] {
    guard let study else { return takeNotices() + PlainLibrary(library: library).lines() }
    let page = PlainPage(study: study)
    return takeNotices() + page.introduction + page.lines
  }

  /// How far the runs are, in a line.
  public var plainProgress: String { study.map { PlainPage(study: $0).state } ?? "" }
}

extension PlainPage {
  /// Arms that can't be built, and why.
  var failures: [String] {
    study.arms.compactMap { arm in
      guard case .failed(let reason) = arm.phase else { return nil }
      return "\(arm.label) can't be built: \(reason)".spoken
    }
  }

  /// What to type next, where it was not said.
  var goingOn: [String] { study.runState == .finished ? [onward] : [] }
}
