import Datasets
import Experiments
import Lab
import Lessons
import Tensors
import Testing
import TrainingLessons

@Suite("Pictures of training images")
struct TrainImagesTests {
  private static func text(_ data: String, _ model: String) -> String {
    """
    ---
    lab: 1
    id: seen
    title: What training sees
    question: What does it see?
    part: A. Tests
    number: 1
    minutes: 1
    seeds: {show: 3}
    data: \(data)
    model: \(model)
    train: {learning_rate: 0.1, batch: 8, steps: 30}
    arms:
      it: {label: it}
    probes:
      plain: {of: train_images, count: 5}
      seen: {of: train_images, count: 5, augmented: yes}
      most: {of: train_images, augmented: no}
    plots:
      look: {images: seen}
      photos: {photograph: plain}
    ---
    ## A step

    Text.
    """
  }

  private static let glyphs =
    "{kind: glyphs, size: 12, train: 40, test: 20, shift: 0, noise: 0.1, augment: {shift: 2, "
    + "cutout: 3}}"

  private func readings(
    _ lesson: Lesson, _ library: DataLibrary, steps: Int
  ) throws -> (experiment: any Experiment, readings: Readings) {
    EngineRuntime.prepareProcess()
    var experiment = try lesson.experiment(knobs: [:]).begin(
      ExperimentStart(seed: 3, probes: lesson.probes, recording: [], shelf: library))
    for _ in 0..<steps { experiment.advance() }
    let readings = experiment.readings(of: lesson.probes, knobs: [:])
    return (experiment, readings)
  }

  @Test("are those of the next batch, before and after their augmentation", arguments: [0, 1, 7])
  func upcoming(steps: Int) throws {
    let lesson = try Lesson.read(
      Array(Self.text(Self.glyphs, "{kind: mlp, width: 4, depth: 1, activation: relu}").utf8),
      path: "seen.md")
    let plan = try lesson.experiment(knobs: [:])
    let library = DataLibrary(folder: "/nowhere")
    let readings = try readings(lesson, library, steps: steps).readings
    let set = try library.data(for: plan.data).content.train
    let images = try #require(set.images)

    // Five batches an epoch; each epoch has an order of its own.
    var batches = ShuffledBatches(count: 40, batchSize: 8, seed: Seed(3))
    let rows = batches.indices(steps)
    let plain = set.batch(rows)
    let changed = set.batch(
      rows, augmentations: [.shift(maximum: 2), .cutout(side: 3)], seed: Seed(3), step: steps)
    #expect(plan.augmentations == [.shift(maximum: 2), .cutout(side: 3)])
    for (probe, batch) in [("plain", plain), ("seen", changed)] {
      let pictures = try #require(readings.pictures(probe))
      #expect(pictures.map(\.title) == rows.prefix(5).map { "\(images.labels[$0])" })
      for (place, picture) in pictures.enumerated() {
        let pixels = batch.x.scalars[place * 144..<(place + 1) * 144].map(images.brightness)
        #expect(picture.values.flatMap { $0 } == pixels)
        #expect(picture.values.count == 12 && picture.range == 0...1 && picture.colors.isEmpty)
      }
    }
    #expect(readings.pictures("plain") != readings.pictures("seen"))
    // No more than the batch has.
    #expect(readings.pictures("most")?.count == 8)
  }

  @Test("change nothing of the training that goes on")
  func looking() throws {
    let lesson = try Lesson.read(
      Array(Self.text(Self.glyphs, "{kind: mlp, width: 4, depth: 1, activation: relu}").utf8),
      path: "seen.md")
    let library = DataLibrary(folder: "/nowhere")
    var watched = try readings(lesson, library, steps: 3).experiment
    var unwatched = try lesson.experiment(knobs: [:]).begin(
      ExperimentStart(seed: 3, probes: lesson.probes, recording: [], shelf: library))
    for _ in 0..<3 { unwatched.advance() }
    watched.advance()
    unwatched.advance()
    let probe = try #require(lesson.probe("seen"))
    let seen = watched.readings(of: [probe], knobs: [:])
    #expect(seen == unwatched.readings(of: [probe], knobs: [:]))
  }

  @Test("have the colors of their three channels, and their brightness as gray")
  func colors() throws {
    let lesson = try Lesson.read(
      Array(
        Self.text(
          "{kind: clothing, train: 16, test: 8}",
          "{kind: cnn, channels: [2], kernel: 3, stride: 2}"
        ).utf8), path: "seen.md")
    let plan = try lesson.experiment(knobs: [:])
    let bytes = (0..<16 * 3 * 1024).map { UInt8(truncatingIfNeeded: $0 &* 7 + $0 / 1024 * 31) }
    func set(_ count: Int) -> LabeledImages {
      LabeledImages(
        bytes: Array(bytes.prefix(count * 3072)), mean: 0.4, deviation: 0.2,
        labels: (0..<count).map { $0 % 10 }, imageShape: [3, 32, 32],
        classNames: (0..<10).map { "\($0)" })
    }
    let library = DataLibrary(
      folder: "/nowhere", preloaded: [plan.data: TrainingData(train: set(16), test: set(8))])
    let pictures = try #require(
      try readings(lesson, library, steps: 0).readings.pictures("plain"))
    var batches = ShuffledBatches(count: 16, batchSize: 8, seed: Seed(3))
    for (picture, row) in zip(pictures, batches.indices(0)) {
      #expect(picture.colors.map(\.count) == [1024, 1024, 1024])
      for (channel, plane) in picture.colors.enumerated() {
        for (pixel, value) in plane.enumerated() {
          let byte = bytes[(row * 3 + channel) * 1024 + pixel]
          #expect(abs(value - Float(byte) / 255) < 1e-5)
        }
      }
      let (r, g, b) = (picture.colors[0][33], picture.colors[1][33], picture.colors[2][33])
      #expect(abs(picture.values[1][1] - Double(0.299 * r + 0.587 * g + 0.114 * b)) < 1e-6)
    }
  }
}
