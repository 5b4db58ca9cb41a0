import Charts
internal import Experiments
import Lab
import Lessons

/// A page of a lesson as lines: what the Study screen shows, from top to bottom.
struct PlainPage {
  let study: StudyModel

  /// The page whole, as it is shown where one comes to it.
  var lines: [String] {
    [heading] + text + question + verdict + hints + notes + charts + knobs + [onward]
  }

  var heading: String {
    "Page \(study.step + 1) of \(study.lesson.steps.count): "
      + (study.lessonStep?.title.spoken ?? "")
  }

  /// The lesson, before its page.
  var introduction: [String] {
    let lesson = study.lesson
    let arms = study.lesson.ownArms.map(\.label).joined(separator: "; ")
    return ["Lesson \(lesson.number): \(lesson.title)", "Question: \(lesson.question)"].map(
      \.spoken)
      + (lesson.ownArms.count > 1 ? ["It has \(lesson.ownArms.count) arms: \(arms)".spoken] : [])
  }

  var text: [String] {
    PlainProse(study).lines(study.lessonStep?.body ?? Prose()) + notices
  }

  /// What to know of the arms, such as data that were left out.
  private var notices: [String] {
    guard !study.awaitsPrediction else { return [] }
    let arms = study.arms.map { (label: $0.label, notices: $0.notices) }
    return Lesson.notices(of: arms).map { "Note: \($0.spoken)" }
  }

  var question: [String] { study.awaitsPrediction ? PlainQuestion(study).lines : [] }

  /// What became of the prediction, on its page and those where it is found out.
  var verdict: [String] { study.hasVerdict ? PlainQuestion(study).outcome : [] }

  var hints: [String] {
    let prose = PlainProse(study)
    return study.hints.prefix(study.shownHints).enumerated().map {
      "Hint \($0 + 1): \(prose.line($1))"
    }
  }

  var notes: [String] {
    guard study.showsNotes, let notes = study.lessonStep?.notes else { return [] }
    return ["For the lecturer:"] + PlainProse(study).lines(notes)
  }

  // MARK: Charts

  /// A sentence a chart, by number; none while a question is open that they might answer.
  var charts: [String] {
    let plots = study.plots
    guard !plots.isEmpty else { return [] }
    return plots.enumerated().map { number, plot in
      "Chart \(number + 1), \(plot.name). " + sentence(of: plot)
    }
  }

  func sentence(of plot: Plot) -> String {
    PlotSentence(PlotContext(study: study, plot: plot)).text.spoken
  }

  // MARK: Knobs

  /// The page's knobs in a line.
  var knobs: [String] {
    guard !study.knobs.isEmpty else { return [] }
    let values = study.knobs.map { "\($0.name) \(value(of: $0))" }
    return ["Knobs: \(values.joined(separator: ", ")).".spoken]
  }

  /// Each with what it takes.
  var knobLines: [String] {
    guard !study.knobs.isEmpty else { return ["This page has no knobs."] }
    return study.knobs.map { knob in
      var line = "\(text(of: knob)) \(KnobText.allowed(knob))"
      let arms = study.turnable(knob).compactMap { $0.map { study.lesson.arms[$0].id } }
      if arms.count > 1 || !arms.isEmpty && study.turnable(knob).contains(nil) {
        line += " Of one arm: " + arms.map { "\($0).\(knob.name)" }.listed + "."
      }
      return line.spoken
    }
  }

  /// "c: 4.0, of yours."
  func text(of knob: Knob) -> String {
    let whose = study.turnedArm(of: knob).map { ", of \(study.lesson.arms[$0].label)" } ?? ""
    return "\(knob.name): \(value(of: knob))\(whose)."
  }

  private func value(of knob: Knob) -> String { KnobText.text(study.value(of: knob), of: knob) }

  // MARK: The run

  /// Where the runs are, in a sentence.
  var state: String {
    let limit = study.snapshot.limit
    switch study.runState {
    case .failed: return "No arm can train with these knobs."
    case .building: return "The networks are being built."
    case .running: return "Running, at step \(study.progressStep) of \(limit)."
    case .ready: return "Ready to run to step \(limit)."
    case .paused: return "Paused at step \(study.now) of \(limit)."
    case .finished where !study.trains: return "Nothing trains on this page."
    case .finished: return "The runs are at step \(study.now)."
    }
  }

  /// What to type next.
  var onward: String {
    if study.awaitsPrediction { return "Type predict, then your answer." + skipping }
    let next = study.nextTitle.map { "next for \u{201C}\($0.spoken)\u{201D}" }
    switch study.runState {
    case .failed: return "\(state) set KNOB VALUE turns one back."
    case .ready, .paused:
      let rest = next.map { ", or \($0)" } ?? ""
      return study.trains ? "\(state) Type run\(rest)." : goOn
    case .building, .running: return state
    case .finished: return goOn
    }
  }

  private var skipping: String {
    study.demandsPrediction || study.nextTitle == nil ? "" : " next skips it."
  }

  private var goOn: String {
    study.nextTitle.map { "Type next for \u{201C}\($0.spoken)\u{201D}." }
      ?? "This is the last page: close goes back to the lessons."
  }
}
