public import Datasets
public import Experiments
package import Networks

/// The data sets of a folder, each read by whoever asks first, and shared by all.
///
/// What nobody uses any more is kept as far as `limit` bytes go, the last used first: going back to
/// a lesson or a knob's value reads nothing again, and turning through many forgets.
public final class DataLibrary: DataShelf {
  /// Bytes of data without a user that are kept, where nobody says otherwise: 256 MiB.
  public static let defaultLimit = 1 << 28

  /// Where the data files are.
  let folder: String
  private let limit: Int
  private let shelf: Monitor<Shelf>

  fileprivate struct Shelf: Sendable {
    /// All that anybody uses, and what is kept.
    var known: [DataPlan: Reference] = [:]
    /// The last used last.
    var kept: [SharedData] = []
  }

  fileprivate struct Reference: Sendable {
    weak var data: SharedData?
  }

  /// - Parameters:
  ///   - folder: where the data files are; nothing is read before it is asked for.
  ///   - preloaded: data that need no file; as long as they are within the limit.
  public init(
    folder: String, preloaded: [DataPlan: TrainingData] = [:],
    limit: Int = DataLibrary.defaultLimit
  ) {
    self.folder = folder
    self.limit = limit
    var shelf = Shelf()
    for (plan, data) in preloaded { shelf.keep(SharedData(data, of: plan), limit: limit) }
    self.shelf = Monitor(shelf)
  }

  /// The data of a plan. Whoever asks while they are being read waits for them.
  /// - Throws: `DataFault`, or `ExperimentFault.unknownData`.
  package func data(for plan: DataPlan) throws -> SharedData {
    guard DatasetCatalog.kind(plan.kind) != nil || holds(plan) else {
      throw ExperimentFault.unknownData(plan.kind, known: DatasetCatalog.kinds.map(\.name))
    }
    return try shelf.withLock { (shelf) throws(DataFault) in
      let data: SharedData
      if let known = shelf.known[plan]?.data {
        data = known
      } else {
        // A failure is not kept: the file may have been put in its place when next asked for.
        data = SharedData(try plan.load(from: folder), of: plan)
      }
      shelf.keep(data, limit: limit)
      return data
    }
  }

  /// Weights that `make checkpoints` has trained; read anew, which takes a few milliseconds.
  /// - Throws: `CheckpointFault`
  package func checkpoint(_ name: String) throws -> Checkpoint {
    try Checkpoint(readingFrom: "\(folder)/Checkpoints/\(name).safetensors")
  }

  /// A picture; read anew, which takes a millisecond.
  /// - Throws: `DataFault`
  package func picture(_ source: FilterPlan.Source) throws -> PNGPicture {
    switch source {
    case .file(let path): return try PNGPicture(path: path)
    case .photograph(let name):
      guard let path = Photographs.path(name) else {
        throw ExperimentFault.unknownData(name, known: Photographs.names)
      }
      return try PNGPicture(path: "\(folder)/\(path)")
    }
  }

  /// Lets go of what was read from people's own files, which have changed.
  func forgetOwnFiles() {
    shelf.withLock { shelf in
      shelf.kept.removeAll { $0.plan.looked != nil }
      shelf.known = shelf.known.filter { $0.key.looked == nil }
    }
  }

  /// Whether the plan's data can be had without reading a file.
  package func holds(_ plan: DataPlan) -> Bool { shelf.withLock { $0.known[plan]?.data != nil } }
}

extension DataLibrary.Shelf {
  /// Notes the use, and lets go of what was used longest ago until the rest is within the limit.
  fileprivate mutating func keep(_ data: SharedData, limit: Int) {
    known[data.plan] = DataLibrary.Reference(data: data)
    kept.removeAll { $0 === data }
    kept.append(data)
    var bytes = kept.reduce(0) { $0 + $1.byteCount }
    while bytes > limit, !kept.isEmpty { bytes -= kept.removeFirst().byteCount }
    known = known.filter { $0.value.data != nil }
  }
}
