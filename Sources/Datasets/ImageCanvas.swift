import Arithmetic

/// One image [C, H, W] while it is changed.
struct ImageCanvas {
  let height: Int
  let width: Int
  let channels: Int
  /// Channel by channel, each row by row.
  var scalars: [Float]
  /// The value of pixels from outside.
  let fill: Float
  /// Whether those are as the nearest pixel at the edge instead.
  var repeatsEdge = false

  private subscript(row: Int, column: Int, channel: Int) -> Float {
    guard row >= 0, row < height, column >= 0, column < width else {
      guard repeatsEdge else { return fill }
      return self[min(max(row, 0), height - 1), min(max(column, 0), width - 1), channel]
    }
    return scalars[(channel * height + row) * width + column]
  }

  /// Each pixel from a function of its row, column and channel.
  private func redrawn(_ pixel: (Int, Int, Int) -> Float) -> [Float] {
    var drawn = [Float]()
    drawn.reserveCapacity(scalars.count)
    for channel in 0..<channels {
      for row in 0..<height {
        for column in 0..<width { drawn.append(pixel(row, column, channel)) }
      }
    }
    return drawn
  }

  mutating func move(down: Int, across: Int) {
    scalars = redrawn { self[$0 - down, $1 - across, $2] }
  }

  mutating func mirror(_ direction: FlipDirection) {
    scalars =
      switch direction {
      case .horizontal: redrawn { self[$0, width - 1 - $1, $2] }
      case .vertical: redrawn { self[height - 1 - $0, $1, $2] }
      }
  }

  mutating func cut(side: Int, row: Int, column: Int) {
    let (top, left) = (row - side / 2, column - side / 2)
    scalars = redrawn { row, column, channel in
      let isWithin = row >= top && row < top + side && column >= left && column < left + side
      return isWithin ? fill : self[row, column, channel]
    }
  }

  /// Saturation moves a pixel's channels about their mean, contrast the pixels about the image's.
  mutating func adjust(brightness: Float, contrast: Float, saturation: Float) {
    let mean = scalars.reduce(0, +) / Float(scalars.count)
    scalars = redrawn { row, column, channel in
      let gray = (0..<channels).reduce(0) { $0 + self[row, column, $1] } / Float(channels)
      let colored = gray + saturation * (self[row, column, channel] - gray)
      return mean + contrast * (colored - mean) + brightness
    }
  }

  /// w_d ∝ exp(−d² / 2σ²) for |d| ≤ ⌈3σ⌉, first along the rows and then along the columns.
  mutating func blur(deviation: Double) {
    let reach = Int((3 * deviation).rounded(.up))
    guard reach > 0 else { return }
    let weights = (-reach...reach).map { distance in
      Float((-Double(distance * distance) / (2 * deviation * deviation)).exp())
    }
    let total = weights.reduce(0, +)
    let (lastRow, lastColumn) = (height - 1, width - 1)
    scalars = redrawn { row, column, channel in
      zip(-reach...reach, weights).reduce(0) { sum, tap in
        let place = min(max(column + tap.0, 0), lastColumn)
        return sum + tap.1 / total * self[row, place, channel]
      }
    }
    scalars = redrawn { row, column, channel in
      zip(-reach...reach, weights).reduce(0) { sum, tap in
        let place = min(max(row + tap.0, 0), lastRow)
        return sum + tap.1 / total * self[place, column, channel]
      }
    }
  }

  /// The point (x, y) from the middle of the new image shows the old one at A⁻¹(x, y), where
  /// A = scale · rotation · [1 shear; 0 1]; positive angles turn clockwise on the screen.
  mutating func transform(radians: Double, scale: Double, shear: Double) {
    let turn = radians.sinAndCos()
    let (cosine, sine) = (turn.cosine / scale, turn.sine / scale)
    let (middleX, middleY) = (Double(width - 1) / 2, Double(height - 1) / 2)
    scalars = redrawn { row, column, channel in
      let (x, y) = (Double(column) - middleX, Double(row) - middleY)
      // First the rotation is undone, then the shear.
      let turnedY = -sine * x + cosine * y
      let turnedX = cosine * x + sine * y - shear * turnedY
      return interpolated(row: turnedY + middleY, column: turnedX + middleX, channel)
    }
  }

  private func interpolated(row: Double, column: Double, _ channel: Int) -> Float {
    // Beyond the edge all is as at the edge.
    let row = repeatsEdge ? min(max(row, -1), Double(height)) : row
    let column = repeatsEdge ? min(max(column, -1), Double(width)) : column
    // Far outside everything is fill, and the numbers stay small enough for Int.
    guard row > -2, row < Double(height + 1), column > -2, column < Double(width + 1) else {
      return fill
    }
    let (top, left) = (Int(row.rounded(.down)), Int(column.rounded(.down)))
    let (down, right) = (Float(row - Double(top)), Float(column - Double(left)))
    let upper = self[top, left, channel] * (1 - right) + self[top, left + 1, channel] * right
    let lower =
      self[top + 1, left, channel] * (1 - right) + self[top + 1, left + 1, channel] * right
    return upper * (1 - down) + lower * down
  }
}
