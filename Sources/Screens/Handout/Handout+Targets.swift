extension Handout.Section {
  /// The anchors that its words link to.
  var targets: Set<String> {
    blocks.reduce(into: sections.reduce(into: []) { $0.formUnion($1.targets) }) {
      $0.formUnion($1.targets)
    }
  }
}

extension Handout.Block {
  var targets: Set<String> {
    switch self {
    case .heading(let runs), .paragraph(let runs), .small(let runs): runs.targets
    case .list(let items): items.flatMap(\.blocks).targets
    case .quote(let blocks), .remark(_, let blocks), .folded(_, let blocks): blocks.targets
    case .table(let table): (table.header + table.rows.joined()).flatMap { $0 }.targets
    case .prediction(let question): question.targets
    case .errata(let corrections): Set(corrections.map(\.target))
    case .code, .formula, .rule, .figure, .claims: []
    }
  }
}

extension Handout.Question {
  fileprivate var targets: Set<String> {
    options.flatMap { $0.text + $0.why }.targets.union((ask + answer).targets)
      .union(measured.targets)
  }
}

extension [Handout.Block] {
  fileprivate var targets: Set<String> { reduce(into: []) { $0.formUnion($1.targets) } }
}

extension [Handout.Run] {
  fileprivate var targets: Set<String> { Set(compactMap(\.target)) }
}
