internal import Experiments
public import Lessons

extension Session {
  /// The session of a newer version of this one's file, on the same page, with the answers to questions
  /// that are still asked alike, and with the knobs as they were turned.
  ///
  /// Where only texts, labels of probes, plots or pages have changed, it is this session, and its runs
  /// go on. Else it is a new one, whose arms begin anew; this one is for the caller to close.
  /// - Parameter hasNewData: whether the lesson's own data files have changed.
  /// - Throws: `CommandFault` or `SystemFault` where there can be no new session.
  public func reread(
    _ newer: Lesson, library: DataLibrary, hasNewData: Bool
  ) throws -> Session {
    if !hasNewData, adopt(newer) { return self }
    if hasNewData { library.forgetOwnFiles() }
    let state = currentState
    let visit = state.visit.carried(from: state.lesson, to: newer)
    let seed = state.seed == state.lesson.seeds.show ? newer.seeds.show : state.seed
    func begin(_ settings: [String: KnobValue]) throws -> Session {
      try Session(
        lesson: newer, library: library, seed: seed, settings: settings, visit: visit,
        isWatched: state.isWatched, speed: state.speed, keptBytes: state.sessionBytes)
    }
    // Values that the newer version refuses are left out, and if need be all of them.
    do { return try begin(state.settings(for: newer)) } catch is CommandFault {
      return try begin([:])
    }
  }
}

extension SessionState {
  var visit: Visit { Visit(lessonStep: lessonStep, answers: answers) }

  /// The values that were turned, as far as another version of the lesson has their knobs and arms:
  /// "knob" of all arms, "arm.knob" of one.
  func settings(for newer: Lesson) -> [String: KnobValue] {
    func fits(_ name: String, _ value: KnobValue) -> Bool {
      newer.knob(name)?.accepts(value) == true
    }
    var settings = knobs.filter { name, value in
      fits(name, value) && lesson.knob(name)?.value != value
        && newer.arms.contains { $0.set[name] == nil }
    }
    for arm in lesson.ownArms where newer.arm(arm.id) != nil {
      for (name, value) in ownKnobs(of: arm) where fits(name, value) {
        settings["\(arm.id).\(name)"] = value
      }
    }
    return settings
  }

  /// Takes a newer version of the lesson whose arms do the same. Returns false, and changes nothing,
  /// where they don't.
  mutating func adopt(_ newer: Lesson) -> Bool {
    guard lesson.runsAlike(newer) else { return false }
    let visit = visit.carried(from: lesson, to: newer)
    change { state in
      state.lesson = newer.with(forks: state.lesson.forks)
      state.resume(visit)
    }
    journal.noteRereading(newer.textDigest, page: lessonStep)
    return true
  }
}

extension Lesson {
  /// Whether runs of this version are also those of the other one: the arms, what is measured of them,
  /// and what is recorded for the texts.
  fileprivate func runsAlike(_ other: Lesson) -> Bool {
    claimDigest == other.claimDigest && seeds.show == other.seeds.show
      && ownArms == other.ownArms
      && probes == other.probes
      && ownArms.allSatisfy { recording(of: $0) == other.recording(of: $0) }
  }
}

extension Visit {
  /// The same place in a newer version of the lesson: the page by its title, or else by its number, and
  /// the answers to questions that have not changed.
  public func carried(from older: Lesson, to newer: Lesson) -> Visit {
    let kept = answers.filter { id, _ in
      older.prediction(id).map { $0 == newer.prediction(id) } ?? false
    }
    return Visit(lessonStep: newer.page(like: lessonStep, of: older), answers: kept)
  }
}

extension Lesson {
  fileprivate func prediction(_ id: String) -> Prediction? {
    steps.lazy.compactMap(\.prediction).first { $0.id == id }
  }

  /// The page that an older version has at a place, by its title, or else the one at that place.
  public func page(like place: Int, of older: Lesson) -> Int {
    let last = max(0, steps.count - 1)
    guard older.steps.indices.contains(place) else { return min(max(0, place), last) }
    let title = older.steps[place].title
    if steps.indices.contains(place), steps[place].title == title { return place }
    return steps.firstIndex { $0.title == title } ?? min(place, last)
  }
}
