internal import Autograd
public import Tensors

/// Which part of an image a place of a layer's result depends on, by the gradient
/// Σ |∂ Σ_o y[n, o, row, column] / ∂x|, summed over examples and channels.
///
/// Where a maximum decides, one image shows one path only: give several.
/// - Source: Luo, Li, Urtasun, Zemel 2016.
public struct ReceptiveField: Sendable {
  /// Influence of each pixel [H, W].
  public let influence: Tensor
  /// Rows and columns with any influence; nil where there is none.
  public let rows, columns: ClosedRange<Int>?

  /// - Shape: images [N, C, H, W], the layer's result [N, O, H′, W′]; `row` below H′, `column`
  ///   below W′
  public init(
    of layer: any Layer, images: Tensor, weights: Weights, row: Int, column: Int
  ) {
    precondition(images.rank == 4, "ReceptiveField: shape \(images.shape) is not [N, C, H, W]")
    let pass = Pass(weights, mode: .inference)
    let x = pass.tape.variable(images)
    let y = layer(x, in: pass)
    precondition(
      y.shape.count == 4 && row < y.shape[2] && column < y.shape[3] && min(row, column) >= 0,
      "ReceptiveField: no place (\(row), \(column)) in a result of shape \(y.shape)")
    var chosen = Tensor(zeros: y.shape)
    for example in 0..<y.shape[0] {
      for channel in 0..<y.shape[1] { chosen[example, channel, row, column] = 1 }
    }
    let gradient = pass.tape.gradients(of: (y * pass.tape.constant(chosen)).sum())[x]
    let (height, width) = (images.shape[2], images.shape[3])
    var map = [Float](repeating: 0, count: height * width)
    for (index, slope) in gradient.scalars.enumerated() { map[index % map.count] += abs(slope) }
    influence = Tensor(shape: [height, width], scalars: map)
    let touched = map.indices.filter { map[$0] > 0 }
    rows = ReceptiveField.range(touched.map { $0 / width })
    columns = ReceptiveField.range(touched.map { $0 % width })
  }

  private static func range(_ found: [Int]) -> ClosedRange<Int>? {
    guard let low = found.min(), let high = found.max() else { return nil }
    return low...high
  }

  /// Rows and columns that windows one after the other can see:
  /// r_l = r_{l−1} + (k_l − 1)·d_l·∏_{i<l} s_i, r_0 = 1.
  /// - Source: Araujo, Norris, Sim 2019, equation 2.
  public static func extents(_ windows: [WindowGeometry]) -> (height: Int, width: Int) {
    var (height, width, jump) = (1, 1, 1)
    for window in windows {
      height += (window.height - 1) * window.dilation * jump
      width += (window.width - 1) * window.dilation * jump
      jump *= window.stride
    }
    return (height, width)
  }
}
