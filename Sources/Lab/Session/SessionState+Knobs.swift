internal import Experiments
internal import Lessons

/// Knobs, and what their values make of the arms.
extension SessionState {
  mutating func set(
    _ knob: String, to value: KnobValue, arm: String?, _ arms: [ArmStanding]
  ) throws(CommandFault) {
    remember(.knob(knob, arm: arm), arms)
    try turn(knob, to: value, arm: arm)
    let before = plans
    plans = try resolvedPlans()
    let alwaysRestarts = lesson.knob(knob)?.alwaysRestarts ?? false
    for index in plans.indices where !plans[index].equals(before[index]) {
      guard !alwaysRestarts && plans[index].continues(before[index]) else {
        begin(index, isAnew: false)
        continue
      }
      retune(index)
      if arms[index].step > 0 && arms[index].step >= limit {
        outdate(index, madeBy: before[index])
      }
    }
  }

  /// An arm goes on under the plan that its knobs make.
  mutating func retune(_ index: Int) {
    errands[index].append(.retune(plans[index], knobs: knobs(of: lesson.arms[index])))
  }

  /// What an arm shows at its end was made by a plan that is no more, until it is turned back.
  private mutating func outdate(_ index: Int, madeBy plan: any ExperimentPlan) {
    let made = wish.arms[index].outdated ?? plan
    wish.arms[index].outdated = plans[index].equals(made) ? nil : made
  }

  /// Starts the arms again that show what other values made. Returns whether there were any.
  mutating func restartOutdated(_ arms: [ArmStanding]) -> Bool {
    let indices = training.filter { wish.arms[$0].outdated != nil }
    if !indices.isEmpty { remember(.restart, arms) }
    for index in indices { restart(index, isAnew: false) }
    return !indices.isEmpty
  }

  mutating func restart(_ reseed: Command.Reseed, _ arms: [ArmStanding]) {
    remember(.restart, arms)
    if reseed == .next { wish.seed &+= 1 }
    (wish.extraSteps, watchPace) = (0, nil)
    for index in reseed == .next ? Array(lesson.arms.indices) : training {
      restart(index, isAnew: true)
    }
  }

  /// A fork begins again where it forked, another arm at its start.
  private mutating func restart(_ index: Int, isAnew: Bool) {
    if let fork = wish.arms[index].fork {
      begin(index, at: fork)
    } else {
      begin(index, isAnew: isAnew)
    }
  }

  /// An arm begins at step 0, or where the same run is still known and it isn't to begin anew.
  mutating func begin(_ index: Int, isAnew: Bool) {
    let beginning = Deed.Beginning(
      seed: seed, plan: plans[index], knobs: knobs(of: lesson.arms[index]))
    errands[index].move(.begin(beginning, isAnew: isAnew), to: 0)
    wish.arms[index].operations = []
    wish.arms[index].outdated = nil
    wish.arms[index].fork = nil
    watchPace = nil
  }

  mutating func turn(
    _ name: String, to value: KnobValue, arm: String?
  ) throws(CommandFault) {
    try lesson.checkKnob(name, takes: value)
    if let arm {
      wish.arms[try place(ofArm: arm)].ownKnobs[name] = value
    } else {
      let own = lesson.arms.filter { $0.set[name] != nil || ownKnobs(of: $0)[name] != nil }
      guard own.count < lesson.arms.count else {
        throw .everyArmHasItsOwn(knob: name, arms: own.map(\.id))
      }
      wish.knobs[name] = value
    }
  }

  /// All knob values as an arm has them.
  func knobs(of arm: Arm) -> [String: KnobValue] {
    arm.knobValues(shared: knobs, own: ownKnobs(of: arm))
  }

  /// Knob values turned in an arm, over those of the lesson.
  func ownKnobs(of arm: Arm) -> [String: KnobValue] {
    lesson.arms.firstIndex { $0.id == arm.id }.map { wish.arms[$0].ownKnobs } ?? [:]
  }

  func resolvedPlans() throws(CommandFault) -> [any ExperimentPlan] {
    var plans: [any ExperimentPlan] = []
    for (index, arm) in lesson.arms.enumerated() {
      // What a deleted fork would do refuses no knob.
      if wish.arms[index].isGone {
        plans.append(self.plans[index])
        continue
      }
      do { plans.append(try lesson.plan(of: arm, knobs: knobs(of: arm))) } catch {
        throw .impossiblePlan("\(arm.label): \(error)")
      }
    }
    let living = plans.indices.filter { !wish.arms[$0].isGone }.map { plans[$0] }
    do { try lesson.checkMemory(of: living, limit: memoryLimit) } catch {
      throw .impossiblePlan("\(error)")
    }
    return plans
  }
}

extension Lesson {
  /// Values outside the range may be asked for, as an experiment.
  func checkKnob(_ name: String, takes value: KnobValue) throws(CommandFault) {
    guard let knob = knob(name) else { throw .unknownKnob(name, known: knobs.map(\.name)) }
    guard knob.accepts(value) else {
      throw .wrongValue(knob: name, found: value, expected: knob.kind.taken)
    }
  }
}
