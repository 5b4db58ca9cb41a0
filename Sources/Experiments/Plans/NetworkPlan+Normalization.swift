/// Height and width of what goes through a chain of layers; 1 × 1 for rows of numbers.
public struct MapSize: Hashable, Sendable {
  public private(set) var height = 1
  public private(set) var width = 1

  /// - Parameter inputShape: of one example, [C, H, W] or [D]
  public init(_ inputShape: [Int]) {
    if inputShape.count == 3 { (height, width) = (inputShape[1], inputShape[2]) }
  }

  /// Values of a channel of one example.
  public var positions: Int { height * width }

  /// Goes through a layer.
  public mutating func pass(_ layer: LayerPlan) {
    switch layer {
    case .convolution(_, _, let kernel, let stride, let padding, _, _, _):
      slide(kernel, stride: stride, padding: padding)
    case .pooling(_, let window, let stride): slide(window, stride: stride, padding: 0)
    case .globalAverage, .flatten: (height, width) = (1, 1)
    case .residual(let branch, _, _, _): for layer in branch { pass(layer) }
    case .paddedShortcut(_, let stride): slide(1, stride: stride, padding: 0)
    default: break
    }
  }

  /// ⌊(size + 2·padding − window) / stride⌋ + 1 of both.
  private mutating func slide(_ window: Int, stride: Int, padding: Int) {
    func count(_ size: Int) -> Int { (size + 2 * padding - window) / max(1, stride) + 1 }
    (height, width) = (count(height), count(width))
  }
}

extension LayerPlan.Normalization {
  /// How many values each mean is taken of. Of one it is that value itself: what is left of the
  /// layer is its shift β.
  public func valuesPerMean(channels: Int, positions: Int, batch: Int) -> Int {
    switch self {
    case .batch: batch * positions
    case .layer: channels * positions
    case .group(let groups): channels / max(1, groups) * positions
    case .instance: positions
    }
  }
}

/// A normalization where it stands in a network.
struct PlacedNormalization {
  var kind: LayerPlan.Normalization
  var channels: Int
  /// Of each channel.
  var positions: Int

  func valuesPerMean(batch: Int) -> Int {
    kind.valuesPerMean(channels: channels, positions: positions, batch: batch)
  }

  /// Examples, channels and places, and those that share a mean with the first place of the last
  /// channel of the first example.
  func averagedOver(batch: Int) -> AxisBlock {
    let (all, one) = (0..<channels, channels - 1..<channels)
    let (examples, part): (Range<Int>, Range<Int>) =
      switch kind {
      case .batch: (0..<batch, one)
      case .layer: (0..<1, all)
      case .group(let groups): (0..<1, all.suffix(channels / max(1, groups)))
      case .instance: (0..<1, one)
      }
    return AxisBlock(
      title: LayerPlan.normalization(kind, channels: channels, averaging: 0).words,
      examples: .init("N", length: batch, part: examples),
      channels: .init("C", length: channels, part: part),
      places: .init("H\u{B7}W", length: positions, part: 0..<positions))
  }
}

extension NetworkPlan {
  /// The normalizations in forward order.
  var normalizations: [PlacedNormalization] {
    var size = MapSize(inputShape)
    return layers.normalizations(&size)
  }

  /// The normalizations of single values, in forward order.
  package func oneValueNormalizations(batch: Int) -> [LayerPlan.Normalization] {
    normalizations.filter { $0.valuesPerMean(batch: batch) == 1 }.map(\.kind)
  }
}

extension [LayerPlan] {
  fileprivate func normalizations(_ size: inout MapSize) -> [PlacedNormalization] {
    var found: [PlacedNormalization] = []
    for layer in self {
      switch layer {
      case .normalization(let kind, let channels, _):
        found.append(
          PlacedNormalization(kind: kind, channels: channels, positions: size.positions))
      case .residual(let branch, let shortcut, _, _):
        var (inner, direct) = (size, size)
        found += branch.normalizations(&inner)
        found += shortcut.normalizations(&direct)
      default: break
      }
      size.pass(layer)
    }
    return found
  }
}
