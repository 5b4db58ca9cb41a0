public import Tensors

extension Variable {
  /// z[n, o, p] = b[p, o] + Σ_k w[p, k, o] · a[n, k-th place of window p]: a convolution whose windows
  /// have weights of their own.
  ///
  /// With the windows as matrices A_p [N, K]: ∂L/∂w_p = A_pᵀ·dz_p, ∂L/∂b_p = Σₙ dz_p, and ∂L/∂a sums
  /// dz_p·w_pᵀ over the windows that see a pixel.
  /// - Shape: a [N, C, H, W], weight [H′·W′, C·k·k, O], bias [H′·W′, O] → [N, O, H′, W′]
  /// - Source: LeCun 1989, "Generalization and network design strategies".
  public func locallyConnected(
    _ weight: Variable, _ bias: Variable, _ geometry: WindowGeometry
  ) -> Variable {
    let windows = GatheredWindows(shape, geometry)
    let (columns, w) = (windows.columns(of: value), weight.value)
    let z = Tensors.batchedMatmul(columns, w) + bias.value.reshaped([windows.count, 1, -1])
    let outputs = z.shape[2]
    return tape.record(
      .locallyConnected,
      z.permuted([1, 2, 0]).reshaped([shape[0], outputs] + windows.extents),
      from: (
        weight, { dz in Tensors.batchedMatmul(columns, transposeA: true, windows.matrices(dz)) }
      ), (bias, { dz in windows.matrices(dz).sum(axis: 1) }),
      (
        self,
        { dz in
          windows.inputGradient(Tensors.batchedMatmul(windows.matrices(dz), w, transposeB: true))
        }
      ))
  }
}

/// Windows of images [N, C, H, W] as one matrix a window.
private struct GatheredWindows {
  let shape: [Int]
  let geometry: WindowGeometry
  /// [H′, W′].
  let extents: [Int]
  /// Places in the padded image of every window's pixels, window after window.
  private let places: [Int]
  private let paddedShape: [Int]

  init(_ shape: [Int], _ geometry: WindowGeometry) {
    precondition(
      shape.count == 4 && geometry.isUsable, "locally connected: \(geometry) on \(shape)")
    guard let output = geometry.outputExtents(shape[2], shape[3]) else {
      preconditionFailure("locally connected: window \(geometry) does not fit images \(shape)")
    }
    let (height, width) = (
      shape[2] + 2 * geometry.rowPadding, shape[3] + 2 * geometry.padding
    )
    var places: [Int] = []
    for y in 0..<output.height {
      for x in 0..<output.width {
        for channel in 0..<shape[1] {
          for i in 0..<geometry.height {
            let row = channel * height + y * geometry.stride + i * geometry.dilation
            for j in 0..<geometry.width {
              places.append(row * width + x * geometry.stride + j * geometry.dilation)
            }
          }
        }
      }
    }
    (self.shape, self.geometry, self.places) = (shape, geometry, places)
    extents = [output.height, output.width]
    paddedShape = [shape[0], shape[1], height, width]
  }

  /// H′·W′.
  var count: Int { extents[0] * extents[1] }

  /// [N, C, H, W] → [H′·W′, N, C·k·k].
  func columns(of x: Tensor) -> Tensor {
    x.padded(before: geometry.rowPadding, after: geometry.rowPadding, axis: 2)
      .padded(before: geometry.padding, after: geometry.padding, axis: 3)
      .reshaped([shape[0], -1]).gathered(places, axis: 1)
      .reshaped([shape[0], count, -1]).permuted([1, 0, 2])
  }

  /// [N, O, H′, W′] → [H′·W′, N, O].
  func matrices(_ dz: Tensor) -> Tensor {
    dz.reshaped([dz.shape[0], dz.shape[1], count]).permuted([2, 0, 1])
  }

  /// [H′·W′, N, C·k·k] → [N, C, H, W], sums over the windows that see a pixel.
  func inputGradient(_ dColumns: Tensor) -> Tensor {
    let (top, left) = (geometry.rowPadding, geometry.padding)
    return dColumns.permuted([1, 0, 2]).reshaped([shape[0], -1])
      .scattered(places, axis: 1, extent: paddedShape.dropFirst().reduce(1, *))
      .reshaped(paddedShape)
      .sliced(top..<top + shape[2], axis: 2).sliced(left..<left + shape[3], axis: 3)
  }
}
