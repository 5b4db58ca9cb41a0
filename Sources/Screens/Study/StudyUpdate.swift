import Charts
internal import Experiments
import Lab
import Lessons

extension StudyModel {
  mutating func perform(_ action: Action, in size: Size) -> Reply {
    switch action {
    case .toggleRun: return toggleRun()
    case .singleStep: return singleStep()
    case .restart(let reseed): return restart(reseed)
    case .watch: return watch()
    case .speed(let change): return setSpeed(change)
    case .stepBack, .scrub, .undo, .redo, .fork: return performInTime(action)
    case .nextStep: return go(to: step + 1)
    case .previousStep: return go(to: step - 1)
    case .goToStep(let target): return go(to: target)
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
      (entry, refusal, isForking) = (focusedKnob.map(entryField) ?? TextField(), nil, false)
    case .accept: return acceptEntry()
    case .erase: entry?.erase()
    case .eraseAll: entry?.eraseAll()
    case .cancel: return cancel()
    case .defaultValue: return setFocusedKnob(to: focusedKnob.map(lessonValue) ?? .number(0))
    case .setKnob(let value): return setFocusedKnob(to: value)
    case .nextArm: return selectNextArm()
    case .toggleArm(let index): return toggleArm(index)
    case .predict: return .go(.predict)
    case .hint:
      revealedHints[step] = shownHints + 1
      showEndOfText(in: size)
    case .notes: return toggleNotes(in: size)
    case .tries: return .go(.tries)
    case .surgery: return openSurgery(at: nil)
    case .claims: return demandsPrediction ? .say(predictFirst, .warning) : .go(.claims)
    case .draw: pad.isOpen = true
    case .pin: return pinNewestTries()
    case .nextPlot: return viewNextPlot()
    case .inspect:
      return (focusedPlot ?? plots.first).map { .go(.inspect(plot: $0.name)) } ?? .nothing
    case .toggleLogarithmic, .toggleSmoothing:
      return change((focusedPlot ?? plots.first)?.name, by: action)
    default: break
    }
    return .nothing
  }

  /// The farthest step that open predictions allow to reach.
  var lastReachableStep: Int {
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
    if target > lastReachableStep { return .say(predictFirst, .warning) }
    if target == step { return .say("You are there.") }
    return turn(to: target)
  }

  /// Turns to a page, whatever is open on the way.
  mutating func turn(to target: Int) -> Reply {
    step = target
    isNew = visited.insert(target).inserted
    snapshot.lessonStep = target
    (textScroll, focus, panel, entry, editor) = (0, .text, .text, nil, nil)
    (viewedPlot, hasAskedForNotes) = (0, false)
    // What was zoomed into belongs to the run of the page that was left.
    for name in plotViews.keys { plotViews[name]?.showAll() }
    return .session(.goTo(lessonStep: target))
  }

  var predictFirst: String {
    "Predict first: press \(key(.predict)). This page can't be skipped."
  }

  /// Notes may hold the answers, and the room sees this screen: they are asked for twice.
  private mutating func toggleNotes(in size: Size) -> Reply {
    if showsNotes {
      showsNotes = false
    } else if hasAskedForNotes {
      showsNotes = true
      showEndOfText(in: size)
    } else {
      hasAskedForNotes = true
      return .say(
        "Notes may tell the answer to all who see this screen: \(key(.notes)) again shows them.")
    }
    return .nothing
  }

  private mutating func cancel() -> Reply {
    if entry != nil {
      (entry, refusal, isForking) = (nil, nil, false)
    } else if question != nil {
      question = nil
    } else {
      focus(on: .text)
    }
    return .nothing
  }

  // MARK: Arrows

  private mutating func move(
    _ direction: Action.Direction, fast: Bool, in size: Size
  ) -> Reply {
    let sign = direction == .up || direction == .right ? 1 : -1
    if entry != nil { return isForking ? turnProposal(clicks: fast ? 10 * sign : sign) : .nothing }
    switch focus {
    case .knob:
      if case .position(let kind)? = focusedKnob?.kind {
        return moveFocusedKnob(kind, direction, by: fast ? 10 : 1)
      }
      return turnFocusedKnob(clicks: fast ? 10 * sign : sign)
    case .text:
      if direction == .left || direction == .right {
        return turnFirstKnob(direction, fast: fast, in: size)
      }
      panel = .text
      scrollText(by: -sign, in: size)
    case .plot(let index):
      let next = index - sign
      if next < 0 { focus(on: .text) } else if next < plots.count { focus(on: .plot(next)) }
    }
    return .nothing
  }

  /// The arrows that a text has no use for turn the page's first knob.
  private mutating func turnFirstKnob(
    _ direction: Action.Direction, fast: Bool, in size: Size
  ) -> Reply {
    guard !knobs.isEmpty else { return .nothing }
    focus(on: .knob(0))
    return canTurn ? move(direction, fast: fast, in: size) : .nothing
  }

  /// Shows what was put under the text.
  private mutating func showEndOfText(in size: Size) {
    focus(on: .text)
    scrollText(by: .max / 2, in: size)
  }

  /// Scrolls the text, never past its end.
  mutating func scrollText(by rows: Int, in size: Size) {
    let layout = StudyLayout(self, size: size)
    guard let rect = layout.text else { return }
    let height = StudyLayout.textRows(self, in: rect)
    let body = StepText(self).lines(
      width: StudyLayout.textWidth(in: rect), rows: height, glyphs: glyphs)
    let end = max(0, body.count - height)
    textScroll = min(max(0, textScroll + rows), end)
  }

  // MARK: Arms and plots

  private mutating func toggleArm(_ index: Int) -> Reply {
    let arm = lesson.arms[index]
    guard showsAllArms || shownArms.contains(where: { $0.index == index }) else {
      return .say("\(arm.label) is not on this page.")
    }
    if hiddenArms.remove(arm.id) != nil { return .say("\(arm.label) is shown.") }
    hiddenArms.insert(arm.id)
    return .say("\(arm.label) is hidden; it still trains.")
  }
}
