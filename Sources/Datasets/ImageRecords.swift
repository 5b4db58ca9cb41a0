import Tensors

/// Images and labels of two files that fit together.
struct ImageRecords: Sendable {
  enum Format: Hashable, Sendable {
    /// An IDX file [N, H, W].
    case idx
    /// A PNG file of square tiles, row by row (nil: as many a row as fit); tiles after the last
    /// label don't count.
    case tiles(size: Int, perRow: Int?)
  }

  /// [N, C, H, W], row-major.
  let pixels: [UInt8]
  /// [C, H, W].
  let imageShape: [Int]
  let labels: [Int]
  /// Of labels that are words, in the order in which they first appear.
  let classNames: [String]?
  let imagePath: String
  let labelPath: String

  /// - Parameter end: only the records before it are read; nil: all, and then the files must end.
  init(
    images imagePath: String, labels labelPath: String, format: Format, end: Int? = nil
  ) throws(DataFault) {
    self.imagePath = imagePath
    self.labelPath = labelPath
    (labels, classNames) = try Self.labels(labelPath, end: end)
    switch format {
    case .idx:
      let images = try IDXFile(path: imagePath, records: end)
      guard images.shape.count == 3, !images.shape.dropFirst().contains(0) else {
        throw DataFault(
          path: imagePath, fact: .wrongShape(found: images.shape, expected: "[N, H, W]"))
      }
      guard images.shape[0] == labels.count else {
        let fact = DataFault.Fact.countsDiffer(
          images: images.shape[0], labels: labels.count, labelFile: labelPath)
        throw DataFault(path: imagePath, fact: fact)
      }
      pixels = images.bytes
      imageShape = [1] + images.shape.dropFirst()
    case .tiles(let size, let given):
      let picture = try PNGPicture(path: imagePath)
      let perRow = given ?? max(picture.width / size, 1)
      guard picture.width == size * perRow, picture.height % size == 0 else {
        let fact = DataFault.Fact.notTiles(
          width: picture.width, height: picture.height, tile: size, perRow: perRow)
        throw DataFault(path: imagePath, fact: fact)
      }
      let tiles = picture.height / size * perRow
      guard labels.count <= tiles else {
        let fact = DataFault.Fact.tooFewTiles(
          found: tiles, labels: labels.count, labelFile: labelPath)
        throw DataFault(path: imagePath, fact: fact)
      }
      let count = labels.count
      pixels = Self.planar(
        picture.tiles(size: size, perRow: perRow, count: count), count: count, area: size * size,
        channels: picture.channels)
      imageShape = [picture.channels, size, size]
    }
  }

  /// An IDX file of N bytes, or a text (`.txt`) with one class a line.
  private static func labels(
    _ path: String, end: Int?
  ) throws(DataFault) -> (labels: [Int], classNames: [String]?) {
    guard path.hasSuffix(".txt") else {
      let labels = try IDXFile(path: path, records: end)
      guard labels.shape.count == 1 else {
        throw DataFault(path: path, fact: .wrongShape(found: labels.shape, expected: "[N]"))
      }
      return (labels.bytes.map(Int.init), nil)
    }
    var (labels, names): ([Int], [String]) = ([], [])
    var numbers: [String: Int] = [:]
    for (index, line) in try TextFile(path: path).lines.enumerated() {
      let name = line.trimmingBlanks
      guard !name.isEmpty else {
        let fact = DataFault.Fact.emptyField(row: index + 1, column: 1, name: "class")
        throw DataFault(path: path, fact: fact)
      }
      if numbers[name] == nil {
        numbers[name] = names.count
        names.append(name)
      }
      guard names.count <= classLimit else {
        throw DataFault(path: path, fact: .tooManyClasses(row: index + 1, limit: classLimit))
      }
      labels.append(numbers[name, default: 0])
    }
    return (labels, names)
  }

  /// More classes are taken for a mistake.
  static let classLimit = 1_000

  /// [N, area, C] → [N, C, area].
  private static func planar(
    _ bytes: [UInt8], count: Int, area: Int, channels: Int
  ) -> [UInt8] {
    guard channels > 1 else { return bytes }
    return [UInt8](capacity: bytes.count) { planar, filled in
      var place = 0
      for image in 0..<count {
        for channel in 0..<channels {
          for pixel in 0..<area {
            planar[place] = bytes[(image * area + pixel) * channels + channel]
            place += 1
          }
        }
      }
      filled = place
    }
  }

  func checkShape(_ expected: [Int]) throws(DataFault) {
    guard imageShape != expected else { return }
    throw DataFault(path: imagePath, fact: .wrongShape(found: imageShape, expected: "\(expected)"))
  }

  func checkLabels(classCount: Int) throws(DataFault) {
    guard let record = labels.firstIndex(where: { $0 >= classCount }) else { return }
    let fact = DataFault.Fact.label(labels[record], record: record, classCount: classCount)
    throw DataFault(path: labelPath, fact: fact)
  }
}
