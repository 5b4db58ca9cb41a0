internal import Glibc

/// The names in a folder, in no order, without those for itself and for the folder above.
package final class FolderNames: Sequence, IteratorProtocol {
  private let folder: OpaquePointer

  /// nil, with the reason in `errno`, where it can't be opened.
  package init?(path: String) {
    guard let folder = opendir(path) else { return nil }
    self.folder = folder
  }

  deinit { closedir(folder) }

  package func next() -> String? {
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { return name }
    }
    return nil
  }
}
