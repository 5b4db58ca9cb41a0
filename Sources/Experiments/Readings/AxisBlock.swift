/// Numbers along three axes, as examples, channels and places, and the part of them that one mean is
/// taken over.
public struct AxisBlock: Hashable, Sendable {
  /// One axis: its name, how many there are along it, and which of them take part.
  public struct Axis: Hashable, Sendable {
    public var name: String
    public var length: Int
    public var part: Range<Int>

    public init(_ name: String, length: Int, part: Range<Int>) {
      self.name = name
      self.length = length
      self.part = part
    }
  }

  /// What takes the mean: "batch normalization".
  public var title: String
  public var examples, channels, places: Axis

  public init(title: String, examples: Axis, channels: Axis, places: Axis) {
    self.title = title
    self.examples = examples
    self.channels = channels
    self.places = places
  }

  public var axes: [Axis] { [examples, channels, places] }

  /// m, the numbers that the mean is taken of.
  public var count: Int { axes.reduce(1) { $0 * $1.part.count } }
}
