/// Reads `probes`, `plots` and `claims`.
enum ProbeReader {
  static func probes(_ field: Field?) -> [Probe] {
    guard let fields = field?.fields() else { return [] }
    return fields.items("a probe") { entry in
      guard let probe = entry.value.fields(known: ["of", "smooth", "every", "label"]) else {
        return nil
      }
      let measures = Measure.allCases.map(\.rawValue)
      let word = probe.required("of")?.word(among: measures, kind: "measure")
      guard let word, let measure = Measure(rawValue: word) else { return nil }
      return Probe(
        name: entry.key, measure: measure,
        smoothing: probe["smooth"]?.whole(in: 1...10_000) ?? 1,
        every: probe["every"]?.whole(in: 1...100_000) ?? measure.usualInterval,
        label: probe["label"]?.string(limit: 40) ?? entry.key)
    }
  }

  static func plots(_ field: Field?, probes: [Probe]) -> [Plot] {
    guard let fields = field?.fields() else { return [] }
    return fields.items("a plot") { plot($0, probes) }
  }

  private static let kinds = ["line", "ridgeline", "bars", "table"]

  private static func plot(_ entry: Fields.Entry, _ probes: [Probe]) -> Plot? {
    guard let fields = entry.value.fields(known: kinds + ["title", "scale"]) else { return nil }
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
    guard let kind = kind(present[0], field, plot: entry.key, probes) else { return nil }
    return Plot(name: entry.key, title: title, kind: kind, isLogarithmic: scale == "log")
  }

  private static func kind(
    _ word: String, _ field: Field, plot: String, _ probes: [Probe]
  ) -> Plot.Kind? {
    let known = probes.map(\.name)
    if word == "ridgeline" {
      guard let name = field.word(among: known, kind: "probe") else { return nil }
      let fits = check([name], field, plot, probes, "a histogram", \.isHistogram)
      return fits ? .ridgeline(probe: name) : nil
    }
    let names = field.words(among: known, kind: "probe")
    guard !names.isEmpty else { return nil }
    if word == "bars" {
      let fits = check(names, field, plot, probes, "one number a layer") {
        $0.isPerLayer && !$0.isHistogram
      }
      return fits ? .bars(probes: names) : nil
    }
    let fits = check(names, field, plot, probes, "one number for the network") { !$0.isPerLayer }
    guard fits else { return nil }
    return word == "line" ? .line(probes: names) : .table(probes: names)
  }

  private static func check(
    _ names: [String], _ field: Field, _ plot: String, _ probes: [Probe], _ expected: String,
    _ fits: (Measure) -> Bool
  ) -> Bool {
    let unfit = probes.filter { names.contains($0.name) && !fits($0.measure) }
    for probe in unfit {
      field.fault(.unfitProbe(plot: plot, probe: probe.name, expected: expected))
    }
    return unfit.isEmpty
  }

  static func claims(_ field: Field?, scope: ExpressionScope) -> [Claim] {
    guard let fields = field?.fields() else { return [] }
    return fields.items("a claim") { entry in
      var expression = entry.value
      var over = Claim.Quantifier.all
      if entry.value.isMapping {
        guard let claim = entry.value.fields(known: ["expr", "over"]),
          let field = claim.required("expr")
        else { return nil }
        expression = field
        if let field = claim["over"] { over = quantifier(field) ?? .all }
      }
      guard let formula = expression.expression(scope, expecting: .boolean) else { return nil }
      return Claim(name: entry.key, expression: formula, over: over)
    }
  }

  /// `all`, `median`, or `7/8`.
  private static func quantifier(_ field: Field) -> Claim.Quantifier? {
    guard let text = field.string() else { return nil }
    if text == "all" { return .all }
    if text == "median" { return .median }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let count = parts[0], let total = parts[1], (1...64).contains(total),
      (1...total).contains(count)
    else {
      field.fault(
        .wrongType(
          key: field.name, expected: "all, median, or a share such as 7/8", found: text.quoted))
      return nil
    }
    return .atLeast(count: count, of: total)
  }
}

extension Measure {
  /// How often it is measured unless the lesson says: what training gives for free at each step,
  /// what needs a pass of its own less often.
  var usualInterval: Int {
    switch self {
    case .trainLoss, .learningRate: 1
    default: 10
    }
  }
}
