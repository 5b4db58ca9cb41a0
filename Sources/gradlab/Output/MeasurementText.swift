import Charts
internal import Experiments
import Lab
import Lessons

/// What a measurement came to, for people and for programs.
struct MeasurementText {
  private let measurement: Measurement

  init(_ measurement: Measurement) {
    self.measurement = measurement
  }

  // MARK: For people

  func text(glyphs: GlyphTier, columns: Int) -> String {
    let heading =
      "\(measurement.lesson.title), seed \(measurement.seed): \(measurement.probe.label)\n\n"
    return heading
      + (measurement.probe.isNumber ? table(glyphs, columns) : lines(glyphs))
  }

  /// A row an arm, a column a step.
  private func table(_ glyphs: GlyphTier, _ columns: Int) -> String {
    let steps = measurement.arms.map { $0.values.map(\.step) }.max { $0.count < $1.count } ?? []
    let titles =
      [DataTable.Column("arm")] + steps.map { DataTable.Column("step \($0)", .trailing) }
    let rows = measurement.arms.map { arm in
      DataTable.Row(
        [arm.label]
          + arm.values.map { value in
            value.outcome.numbers.first.map { short($0.value, glyphs) } ?? "diverged"
          })
    }
    return DataTable(columns: titles, rows: rows)
      .text(columns: columns, rows: rows.count + 1, glyphs: glyphs)
  }

  /// Paragraphs of an arm and a step, a line a curve, layer or row of a matrix.
  private func lines(_ glyphs: GlyphTier) -> String {
    measurement.arms.flatMap { arm in
      arm.values.map { value in
        let numbers = value.outcome.numbers
        var text = "\(arm.label), step \(value.step)"
        if case .diverged(let step) = value.outcome { text += ": diverged at step \(step)" }
        if numbers.isEmpty, value.outcome.divergedAt == nil { text += ": nothing to see" }
        return text + "\n" + grouped(numbers).map { line($0, glyphs) }.joined()
      }
    }.joined(separator: "\n")
  }

  /// Neighbours of the same series, and of the same row of a matrix.
  private func grouped(_ numbers: [MeasuredNumber]) -> [[MeasuredNumber]] {
    func row(_ number: MeasuredNumber) -> Substring? {
      number.place.firstIndex(of: ":").map { number.place[..<$0] }
    }
    return numbers.reduce(into: []) { groups, number in
      if let last = groups.last?.last, last.series == number.series, row(last) == row(number) {
        groups[groups.count - 1].append(number)
      } else {
        groups.append([number])
      }
    }
  }

  private func line(_ numbers: [MeasuredNumber], _ glyphs: GlyphTier) -> String {
    let series = numbers[0].series.safe(limit: 100)
    return "  " + (series.isEmpty ? "" : "\(series): ")
      + numbers.map { short($0.value, glyphs) }.joined(separator: "  ") + "\n"
  }

  private func short(_ value: JSONValue, _ glyphs: GlyphTier) -> String {
    switch value {
    case .number(let number): NumberText.short(number, glyphs: glyphs)
    case .integer(let number): "\(number)"
    case .string(let text): text.safeLines().replacing("\n", with: "\n    ")
    case .null, .boolean, .array, .object: ""
    }
  }

  // MARK: For programs

  /// One row a number; a run that has diverged by then has a row with an empty value.
  var csv: String {
    var text = CSVText.row(["arm", "step", "series", "place", "value"])
    for arm in measurement.arms {
      for value in arm.values {
        if value.outcome.divergedAt != nil {
          text += CSVText.row([arm.id, "\(value.step)", "", "", ""])
        }
        for number in value.outcome.numbers {
          text += CSVText.row([
            arm.id, "\(value.step)", number.series, number.place, number.value.exactText,
          ])
        }
      }
    }
    return text
  }

  var json: JSONValue {
    .object([
      "lesson": .string(measurement.lesson.id), "seed": RunResult.value(measurement.seed),
      "measure": .string(measurement.probe.measure.name),
      "arms": .array(
        measurement.arms.map { arm in
          .object([
            "id": .string(arm.id), "label": .string(arm.label),
            "failure": arm.failure.map(JSONValue.string) ?? .null,
            "values": .array(arm.values.map(value)),
          ])
        }),
    ])
  }

  private func value(_ value: Measurement.Value) -> JSONValue {
    var members: [String: JSONValue] = [
      "step": .integer(value.step),
      "divergedAt": value.outcome.divergedAt.map(JSONValue.integer) ?? .null,
    ]
    if measurement.probe.isNumber {
      members["value"] = value.outcome.numbers.first?.value ?? .null
    } else {
      members["values"] = .array(
        value.outcome.numbers.map {
          .object([
            "series": .string($0.series), "place": .string($0.place), "value": $0.value,
          ])
        })
    }
    return .object(members)
  }
}

extension Measurement.Outcome {
  fileprivate var divergedAt: Int? {
    if case .diverged(let step) = self { step } else { nil }
  }
}
