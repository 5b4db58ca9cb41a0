internal import Glibc
package import Lessons

extension SessionLog {
  /// The bench of `gradlab play` that the session was of, as a lesson that is open; nil: it was of one in a
  /// file.
  /// - Throws: `LogFault` where its table is missing, or is none any more.
  package func bench() throws(LogFault) -> Lesson? {
    guard let data = start.bench else { return nil }
    let reason: String
    do { return try PlayBench(data).lesson() } catch let fault as PlayFault {
      reason = "\(fault)"
    } catch let broken as BrokenLesson {
      reason = broken.faults.first.map { "\($0)" } ?? ""
    } catch {
      reason = "\(error)"
    }
    throw LogFault(
      path: path, line: 6, found: "no data to play with (\(reason))",
      expected: data.isTable
        ? "the table that the session was about, where it was" : "data of this gradlab",
      remedy: data.isTable ? "put the table back, and try again" : "gradlab play lists the data")
  }
}

extension PlayData {
  /// With the path of a table from the root, so that it is found from any folder.
  var absolute: PlayData {
    guard isTable, !argument.hasPrefix("/"), let folder = getcwd(nil, 0) else { return self }
    defer { free(folder) }
    let path = argument.hasPrefix("./") ? argument.dropFirst(2) : argument[...]
    return PlayData(argument: "\(String(cString: folder))/\(path)", label: label)
  }
}
