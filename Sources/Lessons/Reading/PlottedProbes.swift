internal import Experiments

/// The probes that plots show: those that a lesson names, and those that plots make of them, one layer
/// of a probe with many as a curve (`dead[2]`) or its reading at one step (`at: 0`).
struct PlottedProbes {
  private(set) var all: [Probe]

  init(named probes: [Probe]) { all = probes }

  /// The probe that a field names; nil, and a fault, where there is none or it doesn't fit.
  mutating func probe(
    _ field: Field, of kind: PlotKind, plot: String, at step: Int?
  ) -> String? {
    guard let text = field.string(orName: all.map(\.name)) else { return nil }
    let parts = Self.parts(text)
    guard var probe = all.first(where: { $0.name == parts.name && $0.heldStep == nil }) else {
      return nearest(to: text, field)
    }
    if let layer = parts.layer {
      guard probe.form == .layers else {
        field.fault(
          .unfitProbe(plot: plot, probe: probe.name, expected: Measure.Form.layers.noun))
        return nil
      }
      probe.layer = layer
      (probe.name, probe.label) = (text, "\(probe.label), layer \(layer)")
    }
    guard kind.forms.contains(probe.form) else {
      let expected = kind.forms.map(\.noun).joined(separator: " or ")
      field.fault(.unfitProbe(plot: plot, probe: probe.name, expected: expected))
      return nil
    }
    if let step {
      probe.heldStep = step
      probe.name += "@\(step)"
    }
    if !all.contains(where: { $0.name == probe.name }) { all.append(probe) }
    return probe.name
  }

  /// Those of a list, each once; nil, and faults, where one is wrong or there is none.
  mutating func probes(
    _ field: Field, of kind: PlotKind, plot: String, at step: Int?
  ) -> [String]? {
    var names: [String] = []
    let items = field.list() ?? []
    for item in items {
      guard let name = probe(item, of: kind, plot: plot, at: step) else { continue }
      if names.contains(name) {
        item.fault(.repeatedName(kind: "a probe", name: item.plainText ?? name))
      } else {
        names.append(name)
      }
    }
    return names.isEmpty || names.count < items.count ? nil : names
  }

  private func nearest(to text: String, _ field: Field) -> String? {
    let names = all.filter { isName($0.name) }.map(\.name)
    return field.word(among: names, kind: "probe")
  }

  /// "dead" and 2 of "dead[2]".
  private static func parts(_ text: String) -> (name: String, layer: Int?) {
    guard text.hasSuffix("]"),
      let match = text.wholeMatch(of: /([^\[\]]+)\[([1-9][0-9]{0,3})\]/)
    else { return (text, nil) }
    return (String(match.1), Int(match.2))
  }
}

extension Measure.Form {
  /// What a probe of this form reads, as faults call it.
  var noun: String {
    switch self {
    case .number: "one number for the network"
    case .layers: "one number a layer"
    case .histograms: "a histogram"
    case .pictures: "a picture"
    case .series: "curves of its own"
    case .plane: "a part of the plane"
    case .graph: "boxes and arrows"
    case .text: "a text"
    case .table: "formulas"
    case .block: "a block of numbers"
    }
  }
}
