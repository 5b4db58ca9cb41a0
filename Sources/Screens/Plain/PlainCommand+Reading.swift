import Charts
internal import Experiments
import Lab
import Lessons

extension PlainCommand {
  /// Reading pages, charts and lists.
  static let reading: [PlainCommand] = [
    PlainCommand(
      word: "page", aliases: ["show", "read"], argument: "N",
      does: "read this page again, or go to page N",
      perform: { model, _, number in
        guard !number.isEmpty else { return PlainReply(report: .page) }
        let before = model.study?.step
        var reply = model.performPalette("page", number, report: .page)
        if model.study?.step == before { reply.report = .nothing }
        return reply
      }),
    PlainCommand(
      word: "next", aliases: ["n"], does: "the next page",
      perform: { model, _, _ in model.turnPage(.nextStep) }),
    PlainCommand(
      word: "back", aliases: ["b"], does: "the page before",
      perform: { model, _, _ in model.turnPage(.previousStep) }),
    PlainCommand(
      word: "pages", does: "the pages of the lesson by number",
      perform: { model, _, _ in model.lines { $0.pages } }),
    PlainCommand(
      word: "charts", does: "a sentence for each chart of the page",
      perform: { model, _, _ in
        model.lines { $0.charts.isEmpty ? ["This page has no charts."] : $0.charts }
      }),
    PlainCommand(
      word: "points", argument: "CHART ARM N",
      does: "the numbers of a chart, ten at a time, of one arm if it is named, from point N on",
      perform: { model, dialogue, words in model.points(words, &dialogue) }),
    PlainCommand(
      word: "more", does: "the next points",
      perform: { model, dialogue, _ in
        guard dialogue.points?.left ?? 0 > 0 else {
          return .say("Nothing is left to be read: points CHART begins.")
        }
        return PlainReply(dialogue.points?.read() ?? [])
      }),
    PlainCommand(
      word: "braille", argument: "CHART ARM",
      does: "a chart's curves as lines of Braille dots, 40 cells at most",
      perform: { model, _, words in model.braille(words) }),
    PlainCommand(
      word: "hint", aliases: ["i"], does: "the next hint of this page",
      perform: { model, _, _ in model.hint() }),
    PlainCommand(
      word: "notes", does: "what the lecturer may say",
      perform: { model, _, _ in model.readNotes() }),
    PlainCommand(
      word: "claims", argument: "N",
      does: "what the page claims, with its record; with a number, run that claim on a fresh seed",
      perform: { model, _, number in model.readClaims(number) }),
    PlainCommand(
      word: "compare", aliases: ["c", "runs"],
      does: "the runs of this page in a table, the best first",
      perform: { model, _, _ in model.lines { $0.runs } }),
  ]
}

extension AppModel {
  /// Lines of the page.
  func lines(_ read: (PlainPage) -> [String]) -> PlainReply {
    PlainReply(study.map { read(PlainPage(study: $0)) } ?? [])
  }

  mutating func turnPage(_ action: Action) -> PlainReply {
    let before = study?.step
    if action == .nextStep, let study, study.step + 1 == study.lesson.steps.count {
      return .say("This is the last page: close goes back to the lessons.")
    }
    if action == .nextStep, study?.demandsPrediction == true { return .say(Self.predictFirst) }
    let effects = perform(action)
    return PlainReply(effects: effects, report: study?.step == before ? .nothing : .page)
  }

  static let predictFirst = "This page can't be skipped: type predict, then your answer."

  mutating func hint() -> PlainReply {
    guard let study, study.hasMoreHints else {
      return .say(
        study?.hints.isEmpty == false
          ? "Those were all hints; page reads them again." : "This page has no hints.")
    }
    let effects = perform(.hint)
    let lines = self.study.map { PlainPage(study: $0).hints.suffix(1) } ?? []
    return PlainReply(Array(lines), effects: effects)
  }

  mutating func readNotes() -> PlainReply {
    guard let study, study.lessonStep?.notes != nil else { return .say("This page has no notes.") }
    guard study.showsNotes || study.hasAskedForNotes else {
      self.study?.hasAskedForNotes = true
      return .say("Notes may tell the answer: type notes again to hear them.")
    }
    self.study?.showsNotes = true
    return lines { $0.notes }
  }

  mutating func readClaims(_ number: String) -> PlainReply {
    guard let study else { return PlainReply() }
    guard !number.isEmpty else {
      return PlainReply(effects: follow(.go(.claims)), report: .claims)
    }
    let claims = study.pageClaims
    guard
      let place = Int(number).flatMap(claims.place(ofNumber:))
        ?? claims.firstIndex(where: { $0.name == number })
    else {
      return .say("This page has \(claims.count) claims: claims lists them by number.")
    }
    self.study?.claimTrials[claims[place].name] = .running(0)
    return PlainReply(
      ["Running \(claims[place].name) on a fresh seed."],
      effects: [.tryClaim(claims[place].name)], report: .trial(claims[place].name))
  }

  // MARK: Charts

  mutating func points(_ words: String, _ dialogue: inout PlainDialogue) -> PlainReply {
    guard let study else { return PlainReply() }
    switch study.chart(words) {
    case .failure(let refusal): return .say(refusal.text)
    case .success(let place):
      var points = PlainPoints(place.plot, arm: place.arm, in: study)
      guard !points.isEmpty else { return .say("Nothing is measured yet.") }
      if let first = place.number, !points.skip(to: first) {
        return .say("There is no point \(first): \(points.heading)")
      }
      let lines = [points.heading] + points.read()
      dialogue.points = points
      return PlainReply(lines)
    }
  }

  func braille(_ words: String) -> PlainReply {
    guard let study else { return PlainReply() }
    switch study.chart(words) {
    case .failure(let refusal): return .say(refusal.text)
    case .success(let place):
      let context = PlotContext(study: study, plot: place.plot)
      let lines = context.lines.filter { place.arm == nil || $0.arm == place.arm }
        .filter { !$0.trend.points.isEmpty }
      guard !lines.isEmpty else {
        return .say("There is nothing along an axis in this chart: points reads its numbers.")
      }
      return PlainReply(
        lines.flatMap { line -> [String] in
          let braille = BrailleLine(line.trend.points.map(\.value))
          let share = braille.share > 1 ? ", \(braille.share) numbers a column of dots" : ""
          let text = line.trend.text(over: line.trend.length) ?? "has no numbers"
          return [
            "\(line.name.isEmpty ? place.plot.title : line.name) \(text)\(share):".spoken,
            braille.text,
          ]
        })
    }
  }
}

/// A chart of a page, an arm of it, and a number, as a line names them.
struct PlainChart {
  var plot: Plot
  /// The arm's id.
  var arm: String?
  var number: Int?
}

extension StudyModel {
  /// What a line names: a chart by its number, its name or the start of it; an arm in the same way, by its id
  /// or its label; a number.
  func chart(_ words: String) -> Result<PlainChart, PlainRefusal> {
    guard !plots.isEmpty else { return .failure(PlainRefusal("This page has no charts.")) }
    var rest = words.split(separator: " ").map(String.init)
    guard let name = rest.first else {
      return plots.count == 1
        ? .success(PlainChart(plot: plots[0]))
        : .failure(PlainRefusal("Which chart? There are \(chartNames)."))
    }
    guard let plot = plot(named: name) else {
      return .failure(
        PlainRefusal(
          "No chart of this page is called \u{201C}\(name)\u{201D}: there are \(chartNames)."))
    }
    rest.removeFirst()
    var chart = PlainChart(plot: plot)
    guard !rest.isEmpty else { return .success(chart) }
    let whole = rest.joined(separator: " ")
    if let arm = shownArm(named: whole) {
      chart.arm = arm
    } else if let number = Int(rest[rest.count - 1]) {
      chart.number = number
      let arm = rest.dropLast().joined(separator: " ")
      if !arm.isEmpty {
        guard let found = shownArm(named: arm) else { return .failure(noArm(arm)) }
        chart.arm = found
      }
    } else {
      return .failure(noArm(whole))
    }
    return .success(chart)
  }

  private var chartNames: String {
    plots.enumerated().map { "\($0 + 1) \($1.name)" }.listed
  }

  private func plot(named name: String) -> Plot? {
    if let place = Int(name).flatMap(plots.place(ofNumber:)) { return plots[place] }
    let found = plots.filter { $0.name.hasPrefix(name.lowercased()) }
    return plots.first { $0.name == name } ?? (found.count == 1 ? found[0] : nil)
  }

  /// The arm of the page with this id or label, or the only one that begins so.
  func shownArm(named name: String) -> String? {
    let arms = shownArms.map(\.arm)
    let typed = name.lowercased()
    if let exact = arms.first(where: { $0.id == name || $0.label.lowercased() == typed }) {
      return exact.id
    }
    guard typed.contains(where: \.isLetter) else { return nil }
    let found = arms.filter {
      $0.id.lowercased().hasPrefix(typed) || $0.label.lowercased().hasPrefix(typed)
    }
    return found.count == 1 ? found[0].id : nil
  }

  func noArm(_ name: String) -> PlainRefusal {
    let known = shownArms.map {
      $0.arm.id == $0.arm.label ? $0.arm.id : "\($0.arm.id) (\($0.arm.label))"
    }
    return PlainRefusal(
      "No arm of this page is called \u{201C}\(name)\u{201D}: there are \(known.listed).")
  }
}
