import Charts
import Glibc
import Mutations
import TemporaryFiles
import TerminalHarness
import Testing

extension InTerminal {
  /// What comes over the socket between a talk and its speaker.
  @Suite("Lines between talk and speaker")
  struct TalkLinesTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func start(_ arguments: [String]) throws -> TerminalProgram {
      try TerminalProgram(
        ProgramUnderTest.path, ["present"] + arguments,
        environment: ["XDG_RUNTIME_DIR": folder.path], size: Lab.wide)
    }

    private func talk() throws -> (program: TerminalProgram, socket: String) {
      let program = try start(["7"])
      try #require(program.shows("Four networks, one number apart"))
      let names = try folder.names(in: "gradlab")
      let name = try #require(names.first { $0.hasSuffix(".socket") })
      return (program, folder.path("gradlab/\(name)"))
    }

    @Test("whatever a speaker says, the talk goes on, and lets others steer it")
    func talkHears() throws {
      let (talk, socket) = try talk()
      let run = MutationRun(in: folder.path, isAlone: false)
      try run.each(sharedBy: 2) { seed in
        var mutator = Mutator(seed: seed)
        let speaker = try #require(LocalConnection(to: socket))
        let words = """
          {"hello": 1, "columns": 40}
          {"key": "n"}
          {"key": "PgUp"}
          {"command": "set depth 20"}
          {"command": "go 2"}

          """
        speaker.send(Array("{\"hello\": 1, \"columns\": \(10 + seed % 90)}\n".utf8), while: talk)
        for _ in 0..<10 {
          speaker.send(mutator.text(Array(words.utf8)) + [0x0A], while: talk)
          speaker.send(mutator.bytes(Array(words.utf8)), while: talk)
        }
        // A line that never ends.
        let endless = [UInt8](repeating: 0x61, count: 2 << 20)
        if mutator.choice(6) == 0 { speaker.send(endless, while: talk) }
        try #require(!talk.hasEnded, "seed \(seed)")
      }
      run.tell("lines to a talk")
      let speaker = try start(["--speaker"])
      #expect(speaker.shows("idea "), "\(speaker.screen.text)")
      for program in [talk, speaker] {
        program.send(signal: SIGTERM)
        #expect(program.end(seconds: 10) == .signal(SIGTERM))
        #expect(program.leftovers.isEmpty && program.screen.strangers.isEmpty)
      }
    }

    @Test("whatever a talk tells, the speaker's screen goes on, and shows what is right again")
    func speakerHears() throws {
      let (talk, socket) = try talk()
      let listener = try #require(LocalConnection(to: socket))
      listener.send(Array("{\"hello\": 1, \"columns\": 60}\n".utf8), while: talk)
      let line = try #require(listener.line(while: talk))
      talk.send(signal: SIGTERM)
      #expect(talk.end(seconds: 10) == .signal(SIGTERM))
      // In its place one that tells anything.
      let teller = try #require(LocalListener(at: folder.path("gradlab/talk-1.socket")))
      let speaker = try start(["--speaker"])
      let run = MutationRun(in: folder.path, isAlone: false)
      try run.each(sharedBy: 2) { seed in
        var mutator = Mutator(seed: seed)
        let link = try #require(teller.accept(while: speaker), "seed \(seed)")
        for _ in 0..<10 {
          // Its fields as lines, for the mutator knows lines.
          let fields = line.flatMap { $0 == UInt8(ascii: ",") ? [$0, 0x0A] : [$0] }
          let changed = mutator.text(fields).filter { $0 != 0x0A }
          link.send(changed + [0x0A], while: speaker)
          speaker.pump(milliseconds: 30)
        }
        try #require(!speaker.hasEnded, "seed \(seed): \(speaker.screen.text)")
      }
      run.tell("lines to a speaker")
      let link = try #require(teller.accept(while: speaker))
      link.send(line + [0x0A], while: speaker)
      #expect(speaker.shows("idea 1 of "), "\(speaker.screen.text)")
      speaker.send(signal: SIGTERM)
      #expect(speaker.end(seconds: 10) == .signal(SIGTERM))
      #expect(speaker.leftovers.isEmpty && speaker.screen.strangers.isEmpty)
    }
  }
}

/// A connection over a socket of this machine, closed when nobody holds it any more.
private final class LocalConnection {
  private let descriptor: Int32

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  convenience init?(to path: String) {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard withLocalAddress(path, { connect(descriptor, $0, $1) }) == 0 else {
      close(descriptor)
      return nil
    }
    self.init(descriptor)
  }

  deinit { close(descriptor) }

  /// Sends what the other side takes, while a program's screen is followed.
  func send(_ bytes: [UInt8], while program: TerminalProgram) {
    var rest = bytes[...]
    while !rest.isEmpty, !program.hasEnded {
      let count = rest.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
      }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if errno != EAGAIN {
        return
      }
      program.pump(milliseconds: 1)
    }
  }

  /// The first line that comes, without its end.
  func line(while program: TerminalProgram) -> [UInt8]? {
    var bytes: [UInt8] = []
    let isWhole = program.wait { _ in
      var chunk = [UInt8](repeating: 0, count: 65536)
      let count = recv(descriptor, &chunk, chunk.count, Int32(MSG_DONTWAIT))
      if count > 0 { bytes += chunk[..<count] }
      return bytes.contains(0x0A)
    }
    return isWhole ? Array(bytes.prefix { $0 != 0x0A }) : nil
  }
}

/// A socket of this machine that waits for connections.
private final class LocalListener {
  private let descriptor: Int32

  init?(at path: String) {
    descriptor = socket(
      AF_UNIX,
      Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
    guard withLocalAddress(path, { bind(descriptor, $0, $1) }) == 0, listen(descriptor, 8) == 0
    else { return nil }
  }

  deinit { close(descriptor) }

  /// The next connection of a program, which looks for one every quarter of a second.
  func accept(while program: TerminalProgram) -> LocalConnection? {
    var connection: LocalConnection?
    _ = program.wait { _ in
      let found = Glibc.accept(descriptor, nil, nil)
      if found >= 0 { connection = LocalConnection(found) }
      return found >= 0 || program.hasEnded
    }
    return connection
  }
}

private func withLocalAddress(
  _ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
) -> Int32 {
  var address = sockaddr_un()
  address.sun_family = sa_family_t(AF_UNIX)
  withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8) + [0]) }
  return withUnsafePointer(to: &address) {
    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
    }
  }
}
