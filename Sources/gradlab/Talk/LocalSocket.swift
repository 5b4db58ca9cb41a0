import Glibc

/// A stream socket of this machine and this user, which never makes anybody wait.
enum LocalSocket {
  /// Waits for connections at a path that isn't there yet. Nobody but the user can connect.
  static func listen(at path: String) throws(TalkFault) -> Int32 {
    let descriptor = try make(path)
    let mask = umask(0o177)
    defer { umask(mask) }
    guard withAddress(path, { bind(descriptor, $0, $1) }) == 0, Glibc.listen(descriptor, 8) == 0
    else {
      let reason = TalkFolder.reason
      close(descriptor)
      throw TalkFault("\(path): no speaker can connect: \(reason)")
    }
    return descriptor
  }

  /// Connects to who waits at a path. nil: nobody does any more.
  static func connect(to path: String) throws(TalkFault) -> Int32? {
    let descriptor = try make(path)
    guard withAddress(path, { Glibc.connect(descriptor, $0, $1) }) == 0 else {
      close(descriptor)
      return nil
    }
    guard isOwn(descriptor) else {
      close(descriptor)
      throw TalkFault("\(path): another user gives this talk")
    }
    return descriptor
  }

  /// Takes a connection; nil: there is none, or it is another user's.
  static func accept(from listener: Int32) -> Int32? {
    let descriptor = Glibc.accept(listener, nil, nil)
    guard descriptor >= 0 else { return nil }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    guard isOwn(descriptor) else {
      close(descriptor)
      return nil
    }
    return descriptor
  }

  /// Whether the other side is a program of this user.
  private static func isOwn(_ descriptor: Int32) -> Bool {
    var peer = [UInt32](repeating: .max, count: 3)
    var size = socklen_t(12)
    // pid, uid, gid of `struct ucred`.
    guard getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 else { return false }
    return peer[1] == getuid()
  }

  private static func make(_ path: String) throws(TalkFault) -> Int32 {
    guard path.utf8.count < 108 else {
      throw TalkFault(
        "\(path): the path of a socket has at most 107 bytes; set XDG_RUNTIME_DIR to a shorter one")
    }
    let descriptor = socket(
      AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw TalkFault("no socket can be made: \(TalkFolder.reason)") }
    return descriptor
  }

  private static func withAddress(
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
}

/// One side of a connection that carries lines of text.
struct LineLink {
  let descriptor: Int32
  private var incoming: [UInt8] = []
  private var outgoing: [UInt8] = []
  /// Whether the other side is gone, or says what nobody says.
  private(set) var isOver = false

  /// Longer lines nobody says.
  private static let lineLimit = 1 << 20

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  /// Whether something waits to be sent.
  var isBehind: Bool { !outgoing.isEmpty }

  mutating func send(_ line: String) {
    outgoing += Array(line.utf8) + [0x0A]
    drain()
  }

  /// Sends what the other side takes now.
  mutating func drain() {
    while !outgoing.isEmpty, !isOver {
      let count = Glibc.send(
        descriptor, outgoing, outgoing.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
      if count > 0 {
        outgoing.removeFirst(count)
      } else if errno == EAGAIN || errno == EINTR {
        return
      } else {
        isOver = true
      }
    }
  }

  /// The whole lines that have come in.
  mutating func lines() -> [String] {
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while !isOver {
      let count = recv(descriptor, &chunk, chunk.count, Int32(MSG_DONTWAIT))
      if count > 0 {
        incoming += chunk[..<count]
        if incoming.count > Self.lineLimit { isOver = true }
      } else if count == 0 {
        isOver = true
      } else if errno != EINTR {
        if errno != EAGAIN { isOver = true }
        break
      }
    }
    guard let end = incoming.lastIndex(of: 0x0A) else { return [] }
    let whole = incoming[..<end].split(separator: 0x0A, omittingEmptySubsequences: true)
    let lines = whole.map { String(decoding: $0, as: UTF8.self) }
    incoming.removeFirst(end + 1)
    return lines
  }

  func close() { Glibc.close(descriptor) }
}
