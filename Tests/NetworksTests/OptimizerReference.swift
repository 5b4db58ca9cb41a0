import Tensors

/// What make_optimizer_reference.py wrote.
struct OptimizerReference: Decodable {
  let source: String
  let trajectories: [Trajectory]
  let losses: [Loss]
  let schedules: [String: [Double]]

  /// 50 steps of a tanh perceptron [4, 5, 3] on one batch.
  struct Trajectory: Decodable {
    let name: String
    let rate: Double
    let parameters: [Reference.Exact]
    let x: Reference.Exact
    let labels: [Int]
    let losses: Reference.Expected
    let weights: [Reference.Expected]
  }

  /// A loss with its gradients; the label −1 is ignored.
  struct Loss: Decodable {
    let name: String
    let inputs: [Reference.Exact]
    let labels: [Int]
    let smoothing: Double
    let value: Reference.Expected
    let gradients: [Reference.Expected]
  }

  /// - Throws: when the file is missing or malformed.
  static func read() throws -> OptimizerReference {
    try ReferenceFile.read("optimizer_reference.json")
  }
}
