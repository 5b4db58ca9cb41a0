internal import Datasets
internal import Networks
internal import Tensors

/// What probes read of a network that trains.
extension TrainExperiment {
  /// A look into every layer at this step: these weights on the batch that is trained next. The step
  /// is taken by a copy and thrown away.
  /// - Precondition: the upcoming batch is there.
  private func observe() -> ObservedStep {
    guard let batch = nextBatch else { preconditionFailure("observe: no batch at step \(step)") }
    var copy = trainer
    return copy.trainObserving(
      batch.x, batch.labels, learningRate: plan.training.learningRate(at: step))
  }

  /// What the given probes read at this step; of layers, in each that is shown. A picture is empty
  /// where this network has nothing of the kind.
  /// - Parameter knobs: those that probes name.
  package mutating func readings(
    of probes: [Probe], knobs: [String: KnobValue], until isOver: () -> Bool
  ) -> Readings {
    if probes.contains(where: \.looksInside) { upcomingBatch() }
    let following = probes.filter { $0.heldStep == nil }
    let content = contents(of: following, layerCount: shownLayerCount, knobs: knobs)
    var readings = content.mapValues { Reading(step: step, $0) }
    readings.merge(held.readings(of: probes)) { $1 }
    for probe in probes where probe.measure.isSlow {
      guard !probe.measure.isOfTrail || trail?.hasWay(before: step) == true else {
        // There is no way yet: where the run is.
        let here = Plane(path: [Plane.Place(x: 0, y: 0)])
        readings[probe.name] = Reading(step: step, .plane(here))
        continue
      }
      let landscape = landscape(probe, until: isOver)
      readings[probe.name] = Reading(
        step: step, .plane(landscape.plane), progress: landscape.progress)
    }
    return readings
  }

  /// The hidden ones, without the head, whose sums are the logits and drawn otherwise. A network of
  /// one layer is all head, and that is shown.
  private var shownLayerCount: Int { max(trainer.network.layerNames.count - 1, 1) }

  /// The loss around these weights, as far as it is known when `isOver` says so.
  private mutating func landscape(_ probe: Probe, until isOver: () -> Bool) -> Landscape {
    let make = unworkedLandscape(probe)
    return EngineRuntime.computing {
      landscapes.work(on: probe, at: step, until: isOver, make)
    }
  }

  /// Begins a landscape around the weights of this step.
  private func unworkedLandscape(_ probe: Probe) -> () -> Landscape {
    let (trainer, examples, seed) = (trainer, data.train, seed)
    let trail = probe.measure.isOfTrail ? trail : nil
    return { [step] in
      let space = TrainedSpace(trainer.network)
      let plane = trail.flatMap { TrailPlane($0, end: trainer.weights, at: step, space) }
      let ground =
        plane.map(LandscapeGround.init)
        ?? LandscapeGround(random: seed, at: trainer.weights, space)
      return Landscape(of: trainer, examples, over: ground, lattice: LossPlane(probe))
    }
  }

  /// The plane of the way so far; nil while it is too short.
  private var trailPlane: TrailPlane? {
    trail.flatMap {
      TrailPlane($0, end: trainer.weights, at: step, TrainedSpace(trainer.network))
    }
  }

  package var owesValues: Bool { landscapes.owesValues }

  package mutating func settle(until isOver: () -> Bool) {
    let settled = EngineRuntime.computing { landscapes.settle(until: isOver) }
    for (value, probe, step) in settled { recorder.note(value, of: probe, at: step) }
  }

  /// - Parameter view: a look into the layers that others share; nil: one of its own.
  private func contents(
    of probes: [Probe], layerCount: Int, knobs: [String: KnobValue] = [:],
    view: Lazily<ObservedStep>? = nil
  ) -> [String: Reading.Content] {
    var contents: [String: Reading.Content] = [:]
    let view = view ?? Lazily { observe() }
    let layers = Lazily {
      ObservedLayer.all(
        Array(view.value.layers.prefix(layerCount)), of: plan.network,
        names: trainer.network.layerNames)
    }
    let activities = Lazily { Array(UnitActivity.all(in: self).prefix(layerCount)) }
    let spectra = Lazily { jacobianSpectra(layerCount) }
    let pictures = Lazily { PictureTaker(self) }
    let texts = Lazily { TextTaker(self) }
    let graphs = Lazily { GraphTaker(self) { view.value } }
    for probe in probes {
      switch probe.measure.source {
      case .layer(let value): contents[probe.name] = .layers(layers.value.map(value))
      case .weight(let value):
        let weight = (probe.index ?? 1) - 1
        contents[probe.name] = .layers(layers.value.map { value($0, weight) })
      case .units(_, let read): contents[probe.name] = read(activities.value)
      case .histogram(let value):
        contents[probe.name] = .histograms(layers.value.map(value))
      case .spectrum(let value): contents[probe.name] = .layers(spectra.value.map(value))
      case .normalization(let value):
        contents[probe.name] = .layers(view.value.statistics.map(value))
      case .recurrence(let read): contents[probe.name] = .series(read(view.value.recurrences))
      case .look(_, let take): contents[probe.name] = take(pictures.value, probe, knobs)
      case .text(let take): contents[probe.name] = .text(take(texts.value, probe, knobs))
      case .graph(let take): contents[probe.name] = .graph(take(graphs.value, probe))
      case .trainingLoss, .learningRate, .evaluation, .landscape, .trail, .process: break
      }
    }
    return contents
  }

  /// Singular values of ∂x_l/∂x_1, l = 1, 2, …, at the first test image, descending.
  private func jacobianSpectra(_ layerCount: Int) -> [[Double]] {
    let network = trainer.network
    let jacobians = network.jacobians(at: network.examples([0], of: data.test).x, trainer.weights)
    return jacobians.prefix(layerCount).map { jacobian in
      // What single precision can't tell from zero is zero, as in the usual rank of a matrix.
      let values = singularValues(of: jacobian)
      let noise = (values.first ?? 0) * Double(jacobian.shape.max() ?? 0) * 0x1p-23
      return values.map { $0 > noise || !$0.isFinite ? $0 : 0 }
    }
  }

  /// What the lesson wants measured at this step, whoever looks.
  mutating func takeScheduledReadings() {
    let (sampled, due, kept) = (
      curves.due(at: step), recorder.due(at: step), held.due(at: step)
    )
    guard !sampled.isEmpty || !due.isEmpty || !kept.isEmpty else { return }
    // The loss before the first step is that of the batch which it will see.
    if step == 0 || (sampled + due + kept).contains(where: \.looksInside) { upcomingBatch() }
    let found = scheduledReadings(sampled, due, kept)
    held.note(found.kept, at: step)
    curves.appendEvaluations(at: step) { found.numbers[$0.name] ?? .nan }
    for probe in due where probe.isNumber {
      if let number = found.numbers[probe.name] {
        recorder.note(number, of: probe, at: step)
      } else {
        landscapes.owe(probe, at: step, unworkedLandscape(probe))
      }
    }
    recorder.note(found.places.filter { place in due.contains { $0.name == place.key } }, at: step)
  }

  package func number(of probe: Probe) -> Double {
    // What the step gave is in the curves; a look at it now would be one at the next batch.
    if case .trainingLoss = probe.measure.source, step > 0 {
      return curves.newest(of: probe.measure, at: step) ?? .nan
    }
    // A copy: to draw the next batch is no matter of this one.
    var copy = self
    if step == 0 || probe.looksInside { copy.upcomingBatch() }
    return EngineRuntime.computing {
      copy.scheduledReadings([], [probe], []).numbers[probe.name] ?? .nan
    }
  }

  private typealias ScheduledReadings = (
    numbers: [String: Double], places: [String: Reading.Content], kept: [String: Reading.Content]
  )

  /// By probe: numbers, all but those that take long, numbers by place, and what is kept of this step.
  private func scheduledReadings(
    _ sampled: [Probe], _ due: [Probe], _ kept: [Probe]
  ) -> ScheduledReadings {
    let view = Lazily { observe() }
    let byPlace = (sampled + due).filter { $0.measure.form == .layers || $0.form == .series }
    let places = contents(
      of: byPlace, layerCount: trainer.network.layerNames.count, view: view)
    let evaluations = Evaluations(trainer, data, batch: batches.batchSize)
    var numbers: [String: Double] = [:]
    for probe in sampled + due
    where probe.isNumber && !probe.measure.isSlow && numbers[probe.name] == nil {
      numbers[probe.name] =
        places[probe.name]?.value(probe.layer)
        ?? networkValue(of: probe, evaluations) { view.value.loss }
    }
    return (numbers, places, contents(of: kept, layerCount: shownLayerCount, view: view))
  }

  private func networkValue(
    of probe: Probe, _ evaluations: Evaluations, firstLoss: () -> Double
  ) -> Double {
    switch probe.measure.source {
    case .learningRate: plan.training.learningRate(at: step)
    // The mean loss of the last steps; before the first, the loss of the batch that it will see.
    case .trainingLoss: step == 0 ? firstLoss() : curves.latest(probe.name) ?? .nan
    case .evaluation: evaluations.value(probe)
    case .trail: trailPlane?.share ?? .nan
    case .layer, .weight, .units, .histogram, .spectrum, .normalization, .recurrence, .look,
      .graph, .text, .landscape, .process:
      .nan
    }
  }
}

/// A value that is worked out when first asked for.
private final class Lazily<Value> {
  private let make: () -> Value
  private(set) lazy var value = make()

  init(_ make: @escaping () -> Value) { self.make = make }
}
