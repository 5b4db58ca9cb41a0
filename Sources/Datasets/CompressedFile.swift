import CZlib
import Glibc
import Tensors

/// Reads a file, gzip or plain, from its start; never more than asked for.
struct CompressedFile: ~Copyable {
  let path: String
  private let handle: gzFile

  init(path: String) throws(DataFault) {
    self.path = path
    var status = stat()
    guard stat(path, &status) == 0 else { throw Self.cannotOpen(path) }
    // A pipe would wait for a writer and a folder has no bytes.
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw DataFault(path: path, fact: .notAFile)
    }
    guard let handle = gzopen(path, "rb") else { throw Self.cannotOpen(path) }
    gzbuffer(handle, 1 << 17)
    self.handle = handle
  }

  deinit {
    gzclose(handle)
  }

  private static func cannotOpen(_ path: String) -> DataFault {
    DataFault(path: path, fact: .cannotOpen(reason: String(cString: strerror(errno))))
  }

  /// The next `count` bytes, or fewer where the file ends. Memory grows with what is there, not
  /// with what a header announces.
  func read(_ count: Int) throws(DataFault) -> [UInt8] {
    var bytes = try readPiece(min(count, Self.pieceSize))
    while bytes.count < count, bytes.count.isMultiple(of: Self.pieceSize) {
      let piece = try readPiece(min(count - bytes.count, Self.pieceSize))
      guard !piece.isEmpty else { break }
      bytes += piece
    }
    return bytes
  }

  private static let pieceSize = 1 << 24

  private func readPiece(_ count: Int) throws(DataFault) -> [UInt8] {
    var failed = false
    let bytes = [UInt8](capacity: count) { buffer, filled in
      filled = 0
      while filled < count {
        let wanted = UInt32(min(count - filled, 1 << 24))
        let got = gzread(handle, buffer.baseAddress?.advanced(by: filled), wanted)
        failed = got < 0
        guard got > 0 else { break }
        filled += Int(got)
      }
    }
    // Z_BUF_ERROR: the file ended inside the compressed stream; the caller sees it as too short.
    let code = status.code
    if failed || (code < 0 && code != Z_BUF_ERROR) { throw damage }
    return bytes
  }

  /// Whether nothing follows what was read; the checksum at the end is compared here.
  func isAtEnd() throws(DataFault) -> Bool {
    let more = try read(1)
    if status.code < 0 { throw damage }
    return more.isEmpty
  }

  private var status: (code: Int32, text: String) {
    var code: Int32 = 0
    let text = gzerror(handle, &code).map { String(cString: $0) }
    return (code, text ?? "unknown")
  }

  private var damage: DataFault {
    DataFault(path: path, fact: .damaged(reason: status.text))
  }
}
