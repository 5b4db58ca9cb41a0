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
  /// A probability outside its range, or another impossible number.
  case impossibleValue(layer: String, name: String, Double)
  case duplicateName(String)
  /// A variance or gain that is negative or not finite.
  case unusableInitializer(parameter: String, Initializer)
  /// More memory than allowed; nil where the count doesn't even fit an integer.
  case tooLarge(parameters: Int?, bytes: Int?, limit: Int)
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
      """
      layer \(layer) can't move a \(window.height)×\(window.width) window (stride \
      \(window.stride), padding \(window.padding), dilation \(window.dilation)) over images of \
      \(NetworkFault.text(image)); make the window smaller or the padding larger
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

  private static func text(_ shape: [Int]) -> String {
    shape.map(String.init).joined(separator: "×")
  }

  /// Bytes with a binary unit, rounded down to tenths.
  private static func size(_ bytes: Int) -> String {
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
