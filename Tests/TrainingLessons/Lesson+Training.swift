public import Experiments
public import Lessons

/// What tests ask of lessons that train a network.
extension Lesson {
  /// The network that trains, with the lesson's own knob values or others.
  public func experiment(knobs: [String: KnobValue]) throws -> TrainPlan {
    guard let plan = try plan(of: nil, knobs: knobs).main as? TrainPlan else {
      throw NoTraining(lesson: id)
    }
    return plan
  }

  /// What a lesson that trains takes its examples from.
  public var data: DataPlan {
    (try? experiment(knobs: [:]))?.data ?? DataPlan(kind: "", trainCount: 0, testCount: 0)
  }
}

public struct NoTraining: Error {
  public var lesson: String
}
