/// How much of what a lesson states is bound: to a number from the run, a claim or a definition.
public struct SentenceReport: Hashable, Sendable {
  /// Words that state a number or a comparison, and that nothing vouches for.
  public struct Finding: Hashable, Sendable {
    public var line: Int
    /// In Unicode scalars, from 1.
    public var column: Int
    public var words: String
  }

  /// Where the file was read.
  public var path: String
  public var findings: [Finding] = []
  /// Claims that no words of the text are bound to.
  public var unboundClaims: [String] = []
  /// Sentences that state something, all of it bound.
  public var bound = 0
  /// Sentences that state something.
  public var total = 0

  /// - Throws: all faults of the file at once, where it is no lesson.
  public static func read(path: String) throws(BrokenLesson) -> SentenceReport {
    let lesson = try Lesson.read(path: path)
    switch FileContent.read(path, limit: LessonText.sizeLimit) {
    case .success(let bytes):
      var report = SentenceReport(bytes, path: lesson.path)
      let text = String(decoding: bytes, as: UTF8.self)
      report.unboundClaims = lesson.claims.map(\.name).filter { !text.contains("](claim:\($0))") }
      return report
    case .failure: return SentenceReport(path: path)
    }
  }

  /// Reads the sentences of a lesson without faults.
  public init(_ bytes: [UInt8], path: String) {
    self.path = path
    let log = FaultLog(path: path)
    guard let text = LessonText(bytes, log: log), let outline = LessonOutline(text, log: log) else {
      return
    }
    let mask = ProseMask(outline)
    for sentence in SentenceCutter.sentences(mask) where sentence.states {
      let found = sentence.findings
      total += 1
      bound += found.isEmpty ? 1 : 0
      for words in found {
        let place = mask.source.place(words.lowerBound)
        findings.append(
          Finding(line: place.line, column: place.column, words: mask.source.string(words)))
      }
    }
  }

  /// Whether all that is stated is bound, and every claim to some words.
  public var isComplete: Bool { bound == total && unboundClaims.isEmpty }

  private init(path: String) { self.path = path }
}
