internal import Experiments
internal import Networks

/// The runs of all arms at a point of a session, as a file beside its log.
package struct KeptPoint: Sendable {
  static let title = "gradlab state"
  static let version = 1
  /// Bytes; a larger file is none of this program.
  static let sizeLimit = 1 << 30

  /// `Results.generation` of the program that wrote it.
  package var results: Int
  /// The number of the newest command of the log that the arms had taken up.
  package var command: Int
  /// By arm, what `Run.kept` gave.
  package var runs: [String: [UInt8]]
  /// What the screen had in sight, in words of its own.
  package var view: String

  package init(command: Int, runs: [String: [UInt8]], view: String = "") {
    (results, self.command, self.runs) = (Results.generation, command, runs)
    self.view = view
  }

  /// With a digest of all before it at the end.
  package var bytes: [UInt8] {
    var archive = ArchiveWriter()
    archive.write(Self.title)
    archive.write(Self.version)
    archive.write(results)
    archive.write(command)
    archive.write(view)
    archive.write(runs.sorted { $0.key < $1.key }) { archive, run in
      archive.write(run.key)
      archive.write(bytes: run.value)
    }
    archive.write(archive.digest)
    return archive.bytes
  }

  /// - Throws: `LogFault` for a file that is torn, of another kind, or of a newer program.
  package init(readingFrom path: String) throws(LogFault) {
    let bytes: [UInt8]
    do throws(CheckpointFault) { bytes = try AtomicFile.read(path, limit: Self.sizeLimit) } catch {
      throw Self.fault(path, error.reason, "the runs that were kept")
    }
    try self.init(bytes, path: path)
  }

  package init(_ bytes: [UInt8], path: String) throws(LogFault) {
    do throws(ArchiveFault) {
      var archive = ArchiveReader(bytes)
      guard try archive.text() == Self.title else { throw ArchiveFault("it is of another kind") }
      let version = try archive.integer()
      if version > Self.version {
        throw ArchiveFault("it has format \(version) of a newer gradlab")
      }
      results = try archive.integer()
      command = try archive.integer()
      view = try archive.text()
      let read = try archive.array { (archive) throws(ArchiveFault) in
        (try archive.text(), try archive.bytesWithCount())
      }
      runs = Dictionary(read) { $1 }
      let digest = Digest.of(Array(bytes.dropLast(8)))
      guard try archive.bits() == digest, archive.isAtEnd else {
        throw ArchiveFault("its digest is another one")
      }
    } catch {
      throw Self.fault(path, "\(error)", "a whole file of format \(Self.version)")
    }
  }

  private static func fault(_ path: String, _ found: String, _ expected: String) -> LogFault {
    LogFault(
      path: path, found: found, expected: expected,
      remedy: "the runs go their way again, and the file stays as it is")
  }
}
