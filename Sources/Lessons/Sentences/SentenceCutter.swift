/// A sentence: its words that nothing vouches for, and whether others are bound.
struct Sentence {
  struct Word {
    var text: String
    var range: Range<Int>
  }

  /// Where it stands in the file, with the marks around it.
  var range = 0..<0
  var words: [Word] = []
  var hasBound = false
  var isQuestion = false

  /// Whether it states a number or a comparison. Questions state nothing, nor do tasks.
  var states: Bool {
    guard !isQuestion, !isRequest else { return false }
    return hasBound || !facts.isEmpty
  }

  private var isRequest: Bool { words.first.map { FactWords.requests.contains($0.text) } ?? false }

  /// The places of the words that state something.
  private var facts: [Int] {
    words.indices.filter { index in
      FactWords.isFact(
        words[index].text, after: index > 0 ? words[index - 1].text : "",
        before: index + 1 < words.count ? words[index + 1].text : "")
    }
  }

  /// Stretches of neighboring words that state something.
  var findings: [Range<Int>] {
    facts.reduce(into: [(last: Int, range: Range<Int>)]()) { found, index in
      let range = words[index].range
      if let before = found.last, before.last + 1 == index,
        range.lowerBound - before.range.upperBound <= 1
      {
        found[found.count - 1] = (index, before.range.lowerBound..<range.upperBound)
      } else {
        found.append((index, range))
      }
    }.map(\.range)
  }
}

/// Cuts a lesson's text into sentences.
struct SentenceCutter {
  private let mask: ProseMask
  private var sentences: [Sentence] = []
  private var sentence = Sentence()
  private var wordStart: Int?
  /// Where the sentence begins; nil before its first byte.
  private var start: Int?

  static func sentences(_ mask: ProseMask) -> [Sentence] {
    var cutter = SentenceCutter(mask: mask)
    cutter.cut()
    return cutter.sentences
  }

  private init(mask: ProseMask) { self.mask = mask }

  /// Abbreviations whose point ends no sentence.
  private static let abbreviations: Set<String> = ["al", "e.g", "i.e", "fig", "eq", "vs"]

  private mutating func cut() {
    let text = mask.source.text
    for index in text.indices {
      switch mask.kinds[index] {
      case .boundary:
        endWord(index)
        endSentence(index)
      case .hidden, .formula: endWord(index)
      case .bound:
        endWord(index)
        sentence.hasBound = true
      case .plain:
        if isInWord(index) {
          if wordStart == nil { wordStart = index }
        } else {
          endWord(index)
        }
      }
      guard mask.kinds[index] != .boundary else { continue }
      if start == nil { start = index }
      if isEnd(index) { endSentence(index + 1, isQuestion: text[index] == 0x3F) }
    }
    endSentence(text.endIndex)
  }

  private mutating func endWord(_ end: Int) {
    guard let start = wordStart else { return }
    let text = mask.source.string(start..<end).lowercased()
    sentence.words.append(Sentence.Word(text: text, range: start..<end))
    wordStart = nil
  }

  private mutating func endSentence(_ end: Int, isQuestion: Bool = false) {
    sentence.isQuestion = isQuestion
    sentence.range = (start ?? end)..<end
    start = nil
    if !sentence.words.isEmpty || sentence.hasBound { sentences.append(sentence) }
    sentence = Sentence()
  }

  /// Letters, digits and what holds a number or a name together: 4.8, 1,024, 5×5, 2/n, LeNet-5, 93 %.
  private func isInWord(_ index: Int) -> Bool {
    let text = mask.source.text
    let byte = text[index]
    if byte >= 0x80 { return !isDash(index) }
    if byte.isLetterOrDigit { return true }
    guard index > 0, index + 1 < text.count, mask.kinds[index + 1] == .plain else { return false }
    let (before, after) = (text[index - 1], text[index + 1])
    return switch byte {
    case UInt8(ascii: "."), UInt8(ascii: ","): before.isDigit && after.isDigit
    case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "'"), UInt8(ascii: "^"):
      (before.isLetterOrDigit || before >= 0x80) && (after.isLetterOrDigit || after >= 0x80)
    default: false
    }
  }

  /// Dashes, quotation marks and the ellipsis (U+2010 … U+2026) and the middle dot stand between words.
  private func isDash(_ index: Int) -> Bool {
    let text = mask.source.text
    var start = index
    while start > 0, text[start] & 0xC0 == 0x80 { start -= 1 }
    let bytes = text[start...].prefix(3)
    let isPunctuation =
      bytes.starts(with: [0xE2, 0x80]) && bytes.count == 3
      && (0x90...0xA6).contains(bytes[bytes.startIndex + 2])
    return isPunctuation || bytes.starts(with: [0xC2, 0xB7])
  }

  /// Whether a sentence ends at a byte: a point, a question or exclamation mark before a space, a
  /// closing mark or the end of the text.
  private func isEnd(_ index: Int) -> Bool {
    let text = mask.source.text
    guard ".?!".utf8.contains(text[index]), mask.kinds[index] == .plain else { return false }
    let rest = text[(index + 1)...].drop { "*_)\"'".utf8.contains($0) }
    guard rest.first.map({ $0 == 0x20 || $0 == 0x0A || $0 == UInt8(ascii: "|") }) ?? true else {
      return false
    }
    guard text[index] == UInt8(ascii: "."), let last = sentence.words.last else { return true }
    return last.range.upperBound != index || !Self.abbreviations.contains(last.text)
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { (0x30...0x39).contains(self) }
  fileprivate var isLetterOrDigit: Bool {
    isDigit || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self)
  }
}
