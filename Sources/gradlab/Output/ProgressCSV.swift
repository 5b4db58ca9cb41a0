import ArgumentParser
import Glibc
import Lab
import Lessons
import Networks

/// All answers as rows, for the table of a class.
struct ProgressCSV {
  let text: String

  init(_ book: ProgressBook, name: String) {
    let rows = book.answered.map { answered -> [String] in
      let kept = answered.answer
      let said: String =
        switch kept.answer {
        case .choice(let key): key
        case .number(let number): "\(number)"
        }
      return [
        name, answered.place.lesson, answered.place.question,
        answered.isReview ? "review" : "lesson", said,
        kept.isRight.map { $0 ? "right" : "wrong" } ?? "open",
        kept.measured.map { $0.isFinite ? "\($0)" : "diverged" } ?? "",
        kept.confidence?.rawValue ?? "", kept.seed.map(String.init) ?? "", kept.knobs,
        answered.stamp.time.description,
      ]
    }
    let head = [
      "name", "lesson", "question", "asked", "answer", "outcome", "measured", "confidence", "seed",
      "knobs", "time",
    ]
    text = ([head] + rows).map(CSVText.row).joined()
  }

  /// Writes the file as a whole or not at all.
  /// - Throws: where there is one and it is not to be replaced, and what keeps it from being written.
  func write(to path: String, replacing: Bool) throws {
    if !replacing {
      // Taken at once, so that nobody else's file of that name is replaced.
      let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      guard file >= 0 else {
        guard errno == EEXIST else { throw ProgressExportFault(path: path, code: errno) }
        throw ProgressExportFault(path: path, code: nil)
      }
      close(file)
    }
    do { try AtomicFile.write(Array(text.utf8), to: path) } catch {
      if !replacing { unlink(path) }
      throw error
    }
    let count = text.count { $0 == "\n" } - 1
    StandardStreams.warn("\(path) written: \(count) \(count == 1 ? "answer" : "answers")\n")
  }
}

/// A file could not be begun.
struct ProgressExportFault: Error, CustomStringConvertible {
  let path: String
  /// nil: it is there already.
  let code: Int32?

  var description: String {
    let name = path.safe(limit: 200)
    guard let code else { return "\(name) is there already; --force replaces it" }
    return
      "\(name) can\u{2019}t be written (\(String(cString: strerror(code)))); choose another file"
  }
}
