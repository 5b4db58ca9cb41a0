import Experiments
import Lessons

/// The histograms that an arm's probes read on the way of its run.
struct HistogramHistory {
  private let probes: [Probe]
  private let every: Int
  /// By probe, in rising order of the steps.
  private(set) var readings: [String: [Reading]] = [:]

  /// - Parameter every: training steps from one reading to the next; nil: none is taken.
  init(_ probes: [Probe], every: Int?) {
    self.probes = every == nil ? [] : probes.filter { $0.form == .histograms && $0.heldStep == nil }
    self.every = max(1, every ?? 1)
  }

  /// Reads them, where it is a step for that. What has left the finite numbers shows nothing.
  mutating func note(_ experiment: inout any Experiment, knobs: [String: KnobValue]) {
    guard !probes.isEmpty, experiment.step.isMultiple(of: every), experiment.divergedAt == nil
    else { return }
    for (probe, reading) in experiment.readings(of: probes, knobs: knobs) {
      readings[probe, default: []].append(reading)
    }
  }
}
