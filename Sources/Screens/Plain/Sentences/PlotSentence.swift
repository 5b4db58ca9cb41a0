public import Charts
internal import Experiments
public import Lab
public import Lessons

extension LessonPicture {
  /// What a plot of a lesson shows, with all arms, in one sentence of exact values: "Loss: 2/n falls from
  /// 2.31 to 0.25 over 400 steps, lowest 0.24 at step 390; 8/n diverged at step 3."
  ///
  /// It stands where there is no picture: in the plain mode, in a handout, as the alternative text of a
  /// figure. Lowest and highest values have their very step where the snapshot's curves have every step
  /// (`SnapshotRequest.resolution`), else the steps between which they lie. `String.spoken` makes words of
  /// its signs.
  public static func sentence(
    of plot: Plot, of lesson: Lesson, snapshot: SessionSnapshot, glyphs: GlyphTier = .braille
  ) -> String {
    var study = StudyModel(lesson: lesson, snapshot: snapshot)
    study.showsAllArms = true
    return PlotSentence(PlotContext(study: study, plot: plot), glyphs: glyphs).text
  }
}

/// What a plot shows, as far as it is looked at, in one sentence.
struct PlotSentence {
  let context: PlotContext
  var glyphs = GlyphTier.braille

  init(_ context: PlotContext, glyphs: GlyphTier = .braille) {
    self.context = context
    self.glyphs = glyphs
  }

  /// What is said of one arm: a statement that begins with a verb, behind its name, or what it has,
  /// before it.
  struct Clause: Hashable {
    var name: String
    var text: String
    var isStatement: Bool
  }

  var text: String {
    let clauses = clauses
    guard !clauses.isEmpty else { return "\(context.plot.title): nothing is measured yet." }
    return "\(context.plot.title)\(when): \(Self.joined(clauses))."
  }

  /// The step at which the arms were read, where it was one and the title does not say it.
  private var when: String {
    if context.plot.kind.cursor == .steps { return smoothing }
    guard context.plot.count(.at) == nil,
      let step = context.commonStep, step > 0
    else { return "" }
    return ", at step \(step)"
  }

  /// Over how many steps curves are smoothed, where all are alike.
  private var smoothing: String {
    let windows = Set(context.plot.probes.map { context.study.lesson.probe($0)?.smoothing ?? 1 })
    guard context.view.isSmoothed, windows.count == 1, let window = windows.first, window > 1 else {
      return ""
    }
    return ", smoothed over \(window) steps"
  }

  /// Statements follow their names; what several arms have alike is said once.
  private static func joined(_ clauses: [Clause]) -> String {
    var groups: [(text: String, names: [String], isStatement: Bool)] = []
    for clause in clauses {
      let place = groups.firstIndex { !clause.isStatement && $0.text == clause.text }
      if let place {
        groups[place].names.append(clause.name)
      } else {
        groups.append((clause.text, [clause.name], clause.isStatement))
      }
    }
    return groups.map { group in
      let names = group.names.filter { !$0.isEmpty }
      if group.isStatement { return (names + [group.text]).joined(separator: " ") }
      return names.isEmpty ? group.text : "\(names.listed): \(group.text)"
    }.joined(separator: "; ")
  }

  // MARK: What is said

  private var clauses: [Clause] {
    if context.plot.kind == .architecture { return architectures }
    if context.plot.kind.cursor == .steps { return statements(context.lines) }
    if context.readContents.isEmpty { return newest }
    return context.readContents.flatMap { arm, probe, reading in
      contents(of: reading, arm: arm, probe: probe)
    }
  }

  /// Of each line how it goes; how far they reach is said once where it is the same.
  func statements(_ lines: [PlotLine]) -> [Clause] {
    var said: String?
    return lines.compactMap { line in
      if let step = line.divergedStep {
        return Clause(name: line.name, text: "diverged at step \(step)", isStatement: true)
      }
      let length = line.trend.length == said ? nil : line.trend.length
      guard var text = line.trend.text(over: length, glyphs: glyphs) else { return nil }
      if let length { said = length }
      if line.isOutdated { text += ", with the knobs as they were before" }
      return Clause(name: line.name, text: text, isStatement: true)
    }
  }

  /// The newest number of each probe.
  private var newest: [Clause] {
    context.arms.compactMap { entry in
      if let step = entry.arm.divergedStep {
        return Clause(name: entry.arm.label, text: "diverged at step \(step)", isStatement: true)
      }
      let values = context.plot.probes.compactMap { probe in
        entry.arm.newest(probe).map { "\(context.label(of: probe)) \(number($0))" }
      }
      guard !values.isEmpty else { return nil }
      return Clause(
        name: context.arms.count > 1 ? entry.arm.label : "",
        text: values.joined(separator: ", "), isStatement: false)
    }
  }

  private var architectures: [Clause] {
    context.arms.compactMap { entry in
      let layers = entry.arm.architecture
      guard !layers.isEmpty else { return nil }
      let largest = layers.max { $0.parameters < $1.parameters }
      let most = largest.map { ", most in \($0.name) (\($0.parameters))" } ?? ""
      return Clause(
        name: context.arms.count > 1 ? entry.arm.label : "",
        text:
          "\(layers.count) layers with \(layers.reduce(0) { $0 + $1.parameters }) parameters\(most)",
        isStatement: false)
    }
  }

  func number(_ value: Double) -> String { NumberText.short(value, glyphs: glyphs) }
}

extension [String] {
  /// "a", "a and b", "a, b and c".
  var listed: String {
    count < 2 ? joined() : dropLast().joined(separator: ", ") + " and \(self[count - 1])"
  }
}
