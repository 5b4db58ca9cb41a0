package import Tensors

/// Why bytes are not what was kept of a run; a clause.
package struct ArchiveFault: Error, Hashable, Sendable, CustomStringConvertible {
  package var description: String

  package init(_ text: String) { description = text }

  static let ends = ArchiveFault("it ends too early")
}

/// Reads what an `ArchiveWriter` has written. No count is believed before there are as many bytes.
package struct ArchiveReader {
  private let bytes: [UInt8]
  private var place = 0

  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  package var isAtEnd: Bool { place == bytes.count }

  package mutating func bits() throws(ArchiveFault) -> UInt64 {
    guard bytes.count - place >= 8 else { throw .ends }
    defer { place += 8 }
    return bytes.withUnsafeBytes {
      UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: place, as: UInt64.self))
    }
  }

  package mutating func integer() throws(ArchiveFault) -> Int {
    Int(Int64(bitPattern: try bits()))
  }

  package mutating func number() throws(ArchiveFault) -> Double {
    Double(bitPattern: try bits())
  }

  package mutating func text() throws(ArchiveFault) -> String {
    String(decoding: try bytesWithCount(), as: UTF8.self)
  }

  package mutating func bytesWithCount() throws(ArchiveFault) -> [UInt8] {
    let count = try count(of: 1)
    defer { place += count }
    return Array(bytes[place..<place + count])
  }

  package mutating func tensor() throws(ArchiveFault) -> Tensor {
    let shape = try array { (archive) throws(ArchiveFault) in try archive.integer() }
    var count = 1
    for extent in shape {
      let (product, overflows) = count.multipliedReportingOverflow(by: extent)
      guard extent >= 0, !overflows else { throw ArchiveFault("a tensor has the shape \(shape)") }
      count = product
    }
    guard count <= (bytes.count - place) / 4 else { throw .ends }
    defer { place += 4 * count }
    return Tensor(shape: shape) { scalars in
      bytes.withUnsafeBytes { bytes in
        UnsafeMutableRawBufferPointer(start: scalars, count: 4 * count).copyMemory(
          from: UnsafeRawBufferPointer(rebasing: bytes[place..<place + 4 * count]))
      }
    }
  }

  package mutating func array<Element>(
    _ element: (inout ArchiveReader) throws(ArchiveFault) -> Element
  ) throws(ArchiveFault) -> [Element] {
    let count = try count(of: 1)
    var elements: [Element] = []
    for _ in 0..<count { elements.append(try element(&self)) }
    return elements
  }

  /// A count of things that take so many bytes at least.
  private mutating func count(of size: Int) throws(ArchiveFault) -> Int {
    let count = try integer()
    guard count >= 0, count <= (bytes.count - place) / size else { throw .ends }
    return count
  }
}
