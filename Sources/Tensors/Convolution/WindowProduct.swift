internal import CKernels

/// The sums of a convolution over the images of a batch, some images at a time.
struct WindowProduct {
  let layout: WindowLayout
  let batch, groups: Int
  let groupChannels, groupOutputs: Int
  /// What one output sums over: the places of the channels of its group.
  private let steps: Int
  private let pixels: Int

  /// Vectors of a block of small images: whole tiles of three, mostly.
  private static let vectorsPerBlock = 24
  /// Pixels of a block of which four channels of gradients stay in the first cache.
  private static let pixelsPerBlock = 1024

  init(_ layout: WindowLayout, batch: Int, groups: Int, groupOutputs: Int) {
    self.layout = layout
    self.batch = batch
    self.groups = groups
    self.groupOutputs = groupOutputs
    groupChannels = layout.channels / groups
    steps = groupChannels * layout.shifts.rows.count * layout.shifts.columns.count
    pixels = layout.outputPixels
  }

  private var outputs: Int { groups * groupOutputs }

  /// z[n, o, p] = bias[o] + Σ_s w[o, s] · a[n, what pixel p sees at step s], raised to `floor`.
  func run(
    _ images: UnsafePointer<Float>, weights: UnsafePointer<Float>, bias: UnsafePointer<Float>?,
    floor: Float, into z: UnsafeMutablePointer<Float>
  ) {
    let perBlock = 1 + (Self.vectorsPerBlock - 1) / max(1, layout.fullVectors)
    withAddresses(stepOffsets, outputVectors(images: min(batch, perBlock))) { offsets, vectors in
      inParts(batch, of: perBlock, cost: costOfImage) { part in
        forEachBlock(images, in: part, of: perBlock) { first, count, seen in
          for group in 0..<groups {
            let firstOutput = group * groupOutputs
            let tile = window_tile(
              weights: weights + firstOutput * steps, offsets: offsets, steps: steps,
              images: seen + group * groupChannels * layout.channelStride, vectors: vectors,
              outputs: z + (first * outputs + firstOutput) * pixels, output_stride: pixels,
              bias: bias.map { $0 + firstOutput }, floor: floor)
            runTiles(tile, vectorCount: count * ((pixels + laneCount - 1) / laneCount))
          }
        }
      }
    }
  }

  /// dw[o, s] += Σ over images and pixels of dz[n, o, p] · a[n, what pixel p sees at step s].
  func addWeightGradient(
    _ images: UnsafePointer<Float>, slopes: UnsafePointer<Float>,
    into dw: UnsafeMutablePointer<Float>
  ) {
    let perBlock = min(batch, max(1, Self.pixelsPerBlock / pixels))
    // The last block may be shorter, with its rests elsewhere.
    let whole = batch / max(1, perBlock) * perBlock
    for (range, count) in [(0..<whole, perBlock), (whole..<batch, batch - whole)] where count > 0 {
      withAddresses(stepOffsets, gradientVectors(images: count)) { offsets, vectors in
        // Every part looks at all images, for some of the channels.
        inParts(
          groupOutputs, of: Int(GRADIENT_CHANNELS),
          cost: costOfImage * Double(range.count) / Double(groupOutputs), isDear: true
        ) { channels in
          let stride = slopeStride(images: count)
          withAlignedScratch(channels.count * stride) { copies in
            forEachBlock(images, in: range, of: count) { first, count, seen in
              for group in 0..<groups {
                let firstOutput = group * groupOutputs + channels.lowerBound
                copySlopes(
                  slopes + (first * outputs + firstOutput) * pixels, images: count,
                  channels: channels.count, into: copies)
                runTiles(
                  window_gradient_tile(
                    slopes: copies, slope_stride: stride,
                    images: seen + group * groupChannels * layout.channelStride, offsets: offsets,
                    vectors: vectors, vector_count: count * layout.fullVectors,
                    rest_count: layout.rest > 0 ? count : 0, rest: layout.rest,
                    gradient: dw + firstOutput * steps, gradient_stride: steps), channels.count)
              }
            }
          }
        }
      }
    }
  }

  /// Slopes of some channels, image after image of a channel, each from a line of the cache on: read
  /// where they are, most vectors would lie across two lines.
  private func copySlopes(
    _ slopes: UnsafePointer<Float>, images: Int, channels: Int,
    into copies: UnsafeMutablePointer<Float>
  ) {
    for channel in 0..<channels {
      copy_rows(
        images, pixels, slopes + channel * pixels, outputs * pixels,
        copies + channel * slopeStride(images: images), slopeImageStride)
    }
  }

  private var slopeImageStride: Int { (pixels + laneCount - 1) / laneCount * laneCount }

  /// Floats from one channel of copied slopes to the next; a vector more, so that channels of 1,024
  /// floats don't fall into the same set of the cache.
  private func slopeStride(images: Int) -> Int { images * slopeImageStride + laneCount }
}

extension WindowProduct {
  /// Nanoseconds of the sums for one image.
  private var costOfImage: Double {
    2 * SharedWork.operationCost * Double(steps * outputs * pixels)
  }

  private var stepOffsets: [Int] {
    let places = layout.placeOffsets
    return (0..<groupChannels).flatMap { channel in
      places.map { channel * layout.channelStride + $0 }
    }
  }

  /// Calls `body` for every block of images with what windows look at: the images, or copies.
  private func forEachBlock(
    _ images: UnsafePointer<Float>, in range: Range<Int>, of perBlock: Int,
    _ body: (_ first: Int, _ count: Int, _ seen: UnsafePointer<Float>) -> Void
  ) {
    let imageSize = layout.channels * layout.height * layout.width
    // A last vector may read beyond what it needs.
    let capacity =
      layout.isInPlace ? 1 : min(range.count, perBlock) * layout.imageStride + laneCount
    withAlignedScratch(capacity) { copies in
      copies.initialize(repeating: 0, count: capacity)
      for first in stride(from: range.lowerBound, to: range.upperBound, by: perBlock) {
        let count = min(perBlock, range.upperBound - first)
        guard !layout.isInPlace else {
          body(first, count, images + first * imageSize)
          continue
        }
        for index in 0..<count {
          layout.fill(
            images + (first + index) * imageSize, into: copies + index * layout.imageStride)
        }
        body(first, count, copies)
      }
    }
  }

  private func vector(image: Int, pixel: Int, imageStride: Int) -> output_vector {
    output_vector(
      source: image * layout.imageStride + layout.source(ofOutput: pixel),
      target: image * imageStride + pixel)
  }

  /// Vectors that cover the outputs of each image; a rest is covered by one that ends at the last
  /// output and overlaps its neighbor.
  private func outputVectors(images: Int) -> [output_vector] {
    let pixels = pixels
    let perImage = (pixels + laneCount - 1) / laneCount
    return (0..<images).flatMap { image in
      (0..<perImage).map {
        vector(
          image: image, pixel: max(0, min($0 * laneCount, pixels - laneCount)),
          imageStride: outputs * pixels)
      }
    }
  }

  /// Vectors that meet every output once: the full ones of all images, then the rests; among the
  /// copied slopes.
  private func gradientVectors(images: Int) -> [output_vector] {
    func vector(_ image: Int, _ number: Int) -> output_vector {
      self.vector(image: image, pixel: number * laneCount, imageStride: slopeImageStride)
    }
    let full = (0..<images).flatMap { image in
      (0..<layout.fullVectors).map { vector(image, $0) }
    }
    guard layout.rest > 0 else { return full }
    return full + (0..<images).map { vector($0, layout.fullVectors) }
  }

  /// Both lists where tiles can read them, with an element more: neither is empty then.
  private func withAddresses(
    _ offsets: [Int], _ vectors: [output_vector],
    _ body: (UnsafePointer<Int>, UnsafePointer<output_vector>) -> Void
  ) {
    (offsets + [0]).withUnsafeBufferPointer { offsets in
      (vectors + [output_vector(source: 0, target: 0)]).withUnsafeBufferPointer { vectors in
        guard let offsets = offsets.baseAddress, let vectors = vectors.baseAddress else { return }
        body(offsets, vectors)
      }
    }
  }

  private func runTiles(_ group: window_tile, vectorCount count: Int) {
    let (channels, width) = (Int(WINDOW_CHANNELS), Int(WINDOW_VECTORS))
    if pixels < laneCount {
      for index in 0..<count {
        forEachPart(of: groupOutputs, limit: channels) { first, size in
          runTile(group, first, index) { window_tile_run_partial(size, pixels, $0) }
        }
      }
    } else if steps * groupOutputs > layout.imageStride {
      // The larger of weights and images is gone through once.
      forEachPart(of: groupOutputs, limit: channels) { first, size in
        forEachPart(of: count, limit: width) { vector, width in
          runTile(group, first, vector) { window_tile_run(size, width, $0) }
        }
      }
    } else {
      forEachPart(of: count, limit: width) { vector, width in
        forEachPart(of: groupOutputs, limit: channels) { first, size in
          runTile(group, first, vector) { window_tile_run(size, width, $0) }
        }
      }
    }
  }

  @inline(__always)
  private func runTile(
    _ group: window_tile, _ first: Int, _ vector: Int, _ run: (UnsafePointer<window_tile>) -> Void
  ) {
    var tile = group
    tile.weights += first * steps
    tile.outputs += first * pixels
    tile.bias = group.bias.map { $0 + first }
    tile.vectors += vector
    run(&tile)
  }

  private func runTiles(_ group: window_gradient_tile, _ channels: Int) {
    forEachPart(of: channels, limit: Int(GRADIENT_CHANNELS)) { first, channels in
      forEachPart(of: steps, limit: Int(GRADIENT_STEPS)) { step, width in
        var tile = group
        tile.slopes += first * group.slope_stride
        tile.offsets += step
        tile.gradient += first * steps + step
        window_gradient_tile_run(channels, width, &tile)
      }
    }
  }
}

/// `count` in parts of at most `limit`, as equal as can be: no thin last part, whose few sums would
/// wait for each other.
@inline(__always)
private func forEachPart(of count: Int, limit: Int, _ body: (_ first: Int, _ size: Int) -> Void) {
  let parts = (count + limit - 1) / limit
  var first = 0
  for part in 0..<parts {
    let size = count / parts + (part < count % parts ? 1 : 0)
    body(first, size)
    first += size
  }
}
