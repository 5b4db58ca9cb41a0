internal import Experiments

/// Reads `plots`, and which probes they need beside those that the lesson names.
struct PlotReader {
  let knobs: [Knob]
  let mostSteps: Int
  private var named: PlottedProbes

  /// - Parameter mostSteps: the most that any run takes.
  init(probes: [Probe], knobs: [Knob], mostSteps: Int) {
    named = PlottedProbes(named: probes)
    self.knobs = knobs
    self.mostSteps = mostSteps
  }

  /// The lesson's probes and those that plots have read so far have need of.
  var probes: [Probe] { named.all }

  mutating func plots(_ field: Field?) -> [Plot] {
    field?.fields()?.items("a plot") { plot($0) } ?? []
  }

  private mutating func plot(_ entry: Fields.Entry) -> Plot? {
    let names = PlotKind.all.map(\.name)
    guard let fields = entry.value.fields() else { return nil }
    let title = fields["title"]?.string(limit: 60) ?? entry.key
    let present = PlotKind.all.filter { fields[$0.name] != nil }
    fields.check(known: names + Self.keys(of: present))
    guard present.count == 1, let kind = present.first, let field = fields[kind.name] else {
      entry.value.fault(
        .wrongType(
          key: entry.value.name, expected: "one of the keys " + names.joined(separator: ", "),
          found: present.isEmpty ? "none" : present.map(\.name).joined(separator: " and ")))
      return nil
    }
    let scale = scale(fields, of: kind)
    let besides = kind.subject == .mapping ? [:] : settings(fields, of: kind)
    guard let subject = subject(field, of: kind, plot: entry.key, at: besides?[.at]?.count),
      let besides
    else { return nil }
    let hasOwnRange = kind.settings.contains { $0.key == "range" }
    return Plot(
      name: entry.key, title: title, kind: kind, probes: subject.probes,
      settings: besides.merging(subject.settings) { $1 },
      isLogarithmic: scale.map { $0 == "log" },
      range: hasOwnRange
        ? nil : fields["range"].flatMap { range($0, of: kind, isLogarithmic: scale == "log") })
  }

  /// What a plot of such kinds may have beside them.
  private static func keys(of kinds: [PlotKind]) -> [String] {
    let own = kinds.filter { $0.subject != .mapping }.flatMap(\.settings).map(\.key)
    let common = ["title", kinds.first?.scale?.key ?? "scale", "range"]
    return common.filter { !own.contains($0) } + own
  }

  private func scale(_ fields: Fields, of kind: PlotKind) -> String? {
    fields[kind.scale?.key ?? "scale"]?.word(among: ["linear", "log"], kind: "scale")
  }

  /// `[low, high]` of the value axis.
  private func range(
    _ field: Field, of kind: PlotKind, isLogarithmic: Bool
  ) -> ClosedRange<Double>? {
    guard kind.hasValueAxis else {
      let fitting = PlotKind.all.filter(\.hasValueAxis).map(\.name).joined(separator: ", ")
      field.fault(
        .wrongType(
          key: field.name, expected: "a plot with an axis (\(fitting))", found: kind.name))
      return nil
    }
    return field.range(within: -1e30...1e30, isLogarithmic: isLogarithmic)
  }

  // MARK: What it shows

  private typealias Subject = (probes: [String], settings: [PlotSetting: PlotSetting.Value])

  /// - Parameter step: whose readings are shown; nil: they follow the run.
  private mutating func subject(
    _ field: Field, of kind: PlotKind, plot: String, at step: Int?
  ) -> Subject? {
    switch kind.subject {
    case .networks:
      return field.word(among: ["all"], kind: "word for \(field.name)").map { _ in ([], [:]) }
    case .probe:
      return named.probe(field, of: kind, plot: plot, at: step).map { ([$0], [:]) }
    case .probes:
      return named.probes(field, of: kind, plot: plot, at: step).map { ($0, [:]) }
    case .mapping:
      guard let fields = field.fields(known: ["of"] + kind.settings.map(\.key)) else { return nil }
      let settings = settings(fields, of: kind)
      guard let of = fields.required("of"), let settings,
        let probe = named.probe(of, of: kind, plot: plot, at: settings[.at]?.count)
      else { return nil }
      return ([probe], settings)
    }
  }

  // MARK: Settings

  /// nil where one is missing or wrong.
  private func settings(
    _ fields: Fields, of kind: PlotKind
  ) -> [PlotSetting: PlotSetting.Value]? {
    var values: [PlotSetting: PlotSetting.Value] = [:]
    var isWhole = true
    for setting in kind.settings {
      let found = setting.kind.isRequired ? fields.required(setting.key) : fields[setting.key]
      guard let field = found, let value = value(field, of: setting) else {
        isWhole = isWhole && found == nil && !setting.kind.isRequired
        continue
      }
      if setting.kind == .knob, case .text(let name) = value, values.values.contains(value) {
        field.fault(.repeatedName(kind: "a knob", name: name))
        isWhole = false
      }
      values[setting] = value
    }
    return isWhole ? values : nil
  }

  private func value(_ field: Field, of setting: PlotSetting) -> PlotSetting.Value? {
    switch setting.kind {
    case .knob: field.word(among: knobs.map(\.name), kind: "knob").map { .text($0) }
    case .numberOfKnob:
      field.word(among: knobs.filter(\.hasNumber).map(\.name), kind: "knob with a number")
        .map { .text($0) }
    case .label: field.string(limit: 30).map { .text($0) }
    case .count: field.whole(in: 1...1_000_000).map { .count($0) }
    case .area: field.area().map { .area($0) }
    case .step: field.whole(in: 0...mostSteps).map { .count($0) }
    }
  }
}

extension Knob {
  fileprivate var hasNumber: Bool { if case .number = value { true } else { false } }
}
