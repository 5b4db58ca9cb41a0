package import Experiments
package import Lab

/// What a key asks for, whatever key it is.
package enum Action: Hashable, Sendable {
  package enum Direction: Hashable, Sendable { case up, down, left, right }
  /// How fast runs are shown.
  package enum SpeedChange: Hashable, Sendable { case slower, faster, atOnce }

  /// What is done to the chosen part of a network.
  package enum SurgeryKey: Hashable, Sendable { case silence, freeze, reset, redraw }

  // The program.
  case help, back, cancel, interrupt, suspend, repaint, nextTheme, toggleMouse
  // Lists, cursors and knobs.
  case move(Direction, fast: Bool)
  case first, last, pageUp, pageDown, open
  case focusNext, focusPrevious
  // The run.
  case toggleRun, singleStep, watch
  case speed(SpeedChange)
  case restart(Command.Reseed)
  // The lesson.
  case goToStep(Int)
  case nextStep, previousStep, firstStep, lastStep
  case claims, predict, hint, notes, command, copyCommand, draw
  // Knobs and arms.
  case setKnob(KnobValue)
  case defaultValue, nextArm, tries, pin
  case toggleArm(Int)
  case toggleCell
  // The pad.
  case toggleFitting
  // Operations on networks.
  case surgery, undoOperation
  case operate(SurgeryKey)
  // Time.
  case stepBack, undo, redo, fork
  /// Through the run, by hundredths or by tenths of it.
  case scrub(Int)
  case rename, delete, hideArm
  // Plots.
  case inspect, nextPlot, toggleLogarithmic, toggleSmoothing, zoomIn, zoomOut, zoomAll, zoomBack
  case zoomValues(isIn: Bool)
  case pan(Direction)
  case exportPlot
  /// The next or previous one alone, by how many.
  case lookAtArm(Int)
  case lookAtPart(Int)
  // In front of a room.
  case blackout, bigText, plotOnly, pageStart, backToTalk
  case vote(Int)
  case takeBackVote, countVotes, closeVote
  // Answers.
  case pick(Int)
  case sure(Confidence)
  // The library.
  case openAnew
  // Typed text.
  case startFilter, accept, erase, eraseAll, complete
  // A question of the program.
  case confirm
}
