internal import Glibc
internal import Tensors

/// Reads an event file from where it was left: what was written since comes with the next call.
package struct EventFile: Sendable {
  package let path: String
  /// Bytes of the file that were taken; the first of `rest` is the next.
  private var taken = 0
  private var rest: [UInt8] = []
  /// The file's number on its disk.
  private var identity: UInt64?
  /// Whether nobody can tell any more where records begin.
  private var isBroken = false
  private var damage: LogDamage?
  private var cut: LogDamage?

  package init(path: String) { self.path = path }

  /// Bytes read at once.
  private static let chunk = 1 << 22

  /// The first thing that was wrong with the file, or where its last record is not whole.
  package var firstDamage: LogDamage? { damage ?? cut }

  /// Whether another file has taken its place, or it was cut since.
  package var isReplaced: Bool {
    var status = stat()
    guard let identity, stat(path, &status) == 0 else { return false }
    return UInt64(status.st_ino) != identity || Int(status.st_size) < taken + rest.count
  }

  /// Gives out all whole records that were written since the last call.
  package mutating func readOn(_ take: (EventMessage) -> Void) {
    guard !isBroken else { return }
    // Not blocking, so that nobody waits for a pipe.
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { return note(.unreadable(Self.reason), at: taken) }
    defer { close(file) }
    var status = stat()
    if fstat(file, &status) == 0 { identity = UInt64(status.st_ino) }
    while !isBroken, append(from: file) { takeRecords(take) }
    noteCut()
  }

  /// Reads the next bytes; false at the end.
  private mutating func append(from file: Int32) -> Bool {
    let place = off_t(taken + rest.count)
    var failure: Int32 = 0
    let bytes = [UInt8](capacity: Self.chunk) { buffer, filled in
      var count = -1
      repeat {
        count = pread(file, buffer.baseAddress, buffer.count, place)
      } while count < 0 && errno == EINTR
      if count < 0 { failure = errno }
      filled = max(0, count)
    }
    if failure != 0 { note(.unreadable(String(cString: strerror(failure))), at: Int(place)) }
    rest += bytes
    return !bytes.isEmpty
  }

  private mutating func takeRecords(_ take: (EventMessage) -> Void) {
    var place = 0
    scan: while let part = RecordFile.part(of: rest, at: place) {
      switch part {
      case .record(let data):
        if let event = EventMessage(rest, in: data) {
          take(event)
        } else {
          note(.noEvent(bytes: data.count), at: taken + place)
        }
        place = data.upperBound + RecordFile.footer
      case .wrongData(let data):
        note(.wrongData(bytes: data.count), at: taken + place)
        place = data.upperBound + RecordFile.footer
      case .cut: break scan
      case .wrongLength:
        isBroken = true
        note(.wrongLength, at: taken + place)
        break scan
      case .tooLong(let length):
        isBroken = true
        note(.tooLong(length), at: taken + place)
        break scan
      }
    }
    rest.removeFirst(place)
    taken += place
  }

  private mutating func noteCut() {
    cut = nil
    guard !isBroken, case .cut(let found, let length)? = RecordFile.part(of: rest, at: 0) else {
      return
    }
    cut = LogDamage(path: path, byte: taken, fact: .cut(found: found, length: length))
  }

  private mutating func note(_ fact: LogDamage.Fact, at byte: Int) {
    if damage == nil {
      damage = LogDamage(path: path, byte: byte, fact: fact)
    } else if damage?.fact != fact || damage?.byte != byte {
      damage?.more += 1
    }
  }

  private static var reason: String { String(cString: strerror(errno)) }
}
