extension EventMessage {
  /// Reads a record's data; nil: they are no event.
  package init?(_ bytes: [UInt8], in range: Range<Int>) {
    self.init(wallTime: 0, nil)
    do throws(MalformedMessage) { try read(WireReader(bytes, range), of: bytes) } catch {
      return nil
    }
  }

  private mutating func read(
    _ fields: WireReader, of bytes: [UInt8]
  ) throws(MalformedMessage) {
    var fields = fields
    while let (number, value) = try fields.next() {
      switch number {
      case 1: wallTime = try value.double()
      case 2: step = try value.integer()
      case 3: content = .version(bytes.text(try value.range()))
      case 5: content = .summary(try SummaryValue.all(of: bytes, try value.range()))
      case 7: if try Self.isStart(bytes, try value.range()) { content = .sessionStart }
      default: break
      }
    }
  }

  /// Whether a `SessionLog` has the status START.
  private static func isStart(
    _ bytes: [UInt8], _ range: Range<Int>
  ) throws(MalformedMessage) -> Bool {
    var fields = WireReader(bytes, range)
    var isStart = false
    while let (number, value) = try fields.next() {
      if number == 1 { isStart = try value.integer() == 1 }
    }
    return isStart
  }
}

extension SummaryValue {
  fileprivate static func all(
    of bytes: [UInt8], _ range: Range<Int>
  ) throws(MalformedMessage) -> [SummaryValue] {
    var fields = WireReader(bytes, range)
    var values: [SummaryValue] = []
    while let (number, value) = try fields.next() {
      if number == 1 { values.append(try SummaryValue(bytes, try value.range())) }
    }
    return values
  }

  private init(_ bytes: [UInt8], _ range: Range<Int>) throws(MalformedMessage) {
    var fields = WireReader(bytes, range)
    var plugin: String?
    self.init(tag: "", .other)
    while let (number, value) = try fields.next() {
      switch number {
      case 1: tag = bytes.text(try value.range())
      case 2: content = .simple(try value.float())
      case 5: content = .histogram(try HistogramMessage(bytes, try value.range()))
      case 8: content = .tensor(try TensorNumber.number(bytes, try value.range()), plugin: nil)
      case 9: plugin = try Self.plugin(bytes, try value.range())
      default: break
      }
    }
    if case .tensor(let number, _) = content { content = .tensor(number, plugin: plugin) }
  }

  /// The plugin that `SummaryMetadata` names.
  private static func plugin(
    _ bytes: [UInt8], _ range: Range<Int>
  ) throws(MalformedMessage) -> String? {
    var metadata = WireReader(bytes, range)
    var name: String?
    while let (number, value) = try metadata.next() {
      guard number == 1 else { continue }
      var data = WireReader(bytes, try value.range())
      while let (number, value) = try data.next() {
        if number == 1 { name = bytes.text(try value.range()) }
      }
    }
    return name
  }
}

extension HistogramMessage {
  fileprivate init(_ bytes: [UInt8], _ range: Range<Int>) throws(MalformedMessage) {
    self.init(
      minimum: 0, maximum: 0, count: 0, sum: 0, sumOfSquares: 0, limits: [], counts: [])
    var fields = WireReader(bytes, range)
    while let (number, value) = try fields.next() {
      switch number {
      case 1: minimum = try value.double()
      case 2: maximum = try value.double()
      case 3: count = try value.double()
      case 4: sum = try value.double()
      case 5: sumOfSquares = try value.double()
      case 6: limits += try Self.doubles(bytes, value)
      case 7: counts += try Self.doubles(bytes, value)
      default: break
      }
    }
  }

  /// Repeated numbers come packed or one by one.
  private static func doubles(
    _ bytes: [UInt8], _ value: WireReader.Value
  ) throws(MalformedMessage) -> [Double] {
    guard case .bytes(let range) = value else { return [try value.double()] }
    var packed = WireReader(bytes, range)
    var doubles: [Double] = []
    while !packed.isAtEnd { doubles.append(Double(bitPattern: try packed.fixed())) }
    return doubles
  }
}

extension [UInt8] {
  /// What is no UTF-8 becomes U+FFFD.
  fileprivate func text(_ range: Range<Int>) -> String {
    String(decoding: self[range], as: UTF8.self)
  }
}
