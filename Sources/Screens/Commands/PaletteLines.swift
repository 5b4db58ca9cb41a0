import Charts
internal import Experiments
import Lab
import Lessons

extension StudyModel {
  /// A line a knob of the page, with the value that it has, and whether it acts.
  func knobLines(after word: String) -> [PaletteEntry] {
    knobs.map { knob in
      let value = "\(knob.label), now \(KnobText.text(value(of: knob), of: knob))"
      return PaletteEntry(
        name: "\(word) \(knob.name)", argument: knob.isText ? "TEXT" : "VALUE",
        does: idleKnobs.contains(knob.name) ? "\(value); changes no run here" : value, key: nil,
        taken: .line)
    }
  }

  /// A line a measure that the page's first arm has.
  var measureLines: [PaletteEntry] {
    guard let arm = shownArms.first?.arm, let plan = try? lesson.plan(of: arm) else { return [] }
    return Measure.all.filter { $0.isAnswered && plan.reads($0) }.map {
      PaletteEntry(name: "measure \($0.name)", does: $0.meaning, key: nil, taken: .line)
    }
  }

  var pageLines: [PaletteEntry] {
    lesson.steps.enumerated().map { index, page in
      PaletteEntry(name: "page \(index + 1)", does: page.title, key: nil, taken: .line)
    }
  }

  var plotLines: [PaletteEntry] {
    plots.map { PaletteEntry(name: "plot \($0.name)", does: $0.title, key: nil, taken: .line) }
  }
}

extension AppModel {
  var lessonLines: [PaletteEntry] {
    (library.catalog?.lessons ?? []).map {
      PaletteEntry(
        name: "open \($0.id)", does: "lesson \($0.number), \($0.title)", key: nil, taken: .line)
    }
  }
}

extension PaletteCommand {
  static let themeLines = ThemeChoice.allCases.map {
    PaletteEntry(name: "theme \($0.rawValue)", does: $0.does, key: nil, taken: .line)
  }
}
