internal import Datasets
internal import Experiments

extension PlayBench {
  var hasNoise: Bool { noise != nil }

  /// The noise of generated points as it is unless somebody turns it.
  private var noise: Double? {
    switch dataset.name {
    case "moons": 0.1
    case "spirals": 0.02
    case "circles": 0.05
    default: nil
    }
  }

  /// Of the page about the network.
  var networkKnobs: [String] {
    ["depth", "width", "activation", "gain", "norm"] + (hasNoise ? ["noise"] : [])
  }

  /// Of the page about training.
  var trainingKnobs: [String] { ["optimizer", "rate", "momentum", "batch", "decay", "dropout"] }

  /// As a network begins that learns these data at once.
  var knobs: [PlayKnob] {
    let isOfImages = dataset.isOfImages
    let batch = min(isOfImages ? 64 : 20, dataset.trainCount)
    return [
      .number("depth", "hidden layers", 2, 0...10, step: 1),
      isOfImages
        ? .number("width", "units a layer", 64, 8...256, step: 8)
        : .number("width", "units a layer", 16, 1...64, step: 1),
      .choice(
        "activation", "activation",
        ["relu", "tanh", "sigmoid", "leaky_relu", "gelu", "silu", "identity"]),
      .logarithmic("gain", "c of the variance", 2, 0.01...100),
      .choice("norm", "normalization", ["none", "batch", "layer"]),
      .choice("optimizer", "optimizer", ["sgd", "adam", "adamw", "rmsprop"]),
      .logarithmic("rate", "learning rate", isOfImages ? 0.05 : 0.03, 0.0001...10),
      .number("momentum", "momentum", isOfImages ? 0 : 0.9, 0...0.95, step: 0.05),
      .number("batch", "batch", Double(batch), 1...(isOfImages ? 512 : 100), step: 1),
      .number("decay", "weight decay", 0, 0...0.1, step: 0.001),
      .number("dropout", "dropped", 0, 0...0.9, step: 0.1),
    ] + (noise.map { [.number("noise", "noise", $0, 0...0.5, step: 0.01)] } ?? [])
  }
}

/// A knob of a bench, as its text has it.
struct PlayKnob {
  private enum Kind {
    case number(Double, ClosedRange<Double>, step: Double?)
    /// The first word unless somebody turns it.
    case choice([String])
  }

  let name: String
  private let label: String
  private let kind: Kind

  static func number(
    _ name: String, _ label: String, _ value: Double, _ range: ClosedRange<Double>, step: Double
  ) -> PlayKnob {
    PlayKnob(name: name, label: label, kind: .number(value, range, step: step))
  }

  static func logarithmic(
    _ name: String, _ label: String, _ value: Double, _ range: ClosedRange<Double>
  ) -> PlayKnob {
    PlayKnob(name: name, label: label, kind: .number(value, range, step: nil))
  }

  static func choice(_ name: String, _ label: String, _ words: [String]) -> PlayKnob {
    PlayKnob(name: name, label: label, kind: .choice(words))
  }

  /// Its line among the knobs of a lesson.
  /// - Parameter value: where it is turned; one beyond its range widens that.
  func written(_ value: KnobValue?) -> String {
    switch kind {
    case .choice(let words):
      var word = words[0]
      if case .word(let chosen)? = value { word = chosen }
      return
        "\(name): {label: \(label), value: \(word), choices: [\(words.joined(separator: ", "))]}"
    case .number(let standard, let range, let step):
      var number = standard
      if case .number(let turned)? = value { number = turned }
      let (low, high) = (min(range.lowerBound, number), max(range.upperBound, number))
      // A scale without a step is logarithmic, where all of it is above 0.
      let scale = step.map { ", step: \(text($0))" } ?? (low > 0 ? ", scale: log" : "")
      return
        "\(name): {label: \(label), value: \(text(number)), range: [\(text(low)), \(text(high))]\(scale)}"
    }
  }

  private func text(_ number: Double) -> String { KnobValue.number(number).argument }
}
