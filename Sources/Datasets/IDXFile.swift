/// An array of unsigned bytes in the IDX format of the MNIST files, gzip or plain.
///
/// Two zero bytes, a type byte (8: unsigned bytes), the rank, each extent as a big-endian 32-bit
/// number, then the elements in row-major order.
public struct IDXFile: Hashable, Sendable {
  /// Extent of each axis; the first counts the records.
  public let shape: [Int]
  /// Row-major, as many as the product of `shape`.
  public let bytes: [UInt8]

  /// Files of more bytes, counted after decompression, are refused before any of them is read: a
  /// compressed megabyte can hold a thousand.
  public static let sizeLimit = 1 << 28

  /// - Parameter records: only so many records are read and kept; nil: all of them, and then
  ///   nothing may follow them.
  public init(path: String, records limit: Int? = nil) throws(DataFault) {
    let file = try CompressedFile(path: path)
    let extents = try Self.readShape(file)
    let recordSize = try Self.checkedProduct(extents.dropFirst(), path: path)
    let kept = min(limit ?? extents[0], extents[0])
    let count = try Self.checkedProduct([kept, recordSize], path: path)
    let bytes = try file.read(count)
    guard bytes.count == count else {
      throw DataFault(path: path, fact: .truncated(found: bytes.count, expected: count))
    }
    if kept == extents[0], try !file.isAtEnd() {
      throw DataFault(path: path, fact: .trailingBytes(expected: count))
    }
    shape = [kept] + extents.dropFirst()
    self.bytes = bytes
  }

  private static func readShape(_ file: borrowing CompressedFile) throws(DataFault) -> [Int] {
    let magic = try file.read(4)
    guard magic.count == 4, magic[0] == 0, magic[1] == 0, (1...8).contains(magic[3]) else {
      throw DataFault(path: file.path, fact: .notIDX(found: magic))
    }
    guard magic[2] == 8 else {
      throw DataFault(path: file.path, fact: .unsupportedType(magic[2]))
    }
    let rank = Int(magic[3])
    let header = try file.read(4 * rank)
    guard header.count == 4 * rank else {
      throw DataFault(
        path: file.path, fact: .truncated(found: header.count + 4, expected: 4 * rank + 4))
    }
    return (0..<rank).map { axis in
      header[4 * axis..<4 * axis + 4].reduce(0) { $0 << 8 | Int($1) }
    }
  }

  private static func checkedProduct(
    _ extents: some Sequence<Int>, path: String
  ) throws(DataFault) -> Int {
    var product = UInt64(1)
    for extent in extents {
      let (partial, overflow) = product.multipliedReportingOverflow(by: UInt64(extent))
      product = overflow ? .max : partial
    }
    guard product <= UInt64(sizeLimit) else {
      throw DataFault(path: path, fact: .tooLarge(bytes: product, limit: sizeLimit))
    }
    return Int(product)
  }
}
