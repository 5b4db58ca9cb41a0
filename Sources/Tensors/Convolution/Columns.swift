extension ImageWindows {
  /// columns[(c, i, j), output] = the pixel of channel c that the window of that output sees at (i, j).
  ///
  /// - Shape: image [C, H, W] → columns [C·k·k, outputs]
  func gather(
    _ image: UnsafePointer<Float>, channels: Int, into columns: UnsafeMutablePointer<Float>
  ) {
    let places = geometry.height * geometry.width
    let stride = geometry.stride
    for channel in 0..<channels {
      let plane = image + channel * pixels
      let block = columns + channel * places * outputPixels
      forEachRun { place, row, run, source in
        let target = block + place * outputPixels + row * outputWidth
        (target).initialize(repeating: 0, count: run.lowerBound)
        if stride == 1 {
          (target + run.lowerBound).initialize(from: plane + source, count: run.count)
        } else {
          for index in 0..<run.count {
            target[run.lowerBound + index] = plane[source + index * stride]
          }
        }
        (target + run.upperBound).initialize(repeating: 0, count: outputWidth - run.upperBound)
      }
    }
  }

  /// The transpose of `gather`: adds every column back to the pixel it came from.
  func scatter(
    _ columns: UnsafePointer<Float>, channels: Int, into image: UnsafeMutablePointer<Float>
  ) {
    let places = geometry.height * geometry.width
    let stride = geometry.stride
    for channel in 0..<channels {
      let plane = image + channel * pixels
      let block = columns + channel * places * outputPixels
      forEachRun { place, row, run, source in
        guard !run.isEmpty else { return }
        let values = block + place * outputPixels + row * outputWidth + run.lowerBound
        if stride == 1 {
          let target = plane + source
          mapLanes(run.count, target, values, into: target) { $0 + $1 }
        } else {
          for index in 0..<run.count { plane[source + index * stride] += values[index] }
        }
      }
    }
  }
}
