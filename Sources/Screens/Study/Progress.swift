import Lab
import Lessons

/// How far the run of the step is.
enum RunState: Hashable, Sendable {
  case building
  case ready
  case running
  case paused
  /// Every arm is at the limit, or diverged before it.
  case finished
  /// No arm can be built.
  case failed
}

/// What the learner might best do next.
struct CallToAction: Hashable, Sendable {
  /// The key's name; empty where there is nothing to press.
  var key: String
  var text: String
}

extension StudyModel {
  /// The arms' states, those of the step only.
  var arms: [ArmSnapshot] { shownArms.compactMap { armSnapshot($0.arm.id) } }

  /// The farthest training step of the arms that go on to the limit.
  var trainingStep: Int { arms.map(\.step).max() ?? 0 }

  /// The step of the arm that is farthest from the limit: how far the run is.
  var progressStep: Int {
    let going = arms.filter { $0.divergedStep == nil && !$0.hasFailed }
    return going.map(\.step).min() ?? trainingStep
  }

  /// Whether some arm shows what other values than those of the knobs have made.
  var hasOutdatedArms: Bool { arms.contains(where: \.isOutdated) }

  var stepsPerSecond: Double {
    arms.filter { $0.phase == .training }.reduce(0) { $0 + $1.stepsPerSecond }
  }

  var runState: RunState {
    let arms = arms
    if snapshot.isRunning && arms.contains(where: { $0.phase == .training }) { return .running }
    if arms.contains(where: { $0.phase == .building || $0.isTravelling }) { return .building }
    let left = arms.filter { !$0.isAtEnd(limit: snapshot.limit) }
    if !arms.isEmpty && arms.allSatisfy(\.hasFailed) { return .failed }
    if left.isEmpty { return .finished }
    if snapshot.isRunning { return .running }
    return progressStep == 0 ? .ready : .paused
  }

  /// Whether the step's arms have something to train.
  var trains: Bool { snapshot.limit > 0 }

  /// The step of the lesson whose prediction can be made or looked at here: this one, or the
  /// nearest answered one before it.
  var predictionIndex: Int? {
    guard lesson.steps.indices.contains(step) else { return nil }
    return (0...step).last { index in
      guard let prediction = lesson.steps[index].prediction else { return false }
      return index == step || snapshot.answers[prediction.id] != nil
    }
  }

  var prediction: Prediction? { predictionIndex.flatMap { lesson.steps[$0].prediction } }
  var answer: Command.Answer? { prediction.flatMap { snapshot.answers[$0.id] } }

  /// Whether a prediction stands at this step and is still open.
  var awaitsPrediction: Bool {
    guard let prediction = lessonStep?.prediction else { return false }
    return snapshot.answers[prediction.id] == nil
  }

  /// Whether nothing may run before the prediction is made.
  var demandsPrediction: Bool { awaitsPrediction && lessonStep?.isSkippable == false }

  /// Whether finished arms may be trained further, up to the lesson's most.
  var hasMoreSteps: Bool {
    let going = arms.filter { !$0.hasFailed && $0.divergedStep == nil }
    return going.contains { $0.step < lesson.mostSteps }
  }

  /// What the run key does now; nil where nothing trains.
  var runWord: String? {
    guard trains, !demandsPrediction, runState != .failed else { return nil }
    if runState == .running { return "pause" }
    return runState == .finished && !hasMoreSteps && !hasOutdatedArms ? nil : "run"
  }

  /// What the key to the next page does; nil where there is none, or where it may not be left yet.
  var nextWord: String? {
    guard nextTitle != nil, !demandsPrediction else { return nil }
    return awaitsPrediction ? "skip" : "next"
  }

  /// Whether the page has a run of its own that has come to its end or at least begun.
  var canWatch: Bool {
    (lessonStep?.run?.until ?? 0) > 0 && !demandsPrediction && trainingStep > 0
      && runState != .running
  }

  /// Whether the run goes at a pace that one can change.
  var isPaced: Bool { runState == .running && (snapshot.pace != nil || snapshot.speed == nil) }

  var hasTries: Bool { arms.contains { !$0.tries.isEmpty } }
  var hasRunsToCompare: Bool { hasTries || arms.contains { lesson.arm($0.id)?.forkedFrom != nil } }

  var nextTitle: String? {
    lesson.steps.indices.contains(step + 1) ? lesson.steps[step + 1].title : nil
  }

  var callToAction: CallToAction {
    if awaitsPrediction { return CallToAction(key: key(.predict), text: "predict first") }
    if trains && hasOutdatedArms && runState == .finished {
      return CallToAction(key: key(.toggleRun), text: "run with the turned knob")
    }
    switch runState {
    case .failed: return CallToAction(key: key(.defaultValue), text: "turn a knob back")
    case .building:
      let isTravelling = arms.contains(where: \.isTravelling)
      return CallToAction(
        key: "", text: isTravelling ? "going the way again" : "drawing the weights")
    case .running: return CallToAction(key: key(.toggleRun), text: "pause")
    case .ready where trains:
      return CallToAction(key: key(.toggleRun), text: "run to step \(snapshot.limit)")
    case .paused where trains:
      return CallToAction(key: key(.toggleRun), text: "go on to step \(snapshot.limit)")
    default: break
    }
    if canWatch && isNew && runState == .finished {
      return CallToAction(key: key(.watch), text: "watch how it came about")
    }
    if let nextTitle { return CallToAction(key: key(.nextStep), text: "next: \(nextTitle)") }
    if trains && hasMoreSteps { return CallToAction(key: key(.toggleRun), text: "run on") }
    if !knobs.isEmpty {
      return CallToAction(
        key: key(.focusNext), text: trains ? "turn a knob, run again" : "turn a knob")
    }
    return CallToAction(key: key(.back), text: "back to the library")
  }
}

extension ArmSnapshot {
  var hasFailed: Bool {
    if case .failed = phase { true } else { false }
  }

  /// Whether the arm trains no further under the given limit.
  func isAtEnd(limit: Int) -> Bool {
    switch phase {
    case .diverged, .finished, .failed: true
    case .building, .travelling: false
    case .ready, .training: step >= limit
    }
  }

  /// Whether it goes the way to an earlier step again.
  var isTravelling: Bool { if case .travelling = phase { true } else { false } }

  var divergedStep: Int? {
    if case .diverged(let step) = phase { step } else { nil }
  }
}
