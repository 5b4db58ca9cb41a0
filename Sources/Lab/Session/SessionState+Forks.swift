internal import Experiments
internal import Lessons

/// Arms that fork from others, and what arms are called.
extension SessionState {
  /// The most arms at a time.
  static let armLimit = 16

  /// A new arm goes on from where another one is, with a knob turned.
  mutating func fork(
    _ arm: String, turning knob: String?, to value: KnobValue?, _ arms: [ArmStanding]
  ) throws(CommandFault) {
    let parent = try place(ofArm: arm)
    let standing = arms[parent]
    guard !standing.isOut else {
      throw .forkOfDiverged(arm: label(of: parent), step: standing.step)
    }
    guard wish.arms.count(where: { !$0.isGone }) < Self.armLimit else {
      throw .tooManyArms(Self.armLimit)
    }
    let new = try newArm(from: parent, turning: knob, to: value)
    remember(.fork(label: new.label), arms)
    let before = plans[parent]
    lesson.arms.append(new)
    wish.arms.append(ArmWish())
    errands.append(ArmErrands())
    planned.append([])
    plans = try resolvedPlans()
    let index = lesson.arms.count - 1
    let restarts = knob.flatMap { lesson.knob($0)?.alwaysRestarts } ?? false
    if !restarts && (plans[index].equals(before) || plans[index].continues(before)) {
      markCount += 1
      errands[parent].append(.lend(markCount))
      errands[index].move(.adopt(markCount), to: standing.step)
      errands[index].keptBytes = errands[parent].keptBytes
      retune(index)
      markCount += 1
      errands[index].append(.mark(markCount))
      wish.arms[index].fork = ForkStart(mark: markCount, step: standing.step)
    } else if standing.step == 0 {
      begin(index, isAnew: true)
    } else {
      throw .knobNeedsStart(knob: knob ?? "", arm: label(of: parent), step: standing.step)
    }
  }

  /// The arm as it is now, with a knob of its own.
  private func newArm(
    from parent: Int, turning knob: String?, to value: KnobValue?
  ) throws(CommandFault) -> Arm {
    let old = lesson.arms[parent]
    var arm = old
    let number = lesson.arms.count { $0.forkedFrom != nil } + 1
    arm.id = "fork\(number)"
    arm.forkedFrom = old.root
    arm.set.merge(wish.arms[parent].ownKnobs) { $1 }
    for name in wish.arms[parent].ownKnobs.keys { arm.formulas[name] = nil }
    guard let knob, let value else {
      arm.label = freeLabel("\(label(of: parent)) again")
      return arm
    }
    try lesson.checkKnob(knob, takes: value)
    arm.set[knob] = value
    arm.formulas[knob] = nil
    arm.label = freeLabel("\(label(of: parent)), \(Self.text(value))")
    return arm
  }

  /// The label, or with a number where an arm has it already.
  private func freeLabel(_ label: String) -> String {
    let taken = Set(lesson.arms.map(\.label))
    let label = label.safe(limit: 24)
    if !taken.contains(label) { return label }
    return (2...).lazy.map { "\(label) \($0)" }.first { !taken.contains($0) } ?? label
  }

  /// As the command line takes it, or where that is long, in two digits.
  private static func text(_ value: KnobValue) -> String {
    let exact = value.argument
    guard exact.count > 8, case .number(let number) = value else { return exact }
    return "\(number.rounded(.toNearestOrEven, digits: 2))"
  }

  /// A fork begins again where it forked.
  mutating func begin(_ index: Int, at fork: ForkStart) {
    errands[index].move(.again(mark: fork.mark, seed: seed), to: fork.step)
    wish.arms[index].operations = []
    wish.arms[index].outdated = nil
    retune(index)
    watchPace = nil
  }

  // MARK: Names

  private func label(of index: Int) -> String { lesson.arms[index].label }

  mutating func rename(_ arm: String, _ label: String) throws(CommandFault) {
    let index = try place(ofFork: arm)
    let text = label.safe(limit: 24).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard !text.isEmpty else { throw .emptyName }
    lesson.arms[index].label = text
  }

  mutating func delete(_ arm: String, _ arms: [ArmStanding]) throws(CommandFault) {
    let index = try place(ofFork: arm)
    remember(.deletion(label: label(of: index)), arms)
    wish.arms[index].isGone = true
  }

  private func place(ofFork arm: String) throws(CommandFault) -> Int {
    let index = try place(ofArm: arm)
    guard lesson.arms[index].forkedFrom != nil else { throw .armOfLesson(label(of: index)) }
    return index
  }
}
