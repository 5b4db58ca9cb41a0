internal import Yams

/// A translation that says the same as its original: whatever is no text has to be alike.
public struct TranslationCheck {
  /// The lesson of the translation.
  public let lesson: Lesson
  private let original: Lesson

  /// Reads a translation and compares it.
  /// - Parameter file: the translation's.
  /// - Throws: its faults, or what differs.
  init(_ original: Lesson, file: String) throws(BrokenLesson) {
    self.original = original
    var read = try Lesson.read(path: file)
    let log = FaultLog(path: file)
    let tag = Translation.name(of: file)?.language.text
    if let tag, read.language != tag, read.language != Lesson.usualLanguage {
      log.add(.translation(.language(found: read.language, name: tag)), line: 1, column: 1)
    }
    read.language = tag ?? read.language
    read.argument = original.argument
    lesson = read
    compare(log)
    guard log.faults.isEmpty else { throw log.broken }
  }

  /// The same from the translation's file alone.
  public init(file: String) throws(BrokenLesson) {
    let path = Translation.original(of: file) ?? file
    let original: Lesson
    do throws(BrokenLesson) { original = try Lesson.read(path: path) } catch {
      let fact = LessonFact.translation(.brokenOriginal(path: path))
      throw BrokenLesson(
        path: file, faults: [LessonFault(path: file, line: 1, column: 1, fact: fact)])
    }
    try self.init(original, file: file)
  }

  /// What to do where the original is not the one that was translated; nil: it is.
  public var notice: String? {
    guard lesson.translates != original.textDigest else { return nil }
    let digest = original.textDigest
    guard let former = lesson.translates else {
      return
        "the front matter doesn't say which original was translated; write `translates: \(digest)`"
    }
    return
      "the original has changed since it was translated (it was \(former.safe(limit: 40))); look what is "
      + "new, then write `translates: \(digest)`"
  }

  private func compare(_ log: FaultLog) {
    guard let (first, second) = outlines(log) else { return }
    let comparison = StructureComparison(log: log)
    comparison.compare(first.frontMatter, second.frontMatter)
    guard original.steps.count == lesson.steps.count else {
      log.add(
        .translation(.pages(found: lesson.steps.count, original: original.steps.count)),
        line: lesson.steps.last?.line ?? 1, column: 1)
      return
    }
    for (index, step) in lesson.steps.enumerated() {
      let source = original.steps[index]
      switch (first.steps[index].block, second.steps[index].block) {
      case (let old?, let new?): comparison.compare(old, new)
      case (let old?, nil):
        log.add(.translation(.missing(key: "lab", line: old.firstLine)), line: step.line, column: 1)
      case (nil, let new?):
        log.add(.translation(.extra(key: "lab")), line: new.firstLine, column: 1)
      case (nil, nil): break
      }
      let numbers = difference(source.numbers, step.numbers)
      if let (missing, extra) = numbers {
        log.add(
          .translation(.numbers(missing: missing, extra: extra, line: source.line)),
          line: step.line, column: 1)
      }
      if let (missing, extra) = difference(source.claims, step.claims) {
        log.add(
          .translation(.claims(missing: missing, extra: extra, line: source.line)),
          line: step.line, column: 1)
      }
    }
  }

  /// Both files cut into front matter and pages.
  private func outlines(_ log: FaultLog) -> (LessonOutline, LessonOutline)? {
    let outlines = [original.path, lesson.path].compactMap { path -> LessonOutline? in
      guard case .success(let bytes) = FileContent.read(path, limit: LessonText.sizeLimit),
        let text = LessonText(bytes, log: log)
      else { return nil }
      return LessonOutline(text, log: log)
    }
    return outlines.count == 2 ? (outlines[0], outlines[1]) : nil
  }

  /// What the second lacks of the first and has beyond it, each as often as it does; nil: nothing.
  private func difference(
    _ first: [String], _ second: [String]
  ) -> (missing: [String], extra: [String])? {
    var (missing, extra) = (first, [String]())
    for item in second {
      if let place = missing.firstIndex(of: item) {
        missing.remove(at: place)
      } else {
        extra.append(item)
      }
    }
    return missing.isEmpty && extra.isEmpty ? nil : (missing, extra)
  }
}

extension LessonStep {
  /// What its texts fill in, and what they write in digits, in the order of the texts. Points, commas and narrow
  /// spaces within a number are left out: languages write them differently.
  fileprivate var numbers: [String] {
    let filled = texts.flatMap(\.filledIn)
    return filled + ([title] + texts.map(\.plainText)).flatMap(Self.digits)
  }

  private static let separators: Set<Unicode.Scalar> = [
    ".", ",", "\u{2019}", "\u{A0}", "\u{202F}", "\u{2009}",
  ]

  private static func digits(_ text: String) -> [String] {
    var numbers: [String] = []
    var number = String.UnicodeScalarView()
    let scalars = Array(text.unicodeScalars)
    func isDigit(_ index: Int) -> Bool {
      scalars.indices.contains(index) && ("0"..."9").contains(scalars[index])
    }
    for (index, scalar) in scalars.enumerated() {
      if isDigit(index) {
        number.append(scalar)
      } else if !(separators.contains(scalar) && !number.isEmpty && isDigit(index + 1)),
        !number.isEmpty
      {
        numbers.append(String(number))
        number = String.UnicodeScalarView()
      }
    }
    return number.isEmpty ? numbers : numbers + [String(number)]
  }
}

extension Prose {
  /// Each `{{…}}`, with its form.
  fileprivate var filledIn: [String] {
    runs.flatMap { run -> [String] in
      switch run.content {
      case .number(let number): [number.written]
      case .formula(let formula):
        formula.parts.compactMap {
          if case .number(let number) = $0 { number.written } else { nil }
        }
      case .text, .code, .address, .lineBreak: []
      }
    }
  }
}

extension Prose.Number {
  fileprivate var written: String { "{{\(expression.source)|\(format.written)}}" }
}
