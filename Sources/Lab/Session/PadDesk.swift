internal import Datasets
internal import Experiments
internal import Lessons
internal import Networks

/// Reads what is drawn with the trained network of the lesson's pad. The network is read from its
/// file when the first drawing comes.
struct PadDesk {
  private var pad: Pad?
  /// The network, or why it can't be had; nil: nothing was drawn yet.
  private var reader: Result<DrawingReader, PadFault>?
  private var newest: DrawingRequest?
  private(set) var reading: Result<DrawingReading, PadFault>?

  /// Reads a drawing, unless it is the one that was read last.
  mutating func read(_ request: DrawingRequest?, for pad: Pad?, from library: DataLibrary) {
    if pad != self.pad { (self.pad, reader, newest) = (pad, nil, nil) }
    guard let pad, let request else {
      (newest, reading) = (nil, nil)
      return
    }
    guard request != newest else { return }
    newest = request
    let reader =
      reader
      ?? Result { try library.reader(of: pad) }.mapError { PadFault(text: "\($0)") }
    self.reader = reader
    reading = reader.map { $0.reading(of: request) }
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
  /// - Throws: `NetworkFault`, `CheckpointFault`, or `PadFault` where it takes other images.
  fileprivate func reader(of pad: Pad) throws -> DrawingReader {
    let network = try pad.network.network(batch: 1)
    let weights = try network.weights(from: checkpoint(pad.weights))
    guard let format = DatasetCatalog.format(of: pad.data),
      let reader = DrawingReader(network, weights, images: format)
    else { throw PadFault(text: "\(pad.label) takes no images of 28×28 gray pixels.") }
    return reader
  }
}
