import Charts
import Experiments
import Glibc
import Lab
import Lessons
import Screens

/// Lessons whose plots show readings without a network, and snapshots of them from formulas.
enum ProcessPlots: String, CaseIterable {
  /// Means of draws, with the exact value and its band.
  case draws
  /// Ways down a surface.
  case descent
  /// A kernel over a picture, its numbers at one place, and its knobs of rows and of a place.
  case filter
  /// A residual network as boxes, and the inside of one of its blocks.
  case blocks
  /// What normalizations take a mean of.
  case cubes
  /// A recurrent network token by token.
  case tokens
  /// What networks write.
  case words
  /// Formulas with their values.
  case formulas

  func lesson() throws -> Lesson {
    try Lesson.read(Array(text.utf8), path: "Lessons/30-\(rawValue).md")
  }

  func snapshot(_ lesson: Lesson, step: Int) -> SessionSnapshot {
    let knobs = Dictionary(uniqueKeysWithValues: lesson.knobs.map { ($0.name, $0.value) })
    return SessionSnapshot(
      seed: 1, lessonStep: step, limit: 60, knobs: knobs,
      arms: lesson.arms.enumerated().map { index, arm in
        ArmSnapshot(
          id: arm.id, label: arm.label, knobs: knobs.merging(arm.set) { $1 }, step: 40,
          phase: .ready, parameterCount: 2, traces: ["number": Self.trace(Double(index + 1) / 4)],
          readings: readings(index))
      })
  }

  /// The lesson at a step, after the keys of a script.
  func model(
    step: Int, _ script: String = "", size: Size = Size(columns: 120, rows: 36),
    usesColor: Bool = true
  ) throws -> AppModel {
    let lesson = try lesson()
    var model = AppModel(options: AppOptions(size: size, usesColor: usesColor))
    _ = model.update(.lessonOpened(lesson, snapshot(lesson, step: step)))
    model.press(script)
    return model
  }

  private static func trace(_ value: Double) -> Trace {
    Trace(
      raw: (1...40).map {
        Trace.Bucket(
          steps: $0...$0, minimum: value, maximum: value, mean: value, last: value)
      })
  }

  private func readings(_ index: Int) -> Readings {
    switch self {
    case .filter:
      [
        "photo": Reading(step: 0, .pictures([Self.photo])),
        "window": Reading(step: 0, .pictures(Self.window)),
      ]
    case .blocks:
      [
        "layers": Reading(step: 40, .graph(Self.network)),
        "block": Reading(step: 40, .graph(Self.block(index))),
      ]
    case .cubes: ["shared": Reading(step: 40, .block(Self.shared(index)))]
    case .formulas: ["all_of_them": Reading(step: 0, .table(Self.formulas(index)))]
    case .words: ["written": Reading(step: 40, .text([Self.passage(index)]))]
    case .tokens: ["cells": Reading(step: 40, .graph(Self.unrolled))]
    case .draws: ["average": Reading(step: 40, .series(Self.series(index)))]
    case .descent:
      [
        "way": Reading(step: 40, .plane(Self.plane(index))),
        "words": Reading(step: 40, .plane(Self.points(index))),
      ]
    }
  }

  // MARK: Series

  static let places = (0...64).map { -4 + Double($0) / 8 }

  /// max(0, x) smoothed, as the exact value with a band around it, and what draws gave.
  static func series(_ index: Int) -> [Series] {
    let exact = places.map { $0 / (1 + exp(-Double(index + 1) * $0)) }
    return [
      Series(
        label: "mean", x: places,
        y: zip(places, exact).map { $1 + 0.15 * sin(7 * $0 + Double(index)) }),
      Series(label: "exact", x: places, y: exact, band: places.map { 0.1 + abs($0) / 10 }),
    ]
  }

  // MARK: Pictures

  /// A disk on a slope of brightness, with a marked window.
  static let photo: Picture = {
    var picture = Picture(
      title: "the picture",
      values: (0..<32).map { row in
        (0..<32).map { column in
          let (x, y) = (Double(column) - 20, Double(row) - 12)
          return x * x + y * y < 50 ? 0.95 : Double(column) / 48
        }
      }, range: 0...1)
    picture.mark = Picture.Mark(row: 12, column: 13, side: 3)
    return picture
  }()

  static let window = [
    Picture(title: "pixels", values: [[0.25, 0.27, 0.95], [0.25, 0.95, 0.95]], range: 0...1),
    Picture(title: "weights", values: [[0, -1, 0], [-1, 5, -1]], isSigned: true),
  ]

  // MARK: Text

  var head: String {
    """
    ---
    lab: 1
    id: \(rawValue)
    title: Readings of \(rawValue)
    question: What does it come to?
    part: "C. Optimizers"
    number: 30
    minutes: 5
    seeds: {show: 1, look: [1, 2]}

    """
  }

  private var text: String {
    switch self {
    case .draws:
      head + """
        sample:
          over: {x: [-4, 4]}
          bound: 0.1
          draws_per_step: 4
          steps: 60
        draws:
          mask: {draw: x * heaviside(normal_cdf(x) - u), exact: x * normal_cdf(x)}
          half: {draw: x * heaviside(0.5 - u), exact: x / 2}
        arms:
          mask: {label: mask}
          half: {label: half}
        probes:
          average: {of: sample_mean, label: mean of draws}
          number: {of: sample_count, label: draws}
        plots:
          means: {series: [average], over: x, title: mean of draws}
          counts: {table: [number], title: draws so far}
          amounts: {values: [number], title: draws so far, range: [0, 1]}
        claims: {}
        ---
        ## The mean

        Draws come to the exact value.
        ```lab
        plots: [means]
        run: {arms: all, until: 60}
        ```

        ## One of them

        How many?
        ```lab
        plots: [counts, means]
        run: {arms: [mask], until: 60}
        ```

        ## As bars

        Which is longer?
        ```lab
        plots: [amounts]
        run: {arms: all, until: 60}
        ```
        """
    case .blocks: blocksText
    case .cubes: cubesText
    case .tokens: tokensText
    case .words: wordsText
    case .formulas: formulasText
    case .filter:
      head + """
        filter: {picture: cat, size: 32, kernel: $kernel, shift: $shift}
        arms:
          one: {label: kernel}
        knobs:
          kernel: {label: kernel, matrix: sharpen, presets: {sharpen: [[0, -1, 0], [-1, 5, -1], [0, -1, 0]], middle: [[0.5]]}}
          shift: {label: shift, position: [0, 0], range: [[-4, 4], [-4, 4]]}
        probes:
          photo: {of: photograph}
          window: {of: window}
        plots:
          photo: {photograph: photo, title: the picture}
          window: {numbers: window, title: one number}
        claims: {}
        ---
        ## A kernel

        Turn it.
        ```lab
        plots: [photo, window]
        run: {arms: all, until: 0}
        knobs: [kernel, shift]
        ```
        """
    case .descent:
      head + """
        surface: {variables: [x, y], loss: (1 - x)^2 + 10 * (y - x^2)^2, start: [-1.5, 2]}
        train: {optimizer: sgd, learning_rate: $rate, steps: 60}
        arms:
          slow: {label: slow}
          fast: {label: fast, set: {rate: 0.02}}
          wild: {label: wild, set: {rate: 0.1}}
        knobs:
          rate: {label: rate, value: 0.001, range: [0.0001, 1], scale: log}
        probes:
          way: {of: surface, area: [[-2, 2], [-1, 3]]}
          words: {of: surface}
        plots:
          valley: {plane: way, title: down the valley}
          near: {plane: way, range: [[0, 1], [0, 1.5]], trail: 12, levels: linear, title: the last of it}
          cloud: {plane: words, title: words}
          land: {relief: way, title: the valley from above}
        claims: {}
        ---
        ## The way

        Each arm goes **down** as fast as its rate lets it.
        ```lab
        plots: [valley]
        run: {arms: all, until: 60}
        ```

        ## The end of it

        Where do they end?
        ```lab
        plots: [near, valley]
        run: {arms: all, until: 60}
        ```

        ## Words

        What lies together?
        ```lab
        plots: [cloud]
        run: {arms: [slow], until: 60}
        ```

        ## From above

        How steep is it?
        ```lab
        plots: [land]
        run: {arms: [slow], until: 60}
        ```
        """
    }
  }
}
