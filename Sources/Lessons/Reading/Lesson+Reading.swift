internal import Datasets
internal import Experiments
import Glibc

extension Lesson {
  /// Reads and checks a lesson file.
  /// - Throws: all faults of the file at once.
  public static func read(path: String) throws(BrokenLesson) -> Lesson {
    // Before it is read: a change meanwhile is seen by whoever looks again.
    let stamp = FileStamp(path: path)
    switch FileContent.read(path, limit: LessonText.sizeLimit) {
    case .success(let bytes):
      var lesson = try read(bytes, path: path)
      lesson.stamp = stamp
      return lesson
    case .failure(let failure):
      let fact: LessonFact =
        switch failure {
        case .unreadable(let reason): .unreadable(reason: reason)
        case .tooLarge(let bytes): .tooLarge(bytes: bytes, limit: LessonText.sizeLimit)
        }
      let fault = LessonFault(path: path, line: 0, column: 0, fact: fact)
      throw BrokenLesson(path: path, faults: [fault])
    }
  }

  /// Reads and checks the bytes of a lesson file; `path` is what faults call it.
  public static func read(_ bytes: [UInt8], path: String) throws(BrokenLesson) -> Lesson {
    let log = FaultLog(path: path)
    guard let text = LessonText(bytes, log: log), let outline = LessonOutline(text, log: log) else {
      throw log.broken
    }
    guard var lesson = LessonReader(log: log).read(outline), log.faults.isEmpty else {
      throw log.broken
    }
    lesson.textDigest = Digest.text(Digest.of(bytes))
    return lesson
  }
}

/// Puts a lesson together from its front matter and steps.
struct LessonReader {
  let log: FaultLog

  private static let keys = [
    "lab", "id", "title", "question", "part", "number", "minutes", "seeds", "arms", "knobs",
    "probes", "plots", "claims", "headline", "pad", "language", "translates",
  ]

  /// nil or a lesson with gaps, and faults in the log, where the file is broken.
  func read(_ outline: LessonOutline) -> Lesson? {
    let document = YAMLDocument(outline.frontMatter, log: log)
    guard let fields = document.fields(name: Fields.frontMatter) else {
      if document.root == nil, log.faults.isEmpty {
        log.add(.missingKey("lab", place: Fields.frontMatter), line: 2, column: 1)
      }
      readSteps(outline, of: nil)
      return nil
    }
    // Of another version nothing else is known.
    guard readVersion(fields) else { return nil }
    let kind = ExperimentKind.of(fields)
    fields.check(known: Self.keys + kind.blocks + ExperimentKind.calculate.blocks)
    noteUnreadBlocks(fields)
    let knobs = KnobReader.knobs(fields["knobs"])
    let template = template(kind, ExperimentBlocks(log: log, fields: fields, knobs: knobs))
    var lesson = heading(fields, template: template ?? UnreadTemplate())
    lesson.knobs = knobs
    lesson.arms = KnobReader.arms(
      fields.required("arms"), knobs: knobs, choices: kind.armChoices(fields))
    lesson.probes = ProbeReader.probes(fields.required("probes"), knobs: lesson.knobs)
    var plots = PlotReader(
      probes: lesson.probes, knobs: lesson.knobs, mostSteps: lesson.mostSteps)
    lesson.plots = plots.plots(fields.required("plots"))
    lesson.probes = plots.probes
    lesson.headline = headline(fields["headline"], lesson.probes)
    lesson.pad = PadReader.pad(fields["pad"])
    lesson.language = fields["language"]?.language() ?? Lesson.usualLanguage
    lesson.translates = fields["translates"]?.plainText
    let plans = PlanChecker(log: log, fields: fields, lesson: lesson).plans()
    var scope = lesson.scope(plans)
    scope.settings = [lesson.template.mainBlock, "data", "train"].flatMap { block in
      fields[block].flatMap { $0.isMapping ? $0.fields() : nil }?.entries.map(\.key) ?? []
    }
    lesson.claims = ProbeReader.claims(fields["claims"], scope: scope)
    lesson.steps = readSteps(outline, of: lesson, scope)
    lesson.claimDigest = document.claimDigest
    lesson.files = log.files
    for block in ["arms", "plots"] {
      for (key, line) in fields[block]?.fields()?.keyLines ?? [:] {
        lesson.keyLines["\(block).\(key)"] = line
      }
    }
    return lesson
  }

  /// What the arms do, with the formulas that stand beside it.
  /// Of a block that is missing or no mapping, which is a fault of its own, every name is unknown.
  private func noteUnreadBlocks(_ fields: Fields) {
    for (block, kind) in ["arms": "arm", "probes": "probe", "plots": "plot"]
    where fields[block]?.isMapping != true { log.markUnread(kind) }
    // A lesson needs no knobs.
    if fields["knobs"]?.isMapping == false { log.markUnread("knob") }
  }

  private func template(
    _ kind: ExperimentKind, _ blocks: ExperimentBlocks
  ) -> (any ExperimentTemplate)? {
    let main = kind.read(blocks)
    let standsAlone = kind.name == ExperimentKind.calculate.name
    guard !standsAlone, blocks.fields["calculate"] != nil else { return main }
    guard let formulas = CalculateTemplate(blocks) else { return nil }
    return main.map { TemplateWithFormulas(main: $0, calculation: formulas) }
  }

  /// Whether the version is this one, or not said, which has a fault then.
  private func readVersion(_ fields: Fields) -> Bool {
    guard let field = fields.required("lab"), let version = field.number(), version != 1 else {
      return true
    }
    field.fault(
      .outOfRange(key: "lab", found: shortNumber(version), expected: "1, the format's version"))
    return false
  }

  /// The probe whose newest value stands beside each arm's name.
  private func headline(_ field: Field?, _ probes: [Probe]) -> String? {
    let numbers = probes.filter { $0.isNumber && isName($0.name) }.map(\.name)
    return field?.word(among: numbers, kind: "probe with one number for the network")
  }

  private func heading(_ fields: Fields, template: any ExperimentTemplate) -> Lesson {
    let id = fields.required("id")?.string(limit: 60) ?? ""
    fields["id"]?.checkPlain(id)
    return Lesson(
      id: id, title: fields.required("title")?.string(limit: 80) ?? "",
      question: fields.required("question")?.string() ?? "",
      part: fields.required("part")?.string(limit: 80) ?? "",
      number: fields.required("number")?.whole(in: 1...999) ?? 1,
      minutes: fields.required("minutes")?.whole(in: 1...600) ?? 1,
      seeds: seeds(fields["seeds"]), template: template, arms: [], knobs: [], probes: [],
      plots: [], claims: [], steps: [], path: log.path)
  }

  @discardableResult
  private func readSteps(
    _ outline: LessonOutline, of lesson: Lesson?, _ scope: ExpressionScope? = nil
  ) -> [LessonStep] {
    for (fact, offset) in outline.source.faults where !log.isFull {
      let place = outline.source.place(offset)
      log.add(fact, line: place.line, column: place.column)
    }
    guard let lesson, let scope else {
      // Names can't be checked, but the blocks' own grammar can.
      for step in outline.steps { if let block = step.block { _ = YAMLDocument(block, log: log) } }
      return []
    }
    var reader = StepReader(
      log: log, source: outline.source, arms: lesson.arms, knobs: lesson.knobs,
      plots: lesson.plots, claims: lesson.claims, scope: scope,
      stepLimit: lesson.mostSteps)
    return outline.steps.map { reader.step($0) }
  }
}

/// In place of an experiment that could not be read.
private struct UnreadTemplate: ExperimentTemplate {
  var steps: Int { Lesson.stepLimit }
  var rebuildingSettings: [Setting] { [] }
  var facts: [(name: String, text: String)] { [] }
  var mainBlock: String { "" }
  var verb: String { "" }

  func plan(knobs: [String: KnobValue], arm: Arm?) throws(PlanFault) -> any ExperimentPlan {
    throw .unknownKind("")
  }
}
