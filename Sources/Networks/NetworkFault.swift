public import Tensors

/// Why a network can't be built. Found before anything is allocated.
public enum NetworkFault: Error, Hashable, Sendable {
  case noLayers
  /// A layer whose input or output has no numbers.
  case emptyLayer(layer: String, inputs: Int, outputs: Int)
  /// The layer before gives another shape than this one takes; without the batch axis.
  case shapeMismatch(layer: String, expected: [Int], found: [Int])
  /// A window that doesn't fit into the images [C, H, W] even with its margin, or has extents,
  /// distances or groups that mean nothing.
  case unusableWindow(layer: String, WindowGeometry, image: [Int])
  /// Channels that groups don't divide, or a width that heads don't.
  case indivisible(layer: String, Division, count: Int, extents: [Int])
  /// A probability outside its range, or another impossible number.
  case impossibleValue(layer: String, name: String, Double)
  case duplicateName(String)
  /// A variance or gain that is negative or not finite.
  case unusableInitializer(parameter: String, Initializer)
  /// More memory than allowed; nil where the count doesn't even fit an integer.
  case tooLarge(parameters: Int?, bytes: Int?, limit: Int)

  /// What a layer cuts its numbers into.
  public enum Division: String, Hashable, Sendable {
    case groups
    case heads
  }

  /// Channels that differ, for an input [N, C, …] of which `axes` axes should follow the channels.
  static func channels(
    _ layer: String, expected channels: Int, axes: Int, _ input: [Int]
  ) -> NetworkFault {
    let rest =
      input.count == axes + 2 ? Array(input.dropFirst(2)) : .init(repeating: 1, count: axes)
    return .shapeMismatch(
      layer: layer, expected: [channels] + rest, found: Array(input.dropFirst()))
  }
}

extension NetworkFault: CustomStringConvertible {
  /// What was found, what was expected, and what to do.
  public var description: String {
    switch self {
    case .noLayers:
      "the network has no layers; give it at least one"
    case .emptyLayer(let layer, let inputs, let outputs):
      """
      layer \(layer) would map \(inputs) inputs to \(outputs) outputs; \
      both must be at least 1
      """
    case .shapeMismatch(let layer, let expected, let found):
      """
      layer \(layer) takes \(NetworkFault.text(expected)) numbers an example, \
      but gets \(NetworkFault.text(found)); make the two agree
      """
    case .unusableWindow(let layer, let window, let image):
      NetworkFault.text(layer, window, image)
    case .indivisible(let layer, let division, let count, let extents):
      """
      layer \(layer) can't make \(count) \(division.rawValue) of \
      \(extents.map(String.init).joined(separator: " and ")) \
      \(division == .groups ? "channels" : "numbers"); choose a number that divides \
      \(extents.count > 1 ? "both" : "it")
      """
    case .impossibleValue(let layer, let name, let value):
      "layer \(layer): \(name) can't be \(value)"
    case .duplicateName(let name):
      "two parameters are called \(name); give each layer a name of its own"
    case .unusableInitializer(let parameter, let initializer):
      """
      \(parameter) can't be drawn from \(initializer); \
      variances must be finite and not negative, other values finite
      """
    case .tooLarge(let parameters, let bytes, let limit):
      """
      the network has \(parameters.map(String.init) ?? "more than 2⁶³") parameters and needs \
      \(bytes.map(NetworkFault.size) ?? "more than 2⁶³ bytes"), the limit is \
      \(NetworkFault.size(limit)); make it smaller
      """
    }
  }

  /// What is wrong with a window, alone or on these images.
  private static func text(
    _ layer: String, _ window: WindowGeometry, _ image: [Int]
  ) -> String {
    let axes = window.isLine ? 2 : 3
    let (extent, images) =
      window.isLine
      ? ("\(window.width)", "sequences") : ("\(window.height)×\(window.width)", "images")
    let numbers =
      "stride \(window.stride), padding \(window.padding), dilation \(window.dilation)"
    guard window.isUsable else {
      return """
        layer \(layer) can't use a window of \(extent) (\(numbers)); its extents, stride and \
        dilation must be at least 1, its padding at least 0
        """
    }
    guard !image.isEmpty else {
      return """
        layer \(layer) can't pool with a window of \(extent) (\(numbers)); its dilation must be 1, \
        its padding at most half of the window
        """
    }
    guard image.count == axes else {
      return """
        layer \(layer) moves a window of \(extent) over \(images) of \(axes) axes, but gets \
        \(text(image)) numbers an example; keep it before layers that flatten
        """
    }
    return """
      layer \(layer) can't move a \(extent) window (\(numbers)) over \(images) of \
      \(text(image)); make the window smaller or the padding larger
      """
  }

  private static func text(_ shape: [Int]) -> String {
    shape.map(String.init).joined(separator: "×")
  }

  /// Bytes with a binary unit, rounded down to tenths.
  package static func size(_ bytes: Int) -> String {
    let units = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]
    var (amount, unit) = (Double(bytes), 0)
    while amount >= 1024 {
      amount /= 1024
      unit += 1
    }
    let tenths = Int(amount * 10)
    return tenths % 10 == 0 || unit == 0
      ? "\(tenths / 10) \(units[unit])" : "\(tenths / 10).\(tenths % 10) \(units[unit])"
  }
}
