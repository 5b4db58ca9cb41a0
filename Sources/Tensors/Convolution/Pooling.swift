/// The largest of each window, and where it was.
/// - Shape: [N, C, H, W] → [N, C, H′, W′]
public struct MaxPooling: Sendable {
  public let output: Tensor
  /// Offset of each output's source in the input.
  private let sources: [Int32]
  private let inputShape: [Int]

  /// The margin counts as −∞; the first of equals wins, NaN wins over all.
  ///
  /// - Precondition: the padding is at most half of the window, so that every window sees a pixel.
  public init(_ input: Tensor, _ geometry: WindowGeometry) {
    let windows = ImageWindows(input.shape, geometry, "max pooling")
    precondition(
      geometry.everyWindowSeesPixels && geometry.dilation == 1,
      "max pooling: padding \(geometry.padding) for a window of \(geometry.height)")
    let count = windows.batch * windows.channels * windows.outputPixels
    var sources = [Int32](repeating: 0, count: count)
    let scalars = input.scalars
    let values = [Float](unsafeUninitializedCapacity: count) { values, initialized in
      var place = 0
      for plane in 0..<windows.batch * windows.channels {
        windows.forEachWindow { rows, columns in
          var best = plane * windows.pixels + rows.lowerBound * windows.width + columns.lowerBound
          for row in rows {
            let start = plane * windows.pixels + row * windows.width
            for source in start + columns.lowerBound..<start + columns.upperBound
            where scalars[source] > scalars[best] || scalars[source].isNaN {
              best = source
            }
          }
          values[place] = scalars[best]
          sources[place] = Int32(best)
          place += 1
        }
      }
      initialized = count
    }
    output = Tensor(
      shape: [windows.batch, windows.channels, windows.outputHeight, windows.outputWidth],
      scalars: values)
    self.sources = sources
    inputShape = input.shape
  }

  /// ∂L/∂input: each output's gradient goes to the one pixel that it was.
  public func inputGradient(_ dOutput: Tensor) -> Tensor {
    precondition(dOutput.shape == output.shape, "max pooling: gradient \(dOutput.shape)")
    var scalars = [Float](repeating: 0, count: Tensor.count(of: inputShape))
    for (source, gradient) in zip(sources, dOutput.scalars) { scalars[Int(source)] += gradient }
    return Tensor(shape: inputShape, scalars: scalars)
  }
}

/// The mean of each window; the margin counts as zeros.
/// - Shape: [N, C, H, W] → [N, C, H′, W′]
public struct AveragePooling: Sendable {
  public let geometry: WindowGeometry

  public init(_ geometry: WindowGeometry) {
    self.geometry = geometry
  }

  public func callAsFunction(_ input: Tensor) -> Tensor {
    let windows = ImageWindows(input.shape, geometry, "average pooling")
    let scale = 1 / Float(geometry.height * geometry.width)
    let scalars = input.scalars
    var values: [Float] = []
    values.reserveCapacity(windows.batch * windows.channels * windows.outputPixels)
    for plane in 0..<windows.batch * windows.channels {
      windows.forEachWindow { rows, columns in
        var sum: Float = 0
        for row in rows {
          let start = plane * windows.pixels + row * windows.width
          for column in columns { sum += scalars[start + column] }
        }
        values.append(sum * scale)
      }
    }
    return Tensor(
      shape: [windows.batch, windows.channels, windows.outputHeight, windows.outputWidth],
      scalars: values)
  }

  /// ∂L/∂input: every pixel of a window gets an equal share.
  public func inputGradient(inputShape: [Int], dOutput: Tensor) -> Tensor {
    let windows = ImageWindows(inputShape, geometry, "average pooling")
    let scale = 1 / Float(geometry.height * geometry.width)
    var scalars = [Float](repeating: 0, count: Tensor.count(of: inputShape))
    var place = 0
    for plane in 0..<windows.batch * windows.channels {
      windows.forEachWindow { rows, columns in
        let share = dOutput.scalars[place] * scale
        place += 1
        for row in rows {
          let start = plane * windows.pixels + row * windows.width
          for column in columns { scalars[start + column] += share }
        }
      }
    }
    return Tensor(shape: inputShape, scalars: scalars)
  }
}

extension ImageWindows {
  /// Calls `body` for every window of one plane with the rows and columns inside the image.
  @inline(__always)
  fileprivate func forEachWindow(_ body: (_ rows: Range<Int>, _ columns: Range<Int>) -> Void) {
    for y in 0..<outputHeight {
      let top = y * geometry.stride - geometry.rowPadding
      let rows = max(0, top)..<max(0, min(height, top + geometry.height))
      for x in 0..<outputWidth {
        let left = x * geometry.stride - geometry.padding
        body(rows, max(0, left)..<max(0, min(width, left + geometry.width)))
      }
    }
  }
}
