/// How windows slide over an image: extents of the window, distances and margins.
public struct WindowGeometry: Hashable, Sendable {
  public var height, width: Int
  public var stride: Int
  /// Rows and columns of nothing on every side.
  public var padding: Int
  /// Distance between the places that a window looks at; 1: neighbors.
  public var dilation: Int
  /// Whether the window moves along a line only: there is no margin above and below it.
  public var isLine = false

  public init(
    height: Int, width: Int, stride: Int = 1, padding: Int = 0, dilation: Int = 1
  ) {
    self.height = height
    self.width = width
    self.stride = stride
    self.padding = padding
    self.dilation = dilation
  }

  /// A square window.
  public init(_ extent: Int, stride: Int = 1, padding: Int = 0, dilation: Int = 1) {
    self.init(
      height: extent, width: extent, stride: stride, padding: padding, dilation: dilation)
  }

  /// A window on sequences [N, C, L], which are images of height 1.
  public init(line extent: Int, stride: Int = 1, padding: Int = 0, dilation: Int = 1) {
    self.init(height: 1, width: extent, stride: stride, padding: padding, dilation: dilation)
    isLine = true
  }

  /// Rows of nothing above and below; `padding` counts the columns.
  public var rowPadding: Int { isLine ? 0 : padding }

  /// Whether the margin is at most half of the window, so that every window sees a pixel.
  public var everyWindowSeesPixels: Bool {
    2 * padding <= width && 2 * rowPadding <= height
  }

  /// Whether all extents and distances make sense by themselves.
  public var isUsable: Bool {
    height > 0 && width > 0 && stride > 0 && dilation > 0 && padding >= 0
  }

  /// ⌊(n + 2p − d(k − 1) − 1)/s⌋ + 1 for both axes; nil where the window doesn't fit.
  public func outputExtents(_ inputHeight: Int, _ inputWidth: Int) -> (height: Int, width: Int)? {
    func extent(_ input: Int, _ window: Int, _ padding: Int) -> Int {
      let free = input + 2 * padding - dilation * (window - 1) - 1
      return free < 0 ? 0 : free / stride + 1
    }
    let result = (
      extent(inputHeight, height, rowPadding), extent(inputWidth, width, padding)
    )
    return result.0 > 0 && result.1 > 0 ? result : nil
  }
}

/// Windows over the images of one batch.
struct ImageWindows {
  let geometry: WindowGeometry
  let batch, channels, height, width: Int
  let outputHeight, outputWidth: Int

  /// - Precondition: `shape` is [N, C, H, W] and the window fits.
  init(_ shape: [Int], _ geometry: WindowGeometry, _ name: StaticString) {
    precondition(shape.count == 4, "\(name): shape \(shape) is not [N, C, H, W]")
    guard geometry.isUsable, let output = geometry.outputExtents(shape[2], shape[3]) else {
      preconditionFailure("\(name): window \(geometry) does not fit images \(shape)")
    }
    self.geometry = geometry
    (batch, channels, height, width) = (shape[0], shape[1], shape[2], shape[3])
    (outputHeight, outputWidth) = output
  }

  var pixels: Int { height * width }
  var outputPixels: Int { outputHeight * outputWidth }
}
