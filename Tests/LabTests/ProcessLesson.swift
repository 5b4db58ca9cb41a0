import Experiments
import Lab
import Lessons

/// Lessons whose arms do something other than train a network.
enum ProcessLesson: String, CaseIterable {
  case descend

  /// The blocks of the experiment, its probes apart.
  private var experiment: String {
    switch self {
    case .descend:
      """
      surface:
        variables: [x, y]
        loss: $scale * ($k * x^2 + y^2) / 2
        start: [1, $y0]
        minimum: [0, 0]
        noise: $noise
      train: {optimizer: $optimizer, momentum: $beta, learning_rate: $rate, steps: 500, epsilon: 0}
      knobs:
        k: {label: curvature, value: 100, range: [1, 1000], scale: log}
        optimizer: {label: optimizer, value: sgd, choices: [sgd, rmsprop, adam]}
        rate: {label: rate, value: 0.01, range: [0.0001, 1], scale: log}
        beta: {label: momentum, value: 0, range: [0, 0.99]}
        scale: {label: loss times, value: 1, range: [0.001, 1000], scale: log}
        noise: {label: noise, value: 0, range: [0, 1]}
        y0: {label: start y, value: 1, range: [-1, 1]}
      """
    }
  }

  func lesson(probes: String, arms: String = "  one: {label: one}", claims: String = "  {}") throws
    -> Lesson
  {
    let text = """
      ---
      lab: 1
      id: a-\(rawValue)
      title: A process
      question: Where does it go?
      part: T
      number: 1
      minutes: 1
      \(experiment)
      arms:
      \(arms)
      probes:
      \(probes)
      plots: {}
      claims:
      \(claims)
      ---
      ## A step

      Go.
      """
    return try Lesson.read(Array(text.utf8), path: "process.md")
  }

  /// With one probe of a measure, settings and all.
  func lesson(of measure: Measure) throws -> Lesson {
    try lesson(probes: "  it: {of: \(measure.name)}")
  }

  var library: DataLibrary { DataLibrary(folder: "/nowhere") }
}
