import Charts
internal import Experiments
import Lab
import Lessons

/// What a page hides at the sizes that lessons are written for. It asks the layout that the screen
/// itself is drawn with.
struct PageCheck {
  let lesson: Lesson
  let page: Int

  private static let sizes = [Size(columns: 80, rows: 24), Size(columns: 120, rows: 36)]

  private var step: LessonStep { lesson.steps[page] }

  var findings: [LayoutFinding] {
    [
      finding("step", "the text scrolls", hiddenLines, unit: "line"),
      finding("predict", "the question doesn't fit its form", hiddenFormLines, unit: "line"),
      finding("knobs", "knobs are out of sight", hiddenKnobs, unit: "knob"),
    ].compactMap { $0 } + cutLabels + openNumbers + openAnswer
  }

  /// One line for all sizes at which something is hidden.
  private func finding(
    _ key: String, _ what: String, _ count: (Size) -> Int, unit: String
  ) -> LayoutFinding? {
    let parts = Self.sizes.compactMap { size -> String? in
      let count = count(size)
      return count > 0 ? "\(count) \(unit)\(count == 1 ? "" : "s") at \(Self.text(size))" : nil
    }
    guard !parts.isEmpty else { return nil }
    return LayoutFinding(
      line: line(of: key), text: "“\(step.title)”: \(what): \(parts.joined(separator: ", "))")
  }

  private func line(of key: String) -> Int { step.keyLines[key] ?? step.line }

  private static func text(_ size: Size) -> String { "\(size.columns)\u{00D7}\(size.rows)" }

  // MARK: What the screen shows

  /// The page before anything has run, with what is said of the data.
  private var study: StudyModel {
    let arms = lesson.arms.map { arm in
      ArmSnapshot(
        id: arm.id, label: arm.label, notices: (try? lesson.plan(of: arm))?.notices ?? [])
    }
    return StudyModel(
      lesson: lesson,
      snapshot: SessionSnapshot(seed: lesson.seeds.show, lessonStep: page, arms: arms))
  }

  private func hiddenLines(_ size: Size) -> Int {
    let study = study
    guard let rect = StudyLayout(study, size: size).text else { return 0 }
    let rows = StudyLayout.textRows(study, in: rect)
    let lines = StepText(study).lines(
      width: StudyLayout.textWidth(in: rect), rows: rows, glyphs: .braille)
    return max(0, lines.count - rows)
  }

  private func hiddenFormLines(_ size: Size) -> Int {
    let study = study
    guard let prediction = study.prediction else { return 0 }
    let form = PredictForm(
      study: study, predict: PredictModel(prediction: prediction, answer: nil))
    let layout = StudyLayout(study, size: size, formRows: form.rows(in: size, glyphs: .braille))
    guard let rect = layout.text else { return 0 }
    let lines = form.lines(width: StudyLayout.textWidth(in: rect), glyphs: .braille)
    return max(0, lines.all.count - PredictForm.place(in: rect).rows)
  }

  private func hiddenKnobs(_ size: Size) -> Int {
    let study = study
    guard !study.knobs.isEmpty else { return 0 }
    let rect = StudyLayout(study, size: size).knobs ?? Rect(size).splitTop(0).top
    return study.knobs.count - KnobBar(study: study).places(in: rect).count
  }

  /// The names of arms that are shortened in the row of arms, unless an earlier page has the same row.
  private var cutLabels: [LayoutFinding] {
    let arms = study.shownArms.map(\.arm.id)
    let isKnown = (0..<page).contains { earlier in
      PageCheck(lesson: lesson, page: earlier).study.shownArms.map(\.arm.id) == arms
    }
    guard !isKnown else { return [] }
    let parts = Self.sizes.compactMap { size -> String? in
      guard let rect = StudyLayout(study, size: size).arms else { return nil }
      let cut = ArmBar(study: study).cutLabels(in: rect, glyphs: .braille)
      guard !cut.isEmpty else { return nil }
      return cut.map { "“\($0.label)” as “\($0.shown)”" }.joined(separator: ", ")
        + " at \(Self.text(size))"
    }
    guard !parts.isEmpty else { return [] }
    return [
      LayoutFinding(
        line: line(of: "run"),
        text: "“\(step.title)”: names of arms are cut: \(parts.joined(separator: "; "))")
    ]
  }

  // MARK: Numbers

  /// The numbers of the text that stay open: no page up to this one runs their arm so far.
  private var openNumbers: [LayoutFinding] {
    open(step.body.expressions, upTo: page, line: step.line, "shows a number")
  }

  /// The answer that no verdict will ever come to: neither the pages up to this one nor the next one,
  /// which mostly shows what was asked for, run its arm so far.
  private var openAnswer: [LayoutFinding] {
    guard case .number(let answer, _, _)? = step.prediction?.kind else { return [] }
    return open([answer], upTo: page + 1, line: line(of: "predict"), "asks for a number")
  }

  private func open(
    _ expressions: [Expression], upTo last: Int, line: Int, _ verb: String
  ) -> [LayoutFinding] {
    var said: Set<String> = []
    return expressions.flatMap(\.metricReferences).compactMap { reference -> LayoutFinding? in
      let reached = steps(of: reference.arm, upTo: last)
      guard reference.key.step > reached, said.insert(reference.arm).inserted else { return nil }
      let wanted = reference.key.step
      return LayoutFinding(
        line: line,
        text:
          "“\(step.title)”: \(verb) of the arm \"\(reference.arm)\" at step \(wanted), but "
          + (reached == 0
            ? "no page up to \(last == page ? "this one" : "the next one") runs it"
            : "the pages up to \(last == page ? "this one" : "the next one") run it to step "
              + "\(reached)"))
    }
  }

  /// How far the pages up to one run an arm.
  private func steps(of arm: String, upTo last: Int) -> Int {
    guard lesson.steps.contains(where: { $0.run != nil }) else { return lesson.mostSteps }
    return lesson.steps.prefix(last + 1).compactMap(\.run).filter { $0.trains(arm) }.map(\.until)
      .max() ?? 0
  }
}
