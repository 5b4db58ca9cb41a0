public import Lessons

/// What the claims of a lesson came to when they were last recorded: the file `Records/<id>.json`
/// beside the lesson. The same on every machine.
public struct LessonRecord: Hashable, Sendable {
  public var lesson: String
  /// `Lesson.claimDigest` when it was recorded.
  public var digest: String
  /// By the claim's name.
  public var claims: [String: ClaimRecord]

  /// Whether the lesson's arms and claims are still those that were recorded.
  public func isFresh(for lesson: Lesson) -> Bool {
    self.lesson == lesson.id && digest == lesson.claimDigest
  }
}

/// One claim over the seeds of a record.
public struct ClaimRecord: Hashable, Sendable {
  /// One of its comparisons, arms written out.
  public struct Comparison: Hashable, Sendable {
    public var text: String
    /// In words, `< 1.2`; that of the first seed where it varies.
    public var bound: String
    /// By seed, where it varies; else empty.
    public var movingBound: [Double]
    /// By seed; NaN where an arm diverged, ∞ for what never happened.
    public var values: [Double]
    public var holds: Bool
    /// In standard deviations; nil where nothing varies.
    public var margin: Double?
    public var isThin: Bool

    public init(
      text: String, bound: String, movingBound: [Double] = [], values: [Double], holds: Bool,
      margin: Double?, isThin: Bool
    ) {
      self.text = text
      self.bound = bound
      self.movingBound = movingBound
      self.values = values
      self.holds = holds
      self.margin = margin
      self.isThin = isThin
    }
  }

  public var formula: String
  /// `all`, `median` or `7/8`.
  public var over: String
  public var seeds: [UInt64]
  public var holdsBySeed: [Bool]
  public var holds: Bool
  public var isThin: Bool
  public var comparisons: [Comparison]

  public init(
    formula: String, over: String, seeds: [UInt64], holdsBySeed: [Bool], holds: Bool, isThin: Bool,
    comparisons: [Comparison]
  ) {
    self.formula = formula
    self.over = over
    self.seeds = seeds
    self.holdsBySeed = holdsBySeed
    self.holds = holds
    self.isThin = isThin
    self.comparisons = comparisons
  }

  /// The smallest margin of its comparisons.
  public var margin: Double? { comparisons.compactMap(\.margin).min() }
}

extension LessonRecord {
  public init(_ report: VerificationReport, of lesson: Lesson) {
    self.lesson = lesson.id
    digest = lesson.claimDigest
    let entries = report.claims.map { ($0.name, ClaimRecord($0, seeds: report.seeds)) }
    claims = Dictionary(entries) { first, _ in first }
  }

  /// The folder of a lesson's record.
  public static func folder(of lesson: Lesson) -> String {
    let parts = lesson.path.split(separator: "/", omittingEmptySubsequences: false)
    return (parts.dropLast() + ["Records"]).joined(separator: "/")
  }

  public static func fileName(of lesson: Lesson) -> String { lesson.id + ".json" }

  /// The most bytes that are read.
  private static let sizeLimit = 4 << 20

  /// Reads the record of a lesson; nil where there is none that can be read.
  public static func read(of lesson: Lesson) -> LessonRecord? {
    let path = "\(folder(of: lesson))/\(fileName(of: lesson))"
    guard case .success(let bytes) = FileContent.read(path, limit: sizeLimit) else { return nil }
    return LessonRecord(json: String(decoding: bytes, as: UTF8.self))
  }
}

extension ClaimRecord {
  /// The records of a lesson's claims by name; empty where there are none or they are stale.
  public static func all(of lesson: Lesson) -> [String: ClaimRecord] {
    guard let record = LessonRecord.read(of: lesson), record.isFresh(for: lesson) else {
      return [:]
    }
    return record.claims
  }

  fileprivate init(_ claim: ClaimReport, seeds: [UInt64]) {
    self.init(
      formula: claim.text, over: claim.over.symbol, seeds: seeds, holdsBySeed: claim.holdsBySeed,
      holds: claim.holds, isThin: claim.isThin,
      comparisons: claim.comparisons.map { comparison in
        Comparison(
          text: comparison.subject, bound: comparison.bound, movingBound: comparison.movingBound,
          values: comparison.values, holds: comparison.holds, margin: comparison.margin,
          isThin: comparison.isThin)
      })
  }
}
