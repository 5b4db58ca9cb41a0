/// What a training step of a network takes, known before anything is allocated.
public struct Cost: Hashable, Sendable {
  public internal(set) var parameters = 0
  /// Floating-point operations of the matrix products of one step, forward and backward; a
  /// multiplication with its addition counts as two.
  public internal(set) var flops = 0.0
  /// Numbers that layers give, all of them together.
  public private(set) var activations = 0
  /// The most numbers of two layers in a row: what a pass holds that nobody goes back through.
  public private(set) var largestNeighbors = 0
  private var lastActivation = 0
  /// Weights, gradients and optimizer state, and what the backward pass needs of the forward one.
  public internal(set) var bytes = 0
  /// Whether a number outgrew its integer; the others are then meaningless.
  private(set) var overflows = false

  /// What a network may take where nobody says otherwise: 2 GiB.
  public static let defaultLimit = 1 << 31

  public init() {}

  /// Counts trained numbers: each with its gradient and its velocity, in single precision.
  mutating func addParameters(_ shape: [Int]) {
    let count = product(shape)
    parameters = sum(parameters, count)
    bytes = sum(bytes, product([count, 3 * 4]))
  }

  /// Counts an activation of this shape and its gradient.
  mutating func addActivation(_ shape: [Int]) {
    let count = product(shape)
    activations = sum(activations, count)
    largestNeighbors = max(largestNeighbors, sum(lastActivation, count))
    lastActivation = count
    bytes = sum(bytes, product([count, 2 * 4]))
  }

  /// Counts a matrix product forward and as much again for ∂L/∂W and ∂L/∂x each; the first layer
  /// of a network has no use for ∂L/∂x.
  mutating func addProduct(flops count: Double) {
    flops += flops == 0 ? 2 * count : 3 * count
  }

  private mutating func product(_ factors: [Int]) -> Int {
    factors.reduce(1) { total, factor in
      let (result, tooLarge) = total.multipliedReportingOverflow(by: factor)
      if tooLarge { overflows = true }
      return tooLarge ? .max : result
    }
  }

  private mutating func sum(_ a: Int, _ b: Int) -> Int {
    let (result, tooLarge) = a.addingReportingOverflow(b)
    if tooLarge { overflows = true }
    return tooLarge ? .max : result
  }

  func check(limit: Int) throws(NetworkFault) {
    guard !overflows else { throw .tooLarge(parameters: nil, bytes: nil, limit: limit) }
    guard bytes <= limit else {
      throw .tooLarge(parameters: parameters, bytes: bytes, limit: limit)
    }
  }
}
