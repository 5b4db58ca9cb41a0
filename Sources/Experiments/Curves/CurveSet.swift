/// The curves of one run: a history for each probe that is one number for the whole network.
struct CurveSet {
  private var curves: [(probe: Probe, history: History)]

  init(probes: [Probe], capacity: Int) {
    curves = probes.filter(\.isCurve).map { probe in
      let isEvaluation = probe.isEvaluation
      let history = History(
        // What training gives belongs to a step taken; an evaluation also to none.
        firstStep: isEvaluation ? 0 : 1, every: isEvaluation ? max(probe.every, 1) : 1,
        // A schedule is not noisy: a mean would only give its steps a tail.
        smoothing: probe.measure == .learningRate ? 1 : max(probe.smoothing, 1),
        capacity: capacity)
      return (probe, history)
    }
  }

  /// About what all copies take together, beside what each has by itself.
  var sharedBytes: Int { curves.reduce(0) { $0 + $1.history.sharedBytes } }

  /// About what a copy takes by itself, once this one has gone on.
  var copiedBytes: Int { curves.reduce(0) { $0 + $1.history.copiedBytes } }

  /// Adds a training step.
  mutating func append(loss: Double, learningRate: Double) {
    for index in curves.indices {
      switch curves[index].probe.measure.source {
      case .trainingLoss: curves[index].history.append(loss)
      case .learningRate: curves[index].history.append(learningRate)
      case .evaluation, .layer, .weight, .units, .histogram, .spectrum, .normalization,
        .recurrence, .look, .graph, .text, .landscape, .trail, .process:
        break
      }
    }
  }

  /// The probes whose curves are measured by passes of their own, without those that look inside.
  var evaluated: [Probe] {
    curves.map(\.probe).filter { if case .evaluation = $0.measure.source { true } else { false } }
  }

  /// The probes whose curves want a look at this step.
  func due(at step: Int) -> [Probe] {
    curves.filter { $0.probe.isEvaluation && step.isMultiple(of: $0.history.every) }.map(\.probe)
  }

  /// Adds what `value` finds at a step to the curves that want it there.
  mutating func appendEvaluations(at step: Int, _ value: (Probe) -> Double) {
    for index in curves.indices {
      let (probe, every) = (curves[index].probe, curves[index].history.every)
      guard probe.isEvaluation, step.isMultiple(of: every) else { continue }
      curves[index].history.append(value(probe))
    }
  }

  /// The newest value of a curve, smoothed where its probe is.
  func latest(_ name: String) -> Double? {
    curves.first { $0.probe.name == name }?.history.latest
  }

  /// What a measure gave at a step, unsmoothed; nil: no curve of it is kept so fine.
  func newest(of measure: Measure, at step: Int) -> Double? {
    curves.first { $0.probe.measure == measure }?.history.trace(step...step, resolution: 1).raw
      .last { $0.steps == step...step }?.last
  }

  func traces(_ steps: ClosedRange<Int>?, resolution: Int) -> [String: Trace] {
    var traces: [String: Trace] = [:]
    for curve in curves {
      traces[curve.probe.name] = curve.history.trace(steps, resolution: resolution)
    }
    return traces
  }
}

extension CurveSet {
  /// The curves with all their values; only those of a set with unbounded capacity are whole.
  var series: [String: CurveSeries] {
    var series: [String: CurveSeries] = [:]
    for curve in curves { series[curve.probe.name] = curve.history.series }
    return series
  }
}

/// Keeping.
extension CurveSet {
  var digest: UInt64 {
    ArchiveWriter.digest { archive in
      for (probe, history) in curves {
        archive.write(probe.name)
        archive.write(history.raw.count)
        archive.write(history.digest)
      }
    }
  }

  func keep(in archive: inout ArchiveWriter) {
    archive.write(curves) { archive, curve in
      archive.write(curve.probe.name)
      curve.history.keep(in: &archive)
    }
  }

  mutating func restore(from archive: inout ArchiveReader) throws(ArchiveFault) {
    let names = curves.map(\.probe.name)
    guard try archive.integer() == names.count else {
      throw ArchiveFault("it has other curves than \(names.joined(separator: ", "))")
    }
    for index in curves.indices {
      let name = try archive.text()
      guard name == names[index] else { throw ArchiveFault("it has a curve \(name)") }
      try curves[index].history.restore(from: &archive)
    }
  }
}
