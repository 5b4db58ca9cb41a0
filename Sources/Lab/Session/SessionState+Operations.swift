internal import Experiments
internal import Lessons

/// Operations on the networks of arms.
extension SessionState {
  mutating func operate(
    _ operation: Operation, on arm: String, _ arms: [ArmStanding]
  ) throws(CommandFault) {
    let index = try check(operation, arm: arm)
    guard !arms[index].isOut else {
      throw .impossibleOperation("\(lesson.arms[index].label) has diverged or failed: restart it")
    }
    remember(.operation(operation, arm: arm), arms)
    errands[index].append(.operate(operation))
    wish.arms[index].operations.append(operation)
  }

  mutating func undoOperation(on arm: String, _ arms: [ArmStanding]) throws(CommandFault) {
    let index = try place(ofArm: arm)
    guard !wish.arms[index].operations.isEmpty else {
      throw .nothingToUndo(arm: lesson.arms[index].label)
    }
    remember(.undoneOperation(arm: arm), arms)
    wish.arms[index].operations.removeLast()
    let number = wish.arms[index].operations.count
    let before = arms[index].itinerary?.here.before(asked: number)
    errands[index].move(.beforeOperation(number), to: before?.step ?? 0)
    retune(index)
  }

  func place(ofArm id: String) throws(CommandFault) -> Int {
    guard let index = lesson.arms.firstIndex(where: { $0.id == id }) else {
      throw .unknownArm(id, known: lesson.arms.map(\.id))
    }
    return index
  }

  /// Whether that can be done to the network of an arm, and the place of this.
  @discardableResult
  func check(_ operation: Operation, arm: String) throws(CommandFault) -> Int {
    let index = try place(ofArm: arm)
    do { try plans[index].check(operation) } catch { throw .impossibleOperation("\(error)") }
    return index
  }
}
