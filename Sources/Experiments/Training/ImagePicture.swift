internal import Datasets

extension LabeledImages {
  /// An image of this set as one looks at it: its brightness, and its colors where it has three
  /// channels.
  /// - Parameter pixels: standardized, [C, H, W].
  /// - Source: luma of ITU-R BT.601, 0.299·R + 0.587·G + 0.114·B.
  func picture(of pixels: ArraySlice<Float>, title: String) -> Picture {
    let (channels, height, width) = (imageShape[0], imageShape[1], imageShape[2])
    let area = height * width
    let planes = (0..<channels).map { channel in
      let start = pixels.startIndex + channel * area
      return pixels[start..<start + area].map(brightness)
    }
    let weights =
      channels == 3 ? [0.299, 0.587, 0.114] : planes.map { _ in 1 / Double(channels) }
    let values = (0..<height).map { row in
      (0..<width).map { column in
        zip(weights, planes).reduce(0) { $0 + $1.0 * $1.1[row * width + column] }
      }
    }
    var picture = Picture(title: title, values: values, range: 0...1)
    if channels == 3 { picture.colors = planes.map { $0.map(Float.init) } }
    return picture
  }
}
