import Experiments
import Foundation
import Lab
import Mutations
import TemporaryFiles
import Testing

/// Records as tensorboard 2.21.0 writes them, in hexadecimal digits.
private enum Reference {
  static let version =
    "1800000000000000a37f4b220900000040f882d7411a0d627261696e2e4576656e743a329ad1c294"
  static let summary =
    "79000000000000008a13537b090000c040f882d74110032a6c0a0b0a046c6f7373150000803e0a5d0a08782f6c61"
    + "796572312a5109000000000000f0bf11000000000000f03f19000000000000084021000000000000e03f290000"
    + "00000000f83f32100000000000000000000000000000f03f3a10000000000000f03f00000000000000409236c9"
    + "fe"
  /// A scalar of TensorFlow 2, at step -2.
  static let tensor =
    "36000000000000004f578cef09000000000000144010feffffffffffffffff012a200a1e0a03616363420a08011200"
    + "2a040000003f4a0b0a090a077363616c6172734ad6f780"
  /// A session log with the status START.
  static let start = "0f000000000000006d532b0909000000000000144010043a02080121470401"

  static func bytes(_ digits: String) -> [UInt8] {
    let digits = Array(digits)
    return stride(from: 0, to: digits.count, by: 2).compactMap {
      UInt8(String(digits[$0...$0 + 1]), radix: 16)
    }
  }
}

@Suite("Event files") struct EventFileTests {
  private static let events = [
    EventMessage(wallTime: 1_577_836_800, .version("brain.Event:2")),
    EventMessage(
      wallTime: 1_577_836_803, step: 3,
      .summary([
        SummaryValue(tag: "loss", .simple(0.25)),
        SummaryValue(tag: "x/layer1", .histogram(histogram)),
      ])),
  ]

  private static var histogram: HistogramMessage {
    var histogram = HistogramMessage(Histogram(range: -1...1, counts: [1, 2]))
    (histogram.sum, histogram.sumOfSquares) = (0.5, 1.5)
    return histogram
  }

  private static var file: [UInt8] {
    var writer = EventWriter()
    writer.append(events[1])
    return writer.bytes
  }

  /// What a file of these bytes gives, and what is said of it.
  private static func read(_ bytes: [UInt8]) throws -> (events: [EventMessage], damage: LogDamage?)
  {
    let folder = try TemporaryFolder()
    var file = EventFile(path: try folder.write("a.tfevents", bytes))
    var events: [EventMessage] = []
    file.readOn { events.append($0) }
    return (events, file.firstDamage)
  }

  private static let checksums: [([UInt8], UInt32)] = [
    (Array("123456789".utf8), 0xE306_9283), ([], 0),
    ([UInt8](repeating: 0, count: 32), 0x8A91_36AA),
    ([UInt8](repeating: 0xFF, count: 32), 0x62A8_AB43), ([UInt8](0..<32), 0x46DD_794E),
  ]

  @Test("the checksum is that of RFC 3720", arguments: checksums)
  func checksum(bytes: [UInt8], expected: UInt32) {
    #expect(CRC32C.of(bytes) == expected)
  }

  @Test("what is written has the bytes that TensorBoard's own writer gives")
  func sameBytes() {
    #expect(Self.file == Reference.bytes(Reference.version + Reference.summary))
  }

  @Test("what was written is read back")
  func roundTrip() throws {
    let (events, damage) = try Self.read(Self.file)
    #expect(events == Self.events && damage == nil)
  }

  @Test("a scalar of TensorFlow 2 and the start of a session are read")
  func otherWriters() throws {
    let (events, damage) = try Self.read(Reference.bytes(Reference.tensor + Reference.start))
    let scalar = SummaryValue(tag: "acc", .tensor(0.5, plugin: "scalars"))
    #expect(damage == nil)
    #expect(
      events == [
        EventMessage(wallTime: 5, step: -2, .summary([scalar])),
        EventMessage(wallTime: 5, step: 4, .sessionStart),
      ])
  }

  @Test("of a file that is cut anywhere the whole records are taken, and the place is said")
  func everyCut() throws {
    let file = Self.file
    let first = Reference.version.count / 2
    for count in 0..<file.count {
      let (events, damage) = try Self.read(Array(file.prefix(count)))
      #expect(events == Array(Self.events.prefix(count >= first ? 1 : 0)))
      let begin = count >= first ? first : 0
      guard count > begin else {
        #expect(damage == nil)
        continue
      }
      let length = (begin == 0 ? first : file.count - first)
      #expect(damage?.byte == begin)
      #expect(
        damage?.fact
          == .cut(found: count - begin, length: count - begin < 12 ? nil : length))
    }
  }

  @Test("each flipped bit is found, and a record with wrong data is left out alone")
  func everyBit() throws {
    let file = Self.file
    let first = Reference.version.count / 2
    for place in 0..<first {
      for bit in 0..<8 {
        var changed = file
        changed[place] ^= 1 << UInt8(bit)
        let (events, damage) = try Self.read(changed)
        #expect(damage?.byte == 0 && events == (place < 12 ? [] : [Self.events[1]]))
        #expect(damage?.fact == (place < 12 ? .wrongLength : .wrongData(bytes: first - 16)))
      }
    }
  }

  @Test("a record of an enormous length is refused, also where its checksum is right")
  func enormousLength() throws {
    for length in [RecordFile.limit + 1, Int.max, -1] {
      let digits = (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }
      let checksum = CRC32C.masked(digits, in: 0..<8)
      let header = digits + (0..<4).map { UInt8(truncatingIfNeeded: checksum >> (8 * $0)) }
      let (events, damage) = try Self.read(header + Self.file)
      #expect(events.isEmpty && damage?.fact == .tooLong(UInt64(bitPattern: Int64(length))))
      #expect(damage?.description.contains("byte 0") == true)
    }
  }

  @Test("a record that is no message is left out, and those after it are read")
  func noMessage() throws {
    var bytes: [UInt8] = []
    RecordFile.append([0xFF, 0xFF], to: &bytes)
    let (events, damage) = try Self.read(bytes + Self.file)
    #expect(events == Self.events && damage?.fact == .noEvent(bytes: 2) && damage?.byte == 0)
  }

  @Test("random bytes and random changes, also of what checksums vouch for, never stop the program")
  func mutations() async throws {
    let folder = try TemporaryFolder()
    let place = folder.path
    let result = await #expect(processExitsWith: .success) { [place = place as String] in
      try MutationRun(in: place).each { seed in
        var mutator = Mutator(seed: seed)
        for _ in 0..<20 {
          _ = try Self.read(mutator.bytes(Self.file + Reference.bytes(Reference.tensor)))
          var framed: [UInt8] = []
          for record in [Reference.summary, Reference.tensor, Reference.start] {
            let data = Reference.bytes(record).dropFirst(12).dropLast(4)
            RecordFile.append(mutator.bytes(Array(data)), to: &framed)
          }
          let (events, damage) = try Self.read(framed)
          #expect(events.count == 3 || damage != nil, "seed \(seed)")
          let folder = try TemporaryFolder()
          try folder.write("a.tfevents", framed)
          let runs = try LogFolder(folder.path)
          #expect(runs.runs.count <= 1, "seed \(seed)")
        }
      }
    }
    if result == nil { Issue.record("seed \(MutationRun(in: place).lastSeed)") }
    MutationRun(in: place).tell("event files")
  }

  @Test("a file that grows byte by byte gives each record once, as soon as it is whole")
  func growing() throws {
    let folder = try TemporaryFolder()
    let whole = Self.file + Reference.bytes(Reference.tensor)
    let path = try folder.write("a.tfevents", [])
    var file = EventFile(path: path)
    var events: [EventMessage] = []
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    for byte in whole {
      try handle.write(contentsOf: Data([byte]))
      file.readOn { events.append($0) }
    }
    #expect(events.count == 3 && Array(events.prefix(2)) == Self.events)
    #expect(file.firstDamage == nil && !file.isReplaced)
    try folder.write("a.tfevents", Self.file)
    #expect(file.isReplaced)
  }
}
