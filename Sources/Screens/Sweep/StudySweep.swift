import Charts
internal import Experiments
import Lab
import Lessons

extension StudyModel {
  /// A line a knob that a sweep can go over, over all that it takes; those of the page first, and none that
  /// would make the same run again and again.
  var sweepLines: [PaletteEntry] {
    guard lesson.mostSteps > 0 else { return [] }
    let names = Set(knobs.map(\.name))
    return (knobs + lesson.knobs.filter { !names.contains($0.name) }).compactMap { knob in
      guard !idleKnobs.contains(knob.name) else { return nil }
      switch knob.kind {
      case .number(let range, _, _):
        let ends = [range.lowerBound, range.upperBound].map { KnobValue.number($0).argument }
        let count = min(9, wholeValues(of: knob) ?? 9)
        return PaletteEntry(
          name: "sweep \(knob.name) \(ends[0])..\(ends[1]) \(count)",
          does: "\(count) runs over \(knob.label)", key: nil, taken: .line)
      case .choice(let words) where words.count > 1:
        return PaletteEntry(
          name: "sweep \(knob.name) all", does: "a run for each \(knob.label)", key: nil,
          taken: .line)
      default: return nil
      }
    }
  }

  /// How many values a knob of whole numbers has; nil: it has others.
  private func wholeValues(of knob: Knob) -> Int? {
    guard case .number(let range, false, let step?) = knob.kind, step > 0 else { return nil }
    let count = (range.upperBound - range.lowerBound) / step
    return count < 1e6 ? Int(count.rounded(.down)) + 1 : nil
  }

  /// What is asked of a sweep from here: the arm that the first knob turns, from its first step, with the
  /// other knobs as they are and as far as the page goes.
  func sweepRequest(_ axes: [SweepAxis.Words]) -> KnobSweep.Request {
    var request = KnobSweep.Request(knobs: axes)
    request.seeds = [snapshot.seed]
    request.steps = plannedSteps
    guard let arm = sweptArm(axes.compactMap { lesson.knobCalled($0.knob) }) else {
      return request
    }
    request.arm = arm.root
    let swept = Set(axes.compactMap { lesson.knobCalled($0.knob)?.name })
    let own = armSnapshot(arm.id)?.knobs ?? [:]
    for knob in lesson.knobs where !swept.contains(knob.name) {
      if let value = snapshot.knobs[knob.name], value != knob.value {
        request.settings[knob.name] = value
      }
      let common = lesson.knobValues(of: arm, session: snapshot.knobs)[knob.name]
      if let value = own[knob.name], value != common {
        request.settings["\(arm.root).\(knob.name)"] = value
      }
    }
    return request
  }

  private func sweptArm(_ knobs: [Knob]) -> Arm? {
    if let index = knobs.first.flatMap(turnedArm) { return lesson.arms[index] }
    let free = shownArms.map(\.arm).filter { arm in knobs.allSatisfy { arm.set[$0.name] == nil } }
    return free.first
  }

  /// The command line that makes the same sweep without a screen.
  func sweepCommand(of sweep: KnobSweep) -> String {
    let axes = sweep.axes.map {
      SweepAxis.Words(
        knob: $0.knob.name, range: $0.values.map(\.argument).joined(separator: ","))
    }
    var words = ["gradlab", "sweep", lesson.argument?.shellWord ?? lesson.id]
    words += axes.flatMap { [$0.knob, $0.range.shellWord] }
    words += ["--arm", sweep.arm.id, "--seeds", "\(snapshot.seed)", "--steps", "\(sweep.steps)"]
    let settings = sweepRequest(axes).settings.sorted { $0.key < $1.key }
    return (words + settings.flatMap { ["--set", "\($0.key)=\($0.value.argument)".shellWord] })
      .joined(separator: " ")
  }
}

extension AppModel {
  /// `KNOB RANGE N`, once or twice.
  mutating func beginSweep(_ argument: String) -> PaletteCommand.Outcome {
    guard let study else { return .refused("no lesson is open") }
    if study.demandsPrediction { return .refused(study.predictFirst) }
    if argument.isEmpty {
      guard let lastSweep, lastSweep.sweep.lesson.id == study.lesson.id else {
        return .refused("say what to sweep: KNOB RANGE N, as rate 0.001..1 7")
      }
      sweep = lastSweep
      return .done([])
    }
    do throws(SweepFault) {
      let words = argument.split(separator: " ").map(String.init)
      let request = study.sweepRequest(try SweepAxis.Words.parse(words))
      self.study?.snapshot.isRunning = false
      return .done([.session(.pause), .sweep(request, typed: "sweep \(argument)")])
    } catch {
      return .refused("\(error)")
    }
  }
}
