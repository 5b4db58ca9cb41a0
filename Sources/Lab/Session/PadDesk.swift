internal import Datasets
internal import Experiments
internal import Lessons
internal import Networks

/// Reads what is drawn with the trained network of the lesson's pad. The network is read from its
/// file when the first drawing comes.
struct PadDesk {
  private var pad: Pad?
  private var reader: DrawingReader?
  /// What of it could not be had.
  private var fault: String?
  private var newest: DrawingRequest?
  private(set) var reading: Result<DrawingReading, PadFault>?

  /// Reads a drawing, unless it is the one that was read last.
  mutating func read(_ request: DrawingRequest?, for pad: Pad?, from library: DataLibrary) {
    if pad != self.pad { (self.pad, reader, fault, newest) = (pad, nil, nil, nil) }
    guard let pad, let request else {
      (newest, reading) = (nil, nil)
      return
    }
    guard request != newest else { return }
    newest = request
    if reader == nil, fault == nil {
      do { reader = try library.reader(of: pad) } catch { fault = "\(error)" }
    }
    reading =
      reader.map { .success($0.reading(of: request)) } ?? .failure(PadFault(text: fault ?? ""))
  }
}

/// Why the pad's network can't read; a sentence.
public struct PadFault: Error, Hashable, Sendable, CustomStringConvertible {
  public var text: String
  public var description: String { text }

  public init(text: String) { self.text = text }
}

extension DataLibrary {
  /// The trained network of a pad.
  /// - Throws: `NetworkFault`, `CheckpointFault`
  fileprivate func reader(of pad: Pad) throws -> DrawingReader? {
    let network = try pad.network.network(batch: 1)
    let file = "\(folder)/Checkpoints/\(pad.weights).safetensors"
    let weights = try network.weights(from: Checkpoint(readingFrom: file))
    return DatasetCatalog.format(of: pad.data).flatMap {
      DrawingReader(network, weights, images: $0)
    }
  }
}
