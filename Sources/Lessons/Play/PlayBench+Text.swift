internal import Datasets
internal import Experiments

/// What may differ between two texts of one bench.
struct PlaySettings {
  var id: String
  /// Of a table, its path from the folder of the lesson.
  var file: String?
  var seed: UInt64 = 1
  /// Whether it is for a file: then it says nothing of how a bench is kept.
  var isKept = false
  /// By knob, where they are not those of the bench.
  var values: [String: KnobValue] = [:]
}

extension PlayBench {
  /// The lesson file of the bench.
  func text(_ settings: PlaySettings) -> String {
    let knobs = knobs.map { $0.written(settings.values[$0.name]) }
    return """
      ---
      lab: 1
      id: \(settings.id)
      title: \(yamlText(title))
      question: What does your own network make of these data?
      part: A bench of one's own
      number: 999
      minutes: 10
      seeds: {show: \(settings.seed), look: "1-8"}
      data: {\(data(settings.file))}
      model:
        kind: mlp
        width: $width
        depth: $depth
        activation: $activation
        norm: $norm
        dropout: $dropout
        init: {distribution: normal, variance: $gain / fan_in}
        head: {distribution: normal, variance: 1 / fan_in}
      train: {optimizer: $optimizer, learning_rate: $rate, batch: $batch, momentum: $momentum, weight_decay: $decay, steps: \(Self.mostSteps)}
      knobs:
      \(knobs.map { "  \($0)\n" }.joined())arms:
        \(Self.arm): {label: yours}
      probes:
        loss: {of: train_loss, smooth: 30, label: training}
        test: {of: test_loss, label: test}
        accuracy: {of: test_accuracy, label: test accuracy}
        x: {of: activation_histogram, label: outputs x}
        dz: {of: gradient_norm, label: "‖∂L/∂z‖"}
        dw: {of: weight_gradient_norm, label: "‖∂L/∂W‖"}
      \(isOfPlane ? "  map: {of: decision}\n" : "")plots:
      \(isOfPlane ? "  map: {plane: map, title: what the network answers}\n" : "")\
        curve: {line: [loss, test], title: training and test loss}
        right: {line: [accuracy], title: test accuracy, range: [0, 1]}
        outputs: {ridgeline: x, title: outputs by layer}
        flow: {bars: [dz, dw], title: gradients by layer, scale: log}
      ---
      \(page("The network", networkPage, plots + ["outputs"], networkKnobs))
      \(page("How it learns", trainingPage(settings), plots + ["flow"] + (isOfPlane ? ["right"] : []), trainingKnobs))
      """
  }

  /// Library and screen have room for so much.
  private var title: String { dataset.title.safe(limit: 60) }

  private func data(_ file: String?) -> String {
    if let file {
      return "kind: csv, file: \(yamlText(file)), label: \(yamlText(label ?? ""))"
    }
    let noise = hasNoise ? ", noise: $noise" : ""
    return
      "kind: \(dataset.name)\(noise), train: \(dataset.trainCount), test: \(dataset.testCount)"
  }

  // MARK: Pages

  /// The most steps of a run that goes on and on.
  private static let mostSteps = 20_000
  /// How far its pages run it; from there it is run on.
  var runLength: Int { dataset.isOfImages ? 1_500 : 3_000 }

  /// Those of both pages.
  private var plots: [String] { isOfPlane ? ["map", "curve"] : ["curve", "right"] }

  private func page(_ title: String, _ text: String, _ plots: [String], _ knobs: [String]) -> String
  {
    """
    ## \(title)

    \(text)

    ```lab
    plots: [\(plots.joined(separator: ", "))]
    run: {arms: [\(Self.arm)], until: \(runLength)}
    knobs: [\(knobs.joined(separator: ", "))]
    ```

    """
  }

  private var networkPage: String {
    """
    \(lead)

    First weights have variance c/n, n inputs to a unit. The next page: how it learns.
    """
  }

  private var lead: String {
    switch dataset.form {
    case .images(let channels, let height, let width):
      "A network of dense layers reads images of \(channels) × \(height) × \(width), of "
        + "\(dataset.classCount) classes."
    default:
      "A network of dense layers reads \(dataset.featureCount) numbers and answers with one of "
        + "\(dataset.classCount) classes."
    }
  }

  private func trainingPage(_ settings: PlaySettings) -> String {
    """
    Rate, momentum (of \(code("sgd"))) and weight decay are turned while it runs. \(code("f")) forks the run with \
    the knob turned: both futures race.\
    \(settings.isKept ? "" : " \(code(":save NAME")) keeps this bench as a lesson file.")
    """
  }

  private func code(_ text: String) -> String { "`\(text)`" }
}

/// A text in quotes, as YAML reads it back.
func yamlText(_ text: String) -> String {
  var quoted = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"", "\\": quoted += "\\\(scalar)"
    case _ where scalar.value < 0x20 || scalar.value == 0x7F:
      let digits = String(scalar.value, radix: 16)
      quoted += "\\x" + (digits.count == 1 ? "0" : "") + digits
    default: quoted.unicodeScalars.append(scalar)
    }
  }
  return quoted + "\""
}
