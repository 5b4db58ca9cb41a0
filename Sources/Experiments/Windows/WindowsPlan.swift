internal import Networks
internal import Tensors

/// Layers of windows over a square image, each on the map of the one before: one more at every step.
public struct WindowsPlan: Hashable, Sendable {
  /// How the weights in a window are chosen.
  public enum Weights: String, CaseIterable, Hashable, Sendable {
    /// All alike.
    case equal
    /// Of N(0, 1), drawn by the run's seed.
    case random
  }

  /// Pixels along each side of the image.
  public var size: Int
  /// Pixels across a window, from window to window, of zeros around each map, and from one place of a
  /// window to the next.
  public var window, stride, padding, dilation: Int
  public var weights: Weights

  public init(
    size: Int, window: Int, stride: Int, padding: Int, dilation: Int, weights: Weights
  ) {
    self.size = size
    self.window = window
    self.stride = stride
    self.padding = padding
    self.dilation = dilation
    self.weights = weights
  }

  /// Pixels that a window spans, those that a dilation leaves out included.
  var span: Int { (window - 1) * dilation + 1 }

  /// ⌊(n + 2p − k)/s⌋ + 1; 0 where the window is larger than what it goes over.
  func outputs(of pixels: Int) -> Int {
    FilterPlan.outputs(pixels + 2 * padding, window: span, stride: stride)
  }
}

extension WindowsPlan: ExperimentPlan {
  package func differsOnlyLive(from other: WindowsPlan) -> Bool { self == other }

  package func reads(_ measure: Measure) -> Bool { measure.processReader?.fits(self) == true }

  package func begin(_ start: ExperimentStart) throws -> any Experiment {
    ProcessExperiment(try Windows(self, seed: Seed(start.seed)), start)
  }
}

/// A stack of layers that grows.
struct Windows: Process {
  let plan: WindowsPlan
  private let seed: Seed
  /// Pixels along a side of the image and of each map, the last one last.
  private(set) var sides: [Int]
  /// How much the middle unit of the last map changes with each pixel, largest 1; nil: it has no map.
  private(set) var field: ReceptiveField?
  let isFinite = true

  init(_ plan: WindowsPlan, seed: Seed) throws {
    self.plan = plan
    self.seed = seed
    sides = [plan.size]
  }

  /// Layers so far.
  var depth: Int { sides.count - 1 }

  /// One more layer, where its window fits.
  mutating func advance() {
    guard let last = sides.last, last > 0 else { return }
    sides.append(plan.outputs(of: last))
    field = try? receptiveField()
  }

  mutating func retune(_ plan: WindowsPlan) {}

  /// By the gradient of the middle unit with respect to the image.
  private func receptiveField() throws -> ReceptiveField? {
    guard let side = sides.last, side > 0 else { return nil }
    let geometry = WindowGeometry(
      plan.window, stride: plan.stride, padding: plan.padding, dilation: plan.dilation)
    let network = try Network(inputShape: [1, plan.size, plan.size]) { model throws(NetworkFault) in
      var layers: [any Layer] = []
      for number in 1...depth {
        layers.append(
          try ConvolutionLayer(
            1, 1, geometry,
            weight: plan.weights == .equal
              ? .constant(1 / Double(plan.window * plan.window)) : .normal(variance: 1),
            bias: nil, name: "layer\(number)", in: &model))
      }
      return layers
    }
    return ReceptiveField(
      of: network.layer, images: Tensor(zeros: [1, 1, plan.size, plan.size]),
      weights: network.weights(seed: seed), row: side / 2, column: side / 2)
  }
}
