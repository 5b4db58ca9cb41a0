internal import Tensors

extension Picture {
  /// At most so many channels of a layer are shown.
  static let channelLimit = 64

  /// The maps of the first example, one a channel, each from 0 to its largest value; none where the
  /// layer has none.
  /// - Shape: output [N, C, H, W] → C pictures of H rows of W
  static func maps(of output: Tensor, layer: String) -> [Picture] {
    guard output.rank == 4 else { return [] }
    let isSigned = output.scalars.contains { $0 < 0 }
    return (0..<min(output.shape[1], channelLimit)).map { channel in
      let values = output.matrix(channel: channel)
      // Each on its own scale: on a common one the loudest leaves the others black.
      let largest = values.joined().reduce(0) { max($0, $1.magnitude) }
      let bound = largest > 0 && largest.isFinite ? largest : 1
      return Picture(
        title: "\(layer)·\(channel + 1)", values: values, isSigned: isSigned,
        range: (isSigned ? -bound : 0)...bound)
    }
  }
}

extension Tensor {
  /// Rows of one channel of the first image.
  /// - Shape: [N, C, H, W] → H rows of W
  fileprivate func matrix(channel: Int) -> [[Double]] {
    let (height, width) = (shape[2], shape[3])
    return (0..<height).map { y in
      let start = (channel * height + y) * width
      return scalars[start..<start + width].map(Double.init)
    }
  }
}
