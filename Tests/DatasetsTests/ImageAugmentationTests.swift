import Datasets
import Tensors
import Testing

@Suite("Augmentation of images")
struct ImageAugmentationTests {
  private static let all: [ImageAugmentation] = [
    .shift(maximum: 2), .flip(.horizontal, probability: 0.5),
    .colorJitter(brightness: 0.3, contrast: 0.3, saturation: 0.3), .blur(maximumDeviation: 1.5),
    .affine(degrees: 30, scale: 0.2, shear: 0.2), .cutout(side: 3),
  ]

  private func random(_ shape: [Int]) -> Tensor {
    var stream = Seed(9).stream("images")
    return stream.uniforms(shape)
  }

  @Test("is the same for the same seed and another for another", arguments: all)
  func deterministic(_ augmentation: ImageAugmentation) {
    let images = random([8, 3, 7, 5])
    func changed(_ seed: UInt64) -> Tensor {
      var stream = Seed(seed).stream("augment")
      return augmentation(images, using: &stream)
    }
    #expect(changed(1).shape == images.shape)
    #expect(changed(1) == changed(1))
    #expect(changed(1) != changed(2))
    #expect(changed(1) != images)
    #expect(changed(1).scalars.allSatisfy { $0.isFinite })
  }

  @Test("leaves images of any size whole", arguments: all)
  func sizes(_ augmentation: ImageAugmentation) {
    var stream = Seed(1).stream("augment")
    for shape in [[0, 3, 4, 4], [2, 1, 1, 1], [1, 1, 1, 9], [1, 3, 9, 1], [2, 1, 0, 3]] {
      #expect(augmentation(random(shape), using: &stream).shape == shape)
    }
  }

  @Test(
    "of no extent changes nothing",
    arguments: [
      .shift(maximum: 0), .flip(.vertical, probability: 0), .blur(maximumDeviation: 0),
      .cutout(side: 0),
      .colorJitter(brightness: 0, contrast: 0, saturation: 0),
      .affine(degrees: 0, scale: 0, shear: 0),
    ] as [ImageAugmentation])
  func identity(_ augmentation: ImageAugmentation) {
    let images = random([3, 3, 6, 5])
    var stream = Seed(1).stream("augment")
    let changed = augmentation(images, using: &stream)
    for (one, other) in zip(changed.scalars, images.scalars) { #expect(abs(one - other) < 1e-6) }
  }

  @Test(
    "mirrors left and right, or top and bottom",
    arguments: [
      (FlipDirection.horizontal, [3, 2, 1, 6, 5, 4] as [Float]), (.vertical, [4, 5, 6, 1, 2, 3]),
    ])
  func flip(direction: FlipDirection, mirrored: [Float]) {
    let image = Tensor(shape: [1, 1, 2, 3], scalars: [1, 2, 3, 4, 5, 6])
    var stream = Seed(1).stream("augment")
    let changed = ImageAugmentation.flip(direction, probability: 1)(image, using: &stream)
    #expect(changed.scalars == mirrored)
  }

  @Test("moves to each of the places and fills with what it is given")
  func shift() {
    let image = Tensor(shape: [1, 1, 3, 3], scalars: [0, 0, 0, 0, 1, 0, 0, 0, 0])
    var stream = Seed(1).stream("augment")
    var places = Set<Int>()
    for _ in 0..<200 {
      let moved = ImageAugmentation.shift(maximum: 1)(image, fill: 7, using: &stream).scalars
      let place = moved.firstIndex(of: 1) ?? -1
      places.insert(place)
      let edges = abs(place / 3 - 1) + abs(place % 3 - 1)
      #expect(moved.filter { $0 == 7 }.count == [0, 3, 5][edges])
    }
    #expect(places == Set(0..<9))
  }

  /// A square of 3 around each of the 25 places of a 5×5 image keeps within it 9, 6 or 4 pixels.
  @Test("cuts a square out")
  func cutout() {
    let image = Tensor(shape: [1, 1, 5, 5], scalars: Array(repeating: 1, count: 25))
    var stream = Seed(1).stream("augment")
    let cut = (0..<300).map { _ in
      ImageAugmentation.cutout(side: 3)(image, using: &stream).scalars.filter { $0 == 0 }.count
    }
    #expect(Set(cut) == [9, 6, 4])
  }

  @Test("blurs with weights that sum to one")
  func blur() {
    var scalars = [Float](repeating: 0, count: 31 * 31)
    scalars[15 * 31 + 15] = 1
    var stream = Seed(1).stream("augment")
    let blurred = ImageAugmentation.blur(maximumDeviation: 2)(
      Tensor(shape: [1, 1, 31, 31], scalars: scalars), using: &stream
    ).scalars
    #expect(abs(blurred.reduce(0, +) - 1) < 1e-5)
    #expect(blurred.max() == blurred[15 * 31 + 15])
    #expect(blurred[15 * 31 + 14] == blurred[14 * 31 + 15])
    #expect(blurred[15 * 31 + 14] < blurred[15 * 31 + 15])
  }

  @Test("turns around the middle, which stays where it is")
  func affine() {
    let size = 21
    var scalars = [Float](repeating: 0, count: size * size)
    scalars[10 * size + 10] = 1
    var stream = Seed(1).stream("augment")
    for _ in 0..<20 {
      let turned = ImageAugmentation.affine(degrees: 180, scale: 0.3, shear: 0.3)(
        Tensor(shape: [1, 1, size, size], scalars: scalars), using: &stream
      ).scalars
      #expect(turned[10 * size + 10] == 1)
    }
    // All of a constant image stays constant where nothing comes from outside.
    let flat = Tensor(shape: [1, 1, size, size], scalars: scalars.map { _ in 2 })
    let turned = ImageAugmentation.affine(degrees: 45, scale: 0.1, shear: 0.1)(
      flat, fill: 2, using: &stream)
    for scalar in turned.scalars { #expect(abs(scalar - 2) < 1e-5) }
  }

  @Test("changes color about gray and the mean")
  func color() {
    let gray = Tensor(shape: [1, 3, 1, 2], scalars: [0.2, 0.8, 0.2, 0.8, 0.2, 0.8])
    var stream = Seed(1).stream("augment")
    let saturated = ImageAugmentation.colorJitter(brightness: 0, contrast: 0, saturation: 0.9)(
      gray, using: &stream)
    for (one, other) in zip(saturated.scalars, gray.scalars) { #expect(abs(one - other) < 1e-6) }
    let contrasted = ImageAugmentation.colorJitter(brightness: 0, contrast: 0.9, saturation: 0)(
      gray, using: &stream
    ).scalars
    #expect(abs(contrasted.reduce(0, +) / 6 - 0.5) < 1e-6)
    #expect(abs(contrasted[0] - 0.2) > 1e-4)
  }

  @Test("of a batch depends on seed and step only, and leaves points alone")
  func batches() throws {
    let glyphs = try DatasetCatalog.load("glyphs", from: "/", trainCount: 20, testCount: 1).train
    let changes: [ImageAugmentation] = [.shift(maximum: 2), .flip(.horizontal, probability: 0.5)]
    func batch(_ seed: UInt64, _ step: Int) -> Tensor {
      glyphs.batch([3, 1, 4, 15], augmentations: changes, seed: Seed(seed), step: step).x
    }
    #expect(batch(1, 7) == batch(1, 7))
    #expect(batch(1, 7) != batch(1, 8))
    #expect(batch(1, 7) != batch(2, 7))
    #expect(batch(1, 7).shape == [4, 1, 12, 12])
    let plain = glyphs.batch([3, 1], augmentations: [], seed: Seed(1), step: 0)
    #expect(plain == glyphs.batch([3, 1]))
    let moons = try DatasetCatalog.load("moons", from: "/", trainCount: 20, testCount: 1).train
    let points = moons.batch([0], augmentations: changes, seed: Seed(1), step: 0)
    #expect(points == moons.batch([0]))
  }
}
