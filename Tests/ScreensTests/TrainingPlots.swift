import Charts
import Experiments
import Glibc
import Lab
import Lessons
import Screens

/// Lessons of networks whose plots show planes, and snapshots of them from formulas.
enum TrainingPlots: String, CaseIterable {
  /// Two classes, two networks.
  case circles
  /// Three classes, one network.
  case spirals
  /// Tokens of two networks.
  case words

  func lesson() throws -> Lesson {
    try Lesson.read(Array(text.utf8), path: "Lessons/40-\(rawValue).md")
  }

  func snapshot(_ lesson: Lesson, step: Int) -> SessionSnapshot {
    SessionSnapshot(
      seed: 1, lessonStep: step, limit: 60, knobs: [:],
      arms: lesson.arms.enumerated().map { index, arm in
        ArmSnapshot(
          id: arm.id, label: arm.label, knobs: arm.set, step: 40, phase: .ready,
          parameterCount: 2, readings: ["map": Reading(step: 40, .plane(plane(index)))])
      })
  }

  /// The lesson at its step, after the keys of a script.
  func model(
    _ script: String = "", size: Size = Size(columns: 120, rows: 36), usesColor: Bool = true
  ) throws -> AppModel {
    let lesson = try lesson()
    var model = AppModel(options: AppOptions(size: size, usesColor: usesColor))
    _ = model.update(.lessonOpened(lesson, snapshot(lesson, step: 0)))
    model.press(script)
    return model
  }

  // MARK: Planes

  func plane(_ index: Int) -> Plane {
    switch self {
    case .words: return Self.words(index)
    case .circles:
      return Self.decision(axes: ["x₁", "x₂"], groups: ["inner", "outer"], count: 60) { x, y in
        // The second network has a straight boundary.
        let z = index == 0 ? 12 * (x * x + y * y - 0.55) : 6 * (x - 0.2)
        return [1 / (1 + exp(z)), 1 / (1 + exp(-z))]
      } point: { number in
        let radius = number % 2 == 0 ? 0.5 : 1.0
        let angle = 2.4 * Double(number)
        return (radius * cos(angle), radius * sin(angle))
      }
    case .spirals:
      return Self.decision(
        axes: ["width, cm", "height, cm"], groups: ["ash", "birch", "cedar"], count: 60
      ) { x, y in
        let powers = (0..<3).map {
          exp(6 * cos(atan2(y, x) - 2.094 * Double($0) - 2 * hypot(x, y)))
        }
        return powers.map { $0 / powers.reduce(0, +) }
      } point: { number in
        let radius = Double(number) / 60
        let angle = 2 * radius + 2.094 * Double(number % 3)
        return (radius * cos(angle), radius * sin(angle))
      }
    }
  }

  /// Words around the places of their groups; the second network turns them.
  private static func words(_ index: Int) -> Plane {
    let groups = [
      ("animals", ["cat", "dog", "horse", "cow", "bird"]), ("colors", ["red", "green", "blue"]),
      ("places", ["house", "garden", "river", "in"]),
    ]
    let words = groups.enumerated().flatMap { group, content in
      content.1.map { (group: group, word: $0) }
    }
    return Plane(
      axes: ["PC 1 (61 %)", "PC 2 (24 %)"],
      points: words.enumerated().map { number, word in
        let angle = 2.1 * Double(word.group) + Double(index)
        let place = Plane.Place(
          x: 2 * cos(angle) + 0.7 * cos(2.4 * Double(number)),
          y: 2 * sin(angle) + 0.5 * sin(2.4 * Double(number)))
        var point = Plane.Point(place, group: word.group, label: word.word)
        point.neighbors = (1...4).map {
          Plane.Neighbor(
            point: (number + $0) % words.count, similarity: 1 - Double($0 * $0) / 10)
        }
        return point
      }, groups: groups.map(\.0))
  }

  private static func decision(
    axes: [String], groups: [String], count: Int, _ shares: (Double, Double) -> [Double],
    point: (Int) -> (x: Double, y: Double)
  ) -> Plane {
    let places = (0...64).map { -1.2 + 2.4 * Double($0) / 64 }
    var plane = Plane(
      axes: axes,
      points: (0..<count).map { number in
        let place = point(number)
        return Plane.Point(Plane.Place(x: place.x, y: place.y), group: number % groups.count)
      }, groups: groups)
    plane.shares = groups.indices.map { group in
      Plane.Field(
        x: -1.2...1.2, y: -1.2...1.2,
        values: places.map { y in places.map { x in shares(x, y)[group] } })
    }
    if groups.count == 2 { plane.field = plane.shares[1] }
    return plane
  }

  // MARK: Text

  private var text: String {
    """
    ---
    lab: 1
    id: \(rawValue)
    title: Planes of \(rawValue)
    question: What lies where?
    part: "C. Classes"
    number: 40
    minutes: 5
    seeds: {show: 1, look: [1, 2]}
    data: \(data)
    model: \(model)
    train: {learning_rate: 0.1, batch: 8, steps: 60}
    arms:
      \(arms)
    probes:
      map: {of: \(measure)}
    plots:
      look: {plane: map, title: \(title)}
    claims: {}
    ---
    ## Where

    Every place has a class.
    ```lab
    plots: [look]
    run: {arms: all, until: 60}
    ```
    """
  }

  private var data: String {
    switch self {
    case .circles: "{kind: circles, train: 60, test: 20}"
    case .spirals: "{kind: spirals, classes: 3, train: 60, test: 20}"
    case .words: "{kind: corpus, train: 60, test: 20}"
    }
  }

  private var model: String {
    switch self {
    case .circles, .spirals: "{kind: mlp, width: 8, depth: 1, activation: tanh}"
    case .words: "{kind: characters, cell: rnn, embedding: 8, width: 8}"
    }
  }

  private var measure: String { self == .words ? "embedding_map" : "decision" }
  private var title: String {
    self == .words ? "which words are alike" : "what the network decides"
  }

  private var arms: String {
    switch self {
    case .circles, .words: "{deep: {label: deep}, flat: {label: flat}}"
    case .spirals: "{deep: {label: deep}}"
    }
  }
}
