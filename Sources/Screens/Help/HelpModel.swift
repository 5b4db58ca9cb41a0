import Charts

/// The keys that work where the learner was, in groups.
struct HelpModel: Sendable {
  struct Line: Hashable, Sendable {
    var label: String
    var does: String
  }

  struct Section: Hashable, Sendable {
    var title: String
    var lines: [Line]
  }

  var sections: [Section]
  var scroll = 0

  /// The keys that apply to the model as it is.
  init(of model: AppModel) {
    let applying = model.keys.lines.filter { $0.applies(to: model) }
    sections = Binding.Group.allCases.compactMap { group in
      let lines = applying.filter { $0.group == group }.map {
        Line(label: $0.label, does: $0.does)
      }
      return lines.isEmpty ? nil : Section(title: group.rawValue, lines: Self.merged(lines))
    }
    let commands = PaletteCommand.all.filter { $0.applies(model) }.map {
      Line(label: $0.usage, does: $0.does)
    }
    if !commands.isEmpty, let colon = applying.first(where: { $0.action == .command }) {
      sections.append(Section(title: "Commands, after \(colon.label)", lines: commands))
    }
  }

  /// The digits of the arms in one line.
  private static func merged(_ lines: [Line]) -> [Line] {
    let digits = lines.filter { $0.label.allSatisfy(\.isNumber) && $0.label != "0" }
    guard digits.count > 1, let first = digits.first, let last = digits.last else { return lines }
    let line = Line(label: "\(first.label)-\(last.label)", does: "show or hide an arm")
    return lines.compactMap { $0 == first ? line : digits.contains($0) ? nil : $0 }
  }

  mutating func perform(_ action: Action, in size: Size) -> Reply {
    let page = max(1, size.rows - 6)
    let view = HelpView(model: self)
    let end = max(0, view.rows(in: size) - view.visibleRows(in: size))
    switch action {
    case .move(.up, _): scroll -= 1
    case .move(.down, _): scroll += 1
    case .pageUp: scroll -= page
    case .pageDown: scroll += page
    case .first: scroll = 0
    case .last: scroll = end
    default: break
    }
    scroll = min(max(0, scroll), end)
    return .nothing
  }
}
