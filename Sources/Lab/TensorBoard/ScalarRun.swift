/// What the event files of one folder hold together: a run, as TensorBoard has it.
public struct ScalarRun: Sendable {
  /// The folder below the one that is shown; `.` for that one.
  public let name: String
  private var files: [EventFile]
  private var log = ScalarLog()

  /// - Parameter files: in the order in which they were written.
  package init(name: String, files: [String]) {
    self.name = name
    self.files = files.map { EventFile(path: $0) }
  }

  package var paths: [String] { files.map(\.path) }

  /// By tag, in the order in which they came.
  public var series: [ScalarSeries] { log.series }

  public func series(_ tag: String) -> ScalarSeries? { log.places[tag].map { log.series[$0] } }

  /// Tags that have something else than numbers.
  public var otherTags: Set<String> { log.others.subtracting(log.places.keys) }

  public var pointCount: Int { series.reduce(0) { $0 + $1.count } }

  public var damages: [LogDamage] { files.compactMap(\.firstDamage) }

  /// Takes a file that was not there before.
  mutating func add(_ paths: [String]) {
    files += paths.map { EventFile(path: $0) }
  }

  /// Takes what was written since the last call; where a file was replaced, all anew.
  /// - Returns: whether there was anything.
  package mutating func readOn() -> Bool {
    var isChanged = false
    if files.contains(where: \.isReplaced) {
      files = files.map { EventFile(path: $0.path) }
      log = ScalarLog()
      isChanged = true
    }
    var log = ScalarLog()
    swap(&log, &self.log)
    for index in files.indices {
      files[index].readOn { event in
        log.take(event)
        isChanged = true
      }
    }
    self.log = log
    return isChanged
  }
}

/// Numbers by tag, gathered from events.
private struct ScalarLog: Sendable {
  var series: [ScalarSeries] = []
  var places: [String: Int] = [:]
  var others: Set<String> = []
  /// The tags whose tensors are numbers to be plotted.
  private var scalarTensors: Set<String> = []

  mutating func take(_ event: EventMessage) {
    switch event.content {
    case .summary(let values): for value in values { take(value, at: event.step) }
    case .sessionStart:
      for index in series.indices { series[index].removeAll(from: event.step) }
    case .version, nil: break
    }
  }

  private mutating func take(_ value: SummaryValue, at step: Int) {
    switch value.content {
    case .simple(let number): append(Double(number), value.tag, at: step)
    case .tensor(let number, let plugin):
      if plugin == "scalars" { scalarTensors.insert(value.tag) }
      guard let number, scalarTensors.contains(value.tag) else {
        others.insert(value.tag)
        return
      }
      append(number, value.tag, at: step)
    case .histogram, .other: others.insert(value.tag)
    }
  }

  private mutating func append(_ value: Double, _ tag: String, at step: Int) {
    if let place = places[tag] { return series[place].append(value, at: step) }
    places[tag] = series.count
    series.append(ScalarSeries(tag: tag))
    series[series.count - 1].append(value, at: step)
  }
}
