public import Datasets
public import Lessons

/// The data sets of a folder, each read once, by whoever asks first, and shared by all.
public final class DataLibrary: Sendable {
  private let folder: String
  private let loaded: Monitor<[DataPlan: Result<TrainingData, DataFault>]>

  /// - Parameters:
  ///   - folder: where the data files are; nothing is read before it is asked for.
  ///   - preloaded: data that need no file.
  public init(folder: String, preloaded: [DataPlan: TrainingData] = [:]) {
    self.folder = folder
    loaded = Monitor(preloaded.mapValues { .success($0) })
  }

  /// The data of a plan. Whoever asks while they are being read waits for them.
  /// - Throws: `DataFault`, or `ExperimentFault.unknownData`.
  func data(for plan: DataPlan) throws -> TrainingData {
    guard let result = loaded.withLock({ read(plan, into: &$0) }) else {
      throw ExperimentFault.unknownData(plan.kind, known: DatasetCatalog.kinds.map(\.name))
    }
    return try result.get()
  }

  private func read(
    _ plan: DataPlan, into loaded: inout [DataPlan: Result<TrainingData, DataFault>]
  ) -> Result<TrainingData, DataFault>? {
    if let result = loaded[plan] { return result }
    guard DatasetCatalog.kind(plan.kind) != nil else { return nil }
    let result = Result { () throws(DataFault) in try plan.load(from: folder) }
    // A failure is not kept: the file may have been put in its place when next asked for.
    if case .success = result { loaded[plan] = result }
    return result
  }

  /// Whether the plan's data can be had without reading a file.
  func holds(_ plan: DataPlan) -> Bool { loaded.withLock { $0[plan] != nil } }
}
