import CZlib
import Datasets
import Glibc
import TemporaryFiles
import Tensors
import Testing

@Suite("A PNG picture")
struct PNGPictureTests {
  /// Sums and pixels by Pillow from the same files.
  @Test(
    "has the pixels that another reader finds",
    arguments: [
      ("cat", 3, 5_485_249, [141, 92, 77] as [UInt8]), ("camera-gray", 1, 2_108_647, [198]),
    ])
  func pixels(_ name: String, _ channels: Int, _ sum: Int, _ pixel: [UInt8]) throws {
    let picture = try PNGPicture(path: "\(assetFolder)/photos/\(name).png")
    #expect(picture.tensor.shape == [128, 128, channels])
    #expect(picture.bytes.reduce(0) { $0 + Int($1) } == sum)
    // Row 3, column 5.
    let start = (3 * 128 + 5) * channels
    #expect(Array(picture.bytes[start..<start + channels]) == pixel)
    #expect(picture.tensor.scalars[start] == Float(pixel[0]) / 255)
  }

  @Test("written and read again is the same", arguments: [1, 3])
  func written(channels: Int) throws {
    let bytes = (0..<7 * 5 * channels).map { UInt8(truncatingIfNeeded: $0 * 37) }
    let picture = PNGPicture(width: 7, height: 5, channels: channels, bytes: bytes)
    let file = try picture.file(path: "a.png")
    #expect(try picture.file(path: "a.png") == file)
    let folder = try TemporaryFolder()
    #expect(try PNGPicture(path: try folder.write("a.png", file)) == picture)
  }

  /// The letters of pictures: a cell for each, and none of these is blank.
  @Test("the letters that come with the program have a cell each, with something in it")
  func letters() throws {
    let sheet = try PNGPicture(path: "\(assetFolder)/Glyphs/mono.png")
    let text = try TextFile(path: "\(assetFolder)/Glyphs/mono.txt")
    let letters = Array(text.lines.joined().unicodeScalars)
    #expect(sheet.channels == 1 && sheet.width == 32 * 16 && Set(letters).count == letters.count)
    #expect(sheet.height == (letters.count + 31) / 32 * 32)
    for (index, letter) in letters.enumerated() {
      let (top, left) = (index / 32 * 32, index % 32 * 16)
      let inked = (top..<top + 32).contains { row in
        sheet.bytes[row * sheet.width + left..<row * sheet.width + left + 16].contains { $0 > 0 }
      }
      #expect(inked, "\(letter) U+\(String(letter.value, radix: 16))")
    }
    #expect(letters.contains("a") && letters.contains("λ") && letters.contains("²"))
  }

  /// A PNG file of 2 pixels in a row; color types 0 gray, 2 RGB, 6 RGB with alpha.
  private func picture(bits: UInt8, type: UInt8, _ samples: [UInt8]) -> [UInt8] {
    func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
      let named = Array(name.utf8) + content
      return [0, 0, 0, UInt8(content.count)] + named + checksum(named[...])
    }
    var packed = [UInt8](repeating: 0, count: 100)
    var length = uLong(packed.count)
    // One row, unfiltered.
    compress(&packed, &length, [0] + samples, uLong(samples.count + 1))
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
      + chunk("IHDR", [0, 0, 0, 2, 0, 0, 0, 1, bits, type, 0, 0, 0])
      + chunk("IDAT", Array(packed.prefix(Int(length)))) + chunk("IEND", [])
  }

  /// 16-bit values v are read as v/257: 57·257 = 0x3939, and 0xC8B0 / 257 = 199.9.
  @Test(
    "of 16 bits without a gamma has the values of 8 bits",
    arguments: [
      (0, [0x39, 0x39, 0xC8, 0xB0], [57, 200]),
      (2, [0x39, 0x39, 0, 0, 0xFF, 0xFF, 0xC8, 0xB0, 1, 1, 0, 0x80], [57, 0, 255, 200, 1, 0]),
      (
        6, [0x39, 0x39, 0, 0, 2, 2, 0xFF, 0xFF, 0xC8, 0xB0, 1, 1, 0, 0, 0xFF, 0xFF],
        [57, 0, 2, 200, 1, 0]
      ),
    ] as [(UInt8, [UInt8], [UInt8])])
  func sixteenBits(_ type: UInt8, _ samples: [UInt8], _ expected: [UInt8]) throws {
    let folder = try TemporaryFolder()
    let deep = try PNGPicture(
      path: folder.write("d.png", picture(bits: 16, type: type, samples)))
    #expect(deep.bytes == expected)
    let high = samples.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
    let flat = try PNGPicture(path: folder.write("f.png", picture(bits: 8, type: type, high)))
    #expect(zip(flat.bytes, deep.bytes).allSatisfy { abs(Int($0) - Int($1)) <= 1 })
  }

  private func fact(_ bytes: [UInt8]) throws -> DataFault.Fact? {
    try fault(of: bytes) { path throws(DataFault) in _ = try PNGPicture(path: path) }?.fact
  }

  private func bytes(of name: String) throws -> [UInt8] {
    let file = try #require(fopen("\(assetFolder)/photos/\(name).png", "r"))
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 100_000)
    bytes.removeLast(bytes.count - fread(&bytes, 1, bytes.count, file))
    return bytes
  }

  @Test("is refused when it is none or has too many pixels")
  func refusals() throws {
    #expect(try fact([]) == .notPNG(found: []))
    #expect(try fact(Array("GIF89a".utf8)) == .notPNG(found: Array("GIF89a".utf8)))
    var large = try bytes(of: "camera-gray")
    // The header chunk of 100000×100000 pixels with its checksum (zlib's crc32).
    large.replaceSubrange(16..<24, with: [0, 1, 0x86, 0xA0, 0, 1, 0x86, 0xA0])
    large.replaceSubrange(29..<33, with: checksum(large[12..<29]))
    let expected = DataFault.Fact.tooManyPixels(
      width: 100_000, height: 100_000, limit: PNGPicture.pixelLimit)
    #expect(try fact(large) == expected)
  }

  /// CRC-32 bit by bit (PNG specification, annex D), big-endian.
  private func checksum(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var code = UInt32.max
    for byte in bytes {
      code ^= UInt32(byte)
      for _ in 0..<8 { code = code & 1 == 0 ? code >> 1 : 0xEDB8_8320 ^ (code >> 1) }
    }
    code = ~code
    return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: code >> $0) }
  }

  @Test("is refused when truncated anywhere", arguments: [8, 20, 33, 60, 500, 4_000, 9_000])
  func truncated(_ length: Int) throws {
    let fact = try fact(Array(bytes(of: "camera-gray").prefix(length)))
    guard case .damagedPicture = fact else {
      Issue.record("\(length) bytes gave \(String(describing: fact))")
      return
    }
  }

  @Test("is read or refused, whatever bytes are changed", arguments: 0..<10)
  func fuzz(_ seed: Int) throws {
    var stream = Seed(UInt64(seed)).stream("fuzz")
    let original = try bytes(of: "camera-gray")
    for _ in 0..<20 {
      var changed = original
      for _ in 0..<3 {
        changed[8 + stream.next(below: 200)] = UInt8(truncatingIfNeeded: stream.nextUInt32())
      }
      _ = try fault(of: changed) { path throws(DataFault) in
        let picture = try PNGPicture(path: path)
        #expect(picture.bytes.count == picture.width * picture.height * picture.channels)
      }
    }
  }
}
