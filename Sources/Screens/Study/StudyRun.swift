import Charts
internal import Experiments
import Lab
import Lessons

extension StudyModel {
  /// Run or pause. A prediction of this step comes first.
  mutating func toggleRun() -> Reply {
    if demandsPrediction { return .say(predictFirst, .warning) }
    if snapshot.isRunning && runState == .running {
      snapshot.isRunning = false
      return .session(.pause)
    }
    if let refusal = reasonNotToTrain { return .say(refusal) }
    snapshot.isRunning = true
    showWhatRuns()
    return .session(.run)
  }

  /// On small screens the plot gets the room while something is to be seen in it.
  private mutating func showWhatRuns() {
    isNew = false
    guard !plots.isEmpty else { return }
    if case .plot = panel { return }
    panel = .plot(shownPlot)
  }

  /// Begins this page's run at its start, to be watched.
  mutating func watch() -> Reply {
    if demandsPrediction { return .say(predictFirst, .warning) }
    guard trains else { return .say(nothingTrains) }
    snapshot.isRunning = true
    showWhatRuns()
    return Reply(
      effects: [.session(.restart(.same)), .session(.run)],
      notice: Notice("From the start, at the pace of the lesson: < slower, > faster, ! at once."))
  }

  func restart(_ reseed: Command.Reseed) -> Reply {
    Reply(
      effects: [.session(.restart(reseed))],
      notice: Notice(reseed == .same ? "Started again." : "Started again with the next seed."))
  }

  /// The times by which a run can be watched faster or slower than the lesson has it.
  private static let speeds = [0.25, 0.5, 1, 2, 4, 8]

  mutating func setSpeed(_ change: Action.SpeedChange) -> Reply {
    let speeds = Self.speeds
    let place = snapshot.speed.flatMap { speeds.firstIndex(of: $0) } ?? speeds.count
    let next: Int
    switch change {
    case .slower: next = max(0, place - 1)
    case .faster: next = min(speeds.count, place + 1)
    case .atOnce: next = place == speeds.count ? 2 : speeds.count
    }
    let speed = next < speeds.count ? speeds[next] : nil
    snapshot.speed = speed
    return Reply(effects: [.session(.speed(speed))], notice: Notice(Self.say(speed)))
  }

  private static func say(_ speed: Double?) -> String {
    switch speed {
    case nil: "Runs go as fast as they can; < slows them down."
    case 1: "Runs go at the pace of the lesson."
    case .some(let times) where times < 1:
      "Runs go at \(NumberText.fixed(times, digits: times < 0.5 ? 2 : 1)) of the lesson's pace."
    case .some(let times): "Runs go \(Int(times)) times as fast as the lesson has it."
    }
  }

  private var nothingTrains: String {
    "Nothing trains at this step." + (nextTitle == nil ? "" : " \(key(.nextStep)) goes on.")
  }

  func singleStep() -> Reply {
    if demandsPrediction { return .say(predictFirst, .warning) }
    if let refusal = reasonNotToTrain { return .say(refusal) }
    return .session(.step)
  }

  private var reasonNotToTrain: String? {
    let onward = nextTitle == nil ? "" : " n goes on."
    if !trains { return nothingTrains }
    if hasOutdatedArms { return nil }
    switch runState {
    case .failed: return "No arm can train with these knobs: turn one back."
    case .finished where !hasMoreSteps:
      return "All arms are at their end; \(key(.restart(.same))) starts again." + onward
    default: return nil
    }
  }
}
