internal import Experiments
internal import Lessons
internal import Tensors

/// How long a learner waits on a page, from its start to its end at full speed.
public struct PageWait: Hashable, Sendable {
  public var title: String
  /// Of this machine: the longest of the page's arms, or all of them one after the other shared
  /// among the processors, whichever is more.
  public var seconds: Double
}

extension PageWait {
  /// The page with the longest wait, all of its arms begun anew; nil where no page runs.
  static func longest(of state: SessionState, _ library: DataLibrary) -> PageWait? {
    let pages = state.lesson.steps.compactMap { step in
      step.run.map { (title: step.title, run: $0) }
    }.filter { $0.run.until > 0 }
    let arms = state.lesson.arms
    var times: [String: [Int: Double]] = [:]
    for (index, arm) in arms.enumerated() {
      let stops = Set(pages.map(\.run).filter { $0.trains(arm.id) }.map(\.until))
      if !stops.isEmpty { times[arm.id] = seconds(of: index, until: stops, state, library) }
    }
    let waits = pages.map { page in
      let own = arms.filter { page.run.trains($0.id) }.compactMap { times[$0.id]?[page.run.until] }
      let shared = own.reduce(0, +) / Double(EngineRuntime.processorCount)
      return PageWait(title: page.title, seconds: max(own.max() ?? 0, shared))
    }
    return waits.max { $0.seconds < $1.seconds }
  }

  /// The time until an arm has reached each of `stops`, measured as the screen measures it.
  private static func seconds(
    of index: Int, until stops: Set<Int>, _ state: SessionState, _ library: DataLibrary
  ) -> [Int: Double] {
    let arm = state.lesson.arms[index]
    let last = stops.max() ?? 0
    guard
      var experiment = try? state.plans[index].begin(
        ExperimentStart(
          seed: state.seed, probes: state.lesson.probes,
          recording: state.lesson.recording(of: arm), shelf: library))
    else { return [:] }
    let start = Clock.seconds()
    var times: [Int: Double] = [:]
    while experiment.step < last, experiment.divergedAt == nil {
      experiment.advance()
      if stops.contains(experiment.step) { times[experiment.step] = Clock.seconds() - start }
    }
    // One that has diverged keeps nobody waiting.
    for stop in stops where times[stop] == nil { times[stop] = Clock.seconds() - start }
    return times
  }
}
