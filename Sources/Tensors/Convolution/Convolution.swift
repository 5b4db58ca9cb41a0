internal import COpenBLAS

/// z[n, o, y, x] = b[o] + Σ_{c,i,j} w[o, c, i, j] · a[n, c, s·y + d·i − p, s·x + d·j − p]
///
/// (correlation, as libraries call convolution). One image at a time: its windows are laid out as
/// columns that stay in the cache, and a matrix product does the rest. With groups, the channels are
/// cut into that many parts that know nothing of each other.
/// - Source: LeCun et al. 1998; Chellapilla et al. 2006 for the columns.
public struct Convolution: Sendable {
  public let geometry: WindowGeometry
  public let groups: Int

  public init(_ geometry: WindowGeometry, groups: Int = 1) {
    self.geometry = geometry
    self.groups = groups
  }

  /// - Shape: input [N, C, H, W], weight [O, C/groups, k, k], bias [O] → [N, O, H′, W′]
  public func callAsFunction(_ input: Tensor, _ weight: Tensor, _ bias: Tensor) -> Tensor {
    let plan = ConvolutionPlan(self, input.shape, weight.shape)
    precondition(bias.shape == [plan.outputs], "convolution: bias \(bias.shape)")
    return Tensor(shape: plan.outputShape) { z in
      withColumns(plan) { columns in
        input.withUnsafeScalars { a in
          weight.withUnsafeScalars { w in
            plan.forEachGroup(input: a) { group, image, offset in
              plan.windows.gather(image, channels: plan.groupChannels, into: columns)
              let target = z + offset
              for output in 0..<plan.groupOutputs {
                let value = bias.scalars[group * plan.groupOutputs + output]
                (target + output * plan.pixels).initialize(repeating: value, count: plan.pixels)
              }
              multiply(
                plan.groupOutputs, plan.pixels, plan.depth, w + group * plan.groupWeights,
                columns, into: target)
            }
          }
        }
      }
    }
  }

  /// ∂L/∂w from ∂L/∂z: dw[o, (c, i, j)] = Σₙ dz[n, o, ·] · columnsₙᵀ.
  public func weightGradient(_ input: Tensor, weightShape: [Int], dOutput: Tensor) -> Tensor {
    let plan = ConvolutionPlan(self, input.shape, weightShape)
    precondition(dOutput.shape == plan.outputShape, "convolution: gradient \(dOutput.shape)")
    return Tensor(shape: weightShape) { dw in
      dw.initialize(repeating: 0, count: Tensor.count(of: weightShape))
      withColumns(plan) { columns in
        input.withUnsafeScalars { a in
          dOutput.withUnsafeScalars { dz in
            plan.forEachGroup(input: a) { group, image, offset in
              plan.windows.gather(image, channels: plan.groupChannels, into: columns)
              multiply(
                plan.groupOutputs, plan.depth, plan.pixels, dz + offset, columns,
                transposeB: true, into: dw + group * plan.groupWeights)
            }
          }
        }
      }
    }
  }

  /// ∂L/∂a from ∂L/∂z: the columns wᵀ·dz[n], added back to where they came from.
  public func inputGradient(_ weight: Tensor, inputShape: [Int], dOutput: Tensor) -> Tensor {
    let plan = ConvolutionPlan(self, inputShape, weight.shape)
    precondition(dOutput.shape == plan.outputShape, "convolution: gradient \(dOutput.shape)")
    return Tensor(shape: inputShape) { da in
      da.initialize(repeating: 0, count: Tensor.count(of: inputShape))
      withColumns(plan) { columns in
        weight.withUnsafeScalars { w in
          dOutput.withUnsafeScalars { dz in
            plan.forEachGroup(input: UnsafePointer(da)) { group, image, offset in
              multiply(
                plan.depth, plan.pixels, plan.groupOutputs, w + group * plan.groupWeights,
                transposeA: true, dz + offset, adding: false, into: columns)
              plan.windows.scatter(
                columns, channels: plan.groupChannels, into: UnsafeMutablePointer(mutating: image))
            }
          }
        }
      }
    }
  }

  /// ∂L/∂b from ∂L/∂z: the sum over images and places of each channel.
  public func biasGradient(dOutput: Tensor) -> Tensor {
    let (batch, channels) = (dOutput.shape[0], dOutput.shape[1])
    let pixels = dOutput.shape[2] * dOutput.shape[3]
    return Tensor(shape: [channels]) { db in
      dOutput.withUnsafeScalars { dz in
        for channel in 0..<channels {
          db[channel] = 0
          for image in 0..<batch {
            db[channel] += rowSum(pixels, dz + (image * channels + channel) * pixels)
          }
        }
      }
    }
  }

  private func withColumns(
    _ plan: ConvolutionPlan, _ body: (UnsafeMutablePointer<Float>) -> Void
  ) {
    withUnsafeTemporaryAllocation(of: Float.self, capacity: plan.depth * plan.pixels) { buffer in
      // The plan has checked that the product is positive.
      if let address = buffer.baseAddress { body(address) }
    }
  }

  /// C ← op(A)·op(B), added to C or instead of it; [M, K]·[K, N].
  private func multiply(
    _ m: Int, _ n: Int, _ k: Int, _ a: UnsafePointer<Float>, transposeA: Bool = false,
    _ b: UnsafePointer<Float>, transposeB: Bool = false, adding: Bool = true,
    into c: UnsafeMutablePointer<Float>
  ) {
    cblas_sgemm(
      CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans,
      transposeB ? CblasTrans : CblasNoTrans, Int32(m), Int32(n), Int32(k), 1, a,
      Int32(transposeA ? m : k), b, Int32(transposeB ? k : n), adding ? 1 : 0, c, Int32(n))
  }
}

/// Extents of one convolution.
private struct ConvolutionPlan {
  let windows: ImageWindows
  let groups, outputs, groupChannels, groupOutputs: Int
  /// Rows of the columns: what one output sums over.
  let depth: Int

  init(_ convolution: Convolution, _ input: [Int], _ weight: [Int]) {
    windows = ImageWindows(input, convolution.geometry, "convolution")
    groups = convolution.groups
    precondition(
      weight.count == 4 && groups > 0 && weight[0] % groups == 0
        && weight[1] * groups == windows.channels
        && weight[2] == convolution.geometry.height && weight[3] == convolution.geometry.width,
      "convolution: weight \(weight) for images \(input), \(groups) groups")
    outputs = weight[0]
    groupChannels = weight[1]
    groupOutputs = weight[0] / groups
    depth = weight[1] * weight[2] * weight[3]
  }

  var pixels: Int { windows.outputPixels }
  var groupWeights: Int { groupOutputs * depth }
  var outputShape: [Int] {
    [windows.batch, outputs, windows.outputHeight, windows.outputWidth]
  }

  /// Calls `body` for each image and group with the group's input and the offset of its output.
  func forEachGroup(
    input: UnsafePointer<Float>,
    _ body: (_ group: Int, _ input: UnsafePointer<Float>, _ outputOffset: Int) -> Void
  ) {
    for image in 0..<windows.batch {
      for group in 0..<groups {
        body(
          group, input + (image * windows.channels + group * groupChannels) * windows.pixels,
          (image * outputs + group * groupOutputs) * pixels)
      }
    }
  }
}
