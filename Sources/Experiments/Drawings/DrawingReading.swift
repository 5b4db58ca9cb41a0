/// What a network makes of a drawing.
public struct DrawingReading: Hashable, Sendable {
  /// The maps of one layer.
  public struct Layer: Hashable, Sendable {
    /// "c1".
    public var name: String
    /// A picture a channel, all on one scale.
    public var maps: [Picture]

    public init(name: String, maps: [Picture]) {
      self.name = name
      self.maps = maps
    }
  }

  /// What the network was given: 28 rows of 28 pixels, from 0 to 1.
  public var image: [[Double]]
  /// The classes with their probabilities, which add up to 1.
  public var classes: [String]
  public var probabilities: [Double]
  /// The layers that have maps, from the image's side.
  public var layers: [Layer]
  /// The training step at which the network was.
  public var step: Int

  public init(
    image: [[Double]], classes: [String], probabilities: [Double], layers: [Layer], step: Int = 0
  ) {
    self.image = image
    self.classes = classes
    self.probabilities = probabilities
    self.layers = layers
    self.step = step
  }
}

/// A drawing to be read, and how the network is given it.
public struct DrawingRequest: Hashable, Sendable {
  public var drawing: Drawing
  /// Whether it is scaled and centered as the images of MNIST are.
  public var isFitted: Bool

  public init(_ drawing: Drawing, isFitted: Bool = true) {
    self.drawing = drawing
    self.isFitted = isFitted
  }
}
