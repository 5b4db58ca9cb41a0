internal import Datasets
internal import Experiments
import Glibc

extension Lesson {
  /// Reads and checks a lesson file.
  /// - Throws: all faults of the file at once.
  public static func read(path: String) throws(BrokenLesson) -> Lesson {
    switch FileContent.read(path, limit: LessonText.sizeLimit) {
    case .success(let bytes): return try read(bytes, path: path)
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
    let lesson = LessonReader(log: log).read(outline)
    guard let lesson, log.faults.isEmpty else { throw log.broken }
    return lesson
  }
}

/// Puts a lesson together from its front matter and steps.
struct LessonReader {
  let log: FaultLog

  private static let keys = [
    "lab", "id", "title", "question", "part", "number", "minutes", "seeds", "data", "model",
    "train", "arms", "knobs", "probes", "plots", "claims",
  ]

  /// nil or a lesson with gaps, and faults in the log, where the file is broken.
  func read(_ outline: LessonOutline) -> Lesson? {
    let document = YAMLDocument(outline.frontMatter, log: log)
    guard let fields = document.fields(name: Fields.frontMatter, known: Self.keys) else {
      if document.root == nil, log.faults.isEmpty {
        log.add(.missingKey("lab", place: Fields.frontMatter), line: 2, column: 1)
      }
      readSteps(outline, of: nil)
      return nil
    }
    readVersion(fields)
    var lesson = heading(fields)
    lesson.knobs = KnobReader.knobs(fields["knobs"])
    lesson.arms = KnobReader.arms(fields.required("arms"), knobs: lesson.knobs)
    lesson.probes = ProbeReader.probes(fields.required("probes"), knobs: lesson.knobs)
    lesson.plots = PlotReader.plots(
      fields.required("plots"), probes: lesson.probes, knobs: lesson.knobs)
    DataReader(log: log, knobs: lesson.knobs).read(fields.required("data"), into: &lesson)
    readModel(fields, &lesson)
    readTraining(fields, &lesson)
    let layerCounts = checkPlans(fields, lesson)
    lesson.claims = ProbeReader.claims(
      fields["claims"], scope: scope(of: lesson, layerCounts))
    lesson.steps = readSteps(outline, of: lesson, layerCounts)
    return lesson
  }

  private func readVersion(_ fields: Fields) {
    guard let field = fields.required("lab"), let version = field.number(), version != 1 else {
      return
    }
    field.fault(
      .outOfRange(key: "lab", found: shortNumber(version), expected: "1, the format's version"))
  }

  private func heading(_ fields: Fields) -> Lesson {
    let id = fields.required("id")?.string(limit: 60) ?? ""
    let isPlain = id.utf8.allSatisfy {
      (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
    }
    if !isPlain {
      fields["id"]?.fault(
        .outOfRange(key: "id", found: id.quoted, expected: "small letters, digits and `-`"))
    }
    return Lesson(
      id: id, title: fields.required("title")?.string(limit: 80) ?? "",
      question: fields.required("question")?.string() ?? "",
      part: fields.required("part")?.string(limit: 80) ?? "",
      number: fields.required("number")?.whole(in: 1...999) ?? 1,
      minutes: fields.required("minutes")?.whole(in: 1...600) ?? 1,
      seeds: seeds(fields["seeds"]), data: DataPlan(kind: "", trainCount: 1, testCount: 1),
      model: ModelTemplate(kind: "", settings: [:]),
      training: TrainingTemplate(settings: [:], steps: 0), arms: [], knobs: [], probes: [],
      plots: [], claims: [], steps: [], path: log.path)
  }

  private func readModel(_ fields: Fields, _ lesson: inout Lesson) {
    guard let model = fields.required("model")?.fields(),
      let name = model.required("kind")?.word(among: ModelKind.all.map(\.name), kind: "model"),
      let kind = ModelKind.named(name)
    else { return }
    let reader = SettingReader(knobs: lesson.knobs, variables: kind.variables)
    lesson.model = ModelTemplate(
      kind: name, settings: reader.read(model, kind.fields, extra: ["kind"]))
  }

  private func readTraining(_ fields: Fields, _ lesson: inout Lesson) {
    guard let training = fields.required("train")?.fields() else { return }
    let reader = SettingReader(knobs: lesson.knobs, variables: [])
    let steps = training.required("steps")?.whole(in: 1...Lesson.stepLimit)
    lesson.training = TrainingTemplate(
      settings: reader.read(training, TrainingVocabulary.fields, extra: ["steps"]),
      steps: steps ?? Lesson.stepLimit)
  }

  /// The most layers that any arm has.
  private struct LayerCounts {
    var observed = 0
    var normalizations = 0
  }

  /// Plans every arm, so that what can't be built is said when the file is read.
  /// - Returns: nil where none could be planned.
  private func checkPlans(_ fields: Fields, _ lesson: Lesson) -> LayerCounts? {
    guard log.faults.isEmpty, let arms = fields["arms"]?.fields() else { return nil }
    var plans: [ExperimentPlan] = []
    var faults: [(arm: Arm, fault: PlanFault)] = []
    for arm in lesson.arms {
      do { plans.append(try lesson.experiment(knobs: arm.set)) } catch {
        faults.append((arm, error))
      }
    }
    if let first = faults.first?.fault, plans.isEmpty, lesson.arms.count > 1,
      faults.allSatisfy({ $0.fault == first })
    {
      // What no arm can do is the model's fault, or that of the setting that it names.
      place(of: first, fields)?.fault(.plan(first, arm: nil))
    } else {
      for (arm, fault) in faults { arms[arm.id]?.fault(.plan(fault, arm: arm.id)) }
    }
    guard faults.isEmpty else { return nil }
    do { try lesson.checkMemory(of: plans) } catch {
      fields["model"]?.fault(.plan(error, arm: nil))
      return nil
    }
    let networks = plans.map(\.network)
    checkProbes(fields, lesson, networks)
    return LayerCounts(
      observed: networks.map(\.observedLayerCount).max() ?? 0,
      normalizations: networks.map(\.batchNormalizationCount).max() ?? 0)
  }

  /// The field that a fault is about.
  private func place(of fault: PlanFault, _ fields: Fields) -> Field? {
    for group in ["model", "train"] {
      guard let setting = fault.setting, let members = fields[group]?.fields() else { continue }
      let name = setting.split(separator: ".").first.map(String.init) ?? setting
      if let field = members[name] { return field }
    }
    return fields["model"]
  }

  /// Refuses probes that have nothing to read in any arm.
  private func checkProbes(_ fields: Fields, _ lesson: Lesson, _ plans: [NetworkPlan]) {
    guard let probes = fields["probes"]?.fields() else { return }
    let data = try? lesson.data.description()
    for probe in lesson.probes {
      guard plans.contains(where: { probe.measure.reads($0, on: data) }) else {
        probes[probe.name]?.fault(
          .nothingToMeasure(probe: probe.name, measure: probe.measure.name))
        continue
      }
      guard let field = probe.field, let known = data?.fieldNames, !known.contains(field)
      else { continue }
      probes[probe.name]?.fault(
        .unknownName(
          kind: "field of the data", name: field, nearest: nearestName(to: field, in: known),
          known: known))
    }
  }

  private func scope(of lesson: Lesson, _ counts: LayerCounts?) -> ExpressionScope {
    let shapes = lesson.probes.map { probe -> (String, ExpressionScope.ProbeShape) in
      switch probe.measure.form {
      case .number: (probe.name, .network)
      case .layers, .series: (probe.name, .layers)
      case .histograms: (probe.name, .histogram)
      case .pictures, .plane: (probe.name, .picture)
      }
    }
    var scope = ExpressionScope(
      arms: lesson.arms.map(\.id), probes: Dictionary(shapes) { first, _ in first },
      knobs: SettingReader.shapes(of: lesson.knobs), stepLimit: lesson.training.steps,
      layerCount: counts?.observed)
    if let counts {
      for probe in lesson.probes where probe.measure.isOfNormalization {
        scope.layerCounts[probe.name] = counts.normalizations
      }
    }
    return scope
  }

  @discardableResult
  private func readSteps(
    _ outline: LessonOutline, of lesson: Lesson?, _ layerCounts: LayerCounts? = nil
  ) -> [LessonStep] {
    for (fact, offset) in outline.source.faults where !log.isFull {
      let place = outline.source.place(offset)
      log.add(fact, line: place.line, column: place.column)
    }
    guard let lesson else {
      // Names can't be checked, but the blocks' own grammar can.
      for step in outline.steps { if let block = step.block { _ = YAMLDocument(block, log: log) } }
      return []
    }
    var reader = StepReader(
      log: log, source: outline.source, arms: lesson.arms, knobs: lesson.knobs,
      plots: lesson.plots, claims: lesson.claims, scope: scope(of: lesson, layerCounts),
      stepLimit: lesson.training.steps)
    return outline.steps.map { reader.step($0) }
  }
}
