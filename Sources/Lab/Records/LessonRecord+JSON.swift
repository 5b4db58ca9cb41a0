/// A record as a file: keys sorted, every number such that it reads back as the same.
extension LessonRecord {
  package var json: JSONValue {
    .object([
      "lesson": .string(lesson), "digest": .string(digest),
      "claims": .object(claims.mapValues(\.json)),
    ])
  }

  public var text: String { json.text(depth: 5) }

  /// nil where the text is no record.
  package init?(json text: String) {
    guard let value = JSONValue(text), let lesson = value["lesson"]?.string,
      let digest = value["digest"]?.string, case .object(let entries)? = value["claims"]
    else { return nil }
    let claims = entries.compactMapValues(ClaimRecord.init(json:))
    guard claims.count == entries.count else { return nil }
    self.init(lesson: lesson, digest: digest, claims: claims)
  }
}

extension ClaimRecord {
  fileprivate var json: JSONValue {
    .object([
      "formula": .string(formula), "over": .string(over),
      "seeds": .array(seeds.map { .integer(Int($0)) }),
      "holdsBySeed": .array(holdsBySeed.map(JSONValue.boolean)), "holds": .boolean(holds),
      "thin": .boolean(isThin), "comparisons": .array(comparisons.map(\.json)),
    ])
  }

  fileprivate init?(json: JSONValue) {
    guard let formula = json["formula"]?.string, let over = json["over"]?.string,
      let seeds = json["seeds"]?.array?.compactMap(\.number),
      let holdsBySeed = json["holdsBySeed"]?.array?.compactMap(\.boolean),
      let holds = json["holds"]?.boolean, let isThin = json["thin"]?.boolean,
      let items = json["comparisons"]?.array, seeds.allSatisfy({ (0...1e15).contains($0) })
    else { return nil }
    let comparisons = items.compactMap(Comparison.init(json:))
    guard comparisons.count == items.count, holdsBySeed.count == seeds.count else { return nil }
    self.init(
      formula: formula, over: over, seeds: seeds.map { UInt64($0) }, holdsBySeed: holdsBySeed,
      holds: holds, isThin: isThin, comparisons: comparisons)
  }
}

extension ClaimRecord.Comparison {
  fileprivate var json: JSONValue {
    .object([
      "text": .string(text), "bound": .string(bound),
      "movingBound": .array(movingBound.map(JSONValue.init(recorded:))),
      "values": .array(values.map(JSONValue.init(recorded:))), "holds": .boolean(holds),
      "margin": margin.map(JSONValue.init(recorded:)) ?? .null, "thin": .boolean(isThin),
    ])
  }

  fileprivate init?(json: JSONValue) {
    guard let text = json["text"]?.string, let bound = json["bound"]?.string,
      let moving = json["movingBound"]?.array, let values = json["values"]?.array,
      let holds = json["holds"]?.boolean, let isThin = json["thin"]?.boolean,
      let margin = json["margin"]
    else { return nil }
    self.init(
      text: text, bound: bound, movingBound: moving.map(\.recorded), values: values.map(\.recorded),
      holds: holds, margin: margin == .null ? nil : margin.recorded, isThin: isThin)
  }
}

extension JSONValue {
  private static let infinity = "infinite"
  private static let minusInfinity = "-infinite"

  /// A number, or a word for one that JSON can't write.
  fileprivate init(recorded number: Double) {
    self =
      number.isNaN
      ? .null
      : number.isInfinite
        ? .string(number > 0 ? Self.infinity : Self.minusInfinity) : .number(number)
  }

  /// NaN for what is no number.
  fileprivate var recorded: Double {
    switch string {
    case Self.infinity: .infinity
    case Self.minusInfinity: -.infinity
    default: number ?? .nan
    }
  }
}
