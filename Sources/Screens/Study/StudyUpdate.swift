import Charts
internal import Experiments
import Lab
import Lessons

extension StudyModel {
  mutating func perform(_ action: Action, in size: Size) -> Reply {
    switch action {
    case .toggleRun: return toggleRun()
    case .singleStep: return singleStep()
    case .restart(let reseed):
      return Reply(
        effects: [.session(.restart(reseed))],
        notice: Notice(reseed == .same ? "Started again." : "Started again with the next seed."))
    case .nextStep: return go(to: step + 1)
    case .previousStep: return go(to: step - 1)
    case .firstStep: return go(to: 0)
    case .lastStep:
      // An open prediction is as far as one gets; from there, the way on is asked for.
      return go(to: lastReachableStep == step ? lesson.steps.count - 1 : lastReachableStep)
    case .focusNext: moveFocus(by: 1)
    case .focusPrevious: moveFocus(by: -1)
    case .move(let direction, let fast): return move(direction, fast: fast, in: size)
    case .open:
      if case .matrix? = focusedKnob?.kind {
        editor = MatrixEditor()
        return .nothing
      }
      entry = focusedKnob.map(entryField) ?? TextField()
      return focusedKnob.map { .say(KnobText.allowed($0)) } ?? .nothing
    case .accept: return acceptEntry()
    case .erase: entry?.erase()
    case .eraseAll: entry?.eraseAll()
    case .cancel: return cancel()
    case .defaultValue: return setFocusedKnob(to: focusedKnob.map(lessonValue) ?? .number(0))
    case .nextArm: return selectNextArm()
    case .toggleArm(let index): return toggleArm(index)
    case .predict: return .go(.predict)
    case .hint:
      revealedHints[step] = shownHints + 1
      focus(on: .text)
    case .notes: showsNotes.toggle()
    case .inspect:
      return (focusedPlot ?? plots.first).map { .go(.inspect(plot: $0.name)) } ?? .nothing
    case .toggleLogarithmic, .toggleSmoothing:
      return change((focusedPlot ?? plots.first)?.name, by: action)
    default: break
    }
    return .nothing
  }

  /// Run or pause. A prediction of this step comes first.
  private mutating func toggleRun() -> Reply {
    if demandsPrediction { return .say("Predict first: press p.", .warning) }
    if snapshot.isRunning && runState == .running {
      snapshot.isRunning = false
      return .session(.pause)
    }
    if let refusal = reasonNotToTrain { return .say(refusal) }
    snapshot.isRunning = true
    return .session(.run)
  }

  private func singleStep() -> Reply {
    if demandsPrediction { return .say("Predict first: press p.", .warning) }
    if let refusal = reasonNotToTrain { return .say(refusal) }
    return .session(.step)
  }

  private var reasonNotToTrain: String? {
    let onward = nextTitle == nil ? "" : " n goes on."
    if !trains { return "Nothing trains at this step." + onward }
    switch runState {
    case .failed: return "No arm can train with these knobs: turn one back."
    case .finished where !hasMoreSteps: return "All arms are at their end; r starts again." + onward
    default: return nil
    }
  }

  /// The farthest step that open predictions allow to reach.
  private var lastReachableStep: Int {
    let barrier = lesson.steps.indices.first { index in
      guard index >= step, let prediction = lesson.steps[index].prediction else { return false }
      return !lesson.steps[index].isSkippable && snapshot.answers[prediction.id] == nil
    }
    return barrier ?? lesson.steps.count - 1
  }

  private mutating func go(to target: Int) -> Reply {
    if target < 0 { return .say("This is the first step.") }
    if target >= lesson.steps.count {
      return .say("This is the last step; q goes back to the library.")
    }
    if target > lastReachableStep { return .say("Predict first: press p.", .warning) }
    if target == step { return .say("You are there.") }
    step = target
    snapshot.lessonStep = target
    (textScroll, focus, panel, entry, editor) = (0, .text, .text, nil, nil)
    return .session(.goTo(lessonStep: target))
  }

  private mutating func cancel() -> Reply {
    if entry != nil {
      entry = nil
    } else {
      focus(on: .text)
    }
    return .nothing
  }

  // MARK: Focus

  /// Text, plots, knobs, in the order of the Tab key.
  var focusOrder: [StudyFocus] {
    [.text] + plots.indices.map(StudyFocus.plot) + knobs.indices.map(StudyFocus.knob)
  }

  mutating func focus(on place: StudyFocus) {
    focus = place
    (entry, editor) = (nil, nil)
    if case .knob = place { return }
    panel = place
  }

  private mutating func moveFocus(by offset: Int) {
    let order = focusOrder
    let place = order.firstIndex(of: focus) ?? 0
    focus(on: order[(place + offset + order.count) % order.count])
  }

  // MARK: Arrows

  private mutating func move(
    _ direction: Action.Direction, fast: Bool, in size: Size
  ) -> Reply {
    let sign = direction == .up || direction == .right ? 1 : -1
    switch focus {
    case .knob:
      if case .position(let kind)? = focusedKnob?.kind {
        return moveFocusedKnob(kind, direction, by: fast ? 10 : 1)
      }
      return turnFocusedKnob(clicks: fast ? 10 * sign : sign)
    case .text: scrollText(by: -sign, in: size)
    case .plot(let index):
      let next = index - sign
      if next < 0 { focus(on: .text) } else if next < plots.count { focus(on: .plot(next)) }
    }
    return .nothing
  }

  /// Scrolls the text, never past its end.
  mutating func scrollText(by rows: Int, in size: Size) {
    let layout = StudyLayout(self, size: size)
    guard let rect = layout.text else { return }
    let body = StepText(self).lines(width: StudyLayout.textWidth(in: rect), glyphs: .braille)
    let end = max(0, body.count - StudyLayout.textRows(in: rect))
    textScroll = min(max(0, textScroll + rows), end)
  }

  // MARK: Arms and plots

  private mutating func toggleArm(_ index: Int) -> Reply {
    let arm = lesson.arms[index]
    if hiddenArms.remove(arm.id) != nil { return .say("\(arm.label) is shown.") }
    hiddenArms.insert(arm.id)
    return .say("\(arm.label) is hidden; it still trains.")
  }

  /// Switches how a plot is looked at.
  mutating func change(_ name: String?, by action: Action) -> Reply {
    guard let name, let plot = lesson.plot(name) else { return .nothing }
    var view = view(of: plot)
    defer { plotViews[name] = view }
    if action == .toggleLogarithmic {
      guard let scale = plot.kind.scale else { return .say("\(plot.title) has no value axis.") }
      view.isLogarithmic.toggle()
      let word = view.isLogarithmic ? "logarithmic" : "linear"
      return .say("\(plot.title): \(word) \(scale.noun).")
    }
    view.isSmoothed.toggle()
    return .say("\(plot.title): smoothing \(view.isSmoothed ? "on" : "off").")
  }
}
