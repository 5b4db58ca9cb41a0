internal import Experiments

/// Reads `plots`.
struct PlotReader {
  let probes: [Probe]
  let knobs: [Knob]

  static func plots(_ field: Field?, probes: [Probe], knobs: [Knob]) -> [Plot] {
    guard let fields = field?.fields() else { return [] }
    let reader = PlotReader(probes: probes, knobs: knobs)
    return fields.items("a plot") { reader.plot($0) }
  }

  private static let kinds = [
    "line", "ridgeline", "bars", "table", "heatmap", "images", "architecture", "map",
  ]

  private func plot(_ entry: Fields.Entry) -> Plot? {
    let kinds = Self.kinds
    guard let fields = entry.value.fields(known: kinds + ["title", "scale", "range"]) else {
      return nil
    }
    let title = fields["title"]?.string(limit: 60) ?? entry.key
    let scale = fields["scale"]?.word(among: ["linear", "log"], kind: "scale")
    let present = kinds.filter { fields[$0] != nil }
    guard present.count == 1, let field = fields[present[0]] else {
      entry.value.fault(
        .wrongType(
          key: entry.value.name, expected: "one of the keys " + kinds.joined(separator: ", "),
          found: present.isEmpty ? "none" : present.joined(separator: " and ")))
      return nil
    }
    guard let kind = kind(present[0], field, plot: entry.key) else { return nil }
    let isLogarithmic = scale == "log"
    return Plot(
      name: entry.key, title: title, kind: kind, isLogarithmic: isLogarithmic,
      range: fields["range"].flatMap { range($0, of: kind, word: present[0], isLogarithmic) })
  }

  /// `[low, high]` of the value axis.
  private func range(
    _ field: Field, of kind: Plot.Kind, word: String, _ isLogarithmic: Bool
  ) -> ClosedRange<Double>? {
    guard kind.hasValueAxis else {
      field.fault(
        .wrongType(key: field.name, expected: "a plot with an axis (line, bars)", found: word))
      return nil
    }
    return field.range(within: -1e30...1e30, isLogarithmic: isLogarithmic)
  }

  private func kind(_ word: String, _ field: Field, plot: String) -> Plot.Kind? {
    switch word {
    case "ridgeline":
      return probe(field, plot, "a histogram", \.isHistogram).map { .ridgeline(probe: $0) }
    case "heatmap": return probe(field, plot, "a picture", \.isPicture).map { .heatMap(probe: $0) }
    case "images": return probe(field, plot, "a picture", \.isPicture).map { .images(probe: $0) }
    case "architecture":
      return field.word(among: ["all"], kind: "word for \(field.name)").map { _ in .architecture }
    case "map": return map(field, plot)
    case "bars":
      let names = probes(field, plot, "one number a layer") { $0.isPerLayer && !$0.isHistogram }
      return names.map { .bars(probes: $0) }
    default:
      let names = probes(field, plot, "one number for the network", \.isNumber)
      return names.map { word == "line" ? .line(probes: $0) : .table(probes: $0) }
    }
  }

  /// `{of: probe, rows: knob, columns: knob}`.
  private func map(_ field: Field, _ plot: String) -> Plot.Kind? {
    guard let fields = field.fields(known: ["of", "rows", "columns"]) else { return nil }
    let names = knobs.map(\.name)
    let rows = fields.required("rows")?.word(among: names, kind: "knob")
    let columns = fields.required("columns")?.word(among: names, kind: "knob")
    guard let of = fields.required("of"),
      let probe = probe(of, plot, "one number for the network", \.isNumber), let rows, let columns
    else { return nil }
    guard rows != columns else {
      fields["columns"]?.fault(.repeatedName(kind: "a knob", name: columns))
      return nil
    }
    return .map(probe: probe, rows: rows, columns: columns)
  }

  private func probe(
    _ field: Field, _ plot: String, _ expected: String, _ fits: (Measure) -> Bool
  ) -> String? {
    guard let name = field.word(among: probes.map(\.name), kind: "probe") else { return nil }
    return check([name], field, plot, expected, fits) ? name : nil
  }

  private func probes(
    _ field: Field, _ plot: String, _ expected: String, _ fits: (Measure) -> Bool
  ) -> [String]? {
    let names = field.words(among: probes.map(\.name), kind: "probe")
    guard !names.isEmpty else { return nil }
    return check(names, field, plot, expected, fits) ? names : nil
  }

  private func check(
    _ names: [String], _ field: Field, _ plot: String, _ expected: String,
    _ fits: (Measure) -> Bool
  ) -> Bool {
    let unfit = probes.filter { names.contains($0.name) && !fits($0.measure) }
    for probe in unfit {
      field.fault(.unfitProbe(plot: plot, probe: probe.name, expected: expected))
    }
    return unfit.isEmpty
  }
}
