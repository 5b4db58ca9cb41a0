/// Why bytes are no book.
enum ProgressDamage: Error, Hashable, Sendable {
  /// What stands in a line, and what was expected there; an empty text: the file ends before it.
  case line(Int, found: String, expected: String)
  case encoding
  /// The file of a newer program.
  case future(version: Int)
}

/// Reads the lines of the file, strictly: a file with one bad line is not what this program wrote. What is
/// whole of it is read nevertheless.
struct ProgressReader {
  private(set) var book = ProgressBook()
  /// What is wrong with the first bad line; nil: all is as this program writes it.
  private(set) var damage: ProgressDamage?
  /// From 1.
  private var number = 0
  private var isOver = false

  /// - Throws: `ProgressDamage` of what is no such file at all, or of a newer program.
  init(_ bytes: [UInt8]) throws(ProgressDamage) {
    guard let text = String(validating: bytes, as: UTF8.self) else { throw .encoding }
    // By scalars: a carriage return before the line feed is one character with it.
    for line in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false) {
      number += 1
      if number == 1 {
        try checkTitle(Substring(line))
        continue
      }
      do throws(ProgressDamage) { try take(Substring(line)) } catch { damage = damage ?? error }
    }
    guard !isOver, damage == nil else { return }
    damage = .line(number, found: "", expected: "the line “\(ProgressFormat.last)”")
  }

  private mutating func take(_ line: Substring) throws(ProgressDamage) {
    if line.isEmpty || line.hasPrefix("#") { return }
    guard !isOver else { throw fault(line, "nothing after “\(ProgressFormat.last)”") }
    if line == ProgressFormat.last {
      isOver = true
      return
    }
    var fields = try ProgressFields(line, number)
    let record = try fields.record()
    let count = try fields.whole("count", 1...1_000_000_000_000)
    guard let time = UTCTime(try fields.text("time")) else {
      throw fault(line, "a time as 2026-11-27T22:56:01Z")
    }
    try fields.end()
    book.insert(ProgressEntry(record: record, stamp: ProgressStamp(count: count, time: time)))
  }

  private func checkTitle(_ line: Substring) throws(ProgressDamage) {
    guard line.hasPrefix(ProgressFormat.title),
      let version = Int(line.dropFirst(ProgressFormat.title.count)), version >= 1
    else { throw fault(line, "“\(ProgressFormat.title)\(ProgressFormat.version)”") }
    guard version == ProgressFormat.version else { throw .future(version: version) }
  }

  private func fault(_ line: Substring, _ expected: String) -> ProgressDamage {
    .line(number, found: String(line), expected: expected)
  }
}

/// A line as a word and named values, each taken once.
struct ProgressFields {
  private let line: String
  private let number: Int
  private let kind: String
  private var values: [String: String] = [:]

  init(_ line: Substring, _ number: Int) throws(ProgressDamage) {
    self.line = String(line)
    self.number = number
    kind = String(line.prefix { $0 != " " })
    var rest = line.dropFirst(kind.count).unicodeScalars
    while rest.popFirst() == " " {
      let name = String(rest.prefix { ("a"..."z").contains($0) })
      rest = rest.dropFirst(name.unicodeScalars.count)
      guard rest.popFirst() == "=", let value = ProgressField.read(&rest),
        values.updateValue(value, forKey: name) == nil
      else { throw fault("name=value, no name twice") }
    }
    guard rest.isEmpty else { throw fault("a space between two fields") }
  }

  mutating func record() throws(ProgressDamage) -> ProgressRecord {
    switch kind {
    case "page":
      let number = try whole("number", 1...1_000_000)
      return .page(
        PagePlace(lesson: try text("lesson"), title: try text("title")), number: number)
    case "answer": return .answer(try place(), try answer())
    case "review": return .review(try place(), try answer())
    default: throw fault("page, answer, review or \(ProgressFormat.last)")
    }
  }

  private mutating func place() throws(ProgressDamage) -> QuestionPlace {
    QuestionPlace(lesson: try text("lesson"), question: try text("question"))
  }

  private mutating func answer() throws(ProgressDamage) -> KeptAnswer {
    let answer: Command.Answer
    if let key = values.removeValue(forKey: "chose") {
      answer = .choice(key)
    } else {
      guard let number = Double(try text("guessed")), number.isFinite else {
        throw fault("a finite number for guessed")
      }
      answer = .number(number)
    }
    var kept = KeptAnswer(answer, wording: try text("wording"))
    kept.isRight = try word("outcome", ["right": true, "wrong": false, "open": nil])
    if let text = values.removeValue(forKey: "measured") {
      guard let number = Double(text), !number.isNaN else { throw fault("a number for measured") }
      kept.measured = number
    }
    if let word = values.removeValue(forKey: "confidence") {
      guard let confidence = Confidence(rawValue: word) else {
        throw fault("guess, likely or sure for confidence")
      }
      kept.confidence = confidence
    }
    if let text = values.removeValue(forKey: "seed") {
      guard let seed = UInt64(text) else { throw fault("a whole number for seed") }
      kept.seed = seed
    }
    kept.knobs = values.removeValue(forKey: "knobs") ?? ""
    return kept
  }

  private mutating func word(
    _ name: String, _ words: [String: Bool?]
  ) throws(ProgressDamage) -> Bool? {
    guard let value = words[try text(name)] else {
      throw fault("\(words.keys.sorted().joined(separator: ", ")) for \(name)")
    }
    return value
  }

  mutating func text(_ name: String) throws(ProgressDamage) -> String {
    guard let value = values.removeValue(forKey: name) else { throw fault("\(name)=…") }
    return value
  }

  mutating func whole(
    _ name: String, _ range: ClosedRange<Int>
  ) throws(ProgressDamage) -> Int {
    guard let value = Int(try text(name)), range.contains(value) else {
      throw fault("a whole number from \(range.lowerBound) for \(name)")
    }
    return value
  }

  /// Nothing may be left over.
  func end() throws(ProgressDamage) {
    guard let name = values.keys.min() else { return }
    throw fault("no \(name) in a line “\(kind)”")
  }

  private func fault(_ expected: String) -> ProgressDamage {
    .line(number, found: line, expected: expected)
  }
}
