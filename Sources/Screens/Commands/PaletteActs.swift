import Charts
internal import Experiments
import Lab
import Lessons

/// What the commands of the palette do.
extension AppModel {
  /// `KNOB VALUE` or `ARM.KNOB VALUE`; without a value it is asked for.
  mutating func setKnob(_ argument: String) -> PaletteCommand.Outcome {
    let (name, text) = argument.splitAtSpace
    switch study?.focus(onKnob: name) {
    case .failure(let refusal)?: return .refused(refusal.text)
    case .success(let knob)?:
      if text.isEmpty {
        cover()
        return .done(perform(.open))
      }
      switch KnobText.parse(text, for: knob) {
      case .success(let value):
        let effects = follow(study?.setFocusedKnob(to: value))
        // The knobs are out of sight there.
        if isCovered {
          notice = Notice("\(knob.label) is now \(KnobText.text(value, of: knob)).")
        }
        return .done(effects)
      case .failure(let refusal): return .refused("\(knob.name): \(refusal.text)")
      }
    case nil: return .refused("no lesson is open")
    }
  }

  /// `KNOB VALUE`, of the arm that the knob turns.
  mutating func fork(_ argument: String) -> PaletteCommand.Outcome {
    let (name, text) = argument.splitAtSpace
    switch study?.focus(onKnob: name) {
    case .failure(let refusal)?: return .refused(refusal.text)
    case .success(let knob)?:
      if study?.shapesFromStart(knob) == true {
        return .refused(
          "\(knob.label) shapes a run from its start: first type step 0, then fork \(knob.name) VALUE"
        )
      }
      let begun = study?.perform(.fork, in: size)
      guard study?.isForking == true else {
        if let begun, begun.effects.isEmpty, let notice = begun.notice {
          return .refused(notice.text)
        }
        return .done(follow(begun))
      }
      if text.isEmpty {
        cover()
        return .done(follow(begun))
      }
      switch KnobText.parse(text, for: knob) {
      case .success(let value): return .done(follow(study?.fork(turning: knob, to: value)))
      case .failure(let refusal):
        study?.entry = nil
        study?.isForking = false
        return .refused("\(knob.name): \(refusal.text)")
      }
    case nil: return .refused("no lesson is open")
    }
  }

  mutating func measure(_ argument: String) -> PaletteCommand.Outcome {
    cover(untilAnswered: true)
    return .done([.ask(argument, typed: "measure \(argument)")])
  }

  mutating func travel(_ argument: String) -> PaletteCommand.Outcome {
    guard let step = Int(argument), let furthest = study?.furthest, (0...furthest).contains(step)
    else {
      return .refused(
        "\u{201C}\(argument)\u{201D} is no step to go to; the runs have 0 to \(study?.furthest ?? 0)"
      )
    }
    return .done(follow(study?.travel(to: step)))
  }

  mutating func goToPage(_ argument: String) -> PaletteCommand.Outcome {
    let count = study?.lesson.steps.count ?? 0
    guard let page = Int(argument), (1...max(1, count)).contains(page) else {
      return .refused("\u{201C}\(argument)\u{201D} is no page; there are 1 to \(count)")
    }
    if let study, page - 1 > study.lastReachableStep { return .refused(study.predictFirst) }
    closeOverlays()
    inspect = nil
    return .done(perform(.goToStep(page - 1)))
  }

  mutating func inspectPlot(_ argument: String) -> PaletteCommand.Outcome {
    let names = study?.plots.map(\.name) ?? []
    guard names.contains(argument) else {
      return .refused(
        "no plot of this page is called \u{201C}\(argument)\u{201D}; there are "
          + names.joined(separator: ", "))
    }
    closeOverlays()
    return .done(follow(.go(.inspect(plot: argument))))
  }

  /// By its id or its number.
  mutating func openLesson(_ argument: String) -> PaletteCommand.Outcome {
    let lessons = library.catalog?.lessons ?? []
    guard let lesson = lessons.first(where: { $0.id == argument || "\($0.number)" == argument })
    else { return .refused("there is no lesson \u{201C}\(argument)\u{201D}") }
    guard lesson.id != study?.lesson.id else { return .refused("it is open") }
    let left = leaveLesson()
    notice = nil
    library.opening = lesson.id
    return .done(left + [.openLesson(id: lesson.id)])
  }

  /// What a command is about is under them.
  mutating func closeOverlays() {
    (tries, claims, surgery) = (nil, nil, nil)
    study?.editor = nil
    study?.pad.isOpen = false
  }

  mutating func chooseTheme(_ argument: String) -> PaletteCommand.Outcome {
    guard let choice = ThemeChoice(rawValue: argument) else {
      return .refused(
        "there is no theme \u{201C}\(argument)\u{201D}; there are "
          + ThemeChoice.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return .done([.theme(choice)])
  }
}

extension StudyModel {
  /// Puts the focus on a knob of the page: `rate`, or `he.rate` for the arm whose value is meant.
  mutating func focus(onKnob name: String) -> Result<Knob, KnobText.Refusal> {
    let arm = lesson.arms.firstIndex { name.hasPrefix($0.id + ".") }
    let own = arm.map { String(name.dropFirst(lesson.arms[$0].id.count + 1)) } ?? name
    guard let knob = lesson.knobCalled(own),
      let place = knobs.firstIndex(where: { $0.name == knob.name })
    else { return .failure(KnobText.Refusal(text: noKnob(own))) }
    if let arm {
      guard turnable(knob).contains(arm) else {
        return .failure(
          KnobText.Refusal(text: "\(lesson.arms[arm].label) has no \(own) of its own here"))
      }
      selectedArm = KnobChoice(arm: arm)
    }
    // Whoever types has a plot in sight, and keeps it.
    let (panel, viewed) = (panel, viewedPlot)
    focus(on: .knob(place))
    (self.panel, viewedPlot) = (panel, viewed)
    return .success(knob)
  }

  private func noKnob(_ name: String) -> String {
    if let known = lesson.knobCalled(name)?.name,
      let page = lesson.steps.firstIndex(where: { $0.knobs.contains(known) })
    {
      return "\(name) is a knob of page \(page + 1), not of this one: page \(page + 1) goes there"
    }
    let names = knobs.map(\.name)
    return "no knob is called \u{201C}\(name)\u{201D}; there are " + names.joined(separator: ", ")
  }
}

extension String {
  /// The first word, and what follows it.
  fileprivate var splitAtSpace: (String, String) {
    let parts = split(separator: " ", maxSplits: 1).map(String.init)
    return (parts.first ?? "", parts.count > 1 ? parts[1] : "")
  }
}
