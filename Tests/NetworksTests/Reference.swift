import Tensors

/// What make_reference.py wrote.
struct Reference: Decodable {
  let source: String
  let operations: [OperationCase]
  let trajectories: [TrajectoryCase]
  let schedules: [String: [Double]]
  let runningAverages: RunningAverages

  private enum CodingKeys: String, CodingKey {
    case source, operations, trajectories, schedules
    case runningAverages = "running_averages"
  }

  struct Exact: Decodable {
    let shape: [Int]
    let data: [Double]

    /// The inputs are multiples of 1/64, so nothing is lost.
    var tensor: Tensor { Tensor(shape: shape, scalars: data.map { Float($0) }) }
  }

  struct Expected: Decodable {
    let shape: [Int]
    let data: [Double]
    /// Largest error of PyTorch's own float32 result.
    let error: Double
    /// Largest value; of elementwise operations, in all their cases.
    let scale: Double

    /// Four times PyTorch's own float32 error, or 10⁻⁶ of the largest value where that is more.
    var tolerance: Double { max(4 * error, 1e-6 * scale) }

    /// By how much the worst value is off, in tolerances; infinite for another shape.
    func excess(_ found: Tensor) -> Double {
      guard found.shape == shape else { return .infinity }
      let worst = zip(found.scalars, data).map { abs(Double($0) - $1) }.max() ?? 0
      return worst == 0 ? 0 : worst / tolerance
    }
  }

  struct OperationCase: Decodable {
    let name: String
    let inputs: [Exact]
    let weights: Exact
    let labels: [Int]
    /// Of windows: extent, stride, padding, dilation, groups.
    let settings: [Int]?
    let value: Expected
    let gradients: [Expected]
  }

  struct TrajectoryCase: Decodable {
    let activation: String
    let rate, momentum, decay: Double
    let parameters: [Exact]
    let x: Exact
    let labels: [Int]
    let losses: Expected
    let weights: [Expected]
  }

  /// Batch normalization (λ = 0.25) of two batches, then of the first one in inference mode.
  struct RunningAverages: Decodable {
    let batches: [Exact]
    let mean, variance, output: Expected
  }

  /// - Throws: when the file is missing or malformed.
  static func read() throws -> Reference { try ReferenceFile.read("reference.json") }
}
