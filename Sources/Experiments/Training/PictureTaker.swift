internal import Datasets
internal import Networks
internal import Tensors

/// Looks at what probes ask for, of one arm at one step: pictures, parts of the plane, curves over tokens.
struct PictureTaker {
  let network: Network
  let weights: Weights
  /// The test.
  let set: TrainingSet
  private let experiment: TrainExperiment

  var trainingSet: TrainingSet { experiment.data.train }

  init(_ experiment: TrainExperiment) {
    self.experiment = experiment
    network = experiment.trainer.network
    weights = experiment.trainer.weights
    set = experiment.data.test
  }

  /// The test example that the probe names; beyond the last, counting goes on from the first.
  func row(_ probe: Probe, _ knobs: [String: KnobValue]) -> Int {
    switch (probe.input, probe.inputValue(knobs)) {
    case (.example(let index), _): index % set.count
    case (_, .number(let number)?): Int(max(0, min(number.rounded(), 1e6))) % set.count
    default: 0
    }
  }

  /// What the n-th normalization, from 0, takes one mean of; nil where there is none.
  func averagedOver(_ number: Int) -> AxisBlock? {
    let normalizations = experiment.plan.network.normalizations
    guard normalizations.indices.contains(number) else { return nil }
    return normalizations[number].averagedOver(batch: experiment.batches.batchSize)
  }

  // MARK: Sequences

  /// How ∂L of a batch flows back through the recurrent layers; in training mode, no step is taken.
  func recurrences(_ x: Tensor, _ labels: [Int]) -> [ObservedRecurrence] {
    experiment.trainer.recurrences(x, labels)
  }

  func attention(_ probe: Probe, _ knobs: [String: KnobValue]) -> [Picture] {
    guard let sequences = set.sequences, let start = sequences.start,
      let model = network.first(SequenceToSequence.self)
    else { return [] }
    let source: [Int]
    if case .word(let text)? = probe.inputValue(knobs) {
      do { source = try sequences.encodeSource(text) } catch {
        return [Picture(title: "\(error)", values: [])]
      }
    } else {
      source = sequences.source(row(probe, knobs))
    }
    let x = Tensor(shape: [1, source.count], scalars: source.map(Float.init))
    let (tokens, alpha) = model.translate(
      x, start: start, steps: sequences.targetSteps, weights)
    let answer = sequences.answer(tokens[0])
    let title = sequences.targetVocabulary.decode(answer)
    guard let alpha else { return [Picture(title: title, values: [])] }
    let read = source.prefix { $0 != sequences.padding }.count
    return [
      Picture(
        title: title,
        values: answer.indices.map { step in
          (0..<read).map { Double(alpha.scalars[step * source.count + $0]) }
        },
        rowLabels: answer.map { sequences.targetVocabulary.tokens[$0] },
        columnLabels: source.prefix(read).map { sequences.sourceVocabulary.tokens[$0] },
        range: 0...1)
    ]
  }

  // MARK: Images

  /// The kernels of a convolution, a pane an output channel: the mean over its input channels.
  func filters(layer number: Int) -> [Picture] {
    guard let name = observedName(number),
      let weight = network.parameters.first(where: { $0.name == "\(name)/weight" }),
      weight.shape.count == 4
    else { return [] }
    let (inputs, height, width) = (weight.shape[1], weight.shape[2], weight.shape[3])
    let scalars = weights[weight].scalars
    return (0..<min(weight.shape[0], Picture.channelLimit)).map { output in
      let values = (0..<height).map { y in
        (0..<width).map { x in
          (0..<inputs).reduce(0.0) {
            $0 + Double(scalars[((output * inputs + $1) * height + y) * width + x])
          } / Double(inputs)
        }
      }
      return Picture(title: "\(name)·\(output + 1)", values: values, isSigned: true)
    }
  }

  func featureMaps(layer number: Int, _ row: Int) -> [Picture] {
    guard network.layerNames.place(ofNumber: number) != nil, set.images != nil else { return [] }
    let found = network.outputs(network.examples([row], of: set).x, weights).layers
    guard let place = found.place(ofNumber: number) else { return [] }
    let (name, output) = found[place]
    return Picture.maps(of: output, layer: name)
  }

  /// The image, titled with its class and the network's answer.
  func input(_ row: Int) -> [Picture] {
    guard let images = set.images else { return [] }
    let x = network.examples([row], of: set).x
    let answer = network(x, weights).argmaxRows()[0]
    let names = images.classNames
    let label = names[images.labels[row]]
    let read = names.indices.contains(answer) ? names[answer] : "?"
    let title = read == label ? "\(label), read right" : "\(label), read as \(read)"
    return [images.picture(of: x.scalars[...], title: title)]
  }

  /// The first images of the batch that is trained next, each titled with its class.
  /// - Parameter isAugmented: whether as the network will see them, or as they are in the data.
  func trainImages(count: Int, isAugmented: Bool) -> [Picture] {
    let set = trainingSet
    guard let images = set.images else { return [] }
    var upcoming = experiment
    let batch =
      isAugmented
      ? upcoming.upcomingBatch()
      : network.examples(Array(upcoming.upcomingRows().prefix(count)), of: set)
    let size = images.featureCount
    return batch.labels.prefix(count).enumerated().map { place, label in
      images.picture(
        of: batch.x.scalars[place * size..<(place + 1) * size], title: images.classNames[label])
    }
  }

  private func observedName(_ number: Int) -> String? {
    let names = network.layerNames
    return names.place(ofNumber: number).map { names[$0] }
  }
}

extension TokenSequences {
  /// The tokens before the end.
  func answer(_ tokens: [Int]) -> [Int] { Array(tokens.prefix { $0 != end }) }
}
