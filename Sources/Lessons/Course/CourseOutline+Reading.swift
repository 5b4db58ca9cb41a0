extension CourseOutline {
  /// Whether a file is a course and no lesson: its front matter has `course` and no `lab`.
  public static func isCourse(path: String) -> Bool {
    guard case .success(let bytes) = FileContent.read(path, limit: LessonText.sizeLimit) else {
      return false
    }
    return isCourse(bytes, path: path)
  }

  static func isCourse(_ bytes: [UInt8], path: String) -> Bool {
    let log = FaultLog(path: path)
    guard let text = LessonText(bytes, log: log), let outline = LessonOutline(text, log: log),
      let fields = YAMLDocument(outline.frontMatter, log: log).fields(name: Fields.frontMatter)
    else { return false }
    return fields["course"] != nil && fields["lab"] == nil
  }

  /// Reads and checks a course file; which lessons there are nobody knows yet.
  /// - Throws: all faults of the file at once.
  public static func read(path: String) throws(BrokenLesson) -> CourseOutline {
    switch FileContent.read(path, limit: LessonText.sizeLimit) {
    case .success(let bytes): return try read(bytes, path: path)
    case .failure(let failure):
      let fact: LessonFact =
        switch failure {
        case .unreadable(let reason): .unreadable(reason: reason)
        case .tooLarge(let bytes): .tooLarge(bytes: bytes, limit: LessonText.sizeLimit)
        }
      throw BrokenLesson(
        path: path, faults: [LessonFault(path: path, line: 0, column: 0, fact: fact)])
    }
  }

  /// Reads and checks the bytes of a course file; `path` is what faults call it.
  public static func read(_ bytes: [UInt8], path: String) throws(BrokenLesson) -> CourseOutline {
    let log = FaultLog(path: path)
    guard let text = LessonText(bytes, log: log), let outline = LessonOutline(text, log: log) else {
      throw log.broken
    }
    guard let course = CourseReader(log: log, source: outline.source).read(outline),
      log.faults.isEmpty
    else { throw log.broken }
    return course
  }
}

/// Puts a course together from its front matter and sections.
private struct CourseReader {
  let log: FaultLog
  let source: MarkdownSource

  func read(_ outline: LessonOutline) -> CourseOutline? {
    let document = YAMLDocument(outline.frontMatter, log: log)
    guard let fields = document.fields(name: Fields.frontMatter) else {
      if document.root == nil, log.faults.isEmpty {
        log.add(.missingKey("course", place: Fields.frontMatter), line: 2, column: 1)
      }
      return nil
    }
    guard readVersion(fields) else { return nil }
    fields.check(known: ["course", "id", "title", "minutes", "language"])
    for (fact, offset) in outline.source.faults where !log.isFull { report(fact, offset) }
    let id = fields.required("id")?.string(limit: 60) ?? ""
    fields["id"]?.checkPlain(id)
    return CourseOutline(
      id: id, title: fields.required("title")?.string(limit: 80) ?? "",
      language: fields["language"]?.language() ?? Lesson.usualLanguage,
      minutes: fields["minutes"]?.whole(in: 1...6000), sections: outline.steps.map(section),
      path: log.path)
  }

  private func readVersion(_ fields: Fields) -> Bool {
    guard let field = fields.required("course"), let version = field.number(), version != 1 else {
      return true
    }
    field.fault(
      .outOfRange(
        key: "course", found: shortNumber(version), expected: "1, the format's version"))
    return false
  }

  private func report(_ fact: LessonFact, _ offset: Int) {
    guard !log.isFull else { return }
    let place = source.place(offset)
    log.add(fact, line: place.line, column: place.column)
  }

  private func section(_ outline: LessonOutline.Step) -> CourseOutline.Section {
    let reader = ProseReader(source: source, scope: ExpressionScope(), claims: [], report: report)
    var section = CourseOutline.Section(
      title: outline.title, body: Prose(reader.blocks(outline.nodes)), line: outline.line)
    if let block = outline.block,
      let fields = YAMLDocument(block, log: log).fields(
        name: Fields.labBlock, known: ["lesson", "pages", "minutes", "notes"])
    {
      section.notes = fields["notes"]?.prose()
      section.lesson = part(fields)
    }
    if section.title.isEmpty || section.body.blocks.isEmpty && section.lesson == nil {
      log.add(.emptyStep(section.title), line: outline.line, column: 1)
    }
    return section
  }

  private func part(_ fields: Fields) -> CourseOutline.Part? {
    guard let field = fields["lesson"] else {
      for key in ["pages", "minutes"] where fields[key] != nil {
        fields[key]?.fault(.missingKey("lesson", place: Fields.labBlock))
      }
      return nil
    }
    // Lessons have numbers, too.
    guard let name = field.plainText else { return nil }
    return CourseOutline.Part(
      name: name, pages: fields["pages"].flatMap(pages),
      minutes: fields["minutes"]?.whole(in: 1...600))
  }

  /// More pages no lesson has.
  private static let pageNumbers = 1...1000

  /// `[1, 3]` or `"1-4, 7"`, from 1.
  private func pages(_ field: Field) -> [Int]? {
    if field.isList {
      return (field.list(atMost: 100) ?? []).compactMap { $0.whole(in: Self.pageNumbers) }.map {
        $0 - 1
      }
    }
    guard let text = field.plainText else { return nil }
    let pages = SeedList.parse(text.filter { $0 != " " })?.map { Int(clamping: $0) } ?? []
    guard !pages.isEmpty, pages.allSatisfy(Self.pageNumbers.contains) else {
      field.fault(
        .wrongType(
          key: field.name, expected: "pages such as \"1-4, 7\" or [1, 3]", found: text.quoted))
      return nil
    }
    return pages.map { $0 - 1 }
  }
}
