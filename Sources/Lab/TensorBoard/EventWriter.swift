package import Experiments

/// The bytes of an event file.
package struct EventWriter {
  /// The name of the file: TensorBoard takes every file that has `tfevents` in its name.
  package static let fileName = "events.out.tfevents.1577836800.gradlab"

  /// When runs are said to begin: 2020-01-01 00:00 UTC, in seconds since 1970. A step is said to take
  /// a second, so that the same run gives the same bytes, whenever and wherever it is made.
  package static let start = 1_577_836_800.0

  package private(set) var bytes: [UInt8] = []

  package init() { append(EventMessage(wallTime: Self.start, .version("brain.Event:2"))) }

  package mutating func append(_ event: EventMessage) {
    RecordFile.append(event.bytes, to: &bytes)
  }

  /// Values of one step.
  mutating func append(_ values: [SummaryValue], at step: Int) {
    append(EventMessage(wallTime: Self.start + Double(step), step: step, .summary(values)))
  }
}

extension HeadlessRun.Arm {
  /// Every number that the run kept, in single precision under its probe's name, as measured and not
  /// smoothed; and the histograms on the way and at its end, under `PROBE/layerN`.
  package var eventFile: [UInt8] {
    var values: [Int: [SummaryValue]] = [:]
    for number in numbers {
      values[number.step, default: []].append(
        SummaryValue(tag: number.tag, .simple(Float(number.value))))
    }
    for (probe, readings) in allHistograms.sorted(by: { $0.key < $1.key }) {
      for (step, histograms) in readings {
        for (index, histogram) in histograms.enumerated() {
          values[step, default: []].append(
            SummaryValue(
              tag: "\(probe)/layer\(index + 1)", .histogram(HistogramMessage(histogram))))
        }
      }
    }
    var writer = EventWriter()
    for (step, values) in values.sorted(by: { $0.key < $1.key }) {
      writer.append(values, at: step)
    }
    return writer.bytes
  }

  /// By probe and step, in rising order of the steps.
  private var allHistograms: [String: [(step: Int, layers: [Histogram])]] {
    let last = snapshot.readings.mapValues { [$0] }
    return histograms.merging(last) { kept, last in
      kept.last?.step == last.first?.step ? kept : kept + last
    }.compactMapValues { readings in
      let found = readings.compactMap { reading -> (step: Int, layers: [Histogram])? in
        guard case .histograms(let layers) = reading.content else { return nil }
        return (reading.step, layers)
      }
      return found.isEmpty ? nil : found
    }
  }

  /// By step, and of one step by tag: the curves, and of probes that have none what formulas asked for.
  private var numbers: [(step: Int, tag: String, value: Double)] {
    var numbers: [(step: Int, tag: String, value: Double)] = []
    for (probe, series) in series {
      for (index, value) in series.raw.enumerated() {
        numbers.append((series.step(index), probe, value))
      }
    }
    for (key, value) in snapshot.recorded
    where key.layer == nil && key.crossing == nil && key.span == nil && series[key.probe] == nil {
      numbers.append((key.step, key.probe, value))
    }
    return numbers.sorted { ($0.step, $0.tag) < ($1.step, $1.tag) }
  }
}

extension HistogramMessage {
  /// What the bins hold is taken to lie in their middles, and what is outside of the range in the
  /// outer bins, where it was counted.
  package init(_ histogram: Histogram) {
    let (lower, upper) = (histogram.range.lowerBound, histogram.range.upperBound)
    let width = (upper - lower) / Double(max(1, histogram.counts.count))
    self.init(
      minimum: lower, maximum: upper, count: 0, sum: 0, sumOfSquares: 0, limits: [], counts: [])
    for (index, number) in histogram.counts.enumerated() {
      let (middle, number) = (lower + (Double(index) + 0.5) * width, Double(number))
      count += number
      sum += number * middle
      sumOfSquares += number * middle * middle
      limits.append(
        index + 1 == histogram.counts.count ? upper : lower + Double(index + 1) * width)
      counts.append(number)
    }
  }
}
