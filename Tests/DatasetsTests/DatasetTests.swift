import Datasets
import Glibc
import TemporaryFiles
import Tensors
import Testing

private let assets: String = {
  "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/Assets"
}()

@Suite("A data set")
struct DatasetTests {
  /// The records of a class among the first ones, counted from the files with NumPy.
  @Test("loads with its classes and shapes", arguments: ["mnist", "fashion"])
  func loads(_ name: String) throws {
    let description = try #require(DatasetCatalog.named(name))
    let data = try description.load(from: assets, trainCount: 500, testCount: 100)
    #expect(data.train.batch(Array(0..<500)).x.shape == [500, 1, 28, 28])
    #expect(data.test.batch([99, 0]).x.shape == [2, 1, 28, 28])
    #expect(data.train.inputShape == description.inputShape)
    #expect(description.form == .images(channels: 1, height: 28, width: 28))
    #expect(Set(data.train.labels) == Set(0..<10))
    #expect(data.train.classCount == 10)
  }

  /// A black pixel is (0 − mean) / deviation; over the whole set mean and deviation are 0 and 1.
  @Test(
    "is standardized by the whole set's mean and deviation",
    arguments: [("mnist", 0.1307, 0.3081), ("fashion", 0.2860, 0.3530)])
  func standardized(_ name: String, _ mean: Double, _ deviation: Double) throws {
    let data = try #require(DatasetCatalog.named(name)).load(from: assets, testCount: 1)
    let scalars = try #require(data.train.images).images.scalars
    #expect(scalars[0] == Float(-mean / deviation))
    let sum = scalars.reduce(0.0) { $0 + Double($1) }
    let squares = scalars.reduce(0.0) { $0 + Double($1) * Double($1) }
    // The files hold a part of the set the numbers are of: allow 2 %.
    #expect(abs(sum / Double(scalars.count)) < 0.02)
    #expect(abs(squares / Double(scalars.count) - 1) < 0.02)
  }

  @Test("is what its description says", arguments: DatasetCatalog.all)
  func counts(_ description: DatasetDescription) throws {
    let data = try description.load(from: assets)
    #expect(data.train.count == description.trainCount)
    #expect(data.test.count == description.testCount)
    for set in [data.train, data.test] {
      #expect(set.inputShape == description.inputShape)
      // The words of a text are known once it is read; before that they are numbered.
      let isNumbered = description.classNames.first == "word 1"
      #expect(
        isNumbered
          ? set.classNames.count == description.classCount
          : set.classNames == description.classNames)
      #expect(set.targetsPerExample == description.targetsPerExample)
      let (x, labels) = set.batch([set.count - 1, 0, 1])
      #expect(x.shape == [3] + description.inputShape)
      #expect(x.isFinite)
      #expect(labels.count == 3 * description.targetsPerExample)
      #expect(labels.allSatisfy { $0 >= -1 && $0 < description.classCount })
      #expect(labels.contains { $0 >= 0 })
    }
    #expect(data == (try description.load(from: assets)))
  }

  @Test("says what does not fit together")
  func faults() throws {
    let folder = try TemporaryFolder()
    let mnist = try #require(DatasetCatalog.named("mnist"))
    func fault(_ images: [UInt8], _ labels: [UInt8], count: Int = 2) throws -> DataFault.Fact? {
      _ = try folder.writeCompressed("mnist-train-images-idx3-ubyte.gz", images)
      _ = try folder.writeCompressed("mnist-train-labels-idx1-ubyte.gz", labels)
      do throws(DataFault) {
        _ = try mnist.load(from: folder.path, trainCount: count)
        return nil
      } catch {
        return error.fact
      }
    }
    let two = [UInt8](repeating: 7, count: 2 * 784)
    let labels = "\(folder.path)/mnist-train-labels-idx1-ubyte.gz"
    #expect(
      try fault(idx([1, 28, 28], Array(two.prefix(784))), idx([2], [1, 2]))
        == .countsDiffer(images: 1, labels: 2, labelFile: labels))
    #expect(
      try fault(idx([2, 28, 28], two), idx([2], [1, 10])) == .label(10, record: 1, classCount: 10))
    #expect(
      try fault(idx([2, 784], two), idx([2], [1, 2]))
        == .wrongShape(found: [2, 784], expected: "[N, H, W]"))
    #expect(
      try fault(idx([2, 8, 8], Array(repeating: 7, count: 128)), idx([2], [1, 2]))
        == .wrongShape(found: [1, 8, 8], expected: "[1, 28, 28]"))
    #expect(
      try fault(idx([2, 28, 28], two), idx([2, 1], [1, 2]))
        == .wrongShape(found: [2, 1], expected: "[N]"))
    #expect(
      try fault(idx([2, 28, 28], two), idx([2], [1, 2]), count: 5)
        == .tooFewRecords(found: 2, asked: 5))
  }
}

@Suite("Standardization")
struct StandardizationTests {
  @Test("gives each column mean 0 and deviation 1, and 0 to a constant one")
  func columns() {
    let x: [[Double]] = [[1, 2, 3, 6], [5, 5, 5, 5]]
    let standardization = Standardization(fitting: x)
    // Mean 3, σ² = (4 + 1 + 0 + 9) / 4 = 3.5.
    #expect(standardization.means == [3, 5])
    #expect(abs(standardization.deviations[0] - 3.5.squareRoot()) < 1e-15)
    #expect(standardization.constantFeatures == [1])
    let z = standardization(x)
    #expect(z.scalars.enumerated().filter { $0.offset % 2 == 1 }.allSatisfy { $0.element == 0 })
    #expect(z.scalars[0] == Float(-2 / 3.5.squareRoot()))
  }

  @Test("of one row gives zeros, not NaN")
  func oneRow() {
    let x: [[Double]] = [[1], [2], [3]]
    #expect(Standardization(fitting: x)(x).scalars == [0, 0, 0])
  }

  /// Floats near 1.7·10⁹ are 128 apart; the mean of ten times 0.1 is not 0.1.
  @Test("keeps what differs by little beside a large offset, and takes equal numbers for equal")
  func offset() {
    let seconds = (0..<10).map { 1_700_000_000 + Double($0) }
    let standardization = Standardization(fitting: [seconds, Array(repeating: 0.1, count: 10)])
    let z = standardization([seconds, Array(repeating: 0.1, count: 10)]).scalars
    // Mean 4.5, σ² = (10² − 1) / 12 = 8.25.
    for row in 0..<10 {
      #expect(abs(Double(z[2 * row]) - (Double(row) - 4.5) / 8.25.squareRoot()) < 1e-6)
      #expect(z[2 * row + 1] == 0)
    }
    #expect(standardization.constantFeatures == [1])
  }
}

@Suite("Shuffled batches")
struct ShuffledBatchesTests {
  @Test("see every record once an epoch")
  func epochs() {
    var batches = ShuffledBatches(count: 12, batchSize: 4, seed: Seed(1))
    let epochs = (0..<3).map { epoch in
      (0..<3).flatMap { batches.indices(3 * epoch + $0) }
    }
    for epoch in epochs { #expect(epoch.sorted() == Array(0..<12)) }
    #expect(epochs[0] != epochs[1])
  }

  @Test("are the same at a step whatever was asked before")
  func anyStep() {
    var forward = ShuffledBatches(count: 100, batchSize: 7, seed: Seed(3))
    let inOrder = (0..<60).map { forward.indices($0) }
    var backward = ShuffledBatches(count: 100, batchSize: 7, seed: Seed(3))
    for step in (0..<60).reversed() { #expect(backward.indices(step) == inOrder[step]) }
    var other = ShuffledBatches(count: 100, batchSize: 7, seed: Seed(4))
    #expect(other.indices(0) != inOrder[0])
  }

  @Test("leave out the records that don't fill a batch")
  func remainder() {
    var batches = ShuffledBatches(count: 10, batchSize: 4, seed: Seed(1))
    #expect(batches.batchesPerEpoch == 2)
    #expect(batches.indices(2).count == 4)
  }

  @Test("take their images and labels along")
  func gather() {
    let images = Tensor(shape: [3, 2], scalars: [0, 1, 10, 11, 20, 21])
    let data = LabeledImages(
      images: images, labels: [2, 0, 1], imageShape: [1, 1, 2], classNames: ["a", "b", "c"])
    let batch = data.batch([2, 0])
    #expect(batch.images == Tensor(shape: [2, 2], scalars: [20, 21, 0, 1]))
    #expect(batch.labels == [1, 2])
  }

  @Test("know how bright their pixels were before they were standardized")
  func brightness() {
    let bytes: [UInt8] = [0, 4, 8, 16]
    let data = LabeledImages(
      bytes: bytes, mean: 0.02, deviation: 0.03, white: 16, labels: [0], imageShape: [1, 2, 2],
      classNames: ["a"])
    for (byte, x) in zip(bytes, data.batch([0]).images.scalars) {
      // Standardizing is in single precision.
      #expect(abs(data.brightness(x) - Double(byte) / 16) < 1e-6)
    }
    let numbers = LabeledImages(
      images: Tensor(shape: [1, 2], scalars: [-1, 0.5]), mean: 0.25, deviation: 0.5, labels: [0],
      imageShape: [1, 1, 2], classNames: ["a"])
    #expect(numbers.images.scalars.map(numbers.brightness) == [-0.25, 0.5])
  }

  /// Noise aside, drawn digits are black paper and white ink.
  @Test("of drawn digits are as bright as they were drawn")
  func glyphBrightness() {
    let data = GlyphDigits(size: 12, shift: 1, noise: 0).images(
      count: 5, seed: Seed(1), name: "test")
    for x in data.images.scalars {
      let brightness = data.brightness(x)
      #expect(min(abs(brightness), abs(brightness - 1)) < 1e-6)
    }
    #expect(data.images.scalars.contains { data.brightness($0) > 0.5 })
  }
}

@Suite("Photographs as tiles")
struct TileTests {
  /// Bytes and labels by NumPy and Pillow from the same files.
  @Test(
    "are cut out in the order of their labels",
    arguments: [
      ("clothing", 0.48385, 0.23985, [6, 9, 2], [159, 150, 153] as [Float], [155, 139, 115]),
      ("signs", 0.64797, 0.16097, [8, 8, 8], [162, 164, 172], [156, 157, 160]),
    ])
  func order(
    _ name: String, _ mean: Double, _ deviation: Double, _ labels: [Int], _ second: [Float],
    _ later: [Float]
  ) throws {
    let data = try #require(DatasetCatalog.named(name)).load(from: assets, trainCount: 42)
    #expect(data.train.count == 42)
    #expect(Array(data.train.labels.prefix(3)) == labels)
    func pixel(_ image: Int, _ row: Int, _ column: Int) -> [Float] {
      let scalars = data.train.image(image)?.scalars ?? []
      return (0..<3).map { channel in
        let scalar = scalars[(channel * 32 + row) * 32 + column]
        return ((scalar * Float(deviation) + Float(mean)) * 255).rounded()
      }
    }
    #expect(pixel(1, 2, 3) == second)
    #expect(pixel(41, 30, 5) == later)
  }

  @Test("of a file that is divided don't overlap")
  func divided() throws {
    let digits = try #require(DatasetCatalog.named("digits8x8"))
    let data = try digits.load(from: assets)
    let short = try digits.load(from: assets, trainCount: 10, testCount: 20)
    #expect(short.train.labels == Array(data.train.labels.prefix(10)))
    #expect(short.test.batch(Array(0..<20)).x == data.test.batch(Array(0..<20)).x)
    // The brightest byte, 16, is 1 on the scale 0…1.
    let top = try #require(data.train.images?.images.scalars.max())
    #expect(abs(top - Float((1 - 0.30526) / 0.37605)) < 1e-5)
    #expect(throws: DataFault.self) { try digits.load(from: assets, testCount: 361) }
  }

  @Test("are refused when picture and labels don't fit")
  func faults() throws {
    let folder = try TemporaryFolder()
    let signs = try #require(DatasetCatalog.named("signs"))
    let labels = try folder.writeCompressed(
      "signdigits32-train-labels-idx1-ubyte.gz", idx([1_000], Array(repeating: 1, count: 1_000)))
    let picture = "\(folder.path)/signdigits32-train.png"
    symlink("\(assets)/photos/cat.png", picture)
    #expect(
      throws: DataFault(
        path: picture, fact: .notTiles(width: 128, height: 128, tile: 32, perRow: 40))
    ) {
      try signs.load(from: folder.path)
    }
    let tiles = DataSettings(words: ["file": picture, "labels": labels])
    #expect(
      throws: DataFault(
        path: picture, fact: .tooFewTiles(found: 16, labels: 1_000, labelFile: labels))
    ) {
      try DatasetCatalog.description(of: "tiles", tiles)
    }
  }
}
