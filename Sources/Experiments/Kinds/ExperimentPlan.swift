package import Datasets
package import Networks

/// What one arm does, with every number settled: a value that can be compared, counted and begun.
///
/// A kind of experiment is a plan and what it begins: `TrainPlan` trains a network, `DescendPlan` walks
/// down a surface. Whoever runs arms knows no kind; the kinds of lessons are listed there.
package protocol ExperimentPlan: Hashable, Sendable {
  /// What the arm itself does, without what stands beside it.
  var main: any ExperimentPlan { get }
  /// What was changed so that it can run, in words for the learner.
  var notices: [String] { get }
  /// The data sets that it reads.
  var dataSets: [DataPlan] { get }
  /// What a step takes: parameters, floating-point operations and bytes.
  /// - Throws: where the network can't be built.
  func cost() throws(NetworkFault) -> Cost
  /// Bytes beside data and curves, all at their peak.
  /// - Parameter probes: what is measured, some of it by steps of a copy or by passes of its own.
  func memory(probes: [Probe]) throws(NetworkFault) -> MemoryEstimate
  /// Whether the measure has something to read.
  func reads(_ measure: Measure) -> Bool
  /// What probes may name by `formula`.
  var formulaNames: [String] { get }
  /// What probes may name by `gate`.
  var gates: [RecurrentGate] { get }
  /// How many numbers each of the measures gives that has several of them: one a layer, or a token.
  func placeCounts(of measures: [Measure]) -> [Int]
  /// What of its network can be operated on; empty where it has none.
  var parts: [NetworkPart] { get }
  /// What was done to the network on its way, in that order.
  var operations: [Operation] { get }
  /// The plan after these operations more; itself where it has no network.
  func operated(by operations: [Operation]) -> Self
  /// Whether a run can go on under this plan where it has come to under `other`.
  func differsOnlyLive(from other: Self) -> Bool
  /// The experiment before its first step.
  func begin(_ start: ExperimentStart) throws -> any Experiment
}

extension ExperimentPlan {
  package var main: any ExperimentPlan { self }
  package var notices: [String] { [] }
  package var dataSets: [DataPlan] { [] }
  package var formulaNames: [String] { [] }
  package var gates: [RecurrentGate] { [] }
  package func placeCounts(of measures: [Measure]) -> [Int] {
    measures.map { $0.processReader?.placeCount(self) ?? 0 }
  }
  package var parts: [NetworkPart] { [] }
  package var operations: [Operation] { [] }
  package func operated(by operations: [Operation]) -> Self { self }
  package func cost() throws(NetworkFault) -> Cost { Cost() }
  package func memory(probes: [Probe]) throws(NetworkFault) -> MemoryEstimate {
    MemoryEstimate()
  }

  package func placeCount(of measure: Measure) -> Int { placeCounts(of: [measure]).first ?? 0 }

  package func equals(_ other: any ExperimentPlan) -> Bool { other as? Self == self }

  /// Whether a run under `other` can go on under this plan, and doesn't have to begin anew.
  package func continues(_ other: any ExperimentPlan) -> Bool {
    guard let other = other as? Self else { return false }
    return differsOnlyLive(from: other)
  }
}

/// What an experiment is told beside its plan when it begins.
package struct ExperimentStart {
  package var seed: UInt64
  /// Those that are numbers become curves.
  package var probes: [Probe]
  /// The values to keep when the run passes their steps.
  package var recording: [MetricKey]
  /// Whether curves are wanted of what takes passes of its own, not only named values.
  package var evaluatesAlongTheWay: Bool
  /// The finest cells that a curve keeps.
  package var historyCapacity: Int
  /// Where data sets are had.
  package var shelf: any DataShelf

  package init(
    seed: UInt64, probes: [Probe], recording: [MetricKey], shelf: any DataShelf,
    evaluatesAlongTheWay: Bool = true, historyCapacity: Int = 16_384
  ) {
    self.seed = seed
    self.probes = probes
    self.recording = recording
    self.shelf = shelf
    self.evaluatesAlongTheWay = evaluatesAlongTheWay
    self.historyCapacity = historyCapacity
  }
}

/// Who lends data sets, pictures and trained weights to experiments.
package protocol DataShelf: Sendable {
  func data(for plan: DataPlan) throws -> SharedData
  /// The shipped weights of this name.
  func checkpoint(_ name: String) throws -> Checkpoint
  func picture(_ source: FilterPlan.Source) throws -> PNGPicture
}
