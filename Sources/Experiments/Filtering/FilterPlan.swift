internal import Datasets

/// A kernel, and a pool after it, that go over a picture.
public struct FilterPlan: Hashable, Sendable {
  public enum Source: Hashable, Sendable {
    /// By its name.
    case photograph(String)
    /// The path of a PNG file.
    case file(String)
  }

  /// What the filter goes over.
  public enum Subject: Hashable, Sendable {
    case picture(Source)
    /// Handwritten digits of MNIST's test, from the one of that number; the first is shown, errors
    /// are taken over all of them.
    case digits(first: Int, count: Int)
  }

  /// Rows and columns.
  public struct Size: Hashable, Sendable {
    public var rows, columns: Int

    public init(rows: Int, columns: Int) {
      self.rows = rows
      self.columns = columns
    }
  }

  /// What is done at every place of the picture.
  public enum Layer: Hashable, Sendable {
    /// Weights around the place, the same everywhere.
    case kernel(KnobMatrix, divide: Double, isFlipped: Bool)
    /// So many kernels of N(0, 1/n), each the same everywhere.
    case random(Size, count: Int)
    /// Weights of N(0, 1/n) around the place, of their own at every one.
    case local(Size)
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

  public var subject: Subject
  /// Pixels along each side, after scaling down.
  public var size: Int
  public var layer: Layer
  public var stride: Int
  /// Pixels of zeros around the picture.
  public var padding: Int
  /// Whether what is below 0 becomes 0 before a pool.
  public var isRectified: Bool
  public var pool: Pool?
  /// How far the picture is shifted before, right and down, in pixels; what leaves it comes in again at
  /// the other side.
  public var shift: [Int]

  public init(
    subject: Subject, size: Int, layer: Layer, stride: Int, padding: Int,
    isRectified: Bool, pool: Pool?, shift: [Int]
  ) {
    self.subject = subject
    self.size = size
    self.layer = layer
    self.stride = stride
    self.padding = padding
    self.isRectified = isRectified
    self.pool = pool
    self.shift = shift
  }

  /// ⌊(n + 2p − k)/s⌋ + 1 along the rows and the columns, before a pool; none where the kernel is
  /// larger than the picture.
  public var mapSize: Size {
    if layer == .dense { return Size(rows: size, columns: size) }
    let window = windowSize
    return Size(
      rows: Self.outputs(size + 2 * padding, window: window.rows, stride: stride),
      columns: Self.outputs(size + 2 * padding, window: window.columns, stride: stride))
  }

  /// Of the pixels around a place that its output sees; nothing around it where it sees all of them.
  var windowSize: Size {
    switch layer {
    case .kernel(let kernel, _, _): Size(rows: kernel.rowCount, columns: kernel.columns)
    case .random(let size, _), .local(let size): size
    case .dense: Size(rows: 0, columns: 0)
    }
  }

  static func outputs(_ pixels: Int, window: Int, stride: Int) -> Int {
    pixels < window ? 0 : (pixels - window) / stride + 1
  }
}

extension FilterPlan: ExperimentPlan {
  package func differsOnlyLive(from other: FilterPlan) -> Bool { self == other }

  package func reads(_ measure: Measure) -> Bool { measure.processReader?.fits(self) == true }

  package func begin(_ start: ExperimentStart) throws -> any Experiment {
    switch subject {
    case .picture(let source):
      let picture = try start.shelf.picture(source)
      let colors = picture.channels == 3 ? [0, 1, 2] : []
      return ProcessExperiment(
        Filtering(
          self, [PixelMap(picture, side: size)],
          colors: colors.map { PixelMap(picture, side: size, channel: $0) }, seed: start.seed),
        start)
    case .digits(let first, let count):
      let data = try start.shelf.data(for: Self.digits).content
      guard let images = data.test.images else { throw ExperimentFault.noRecords(part: "test") }
      let pictures = (first..<first + count).map {
        PixelMap($0 % images.count, of: images, side: size)
      }
      return ProcessExperiment(Filtering(self, pictures, seed: start.seed), start)
    }
  }

  package var dataSets: [DataPlan] {
    if case .digits = subject { [Self.digits] } else { [] }
  }

  /// The set that digits are from; of its training nothing is needed.
  private static let digits = DataPlan(
    kind: "mnist", trainCount: 1, testCount: FilterPlan.digitCount)
  /// The digits that a lesson may name.
  package static let digitCount = 2_000
}
