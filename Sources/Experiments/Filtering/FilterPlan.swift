internal import Datasets

/// A kernel, and a pool after it, that go over a picture.
public struct FilterPlan: Hashable, Sendable {
  /// A photograph by its name, or the path of a PNG file.
  public enum Source: Hashable, Sendable {
    case photograph(String)
    case file(String)
  }

  /// What is done at every place of the picture.
  public enum Layer: Hashable, Sendable {
    /// Weights around the place, the same everywhere.
    case kernel(KnobMatrix, divide: Double, isFlipped: Bool)
    /// Weights of N(0, 1/n) of their own from every pixel to every output.
    case dense
  }

  public struct Pool: Hashable, Sendable {
    public var takesLargest: Bool
    public var window: Int

    public init(takesLargest: Bool, window: Int) {
      self.takesLargest = takesLargest
      self.window = window
    }
  }

  public var source: Source
  /// Pixels along each side, after scaling down.
  public var size: Int
  public var layer: Layer
  public var stride: Int
  /// Pixels of zeros around the picture.
  public var padding: Int
  public var pool: Pool?
  /// How far the picture is shifted before, right and down, in pixels; what leaves it comes in again at
  /// the other side.
  public var shift: [Int]

  public init(
    source: Source, size: Int, layer: Layer, stride: Int, padding: Int, pool: Pool?, shift: [Int]
  ) {
    self.source = source
    self.size = size
    self.layer = layer
    self.stride = stride
    self.padding = padding
    self.pool = pool
    self.shift = shift
  }

  /// ⌊(n + 2p − k)/s⌋ + 1 along the rows and the columns, before a pool; none where the kernel is
  /// larger than the picture.
  public var mapSize: (rows: Int, columns: Int) {
    switch layer {
    case .dense: (size, size)
    case .kernel(let kernel, _, _):
      (
        Self.outputs(size + 2 * padding, window: kernel.rowCount, stride: stride),
        Self.outputs(size + 2 * padding, window: kernel.columns, stride: stride)
      )
    }
  }

  static func outputs(_ pixels: Int, window: Int, stride: Int) -> Int {
    pixels < window ? 0 : (pixels - window) / stride + 1
  }
}

extension FilterPlan: ExperimentPlan {
  package func differsOnlyLive(from other: FilterPlan) -> Bool { self == other }

  package func reads(_ measure: Measure) -> Bool { measure.processReader?.fits(self) == true }

  package func placeCount(of measure: Measure) -> Int {
    measure.processReader?.placeCount(self) ?? 0
  }

  package func begin(_ start: ExperimentStart) throws -> any Experiment {
    let picture = try start.shelf.picture(source)
    return ProcessExperiment(Filtering(self, picture: picture, seed: start.seed), start)
  }
}
