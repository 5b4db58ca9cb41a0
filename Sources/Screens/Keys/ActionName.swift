import Lab

extension Action {
  /// The name by which the configuration gives the action other keys.
  var name: String {
    switch self {
    case .help: "help"
    case .back: "back"
    case .cancel: "cancel"
    case .interrupt: "interrupt"
    case .suspend: "suspend"
    case .repaint: "repaint"
    case .nextTheme: "theme"
    case .toggleMouse: "mouse"
    case .confirm: "confirm"
    case .move, .first, .last, .pageUp, .pageDown, .open, .focusNext, .focusPrevious: movementName
    case .toggleRun, .singleStep, .watch, .speed, .restart: runName
    case .goToStep, .nextStep, .previousStep, .firstStep, .lastStep, .claims, .predict, .hint,
      .notes, .command, .copyCommand, .draw, .pick:
      lessonName
    case .stepBack, .scrub, .undo, .redo, .fork, .rename, .delete, .hideArm: timeName
    case .setKnob, .defaultValue, .nextArm, .tries, .pin, .toggleArm, .toggleCell, .toggleFitting,
      .surgery, .undoOperation, .operate:
      experimentName
    case .inspect, .nextPlot, .toggleLogarithmic, .toggleSmoothing, .zoomIn, .zoomOut, .zoomAll,
      .zoomBack, .zoomValues, .pan, .lookAtArm, .lookAtPart, .exportPlot:
      plotName
    case .blackout, .bigText, .plotOnly, .pageStart, .backToTalk, .vote, .takeBackVote, .countVotes,
      .closeVote:
      talkName
    case .sure(let confidence): confidence.rawValue
    case .openAnew: "open-anew"
    case .startFilter: "filter"
    case .accept: "accept"
    case .erase: "erase"
    case .eraseAll: "erase-all"
    case .complete: "complete"
    }
  }

  private var talkName: String {
    switch self {
    case .blackout: "black"
    case .bigText: "big-text"
    case .plotOnly: "plot-only"
    case .pageStart: "page-start"
    case .backToTalk: "to-talk"
    case .vote(let option): "vote-\(option + 1)"
    case .takeBackVote: "take-back-vote"
    case .countVotes: "count-votes"
    case .closeVote: "close-vote"
    default: ""
    }
  }

  private var plotName: String {
    switch self {
    case .inspect: "inspect"
    case .exportPlot: "export"
    case .nextPlot: "next-plot"
    case .toggleLogarithmic: "logarithmic"
    case .toggleSmoothing: "smoothing"
    case .zoomIn: "zoom-in"
    case .zoomOut: "zoom-out"
    case .zoomAll: "zoom-all"
    case .zoomBack: "zoom-back"
    case .zoomValues(let isIn): "zoom-values-" + (isIn ? "in" : "out")
    case .pan(let direction): "pan-" + direction.name
    case .lookAtArm(let offset): offset > 0 ? "arm-alone" : "previous-arm-alone"
    case .lookAtPart(let offset): offset > 0 ? "part-alone" : "previous-part-alone"
    default: ""
    }
  }

  private var movementName: String {
    switch self {
    case .move(let direction, let fast): (fast ? "far-" : "") + direction.name
    case .first: "first"
    case .last: "last"
    case .pageUp: "page-up"
    case .pageDown: "page-down"
    case .open: "open"
    case .focusNext: "next-panel"
    case .focusPrevious: "previous-panel"
    default: ""
    }
  }

  private var runName: String {
    switch self {
    case .toggleRun: "run"
    case .singleStep: "single-step"
    case .watch: "watch"
    case .speed(.slower): "slower"
    case .speed(.faster): "faster"
    case .speed(.atOnce): "at-once"
    case .restart(.same): "restart"
    case .restart(.next): "reseed"
    default: ""
    }
  }

  private var timeName: String {
    switch self {
    case .stepBack: "step-back"
    case .scrub(let hundredths):
      (abs(hundredths) > 1 ? "far-" : "") + (hundredths < 0 ? "rewind" : "forward")
    case .undo: "undo"
    case .redo: "redo"
    case .fork: "fork"
    case .rename: "rename"
    case .delete: "delete"
    case .hideArm: "hide"
    default: ""
    }
  }

  private var lessonName: String {
    switch self {
    case .goToStep(let step): "step-\(step + 1)"
    case .nextStep: "next-step"
    case .previousStep: "previous-step"
    case .firstStep: "first-step"
    case .lastStep: "last-step"
    case .claims: "claims"
    case .predict: "predict"
    case .hint: "hint"
    case .notes: "notes"
    case .command: "command"
    case .copyCommand: "copy-command"
    case .draw: "draw"
    case .pick(let option): "pick-\(option + 1)"
    default: ""
    }
  }

  private var experimentName: String {
    switch self {
    case .setKnob: "set-knob"
    case .defaultValue: "reset-knob"
    case .nextArm: "next-arm"
    case .tries: "tries"
    case .pin: "pin"
    case .toggleArm(let arm): "arm-\(arm + 1)"
    case .toggleCell: "toggle-cell"
    case .toggleFitting: "fitting"
    case .surgery: "operate"
    case .undoOperation: "undo-operation"
    case .operate(.silence): "silence"
    case .operate(.freeze): "freeze"
    case .operate(.reset): "reset-weights"
    case .operate(.redraw): "redraw-weights"
    default: ""
    }
  }
}

extension Action.Direction {
  fileprivate var name: String {
    switch self {
    case .up: "up"
    case .down: "down"
    case .left: "left"
    case .right: "right"
    }
  }
}
