/// The largest of each window, and where it was.
/// - Shape: [N, C, H, W] → [N, C, H′, W′]
public struct MaxPooling: Sendable {
  public let output: Tensor
  private let memory: Memory
  private let inputShape: [Int]

  /// Which pixel each output was.
  private enum Memory: Sendable {
    /// 0…3 of every window of 2×2.
    case choices(Tensor, HalvingPooling)
    /// Offsets in the input.
    case sources([Int32])
  }

  /// The margin counts as −∞; the first of equals wins, NaN wins over all.
  ///
  /// - Precondition: the padding is at most half of the window, so that every window sees a pixel.
  public init(_ input: Tensor, _ geometry: WindowGeometry) {
    let windows = ImageWindows(input.shape, geometry, "max pooling")
    precondition(
      geometry.everyWindowSeesPixels && geometry.dilation == 1,
      "max pooling: padding \(geometry.padding) for a window of \(geometry.height)")
    inputShape = input.shape
    var z = Tensor(unwritten: windows.outputShape)
    if let halving = HalvingPooling(windows) {
      var choices = Tensor(unwritten: windows.outputShape)
      withUnsafeMutableScalars(&z, &choices) { z, choices in
        input.withUnsafeScalars { halving.largest($0, into: z, choices: choices) }
      }
      memory = .choices(choices, halving)
    } else {
      let sources = [Int32](capacity: z.count) { sources, count in
        z.withUnsafeMutableScalars { z in
          input.withUnsafeScalars { MaxPooling.search(windows, $0, into: z, sources) }
        }
        count = sources.count
      }
      memory = .sources(sources)
    }
    output = z
  }

  private static func search(
    _ windows: ImageWindows, _ x: UnsafePointer<Float>, into z: UnsafeMutablePointer<Float>,
    _ sources: UnsafeMutableBufferPointer<Int32>
  ) {
    var place = 0
    for plane in 0..<windows.batch * windows.channels {
      windows.forEachWindow { rows, columns in
        var best = plane * windows.pixels + rows.lowerBound * windows.width + columns.lowerBound
        for row in rows {
          let start = plane * windows.pixels + row * windows.width
          for source in start + columns.lowerBound..<start + columns.upperBound
          where x[source] > x[best] || x[source].isNaN {
            best = source
          }
        }
        z[place] = x[best]
        sources.initializeElement(at: place, to: Int32(best))
        place += 1
      }
    }
  }

  /// ∂L/∂input: each output's gradient goes to the one pixel that it was.
  public func inputGradient(_ dOutput: Tensor) -> Tensor {
    precondition(dOutput.shape == output.shape, "max pooling: gradient \(dOutput.shape)")
    return Tensor(shape: inputShape) { dx in
      dOutput.withUnsafeScalars { dz in
        switch memory {
        case .choices(let choices, let halving):
          choices.withUnsafeScalars { halving.scatter(dz, choices: $0, into: dx) }
        case .sources(let sources):
          dx.initialize(repeating: 0, count: Tensor.count(of: inputShape))
          for (place, source) in sources.enumerated() { dx[Int(source)] += dz[place] }
        }
      }
    }
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
    return Tensor(shape: windows.outputShape) { z in
      input.withUnsafeScalars { x in
        if let halving = HalvingPooling(windows) {
          halving.mean(x, into: z)
        } else {
          average(windows, x, into: z)
        }
      }
    }
  }

  private func average(
    _ windows: ImageWindows, _ x: UnsafePointer<Float>, into z: UnsafeMutablePointer<Float>
  ) {
    let scale = 1 / Float(geometry.height * geometry.width)
    var place = 0
    for plane in 0..<windows.batch * windows.channels {
      windows.forEachWindow { rows, columns in
        var sum: Float = 0
        for row in rows {
          let start = plane * windows.pixels + row * windows.width
          for column in columns { sum += x[start + column] }
        }
        z[place] = sum * scale
        place += 1
      }
    }
  }

  /// ∂L/∂input: every pixel of a window gets an equal share.
  public func inputGradient(inputShape: [Int], dOutput: Tensor) -> Tensor {
    let windows = ImageWindows(inputShape, geometry, "average pooling")
    precondition(
      dOutput.shape == windows.outputShape, "average pooling: gradient \(dOutput.shape)")
    return Tensor(shape: inputShape) { dx in
      dOutput.withUnsafeScalars { dz in
        if let halving = HalvingPooling(windows) {
          halving.spread(dz, into: dx)
        } else {
          spread(windows, dz, into: dx)
        }
      }
    }
  }

  private func spread(
    _ windows: ImageWindows, _ dz: UnsafePointer<Float>, into dx: UnsafeMutablePointer<Float>
  ) {
    let scale = 1 / Float(geometry.height * geometry.width)
    dx.initialize(repeating: 0, count: windows.batch * windows.channels * windows.pixels)
    var place = 0
    for plane in 0..<windows.batch * windows.channels {
      windows.forEachWindow { rows, columns in
        let share = dz[place] * scale
        place += 1
        for row in rows {
          let start = plane * windows.pixels + row * windows.width
          for column in columns { dx[start + column] += share }
        }
      }
    }
  }
}

extension ImageWindows {
  fileprivate var outputShape: [Int] { [batch, channels, outputHeight, outputWidth] }

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
