/// A place on a course: what the arm has come to at a step, and how it came there.
package struct Run {
  package private(set) var course: Course
  package private(set) var experiment: any Experiment

  /// The run at its start, or, by going the whole way again, at the step that `start` was told of.
  /// - Parameters:
  ///   - start: what the experiment is told beside the course; its seed is the course's.
  ///   - step: how far to go, with each change of the course where it was made; what the course
  ///     has later is left out. A run that diverges stays where it did.
  package init(_ course: Course, _ start: ExperimentStart, to step: Int = 0) throws {
    var start = start
    start.seed = course.seed
    var experiment = try course.start.begin(start)
    var followed = Course(seed: course.seed, plan: course.start)
    var changes = course.changes.filter { $0.step <= step }[...]
    while true {
      while let next = changes.first, next.step == experiment.step {
        experiment.retune(next.plan)
        followed.change(to: next.plan, at: next.step)
        changes.removeFirst()
      }
      guard experiment.step < step, experiment.divergedAt == nil else { break }
      experiment.advance()
    }
    self.course = followed
    self.experiment = experiment
  }

  /// The run at the end of a course as it was kept, without a step being taken.
  package init(
    _ course: Course, _ start: ExperimentStart, keptIn bytes: [UInt8]
  ) throws {
    var start = start
    start.seed = course.seed
    var experiment = try course.start.begin(start)
    var archive = ArchiveReader(bytes)
    try experiment.restore(course.plan, from: &archive)
    guard archive.isAtEnd else { throw ArchiveFault("it goes on after its end") }
    (self.course, self.experiment) = (course, experiment)
  }

  /// A run that somebody else takes through its steps.
  package init(_ course: Course, _ experiment: any Experiment) {
    (self.course, self.experiment) = (course, experiment)
  }

  /// What `init(_:_:keptIn:)` takes; nil where nothing can be kept of it.
  package var kept: [UInt8]? {
    var archive = ArchiveWriter()
    return experiment.keep(in: &archive) ? archive.bytes : nil
  }

  package var step: Int { experiment.step }

  package mutating func advance() { experiment.advance() }

  /// Goes on under another plan, from this step on.
  /// - Precondition: it `continues` the present one.
  package mutating func retune(_ plan: any ExperimentPlan) {
    guard !plan.equals(course.plan) else { return }
    experiment.retune(plan)
    course.change(to: plan, at: step)
  }

  package mutating func readings(
    of probes: [Probe], knobs: [String: KnobValue], until isOver: () -> Bool
  ) -> Readings {
    experiment.readings(of: probes, knobs: knobs, until: isOver)
  }

  package func number(of probe: Probe) -> Double { experiment.number(of: probe) }

  package mutating func settle(until isOver: () -> Bool) { experiment.settle(until: isOver) }
}
