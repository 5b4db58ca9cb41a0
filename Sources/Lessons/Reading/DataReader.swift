internal import Datasets
internal import Experiments

/// Reads a lesson's `data` block, looks at a person's own files, and says what is wrong with either.
struct DataReader {
  let log: FaultLog
  let knobs: [Knob]

  /// nil, and faults in the log, where the block is broken.
  func read(_ field: Field) -> TrainTemplate.DataSet? {
    let names = DatasetCatalog.kinds.map(\.name)
    guard let fields = field.fields(),
      let name = fields.required("kind")?.word(among: names, kind: "data set"),
      let kind = DatasetCatalog.kind(name)
    else { return nil }
    let words = ownWords(kind, fields)
    let reader = SettingReader(knobs: knobs, variables: [])
    let open = kind.settings.filter { isChosen($0, fields) }.map(\.name)
    let template = DataTemplate(
      settings: reader.read(
        fields, DataVocabulary.fields(of: kind, open: open),
        extra: ["kind"] + kind.settings.map(\.name)))
    // Words that are missing or unfit have a fault already.
    guard let words else { return nil }
    guard open.allSatisfy({ template.settings[$0] != nil }) else { return nil }
    let unsettled = DataPlan(kind: name, trainCount: 1, testCount: 1, words: words)
    let resolver = SettingResolver(
      settings: template.settings,
      knobs: Dictionary(knobs.map { ($0.name, $0.value) }) { first, _ in first })
    do {
      for other in choices(of: open, resolver) { _ = try settled(unsettled, other) }
      var plan = try settled(unsettled, resolver)
      let dataset = try description(plan)
      if kind.readsOwnFiles { plan.looked = dataset }
      if case .images = dataset.form {
        _ = try DataVocabulary.augmentations(resolver, of: dataset)
      } else {
        for field in ["augment", "test_images"].compactMap({ fields[$0] }) {
          field.fault(
            .outOfRange(
              key: field.name, found: "data of kind \(name)", expected: "data that are images"))
        }
      }
      return TrainTemplate.DataSet(plan: plan, template: template)
    } catch {
      add(error, words: words, fields, field)
      return nil
    }
  }

  /// The settings with each choice of the knobs that choose names: what is wrong with one is said when
  /// the file is read.
  private func choices(of names: [String], _ resolver: SettingResolver) -> [SettingResolver] {
    names.flatMap { name -> [SettingResolver] in
      guard case .knob(let knob)? = resolver.settings[name],
        case .choice(let words)? = knobs.first(where: { $0.name == knob })?.kind
      else { return [] }
      return words.map { word in
        SettingResolver(
          settings: resolver.settings, knobs: resolver.knobs.merging([knob: .word(word)]) { $1 })
      }
    }
  }

  private func settled(
    _ unsettled: DataPlan, _ resolver: SettingResolver
  ) throws(PlanFault) -> DataPlan {
    var plan = try DataVocabulary.plan(unsettled, resolver)
    guard resolver.settings.isEmpty else { return plan }
    let dataset = try description(plan)
    (plan.trainCount, plan.testCount) = (dataset.trainCount, dataset.testCount)
    return plan
  }

  private func description(_ plan: DataPlan) throws(PlanFault) -> DatasetDescription {
    do { return try plan.description() } catch { throw .data(error) }
  }

  // MARK: Files

  /// Paths and names that don't depend on knobs; nil where one is missing or unfit.
  private func ownWords(_ kind: DatasetKind, _ fields: Fields) -> [String: String]? {
    var words: [String: String] = [:]
    var isComplete = true
    for setting in kind.settings {
      if isChosen(setting, fields) { continue }
      guard !isKnob(setting, fields) else {
        isComplete = false
        continue
      }
      switch setting.kind {
      case .file(let isRequired):
        let field = isRequired ? fields.required(setting.name) : fields[setting.name]
        words[setting.name] = field.flatMap(path)
        if field == nil ? isRequired : words[setting.name] == nil { isComplete = false }
      case .text(let standard):
        let field = standard == nil ? fields.required(setting.name) : fields[setting.name]
        words[setting.name] = field?.string(limit: 1_000)
        if field == nil ? standard == nil : words[setting.name] == nil { isComplete = false }
      case .names:
        words[setting.name] = fields[setting.name].flatMap(names)
        if fields[setting.name] != nil, words[setting.name] == nil { isComplete = false }
      default: break
      }
    }
    return isComplete ? words : nil
  }

  /// Whether names are left to a knob, whose choices are texts of names.
  private func isChosen(_ setting: DataSettingField, _ fields: Fields) -> Bool {
    setting.kind == .names && fields[setting.name].map(namesKnob) == true
  }

  private func namesKnob(_ field: Field) -> Bool {
    guard field.isKnobName, let text = field.string() else { return false }
    return knobs.contains { "$" + $0.name == text }
  }

  /// Whether a path or a name is left to a knob, which is a fault: what is in a file is looked at when
  /// the lesson is read.
  private func isKnob(_ setting: DataSettingField, _ fields: Fields) -> Bool {
    guard let field = fields[setting.name], namesKnob(field), let text = field.string() else {
      return false
    }
    switch setting.kind {
    case .file, .text:
      field.fault(
        .wrongType(
          key: field.name, expected: "the name itself, as files are read before any knob is turned",
          found: "the knob \(String(text.dropFirst()).quoted)"))
      return true
    case .names, .whole, .optionalWhole, .number, .word: return false
    }
  }

  /// Names as a list, or separated by commas.
  private func names(_ field: Field) -> String? {
    guard field.isList else { return field.string(limit: 1_000) }
    guard let items = field.list(atMost: 1_000) else { return nil }
    let names = items.compactMap { $0.string() }
    return names.count == items.count ? CSVTable.text(ofNames: names) : nil
  }

  /// A path within the lesson's folder, so that a lesson from elsewhere reads nothing else.
  func path(_ field: Field) -> String? {
    guard let text = field.string(limit: 1_000) else { return nil }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard !text.hasPrefix("/"), !text.hasPrefix("~"), !parts.contains(".."), !parts.contains("")
    else {
      field.fault(
        .outOfRange(
          key: field.name, found: text.quoted,
          expected: "a file in the lesson's folder, such as `data/iris.csv`; put it or a link there"
        ))
      return nil
    }
    let path = log.path.lastIndex(of: "/").map { log.path[...$0] + text } ?? text
    log.noteFile(path)
    return path
  }

  // MARK: Faults

  /// Logs the fault at the setting that it is about.
  private func add(
    _ fault: PlanFault, words: [String: String], _ fields: Fields, _ block: Field
  ) {
    switch fault {
    case .data(let fault):
      var place = fields.entries.first { words[$0.key] == fault.path }?.value
      if case .setting(let name, _, _) = fault.fact { place = fields[name] }
      (place ?? block).fault(.data(fault, key: (place ?? block).name))
    case .outOfRange(let setting, let value, let expected):
      let place = field(setting, fields) ?? block
      place.fault(.outOfRange(key: place.name, found: shortNumber(value), expected: expected))
    case .notWhole(let setting, let value), .notFinite(let setting, let value):
      let place = field(setting, fields) ?? block
      place.fault(
        .outOfRange(key: place.name, found: shortNumber(value), expected: "a whole number"))
    default:
      block.fault(.wrongType(key: block.name, expected: "data that can be had", found: "\(fault)"))
    }
  }

  /// The field of a setting; groups are joined by a dot.
  private func field(_ setting: String, _ fields: Fields) -> Field? {
    let names = setting.split(separator: ".").map(String.init)
    guard let first = names.first, let field = fields[first] else { return nil }
    return names.count == 1 ? field : field.fields()?[names[1]] ?? field
  }
}
