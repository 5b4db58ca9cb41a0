import Glibc
import Lessons
import Networks

/// Why there is no PNG picture; `description` is what to tell the person.
enum PNGFault: Error, CustomStringConvertible {
  case noConverter
  case noRoom(String)
  case failed(String)

  var description: String {
    switch self {
    case .noConverter:
      "no PNG without rsvg-convert: install the Debian package librsvg2-bin, or write .svg"
    case .noRoom(let reason): "no PNG: a file for its drawing can't be written (\(reason))"
    case .failed(let reason): "rsvg-convert drew no PNG: \(reason.safe(limit: 200))"
    }
  }
}

/// Draws SVG pictures as PNG by librsvg's program, which knows fonts: no library has to be loaded for it
/// whenever the lab starts.
struct PNGConversion {
  /// Dots for each dot of the SVG.
  private static let zoom = "2"
  private static let program = "rsvg-convert"
  /// Bytes of a picture.
  private static let limit = 1 << 28

  static func png(ofSVG text: String) throws(PNGFault) -> [UInt8] {
    let folder = try temporaryFolder()
    let (source, result, said) = (
      folder + "/plot.svg", folder + "/plot.png", folder + "/errors.txt"
    )
    defer {
      for file in [source, result, said] { unlink(file) }
      rmdir(folder)
    }
    do { try NewFile.write(Array(text.utf8), to: source) } catch { throw .noRoom(error.reason) }
    let status = try run(["--zoom", zoom, "--output", result, source], errors: said)
    guard status == 0, let bytes = try? AtomicFile.read(result, limit: limit) else {
      let text = (try? AtomicFile.read(said, limit: limit)).map {
        String(decoding: $0, as: UTF8.self)
      }
      throw .failed(text ?? "it ended with \(status)")
    }
    return bytes
  }

  private static func temporaryFolder() throws(PNGFault) -> String {
    let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(base)/gradlab-XXXXXX".utf8CString)
    let isMade = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.map { mkdtemp($0) != nil } ?? false
    }
    guard isMade else { throw .noRoom(String(cString: strerror(errno))) }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Runs the program, which is looked for in PATH, and waits for its end.
  /// - Returns: its exit status.
  private static func run(_ arguments: [String], errors: String) throws(PNGFault) -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(
      &actions, STDERR_FILENO, errors, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var process = pid_t()
    guard posix_spawnp(&process, program, &actions, nil, &words, environ) == 0 else {
      throw .noConverter
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 { if errno != EINTR { return -1 } }
    return status == 0 ? 0 : (status >> 8) & 0xFF
  }
}
