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
    let paces = paces(of: state, library)
    return state.lesson.steps.compactMap { step in
      step.run.flatMap { run in
        run.until > 0 ? PageWait(title: step.title, seconds: seconds(of: run, paces)) : nil
      }
    }.max { $0.seconds < $1.seconds }
  }

  /// The pace of each arm that some page runs, by its id.
  /// - Parameters:
  ///   - patience: seconds an arm after which what is left is reckoned.
  ///   - watch: told each arm's place before it is begun.
  static func paces(
    of state: SessionState, _ library: DataLibrary, patience: Double = .infinity,
    watch: (Int) -> Void = { _ in }
  ) -> [String: ArmPace] {
    let runs = state.lesson.steps.compactMap(\.run).filter { $0.until > 0 }
    var paces: [String: ArmPace] = [:]
    for (index, arm) in state.lesson.arms.enumerated() {
      watch(index)
      let stops = Set(runs.filter { $0.trains(arm.id) }.map(\.until))
      guard !stops.isEmpty else { continue }
      paces[arm.id] = ArmPace(of: index, until: stops, state, library, patience: patience)
    }
    return paces
  }

  /// How long the run of a page takes.
  static func seconds(of run: LessonStep.Run, _ paces: [String: ArmPace]) -> Double {
    let own = paces.filter { run.trains($0.key) }.compactMap { $0.value.stops[run.until] }
    let shared = own.sorted().reduce(0, +) / Double(EngineRuntime.processorCount)
    return max(own.max() ?? 0, shared)
  }
}
