import CZlib
import Datasets
import Glibc
import TemporaryFiles
import Testing

extension TemporaryFolder {
  /// Writes the bytes compressed; returns the path.
  func writeCompressed(_ name: String, _ bytes: [UInt8]) throws -> String {
    let file = try #require(gzopen(path(name), "wb"))
    defer { gzclose(file) }
    try #require(gzwrite(file, bytes, UInt32(bytes.count)) == bytes.count)
    return path(name)
  }
}

/// An IDX file of unsigned bytes with the given extents, whatever follows them.
func idx(_ extents: [Int], _ bytes: [UInt8]) -> [UInt8] {
  let header = extents.flatMap { extent in
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: extent >> $0) }
  }
  return [0, 0, 8, UInt8(extents.count)] + header + bytes
}

@Suite("An IDX file")
struct IDXFileTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test("is read plain and compressed")
  func reads() throws {
    let bytes = idx([2, 1, 3], [1, 2, 3, 4, 5, 6])
    for path in [try folder.write("a", bytes), try folder.writeCompressed("a.gz", bytes)] {
      let file = try IDXFile(path: path)
      #expect(file.shape == [2, 1, 3])
      #expect(file.bytes == [1, 2, 3, 4, 5, 6])
    }
  }

  @Test("gives only as many records as are asked for")
  func prefix() throws {
    let path = try folder.writeCompressed("a", idx([3, 2], [1, 2, 3, 4, 5, 6]))
    #expect(try IDXFile(path: path, records: 2).bytes == [1, 2, 3, 4])
    #expect(try IDXFile(path: path, records: 9).shape == [3, 2])
  }

  @Test(
    "is refused when it is none or lies about itself",
    arguments: [
      ([], .notIDX(found: [])), ([0, 0, 8], .notIDX(found: [0, 0, 8])),
      ([0x50, 0x4B, 3, 4], .notIDX(found: [0x50, 0x4B, 3, 4])),
      ([0, 0, 8, 0], .notIDX(found: [0, 0, 8, 0])),
      ([0, 0, 13, 1, 0, 0, 0, 1], .unsupportedType(13)),
      ([0, 0, 8, 3, 0, 0], .truncated(found: 6, expected: 16)),
      (idx([4], [1, 2, 3]), .truncated(found: 3, expected: 4)),
      (idx([4], [1, 2, 3, 4, 5]), .trailingBytes(expected: 4)),
      (
        idx([0xFFFF_FFFF, 28, 28], []),
        .tooLarge(bytes: 3_367_254_359_280, limit: IDXFile.sizeLimit)
      ),
      (
        idx(Array(repeating: 0xFFFF_FFFF, count: 8), []),
        .tooLarge(bytes: UInt64.max, limit: IDXFile.sizeLimit)
      ),
    ] as [([UInt8], DataFault.Fact)])
  func refused(_ bytes: [UInt8], _ fact: DataFault.Fact) throws {
    for path in [try folder.write("a", bytes), try folder.writeCompressed("b", bytes)] {
      #expect(throws: DataFault(path: path, fact: fact)) { try IDXFile(path: path) }
    }
  }

  @Test("may have no records at all")
  func noRecords() throws {
    #expect(try IDXFile(path: folder.write("a", idx([0, 28, 28], []))).bytes == [])
  }

  @Test("is refused when its compressed data are cut or changed")
  func damaged() throws {
    let values = (0..<4_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) }
    let path = try folder.writeCompressed("a", idx([4_000], values))
    let file = try #require(fopen(path, "r"))
    var bytes = [UInt8](repeating: 0, count: 10_000)
    bytes.removeLast(bytes.count - fread(&bytes, 1, bytes.count, file))
    fclose(file)
    for cut in stride(from: 1, to: bytes.count, by: 37) {
      let short = try folder.write("short", Array(bytes[..<cut]))
      #expect(throws: DataFault.self) { try IDXFile(path: short) }
    }
    var changed = bytes
    changed[bytes.count / 2] ^= 0x55
    let flipped = try folder.write("flipped", changed)
    #expect(throws: DataFault.self) { try IDXFile(path: flipped) }
  }

  @Test("is refused when it is missing, a folder or a pipe", .timeLimit(.minutes(1)))
  func noFile() throws {
    mkfifo("\(folder.path)/pipe", 0o644)
    let missing = "\(folder.path)/none"
    let reason = DataFault.Fact.cannotOpen(reason: "No such file or directory")
    #expect(throws: DataFault(path: missing, fact: reason)) { try IDXFile(path: missing) }
    for path in [folder.path, "\(folder.path)/pipe"] {
      #expect(throws: DataFault(path: path, fact: .notAFile)) { try IDXFile(path: path) }
    }
  }
}
