public import Datasets

/// One thing wrong with a lesson file, and where.
public struct LessonFault: Error, Hashable, Sendable {
  public var path: String
  /// From 1; 0 where the fault is the whole file's.
  public var line: Int
  /// In Unicode scalars, from 1; 0 where the fault is the whole line's.
  public var column: Int
  public var fact: LessonFact

  public init(path: String, line: Int, column: Int, fact: LessonFact) {
    self.path = path
    self.line = line
    self.column = column
    self.fact = fact
  }
}

/// A lesson file that can't be opened as a lesson, with all its faults in the file's order.
public struct BrokenLesson: Error, Hashable, Sendable {
  public var path: String
  public var faults: [LessonFault]
  /// The data files of its own folder that it names.
  public var files: [String]

  public init(path: String, faults: [LessonFault], files: [String] = []) {
    self.path = path
    self.faults = faults
    self.files = files
  }
}

/// What can be wrong with a lesson file.
public enum LessonFact: Hashable, Sendable {
  // The file.
  case unreadable(reason: String)
  case tooLarge(bytes: Int, limit: Int)
  case empty
  case notUTF8
  case forbiddenCharacter(Unicode.Scalar)
  case noFrontMatter
  case unclosedFrontMatter
  case unclosedFence(String)
  case moreFaults
  // YAML.
  case syntax(String)
  case alias(String)
  case tooDeep(limit: Int)
  case tooMuchYAML(bytes: Int, limit: Int)
  case duplicateKey(String, firstLine: Int)
  case unknownKey(String, place: String, nearest: String?, known: [String])
  case missingKey(String, place: String)
  /// The former name of the seeds that an author looks at.
  case seedsToVerify
  // Values.
  case wrongType(key: String, expected: String, found: String)
  case ambiguousScalar(String, key: String)
  case outOfRange(key: String, found: String, expected: String)
  case unknownName(kind: String, name: String, nearest: String?, known: [String])
  case badName(kind: String, name: String)
  case repeatedName(kind: String, name: String)
  case unfitProbe(plot: String, probe: String, expected: String)
  case expression(ExpressionFault, key: String, source: String)
  case data(DataFault, key: String)
  /// `arm` nil: of every arm.
  case plan(PlanFault, arm: String?)
  /// No arm has what the probe measures.
  case nothingToMeasure(probe: String, measure: String)
  // The text.
  case noSteps
  case textBeforeSteps
  case secondBlock
  case emptyStep(String)
  case unclosedPlaceholder
  case unclosedFormula
  /// A lab block within a list or a quote.
  case misplacedBlock
  case rawHTML(String)
  case picture(String)
  case badDigits(String)
  /// What follows `definition:` or `claim:` stands without quotes.
  case unreadBinding(String)
  // Of the library.
  case repeatedLesson(id: String, firstPath: String)
  /// A translation says something else than its original.
  case translation(TranslationDifference)
}
