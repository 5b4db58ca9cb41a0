/// One record of an event file, as far as it is understood.
/// - Source: TensorFlow, `event.proto` and `summary.proto`
package struct EventMessage: Hashable, Sendable {
  package enum Content: Hashable, Sendable {
    /// The first of each file.
    case version(String)
    case summary([SummaryValue])
    /// The program went on from this event's step: what files have of it and of later ones is void.
    case sessionStart
  }

  /// Seconds since 1970.
  package var wallTime: Double
  package var step: Int
  /// nil: of a kind that nobody here asks about, such as a graph.
  package var content: Content?

  package init(wallTime: Double, step: Int = 0, _ content: Content?) {
    self.wallTime = wallTime
    self.step = step
    self.content = content
  }
}

/// A value under a tag.
package struct SummaryValue: Hashable, Sendable {
  package enum Content: Hashable, Sendable {
    /// As PyTorch and TensorFlow 1 write numbers.
    case simple(Float)
    case histogram(HistogramMessage)
    /// As TensorFlow 2 writes everything: the number of a tensor that has just one, and the plugin that
    /// it belongs to, which is often said for the first value of a tag only.
    case tensor(Double?, plugin: String?)
    /// An image, a sound.
    case other
  }

  package var tag: String
  package var content: Content

  package init(tag: String, _ content: Content) {
    self.tag = tag
    self.content = content
  }
}

/// Counts in bins: bin i ends at `limits[i]`, where bin i + 1 begins; the first begins at `minimum`.
package struct HistogramMessage: Hashable, Sendable {
  package var minimum: Double
  package var maximum: Double
  package var count: Double
  package var sum: Double
  package var sumOfSquares: Double
  package var limits: [Double]
  package var counts: [Double]
}

// MARK: Encoding

extension EventMessage {
  /// As Python's encoder has it: zeros are left out.
  package var bytes: [UInt8] {
    var writer = WireWriter()
    writer.put(1, double: wallTime)
    if step != 0 { writer.put(2, integer: step) }
    switch content {
    case .version(let version): writer.put(3, bytes: version.utf8)
    case .summary(let values):
      var summary = WireWriter()
      for value in values { summary.put(1, bytes: value.bytes) }
      writer.put(5, bytes: summary.bytes)
    case .sessionStart: writer.put(7, bytes: [0x08, 0x01])
    case nil: break
    }
    return writer.bytes
  }
}

extension SummaryValue {
  /// - Precondition: it is a number or a histogram: nothing else is written.
  fileprivate var bytes: [UInt8] {
    var writer = WireWriter()
    writer.put(1, bytes: tag.utf8)
    switch content {
    case .simple(let number): writer.put(2, float: number)
    case .histogram(let histogram): writer.put(5, bytes: histogram.bytes)
    case .tensor, .other: preconditionFailure("SummaryValue \(tag): \(content) is not written")
    }
    return writer.bytes
  }
}

extension HistogramMessage {
  fileprivate var bytes: [UInt8] {
    var writer = WireWriter()
    for (number, value) in [minimum, maximum, count, sum, sumOfSquares].enumerated()
    where value != 0 {
      writer.put(number + 1, double: value)
    }
    if !limits.isEmpty { writer.put(6, packed: limits) }
    if !counts.isEmpty { writer.put(7, packed: counts) }
    return writer.bytes
  }
}
