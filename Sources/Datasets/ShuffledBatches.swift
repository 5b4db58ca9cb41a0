public import Tensors

/// The order in which training sees the records: each epoch a new permutation, cut into batches.
///
/// The permutation of an epoch depends on seed and epoch only, so any step is reached directly and
/// training that goes back to a step sees the same records again. The last records of an epoch,
/// when fewer than a batch, are left out of it.
public struct ShuffledBatches: Hashable, Sendable {
  public let count: Int
  public let batchSize: Int
  private let seed: Seed
  private var epoch: Int?
  private var order: [Int] = []

  /// - Precondition: 1 ≤ `batchSize` ≤ `count`.
  public init(count: Int, batchSize: Int, seed: Seed) {
    precondition(
      batchSize >= 1 && batchSize <= count, "batch of \(batchSize) from \(count) records")
    self.count = count
    self.batchSize = batchSize
    self.seed = seed
  }

  public var batchesPerEpoch: Int { count / batchSize }

  /// The records of training step `step`, counted from 0.
  public mutating func indices(_ step: Int) -> [Int] {
    precondition(step >= 0, "indices: step \(step)")
    let (wanted, batch) = step.quotientAndRemainder(dividingBy: batchesPerEpoch)
    if epoch != wanted {
      var stream = seed.stream("batches/epoch \(wanted)")
      order = stream.permutation(count)
      epoch = wanted
    }
    return Array(order[batch * batchSize..<(batch + 1) * batchSize])
  }
}
