import Lab
import Lessons

extension AppModel {
  /// Shows a newer version of the open lesson where the older one was.
  mutating func reread(_ lesson: Lesson, _ snapshot: SessionSnapshot) {
    guard var study else { return }
    let asked = study.prediction
    study.reread(lesson, snapshot)
    if let plot = inspect?.plot, lesson.plot(plot) == nil { inspect = nil }
    if study.prediction != asked { predict = nil }
    if !study.hasTries { tries = nil }
    if claims?.claims != study.pageClaims { claims = nil }
    self.study = study
    faults = nil
    let name = lesson.path.split(separator: "/").last.map(String.init) ?? lesson.path
    notice = Notice("Read anew: \(name)")
  }
}

extension StudyModel {
  /// Takes a newer version of the lesson, and the state of its session. What was chosen on the page is
  /// kept as far as the new one has it.
  mutating func reread(_ newer: Lesson, _ newest: SessionSnapshot) {
    let older = lesson
    let (shown, turned) = (focusedPlot?.name, focusedKnob?.name)
    let viewed = plots.indices.contains(viewedPlot) ? plots[viewedPlot].name : nil
    let hints = shownHints
    visited = Set(visited.map { newer.page(like: $0, of: older) })
    lesson = newer
    step = min(max(0, newest.lessonStep), max(0, newer.steps.count - 1))
    visited.insert(step)
    revealedHints = [step: hints]
    hiddenArms = hiddenArms.filter { newer.arm($0) != nil }
    selectedArm = selectedArm.flatMap { ($0.arm ?? 0) < newer.arms.count ? $0 : nil }
    plotViews = plotViews.filter { newer.plot($0.key) == older.plot($0.key) }
    heldAxes = heldAxes.filter { newer.plot($0.key) == older.plot($0.key) }
    judged = judged.filter { newest.answers[$0.key] != nil }
    viewedPlot = plots.firstIndex { $0.name == viewed } ?? 0
    if let place = knobs.firstIndex(where: { $0.name == turned }) {
      focus = .knob(place)
    } else if let place = plots.firstIndex(where: { $0.name == shown }) {
      focus = .plot(place)
    } else {
      focus = .text
    }
    if case .plot = panel { panel = plots.isEmpty ? .text : .plot(viewedPlot) }
    if newer.pad == nil { pad.isOpen = false }
    measured = MeasuredValues()
    claimTrials = [:]
    resume(newest)
  }
}
