/// Reads the steps of a lesson: their text and their lab blocks.
struct StepReader {
  let log: FaultLog
  let source: MarkdownSource
  let arms: [Arm]
  let knobs: [Knob]
  let plots: [Plot]
  let claims: [Claim]
  /// The names that formulas in the text may use.
  let scope: ExpressionScope
  let stepLimit: Int
  private var predictions: Set<String> = []

  init(
    log: FaultLog, source: MarkdownSource, arms: [Arm], knobs: [Knob], plots: [Plot],
    claims: [Claim],
    scope: ExpressionScope, stepLimit: Int
  ) {
    self.log = log
    self.source = source
    self.arms = arms
    self.knobs = knobs
    self.plots = plots
    self.claims = claims
    self.scope = scope
    self.stepLimit = stepLimit
  }

  private static let keys = [
    "plots", "run", "predict", "knobs", "hints", "notes", "claims", "skippable", "slides", "errata",
  ]

  mutating func step(_ outline: LessonOutline.Step) -> LessonStep {
    let body = body(of: outline)
    if outline.title.isEmpty || outline.nodes.isEmpty {
      log.add(.emptyStep(outline.title), line: outline.line, column: 1)
    }
    var step = LessonStep(
      title: outline.title, body: body, plots: [], knobs: [], hints: [], claims: [],
      isSkippable: true)
    step.line = outline.line
    guard let block = outline.block else { return step }
    let document = YAMLDocument(block, log: log)
    guard let fields = document.fields(name: Fields.labBlock, known: Self.keys) else { return step }
    step.keyLines = fields.keyLines
    step.plots = fields["plots"]?.words(among: plots.map(\.name), kind: "plot") ?? []
    step.knobs = fields["knobs"]?.words(among: knobs.map(\.name), kind: "knob") ?? []
    step.claims = fields["claims"]?.words(among: claims.map(\.name), kind: "claim") ?? []
    step.hints = (fields["hints"]?.list(atMost: 10) ?? []).compactMap { $0.prose(claims: claims) }
    step.notes = fields["notes"]?.prose(claims: claims)
    step.isSkippable = fields["skippable"]?.truth() ?? true
    step.slides = (fields["slides"]?.list(atMost: 10) ?? []).compactMap { $0.string() }
    step.errata = (fields["errata"]?.list(atMost: 10) ?? []).compactMap(erratum)
    step.run = fields["run"].flatMap(run)
    step.prediction = fields["predict"].flatMap { prediction($0) }
    let bound = step.texts.flatMap(\.claims).filter { !step.claims.contains($0) }
    step.claims += bound.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    return step
  }

  private func body(of outline: LessonOutline.Step) -> Prose {
    let reader = ProseReader(source: source, scope: scope, claims: claims.map(\.name)) {
      fact, offset in
      // A place is counted from the beginning: not for faults that nobody will see.
      guard !log.isFull else { return }
      let place = source.place(offset)
      log.add(fact, line: place.line, column: place.column)
    }
    return Prose(reader.blocks(outline.nodes))
  }

  private func erratum(_ field: Field) -> Erratum? {
    guard let fields = field.fields(known: ["slide", "right", "source"]),
      let slide = fields.required("slide")?.string(isProse: true),
      let right = fields.required("right")?.string(isProse: true),
      let source = fields.required("source")?.string(isProse: true)
    else { return nil }
    return Erratum(slide: slide, right: right, source: source)
  }

  private func run(_ field: Field) -> LessonStep.Run? {
    guard let fields = field.fields(known: ["arms", "until", "pace"]) else { return nil }
    var chosen: [String] = []
    if let arms = fields["arms"] {
      if arms.isList {
        chosen = arms.words(among: self.arms.map(\.id), kind: "arm")
      } else {
        let known = self.arms.map(\.id)
        if let arm = arms.isScalar ? arms.plainText : nil, known.contains(arm) {
          arms.fault(
            .wrongType(
              key: arms.name, expected: "all or a list, [\(arm)]", found: "the arm \(arm.quoted)"))
        } else {
          _ = arms.word(among: ["all"], kind: "word for \(arms.name)")
        }
      }
    }
    guard let until = fields.required("until")?.whole(in: 0...stepLimit) else { return nil }
    return LessonStep.Run(
      arms: chosen, until: until, pace: fields["pace"]?.whole(in: 1...10_000))
  }

  // MARK: Predictions

  private mutating func prediction(_ field: Field) -> Prediction? {
    let common = ["id", "ask", "kind"]
    let own = ["choice": ["options", "answer", "why"], "number": ["answer", "factor", "unit"]]
    guard let all = field.fields(),
      let kind = all.required("kind")?.word(among: ["choice", "number"], kind: "prediction")
    else { return nil }
    all.check(known: common + (own[kind] ?? []))
    let id = all.required("id")?.string(limit: 40)
    let ask = all.required("ask")?.prose(claims: claims)
    let content = kind == "choice" ? choice(all) : number(all)
    guard let id, let ask, let content else { return nil }
    guard isName(id) else {
      all["id"]?.fault(.badName(kind: "a prediction", name: id))
      return nil
    }
    guard predictions.insert(id).inserted else {
      all["id"]?.fault(.repeatedName(kind: "a prediction", name: id))
      return nil
    }
    return Prediction(id: id, ask: ask, kind: content)
  }

  private func choice(_ fields: Fields) -> Prediction.Kind? {
    let reasons = fields["why"]?.fields()
    guard let field = fields.required("options"), let list = field.fields() else { return nil }
    var options: [Prediction.Option] = []
    for entry in list.entries {
      guard let text = entry.value.prose(inOneLine: true) else { continue }
      options.append(
        Prediction.Option(
          key: entry.key, text: text, why: reasons?[entry.key]?.prose(claims: claims)))
    }
    let keys = list.entries.map(\.key)
    reasons?.check(known: keys)
    guard (2...9).contains(list.entries.count) else {
      field.fault(
        .outOfRange(
          key: field.name, found: "\(list.entries.count) options", expected: "2 to 9"))
      return nil
    }
    for entry in list.entries where entry.key.unicodeScalars.count != 1 {
      entry.keyField.fault(
        .wrongType(key: field.name, expected: "a letter for each option", found: entry.key.quoted))
    }
    guard let answer = fields.required("answer")?.word(among: keys, kind: "option") else {
      return nil
    }
    return .choice(options: options, answer: answer)
  }

  private func number(_ fields: Fields) -> Prediction.Kind? {
    let factor = fields["factor"].map { $0.number(in: 1...1_000_000) } ?? 2
    let unit = fields["unit"].map { $0.string(limit: 20) } ?? ""
    let answer = fields.required("answer")?.expression(scope, expecting: .number)
    guard let answer, let factor, let unit else { return nil }
    return .number(answer: answer, factor: factor, unit: unit)
  }
}
