/// The layers of a network: what each gives and how many parameters it has, with a bar for its share.
public struct ArchitectureTable: Drawable, Hashable, Sendable {
  public struct Layer: Hashable, Sendable {
    public var name: String
    public var kind: String
    /// The shape of its output.
    public var output: String
    public var parameters: Int

    public init(name: String, kind: String, output: String, parameters: Int) {
      self.name = name
      self.kind = kind
      self.output = output
      self.parameters = parameters
    }
  }

  /// The input's side first.
  public var layers: [Layer]
  /// The layer that the reader is on.
  public var highlighted: Int?

  public init(layers: [Layer], highlighted: Int? = nil) {
    self.layers = layers
    self.highlighted = highlighted
  }

  var total: Int { layers.reduce(0) { $0 + $1.parameters } }

  /// The share of all parameters, 0 … 1.
  public func share(of layer: Layer) -> Double {
    total == 0 ? 0 : Double(layer.parameters) / Double(total)
  }

  /// The layer with most of the parameters: what is to be seen first.
  var heaviest: Int? {
    let best = layers.indices.max { layers[$0].parameters < layers[$1].parameters }
    return best.flatMap { layers[$0].parameters > 0 ? $0 : nil }
  }
}

/// Which columns of an architecture there is room for, and how wide they are.
struct ArchitectureColumns {
  private(set) var name: Int
  private(set) var kind: Int
  private(set) var output: Int
  private(set) var parameters: Int
  /// The bar and its percentage; 0: none.
  private(set) var bar = 0

  static let gap = 2
  /// " 78 %" behind a bar.
  static let percentage = 6

  init(_ table: ArchitectureTable, available: Int) {
    func widest(_ title: String, _ texts: [String]) -> Int {
      ([title] + texts).reduce(0) { max($0, CharacterWidth.columns(of: $1)) }
    }
    name = widest("total", table.layers.map(\.name))
    kind = widest("kind", table.layers.map(\.kind))
    output = widest("output", table.layers.map(\.output))
    parameters = widest("parameters", [GroupedDigits.text(table.total)])
    // The bar comes first, then shapes, then kinds.
    let smallestBar = 8 + Self.percentage
    func left() -> Int { available - width - Self.gap }
    if left() < smallestBar { kind = min(kind, max(0, kind + left() - smallestBar)) }
    if kind < 6 { kind = 0 }
    if left() < smallestBar { output = 0 }
    bar = min(max(0, left()), 40 + Self.percentage)
    if bar < 3 { bar = 0 }
  }

  /// All columns but the bar, with their gaps.
  private var width: Int {
    [name, kind, output, parameters].filter { $0 > 0 }.reduce(-Self.gap) { $0 + $1 + Self.gap }
  }
}

/// Whole numbers with their digits in groups of three.
enum GroupedDigits {
  static func text(_ number: Int) -> String {
    let digits = Array(String(number))
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0 && (digits.count - index) % 3 == 0 && digits[index - 1] != "-" { text += "," }
      text.append(digit)
    }
    return text
  }
}
