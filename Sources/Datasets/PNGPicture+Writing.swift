import CPNG

extension PNGPicture {
  /// A picture of its own making.
  /// - Precondition: a byte for each channel of each pixel, one channel or three, and not more pixels
  ///   than are read.
  public init(width: Int, height: Int, channels: Int, bytes: [UInt8]) {
    precondition(
      width > 0 && height > 0 && (channels == 1 || channels == 3)
        && width * height <= Self.pixelLimit && bytes.count == width * height * channels,
      "PNGPicture: \(bytes.count) bytes for \(width) × \(height) pixels of \(channels)")
    self.init(pixels: bytes, width, height, channels)
  }

  /// The bytes of a PNG file of 8 bits a channel, the same ones each time.
  /// - Throws: `DataFault` where there is not memory enough for it.
  public func file(path: String) throws(DataFault) -> [UInt8] {
    var image = png_image()
    image.version = UInt32(PNG_IMAGE_VERSION)
    (image.width, image.height) = (UInt32(width), UInt32(height))
    image.format = channels == 1 ? UInt32(PNG_FORMAT_GRAY) : UInt32(PNG_FORMAT_RGB)
    defer { png_image_free(&image) }
    // Asked for its size first, and then for the file.
    var size = 0
    guard png_image_write_to_memory(&image, nil, &size, 0, bytes, 0, nil) != 0 else {
      throw Self.damage(image, path: path)
    }
    var file = [UInt8](repeating: 0, count: size)
    guard png_image_write_to_memory(&image, &file, &size, 0, bytes, 0, nil) != 0 else {
      throw Self.damage(image, path: path)
    }
    return Array(file.prefix(size))
  }
}
