import Charts
import Glibc
import Testing

/// Compares the characters of a drawing with its file in Tests/Pictures/Charts. With
/// RECORD_PICTURES=1 in the environment the file is written anew: read the difference then.
func expectPicture(
  _ name: String, _ drawing: some Drawable, _ columns: Int, _ rows: Int,
  _ glyphs: GlyphTier = .braille, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let path = RecordedPictures.folder + "/\(name)-\(glyphs).txt"
  var grid = Grid(Size(columns: columns, rows: rows))
  drawing.draw(into: &grid, in: grid.bounds, glyphs: glyphs)
  #expect(grid.restricted(to: glyphs) == grid, "\(name) has glyphs that \(glyphs) lacks")
  let text = grid.plainText()
  if getenv("RECORD_PICTURES") != nil { RecordedPictures.write(text, to: path) }
  let expected = try #require(
    RecordedPictures.read(path), "no picture \(path)", sourceLocation: sourceLocation)
  #expect(text == expected, "\(name) looks different:\n\(text)", sourceLocation: sourceLocation)
}

enum RecordedPictures {
  /// Tests/Pictures/Charts, beside the folder of this file.
  static let folder: String = {
    let parts = #filePath.split(separator: "/").dropLast(2)
    return "/" + parts.joined(separator: "/") + "/Pictures/Charts"
  }()

  static func read(_ path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
      bytes += buffer[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  static func write(_ text: String, to path: String) {
    guard let file = fopen(path, "w") else { return }
    defer { fclose(file) }
    let bytes = Array(text.utf8)
    fwrite(bytes, 1, bytes.count, file)
  }
}
