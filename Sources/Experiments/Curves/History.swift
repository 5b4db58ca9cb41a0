/// The curve of one probe: raw and smoothed side by side.
package struct History: Sendable {
  /// The training step of the first value.
  let firstStep: Int
  /// Training steps between two values.
  let every: Int
  private(set) var raw: Pyramid
  private(set) var smoothed: Pyramid?
  private var window: [Double] = []
  private let smoothing: Int

  /// - Parameter smoothing: the smoothed curve shows the mean of so many values; 1: there is none.
  package init(firstStep: Int, every: Int = 1, smoothing: Int = 1, capacity: Int = 16_384) {
    precondition(every >= 1 && smoothing >= 1, "History: every \(every), smoothing \(smoothing)")
    self.firstStep = firstStep
    self.every = every
    self.smoothing = smoothing
    raw = Pyramid(capacity: capacity)
    smoothed = smoothing > 1 ? Pyramid(capacity: capacity) : nil
  }

  /// Of all values so far: two histories with equal ones were given the same values.
  private(set) var digest = Digest.empty

  /// About what all copies of it take together, beside what each has by itself.
  var sharedBytes: Int { raw.sharedBytes + (smoothed?.sharedBytes ?? 0) }

  /// About what a copy takes by itself, once this one has gone on.
  var copiedBytes: Int { raw.copiedBytes + (smoothed?.copiedBytes ?? 0) + 8 * window.count }

  /// The newest value, smoothed where the probe is; NaN before the first.
  package private(set) var latest = Double.nan

  package mutating func append(_ value: Double) {
    raw.append(value)
    // Not every processor makes the same NaN.
    let bits = value.isNaN ? Double.nan.bitPattern : value.bitPattern
    digest = Digest.adding(bits, to: digest)
    guard smoothing > 1 else {
      latest = value
      return
    }
    if window.count < smoothing {
      window.append(value)
    } else {
      window[(raw.count - 1) % smoothing] = value
    }
    // Summed anew each time: a running sum would keep the rounding error of a spike for ever.
    latest = window.reduce(0, +) / Double(window.count)
    smoothed?.append(latest)
  }

  /// The curve at the given steps (nil: all), at most `resolution` buckets.
  package func trace(_ steps: ClosedRange<Int>?, resolution: Int) -> Trace {
    let indices = indices(of: steps)
    let raw = buckets(of: raw, indices, resolution)
    return Trace(raw: raw, smoothed: smoothed.map { buckets(of: $0, indices, resolution) } ?? raw)
  }

  /// Every value.
  /// - Precondition: the capacity was never reached.
  package var series: CurveSeries {
    CurveSeries(
      firstStep: firstStep, every: every, raw: raw.values,
      smoothed: smoothed?.values ?? raw.values)
  }

  private func indices(of steps: ClosedRange<Int>?) -> Range<Int> {
    guard let steps, raw.count > 0 else { return 0..<raw.count }
    let last = firstStep + (raw.count - 1) * every
    let lower = min(max(steps.lowerBound, firstStep), last)
    let upper = min(max(steps.upperBound, lower), last)
    // Rounded outwards, so that a line reaches both edges of a zoomed chart.
    return (lower - firstStep) / every..<min((upper - firstStep + every - 1) / every + 1, raw.count)
  }

  private func buckets(
    of pyramid: Pyramid, _ indices: Range<Int>, _ resolution: Int
  ) -> [Trace.Bucket] {
    pyramid.buckets(indices, resolution: resolution).map { indices, cell in
      Trace.Bucket(
        steps: firstStep + indices.lowerBound * every...firstStep + indices.upperBound * every,
        minimum: cell.minimum, maximum: cell.maximum,
        mean: cell.sum / Double(cell.finiteCount), last: cell.last)
    }
  }
}

/// Keeping.
extension History {
  func keep(in archive: inout ArchiveWriter) {
    raw.keep(in: &archive)
    smoothed?.keep(in: &archive)
    archive.write(window) { $0.write($1) }
    archive.write(latest)
    archive.write(digest)
  }

  mutating func restore(from archive: inout ArchiveReader) throws(ArchiveFault) {
    try raw.restore(from: &archive)
    try smoothed?.restore(from: &archive)
    window = try archive.array { (archive) throws(ArchiveFault) in try archive.number() }
    guard window.count <= smoothing else { throw ArchiveFault("a mean of too many values") }
    latest = try archive.number()
    digest = try archive.bits()
  }
}
