import Datasets
import Tensors
import Testing

@Suite("The same change of all images")
struct ImageChangeTests {
  /// Two images of 3×3 with one channel.
  private static let pixels: [UInt8] = [
    1, 2, 3, 4, 5, 6, 7, 8, 9, 90, 80, 70, 60, 50, 40, 30, 20, 10,
  ]

  private static let images = LabeledImages(
    bytes: pixels, mean: 0.1, deviation: 0.3, labels: [0, 1], imageShape: [1, 3, 3],
    classNames: ["a", "b"])

  private func bytes(_ change: ImageChange) -> [UInt8] {
    change(Self.images).bytes([0, 1]) ?? []
  }

  @Test(
    "moves and turns clockwise, and lets the edge go on outside",
    arguments: [
      (ImageChange(), [1, 2, 3, 4, 5, 6, 7, 8, 9]),
      (ImageChange(right: 1), [1, 1, 2, 4, 4, 5, 7, 7, 8]),
      (ImageChange(right: -2), [3, 3, 3, 6, 6, 6, 9, 9, 9]),
      (ImageChange(down: 1), [1, 2, 3, 1, 2, 3, 4, 5, 6]),
      (ImageChange(degrees: 90), [7, 4, 1, 8, 5, 2, 9, 6, 3]),
      (ImageChange(degrees: -90), [3, 6, 9, 2, 5, 8, 1, 4, 7]),
      (ImageChange(degrees: 180, down: -1), [6, 5, 4, 3, 2, 1, 3, 2, 1]),
      (ImageChange(right: 512, down: -512), [7, 7, 7, 7, 7, 7, 7, 7, 7]),
    ] as [(ImageChange, [UInt8])])
  func changes(_ change: ImageChange, _ first: [UInt8]) {
    #expect(Array(bytes(change).prefix(9)) == first)
  }

  @Test("keeps classes, standardization and bytes")
  func keeps() throws {
    let changed = ImageChange(degrees: 20, right: 1)(Self.images)
    #expect(changed.labels == [0, 1] && changed.classNames == ["a", "b"])
    let (new, old) = try (#require(changed.standardization), #require(Self.images.standardization))
    #expect(new == old)
    // Between the least and the most of each image.
    let bytes = try #require(changed.bytes([0, 1]))
    #expect(bytes.prefix(9).allSatisfy { (1...9).contains($0) })
    #expect(bytes.suffix(9).allSatisfy { (10...90).contains($0) })
  }

  @Test("takes pixels that are no bytes as they are")
  func scalars() {
    let images = LabeledImages(
      images: Tensor(shape: [1, 4], scalars: [0.5, -1, 2, 0.25]), labels: [0],
      imageShape: [1, 2, 2], classNames: ["a"])
    #expect(ImageChange(right: 1)(images).images.scalars == [0.5, 0.5, 2, 2])
  }
}
