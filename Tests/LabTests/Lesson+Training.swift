internal import Experiments
import Lessons

extension Lesson {
  /// The network that trains, with the lesson's own knob values or others.
  func experiment(knobs: [String: KnobValue]) throws -> TrainPlan {
    guard let plan = try plan(of: nil, knobs: knobs) as? TrainPlan else {
      throw NoTraining(lesson: id)
    }
    return plan
  }

  /// What a lesson that trains takes its examples from.
  var data: DataPlan {
    (template as? TrainTemplate)?.data ?? DataPlan(kind: "", trainCount: 0, testCount: 0)
  }
}

struct NoTraining: Error {
  var lesson: String
}
