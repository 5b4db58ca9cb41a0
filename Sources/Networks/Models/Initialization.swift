public import Tensors

extension Initializer {
  /// Whether its numbers can be drawn from.
  var isUsable: Bool {
    switch self {
    case .constant(let value): value.isFinite
    case .normal(let variance), .uniform(let variance): variance.isFinite && variance >= 0
    case .orthogonal(let gain): gain.isFinite
    case .stacked(let parts): !parts.isEmpty && parts.allSatisfy(\.isUsable)
    }
  }

  /// Draws a tensor. Orthogonal ones are matrices [shape[0], the rest].
  public func tensor(_ shape: [Int], from stream: inout RandomStream) -> Tensor {
    switch self {
    case .constant(let value):
      return Tensor(repeating: Float(value), shape: shape)
    case .normal(let variance):
      return stream.normals(shape, standardDeviation: variance.squareRoot())
    case .uniform(let variance):
      let bound = (3 * variance).squareRoot()
      return bound > 0 ? stream.uniforms(shape, in: -bound..<bound) : Tensor(zeros: shape)
    case .orthogonal(let gain):
      let rows = shape.first ?? 1
      let columns = Tensor.count(of: Array(shape.dropFirst()))
      return (stream.orthogonalMatrix(rows: rows, columns: columns) * Float(gain))
        .reshaped(shape)
    case .stacked(let parts):
      precondition(
        !shape.isEmpty && shape[0] % parts.count == 0,
        "initializer: \(parts.count) parts of shape \(shape)")
      let part = [shape[0] / parts.count] + shape.dropFirst()
      return .concatenated(parts.map { $0.tensor(part, from: &stream) }, axis: 0)
    }
  }
}
