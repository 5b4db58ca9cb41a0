/// z[n, o, y, x] = b[o] + Σ_{c,i,j} w[o, c, i, j] · a[n, c, s·y + d·i − p, s·x + d·j − p]
///
/// (correlation, as libraries call convolution). With groups, the channels are cut into that many
/// parts that know nothing of each other. See `WindowLayout` and `window_tile` for how it is computed.
/// - Source: LeCun et al. 1998.
public struct Convolution: Sendable {
  public let geometry: WindowGeometry
  public let groups: Int

  public init(_ geometry: WindowGeometry, groups: Int = 1) {
    self.geometry = geometry
    self.groups = groups
  }

  /// f(z); ReLU is applied before the sums leave the registers.
  /// - Shape: input [N, C, H, W], weight [O, C/groups, k, k], bias [O] → [N, O, H′, W′]
  public func callAsFunction(
    _ input: Tensor, _ weight: Tensor, _ bias: Tensor, _ nonlinearity: Nonlinearity = .identity
  ) -> Tensor {
    let plan = ConvolutionPlan(self, input.shape, weight.shape)
    precondition(bias.shape == [plan.outputs], "convolution: bias \(bias.shape)")
    var z = Tensor(shape: plan.outputShape) { z in
      input.withUnsafeScalars { a in
        weight.withUnsafeScalars { w in
          bias.withUnsafeScalars { b in
            plan.forward.run(
              a, weights: w, bias: b, floor: nonlinearity == .relu ? 0 : -.infinity, into: z)
          }
        }
      }
    }
    if nonlinearity != .relu { nonlinearity.apply(to: &z) }
    return z
  }

  /// ∂L/∂w from ∂L/∂z: dw[o, c, i, j] = Σ dz[n, o, y, x] · a[n, c, s·y + d·i − p, s·x + d·j − p].
  public func weightGradient(_ input: Tensor, weightShape: [Int], dOutput: Tensor) -> Tensor {
    let plan = ConvolutionPlan(self, input.shape, weightShape)
    precondition(dOutput.shape == plan.outputShape, "convolution: gradient \(dOutput.shape)")
    return Tensor(shape: weightShape) { dw in
      dw.initialize(repeating: 0, count: Tensor.count(of: weightShape))
      input.withUnsafeScalars { a in
        dOutput.withUnsafeScalars { dz in
          plan.forward.addWeightGradient(a, slopes: dz, into: dw)
        }
      }
    }
  }

  /// ∂L/∂a from ∂L/∂z: a convolution of dz with the weights of the places that saw each pixel. With
  /// a stride s these places are other ones for each of s² kinds of pixels.
  public func inputGradient(_ weight: Tensor, inputShape: [Int], dOutput: Tensor) -> Tensor {
    let plan = ConvolutionPlan(self, inputShape, weight.shape)
    precondition(dOutput.shape == plan.outputShape, "convolution: gradient \(dOutput.shape)")
    return Tensor(shape: inputShape) { da in
      weight.withUnsafeScalars { w in
        dOutput.withUnsafeScalars { dz in
          for row in 0..<min(geometry.stride, plan.windows.height) {
            for column in 0..<min(geometry.stride, plan.windows.width) {
              plan.inputGradient(w, dz, fromRow: row, column: column, into: da)
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
}

/// Extents of one convolution.
private struct ConvolutionPlan {
  let windows: ImageWindows
  let groups, outputs, groupChannels, groupOutputs: Int

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
  }

  var outputShape: [Int] {
    [windows.batch, outputs, windows.outputHeight, windows.outputWidth]
  }

  var forward: WindowProduct {
    WindowProduct(
      WindowLayout(
        images: [windows.channels, windows.height, windows.width],
        outputs: [windows.outputHeight, windows.outputWidth], WindowShifts(windows.geometry)),
      batch: windows.batch, groups: groups, groupOutputs: groupOutputs)
  }

  /// Every stride-th row and column of the gradient, from the given ones on.
  func inputGradient(
    _ weight: UnsafePointer<Float>, _ dz: UnsafePointer<Float>, fromRow row: Int, column: Int,
    into da: UnsafeMutablePointer<Float>
  ) {
    let stride = windows.geometry.stride
    let (shifts, places) = WindowShifts.inverse(windows.geometry, row: row, column: column)
    let (height, width) = (
      (windows.height - row + stride - 1) / stride, (windows.width - column + stride - 1) / stride
    )
    let product = WindowProduct(
      WindowLayout(
        images: [outputs, windows.outputHeight, windows.outputWidth], outputs: [height, width],
        shifts),
      batch: windows.batch, groups: groups, groupOutputs: groupChannels)
    let weights = turned(weight, places.rows, places.columns)
    guard stride > 1 else {
      product.run(dz, weights: weights, bias: nil, floor: -.infinity, into: da)
      return
    }
    let part = Tensor(shape: [windows.batch * windows.channels, height, width]) { part in
      product.run(dz, weights: weights, bias: nil, floor: -.infinity, into: part)
    }
    part.withUnsafeScalars { part in
      for line in 0..<windows.batch * windows.channels * height {
        let target =
          da + (line / height * windows.height + line % height * stride + row) * windows.width
          + column
        for x in 0..<width { target[x &* stride] = part[line &* width &+ x] }
      }
    }
  }

  /// The weights at some places of the window with inputs and outputs exchanged:
  /// [groups · C/groups, O/groups, rows, columns].
  private func turned(
    _ weight: UnsafePointer<Float>, _ rows: [Int], _ columns: [Int]
  ) -> [Float] {
    let (height, width) = (windows.geometry.height, windows.geometry.width)
    var result: [Float] = []
    result.reserveCapacity(windows.channels * groupOutputs * rows.count * columns.count)
    for channel in 0..<windows.channels {
      let firstOutput = channel / groupChannels * groupOutputs
      for output in firstOutput..<firstOutput + groupOutputs {
        let kernel =
          weight + (output * groupChannels + channel % groupChannels) * height * width
        for row in rows {
          for column in columns { result.append(kernel[row * width + column]) }
        }
      }
    }
    return result
  }
}
