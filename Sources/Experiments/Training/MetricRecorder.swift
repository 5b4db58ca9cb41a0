/// Keeps the values that a lesson's text, claims and predictions name, as the run passes their steps.
struct MetricRecorder {
  private(set) var values: [MetricKey: Double] = [:]
  private let probes: [Probe]
  /// All that are to be kept.
  private let all: [MetricKey]
  /// Keys by step.
  private let keys: [Int: [MetricKey]]
  /// Crossings that have not come yet.
  private var awaited: [MetricKey]
  /// Numbers over steps that are not all taken.
  private var gathered: [SpanGathering]

  init(_ keys: [MetricKey], probes: [Probe]) {
    self.probes = probes
    all = keys
    self.keys = Dictionary(
      grouping: keys.filter { $0.crossing == nil && $0.span == nil }, by: \.step)
    awaited = keys.filter { $0.crossing != nil }
    gathered = keys.compactMap { key in
      SpanGathering(key, of: probes.first { $0.name == key.probe })
    }
  }

  /// The probes to read at a step, in the lesson's order.
  func due(at step: Int) -> [Probe] {
    var names = Set((keys[step] ?? []).map(\.probe))
    let watched = Set(awaited.map(\.probe))
    for probe in probes where watched.contains(probe.name) && step.isMultiple(of: probe.every) {
      names.insert(probe.name)
    }
    for gathering in gathered where !gathering.isOfEveryStep && gathering.takes(step) {
      names.insert(gathering.key.probe)
    }
    return names.isEmpty ? [] : probes.filter { names.contains($0.name) }
  }

  mutating func note(_ value: Double, of probe: Probe, at step: Int) {
    for key in keys[step] ?? [] where key.probe == probe.name { values[key] = value }
    let found = { (key: MetricKey) in key.probe == probe.name && key.layer == nil ? value : nil }
    noteCrossings(at: step, found)
    if !probe.isOfEveryStep { gather(at: step, found) }
  }

  /// What a training step gives by itself.
  mutating func note(loss: Double, learningRate: Double, at step: Int) {
    let probes = probes
    gather(at: step) { key in
      switch probes.first(where: { $0.name == key.probe })?.measure.source {
      case .trainingLoss: loss
      case .learningRate: learningRate
      default: nil
      }
    }
  }

  mutating func note(_ readings: [String: Reading.Content], at step: Int) {
    for key in keys[step] ?? [] where key.layer != nil {
      values[key] = readings[key.probe]?.value(key.layer) ?? values[key]
    }
    noteCrossings(at: step) { key in readings[key.probe]?.value(key.layer) }
    gather(at: step) { key in readings[key.probe]?.value(key.layer) }
  }

  private mutating func gather(at step: Int, _ value: (MetricKey) -> Double?) {
    guard !gathered.isEmpty else { return }
    for index in gathered.indices where gathered[index].takes(step) {
      let key = gathered[index].key
      guard let value = value(key) else { continue }
      gathered[index].add(value)
      if gathered[index].ends(with: step) { values[key] = gathered[index].value }
    }
    gathered.removeAll { values[$0.key] != nil }
  }

  private mutating func noteCrossings(at step: Int, _ value: (MetricKey) -> Double?) {
    awaited.removeAll { key in
      guard let value = value(key) else { return false }
      if key.crossing?.isReached(by: value) == true {
        values[key] = Double(step)
      } else if step >= key.step {
        values[key] = .infinity
      }
      return values[key] != nil
    }
  }

  /// All that was to come will never be: it is not a number, and what is awaited never comes.
  mutating func diverge() {
    for key in keys.values.joined() where values[key] == nil { values[key] = .nan }
    for key in awaited { values[key] = .infinity }
    awaited = []
    for gathering in gathered { values[gathering.key] = .nan }
    gathered = []
  }
}

/// Keeping.
extension MetricRecorder {
  /// Of the values, without those that are worked out whenever there is time.
  var digest: UInt64 {
    let slow = Set(probes.filter(\.measure.isSlow).map(\.name))
    return ArchiveWriter.digest { archive in
      for (index, key) in all.enumerated() where !slow.contains(key.probe) {
        guard let value = values[key] else { continue }
        archive.write(index)
        archive.write(value.isNaN ? .nan : value)
      }
    }
  }

  func keep(in archive: inout ArchiveWriter) {
    archive.write(all.map { values[$0] }) { archive, value in
      archive.write(value == nil ? 0 : 1)
      archive.write(value ?? 0)
    }
    archive.write(all.indices.filter { awaited.contains(all[$0]) }) { $0.write($1) }
    for gathering in gathered { gathering.keep(in: &archive) }
  }

  mutating func restore(from archive: inout ArchiveReader) throws(ArchiveFault) {
    guard try archive.integer() == all.count else {
      throw ArchiveFault("the lesson names other values")
    }
    values = [:]
    for key in all {
      let isThere = try archive.integer() != 0
      let value = try archive.number()
      if isThere { values[key] = value }
    }
    let places = try archive.array { (archive) throws(ArchiveFault) in try archive.integer() }
    guard places.allSatisfy(all.indices.contains) else {
      throw ArchiveFault("the lesson names other values")
    }
    awaited = places.map { all[$0] }
    // Those that are missing among the values.
    gathered = all.compactMap { key in
      values[key] == nil ? SpanGathering(key, of: probes.first { $0.name == key.probe }) : nil
    }
    for index in gathered.indices { try gathered[index].restore(from: &archive) }
  }
}

extension Reading.Content {
  /// The number of a layer or a token, counted from 1; NaN where there are fewer, nil where this has
  /// no numbers by place.
  func value(_ number: Int?) -> Double? {
    guard let number else { return nil }
    let values: [Double]
    switch self {
    case .layers(let found): values = found
    case .series(let series): values = series.first?.y ?? []
    case .histograms, .pictures, .plane, .graph, .text, .table, .block: return nil
    }
    return values.place(ofNumber: number).map { values[$0] } ?? .nan
  }
}
