import Glibc
import Lab
import Screens

/// The audience's side: lets speakers in, tells them of the talk, and hands on what they ask for.
struct SpeakerHost {
  private struct Guest {
    var link: LineLink
    /// Columns that texts have there; nil: it has not said hello.
    var columns: Int?
    /// What it was told last.
    var told: SpeakerState?
  }

  private let path: String
  private let listener: Int32
  private var guests: [Guest] = []

  /// - Throws: `TalkFault` where nobody could connect.
  init() throws(TalkFault) {
    let folder = try TalkFolder.path()
    for stale in TalkFolder.sockets(in: folder) {
      if let descriptor = try? LocalSocket.connect(to: stale) {
        close(descriptor)
      } else {
        unlink(stale)
      }
    }
    path = "\(folder)/talk-\(getpid()).socket"
    listener = try LocalSocket.listen(at: path)
  }

  /// What is worth a look when it can be read.
  var descriptors: [Int32] { [listener] + guests.map(\.link.descriptor) }
  var hasGuests: Bool { !guests.isEmpty }

  /// What the speakers ask for.
  mutating func words() -> [SpeakerWord] {
    while let descriptor = LocalSocket.accept(from: listener) {
      guests.append(Guest(link: LineLink(descriptor)))
    }
    var words: [SpeakerWord] = []
    for index in guests.indices {
      for line in guests[index].link.lines() {
        switch SpeakerWord(line: line) {
        case .hello(SpeakerState.version, let columns)?:
          (guests[index].columns, guests[index].told) = (columns, nil)
        case .hello?:
          // Of another version: it is told which, and then let go.
          guests[index].link.send("{\"gradlab\": \(SpeakerState.version)}")
        case let word? where guests[index].columns != nil: words.append(word)
        default: break
        }
      }
    }
    for guest in guests where guest.link.isOver { guest.link.close() }
    guests.removeAll { $0.link.isOver }
    return words
  }

  /// Tells what is new to whoever has taken what was told before.
  /// - Parameter state: the talk with texts of so many columns.
  mutating func tell(_ state: (_ columns: Int) -> SpeakerState?) {
    for index in guests.indices {
      guests[index].link.drain()
      guard let columns = guests[index].columns, !guests[index].link.isBehind,
        let newer = state(columns), newer != guests[index].told
      else { continue }
      guests[index].told = newer
      guests[index].link.send(newer.line)
    }
  }

  func end() {
    for guest in guests { guest.link.close() }
    close(listener)
    unlink(path)
  }
}
