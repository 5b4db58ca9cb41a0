internal import Experiments

/// Reads knobs that hold numbers in rows.
struct MatrixKnobReader {
  let fields: Fields

  /// `{matrix: preset or rows, presets: {name: rows}, range: [-9, 9], step: 1}`.
  func matrix(_ field: Field, _ name: String, _ label: String) -> Knob? {
    KnobReader.forbid(
      ["value", "scale", "choices", "text", "limit", "switch"], beside: "a matrix", in: fields)
    var presets: [MatrixKnob.Preset] = []
    for entry in fields["presets"]?.fields()?.entries ?? [] {
      guard let matrix = Self.matrix(entry.value, presets: []) else { continue }
      presets.append(MatrixKnob.Preset(name: entry.key, matrix: matrix))
    }
    let range = fields["range"].map { $0.range(within: -1e6...1e6, isLogarithmic: false) }
    let step = fields["step"].map { $0.number(in: 1e-6...1e6) }
    guard let start = Self.matrix(field, presets: presets), let range = range ?? -9...9,
      let step = step ?? 1
    else { return nil }
    let kind = MatrixKnob(range: range, step: step, presets: presets)
    return Knob(name: name, label: label, kind: .matrix(kind), value: .matrix(start))
  }

  /// `{position: [x, y], range: [[x0, x1], [y0, y1]], step: 1}`.
  func position(_ field: Field, _ name: String, _ label: String) -> Knob? {
    KnobReader.forbid(
      ["value", "scale", "choices", "text", "limit", "presets", "switch"], beside: "a position",
      in: fields)
    let sides = fields.required("range")?.list(atMost: 2)?.compactMap {
      $0.range(within: -1e6...1e6, isLogarithmic: false)
    }
    let step = fields["step"].map { $0.number(in: 1e-6...1e6) }
    guard let start = Self.place(field), let sides, let step = step ?? 1 else { return nil }
    guard sides.count == 2 else {
      fields["range"]?.fault(
        .wrongType(
          key: "\(fields.name).range", expected: "two ranges, [[x0, x1], [y0, y1]]",
          found: "\(sides.count) of them"))
      return nil
    }
    let kind = PositionKnob(x: sides[0], y: sides[1], step: step)
    return Knob(name: name, label: label, kind: .position(kind), value: .matrix(start))
  }

  /// `[x, y]`.
  static func place(_ field: Field) -> KnobMatrix? {
    guard let items = field.list(atMost: 2) else { return nil }
    let numbers = items.compactMap { $0.number() }
    guard numbers.count == items.count else { return nil }
    guard numbers.count == 2 else {
      field.fault(
        .outOfRange(key: field.name, found: "\(numbers.count) numbers", expected: "two, [x, y]"))
      return nil
    }
    return KnobMatrix(columns: 2, values: numbers)
  }

  /// Rows of numbers, or the name of a preset.
  static func matrix(_ field: Field, presets: [MatrixKnob.Preset]) -> KnobMatrix? {
    guard field.isList else {
      let names = presets.map(\.name)
      guard let name = field.word(among: names, kind: "preset") else { return nil }
      return presets.first { $0.name == name }?.matrix
    }
    let rows = (field.list(atMost: MatrixKnob.sideLimit) ?? []).map { row in
      (row.list(atMost: MatrixKnob.sideLimit) ?? []).map { $0.number() }
    }
    guard rows.allSatisfy({ $0.allSatisfy { $0 != nil } }) else { return nil }
    guard let matrix = KnobMatrix(rows: rows.map { $0.compactMap { $0 } }) else {
      field.fault(
        .outOfRange(
          key: field.name, found: "rows of " + rows.map { "\($0.count)" }.joined(separator: ", "),
          expected: "one row of numbers or more, all of the same length"))
      return nil
    }
    return matrix
  }
}
