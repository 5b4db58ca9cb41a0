import Charts
internal import Experiments
import Lab
import Lessons

extension PlainCommand {
  /// Running, and going back and on.
  static let running: [PlainCommand] = [
    PlainCommand(
      word: "run", aliases: ["space"],
      does: "train on to the end of this page's run; Ctrl-C pauses",
      perform: { model, _, _ in model.train(.toggleRun, report: .run) }),
    PlainCommand(
      word: "step", aliases: ["."], argument: "N",
      does: "train one step, or go to step N, back or on, where the runs have been",
      perform: { model, _, number in
        number.isEmpty
          ? model.train(.singleStep, report: .change)
          : model.performPalette("step", number, report: .change)
      }),
    PlainCommand(
      word: "undo", aliases: ["u"],
      does: "take the last change back: of a knob, the step, a network",
      perform: { model, _, _ in PlainReply(effects: model.perform(.undo), report: .change) }),
    PlainCommand(
      word: "redo", does: "bring back what was undone",
      perform: { model, _, _ in PlainReply(effects: model.perform(.redo), report: .change) }),
    PlainCommand(
      word: "restart", aliases: ["r"], does: "begin the runs anew with the same seed",
      perform: { model, _, _ in
        PlainReply(effects: model.perform(.restart(.same)), report: .change)
      }),
    PlainCommand(
      word: "reseed", does: "begin the runs anew with the next seed",
      perform: { model, _, _ in
        PlainReply(effects: model.perform(.restart(.next)), report: .change)
      }),
    PlainCommand(
      word: "where", does: "the step where the runs are",
      perform: { model, _, _ in model.lines { [$0.heading, $0.state] } }),
  ]

  /// Turning knobs and changing networks.
  static let knobs: [PlainCommand] = [
    PlainCommand(
      word: "knobs", does: "the knobs of this page, with their values and what they take",
      perform: { model, _, _ in model.lines { $0.knobLines } }),
    PlainCommand(
      word: "set", argument: "KNOB VALUE",
      does: "turn a knob; ARM.KNOB turns it for one arm alone",
      perform: { model, _, words in model.set(words) }),
    PlainCommand(
      word: "bring", argument: "N",
      does: "bring back run N of compare: its knobs, and where it is still kept, the run",
      perform: { model, _, number in model.bringBack(number) }),
    PlainCommand(
      word: "delete", argument: "ARM", does: "end a fork",
      perform: { model, _, name in model.deleteFork(name) }),
    PlainCommand(
      word: "operate", aliases: ["x"], argument: "ARM VERB PART",
      does:
        "silence, restore, freeze, thaw, reset or redraw a part of an arm's network, as in operate he silence hidden1:3",
      perform: { model, _, words in model.operate(words) }),
    PlainCommand(
      word: "command", aliases: ["y"], does: "the command line that comes to the same state",
      perform: { model, _, _ in .say(model.study?.reproducingCommand ?? "") }),
  ]
}

extension AppModel {
  mutating func train(_ action: Action, report: PlainReply.Report) -> PlainReply {
    if study?.demandsPrediction == true { return .say(Self.predictFirst) }
    if let study, !study.trains {
      return .say("Nothing trains on this page. \(PlainPage(study: study).onward)")
    }
    let effects = perform(action)
    return PlainReply(effects: effects, report: effects.isEmpty ? .nothing : report)
  }

  mutating func set(_ words: String) -> PlainReply {
    guard let study, !study.knobs.isEmpty else { return .say("This page has no knobs.") }
    let parts = words.split(separator: " ", maxSplits: 1)
    guard parts.count == 2 else {
      return PlainReply(
        ["set needs KNOB VALUE. The knobs are:"] + PlainPage(study: study).knobLines)
    }
    var reply = performPalette("set", study.wholeName(in: words), report: .change)
    guard reply.lines.isEmpty else { return reply }
    guard !reply.effects.isEmpty else { return .say("It has that value already.") }
    if let study = self.study, let knob = study.focusedKnob {
      reply.lines = [PlainPage(study: study).text(of: knob)]
    }
    return reply
  }

  fileprivate mutating func bringBack(_ number: String) -> PlainReply {
    guard let lines = study?.tryLines, let place = Int(number).flatMap(lines.place(ofNumber:))
    else {
      return .say("Type the number of a run as compare lists them.")
    }
    guard lines[place].mark.number != nil else { return .say("That run is there.") }
    var tries = TriesModel()
    tries.selected = place
    self.tries = tries
    return PlainReply(effects: perform(.open), report: .change)
  }

  fileprivate mutating func deleteFork(_ name: String) -> PlainReply {
    guard let study else { return PlainReply() }
    guard let arm = study.shownArm(named: name) else { return .say(study.noArm(name).text) }
    guard study.lesson.arm(arm)?.forkedFrom != nil else {
      return .say("Only forks are deleted, and \(name) is an arm of the lesson.")
    }
    return PlainReply(effects: [.session(.delete(arm: arm))], report: .change)
  }

  fileprivate mutating func operate(_ words: String) -> PlainReply {
    guard let study else { return PlainReply() }
    let parts = words.split(separator: " ").map(String.init)
    guard parts.count >= 3, let operation = Operation(parts.suffix(2).joined(separator: " ")) else {
      let verbs = Operation.Verb.allCases.map(\.rawValue).listed
      return .say(
        "operate needs ARM VERB PART, as in operate he silence hidden1:3; verbs are \(verbs).")
    }
    let name = parts.dropLast(2).joined(separator: " ")
    guard let arm = study.shownArm(named: name) else { return .say(study.noArm(name).text) }
    return PlainReply(effects: [.session(.operate(operation, arm: arm))], report: .change)
  }
}

extension StudyModel {
  /// The line with the whole name of the knob of which it has the beginning.
  fileprivate func wholeName(in words: String) -> String {
    let parts = words.split(separator: " ", maxSplits: 1).map(String.init)
    let path = parts[0].split(separator: ".", maxSplits: 1).map(String.init)
    guard let typed = path.last, lesson.knobCalled(typed) == nil else { return words }
    let found = knobs.filter { $0.name.hasPrefix(typed.lowercased()) }
    guard found.count == 1 else { return words }
    return (path.dropLast() + [found[0].name]).joined(separator: ".") + " " + parts[1]
  }
}
