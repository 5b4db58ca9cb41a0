import CPNG
public import Tensors

/// A picture from a PNG file, 8 bits a channel, gray or RGB; transparency is put on black.
public struct PNGPicture: Hashable, Sendable {
  public let width: Int
  public let height: Int
  /// 1 (gray) or 3 (red, green, blue).
  public let channels: Int
  /// Row by row, the channels of a pixel side by side.
  public let bytes: [UInt8]

  /// Pictures of more pixels are refused before memory is asked for.
  public static let pixelLimit = 1 << 24
  /// Files of more bytes, counted after decompression, are refused.
  public static let sizeLimit = 1 << 26

  init(pixels bytes: [UInt8], _ width: Int, _ height: Int, _ channels: Int) {
    (self.bytes, self.width, self.height, self.channels) = (bytes, width, height, channels)
  }

  public init(path: String) throws(DataFault) {
    let file = try CompressedFile.contents(of: path, limit: Self.sizeLimit)
    guard file.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) else {
      throw DataFault(path: path, fact: .notPNG(found: Array(file.prefix(8))))
    }
    var image = png_image()
    image.version = UInt32(PNG_IMAGE_VERSION)
    defer { png_image_free(&image) }
    // libpng keeps the pointer until the picture is read.
    let result = file.withUnsafeBytes { file -> Result<[UInt8], DataFault> in
      guard png_image_begin_read_from_memory(&image, file.baseAddress, file.count) != 0 else {
        return .failure(Self.damage(image, path: path))
      }
      // 16 bits without a word on their gamma are sRGB like 8 bits, not linear light.
      image.flags |= UInt32(PNG_IMAGE_FLAG_16BIT_sRGB)
      return Self.decode(&image, path: path)
    }
    bytes = try result.get()
    width = Int(image.width)
    height = Int(image.height)
    channels = Self.channels(image)
  }

  private static func decode(
    _ image: inout png_image, path: String
  ) -> Result<[UInt8], DataFault> {
    let (width, height) = (Int(image.width), Int(image.height))
    // Both are below 2³¹, so their product doesn't overflow.
    guard width * height <= pixelLimit else {
      let fact = DataFault.Fact.tooManyPixels(width: width, height: height, limit: pixelLimit)
      return .failure(DataFault(path: path, fact: fact))
    }
    image.format &= UInt32(PNG_FORMAT_FLAG_COLOR)
    var bytes = [UInt8](repeating: 0, count: width * height * channels(image))
    guard png_image_finish_read(&image, nil, &bytes, 0, nil) != 0 else {
      return .failure(damage(image, path: path))
    }
    return .success(bytes)
  }

  private static func channels(_ image: png_image) -> Int {
    image.format & UInt32(PNG_FORMAT_FLAG_COLOR) == 0 ? 1 : 3
  }

  static func damage(_ image: png_image, path: String) -> DataFault {
    let reason = withUnsafeBytes(of: image.message) { message in
      String(decoding: message.prefix { $0 != 0 }, as: UTF8.self)
    }
    return DataFault(path: path, fact: .damagedPicture(reason: reason))
  }

  /// The values b/255, [H, W, C].
  public var tensor: Tensor {
    Tensor(shape: [height, width, channels], scalars: bytes.map { Float($0) / 255 })
  }

  /// Square tiles, row by row, each a picture of size × size × channels.
  /// - Parameter perRow: how many tiles stand side by side.
  /// - Returns: the bytes of the first `count` tiles one after the other.
  /// - Precondition: the picture has so many tiles.
  func tiles(size: Int, perRow: Int, count: Int) -> [UInt8] {
    precondition(
      width == size * perRow && count <= height / size * perRow, "tiles: \(count) of \(size)")
    let rowBytes = size * channels
    var tiles = [UInt8]()
    tiles.reserveCapacity(count * size * rowBytes)
    for tile in 0..<count {
      let (down, across) = tile.quotientAndRemainder(dividingBy: perRow)
      for y in 0..<size {
        let start = ((down * size + y) * perRow + across) * rowBytes
        tiles += bytes[start..<start + rowBytes]
      }
    }
    return tiles
  }
}
