import ArgumentParser
import Lab
import Lessons
import Networks

/// All answers as rows, for the table of a class.
struct ProgressCSV {
  let text: String
  private let count: Int

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
    count = rows.count
    text = ([head] + rows).map(CSVText.row).joined()
  }

  /// Writes the file as a whole or not at all.
  /// - Throws: where there is one and it is not to be replaced, and what keeps it from being written.
  func write(to path: String, replacing: Bool) throws {
    let bytes = Array(text.utf8)
    if replacing {
      do throws(CheckpointFault) { try AtomicFile.write(bytes, to: path) } catch {
        guard case .cannotWrite(let reason) = error.fact else { throw error }
        throw NewFile.Fault(path: path, reason: reason)
      }
    } else {
      try NewFile.write(bytes, to: path, ifThere: "--force replaces it")
    }
    StandardStreams.warn("\(path) written: \(count) \(count == 1 ? "answer" : "answers")\n")
  }
}
