import Lessons

extension StudyModel {
  /// Text, plots, knobs, in the order of the Tab key.
  var focusOrder: [StudyFocus] {
    [.text] + plots.indices.map(StudyFocus.plot) + knobs.indices.map(StudyFocus.knob)
  }

  mutating func focus(on place: StudyFocus) {
    focus = place
    (entry, editor) = (nil, nil)
    refusal = nil
    switch place {
    case .text: panel = .text
    case .plot(let index):
      viewedPlot = index
      panel = place
    case .knob(let index):
      // The plot that the knob changes stays in sight.
      guard !plots.isEmpty, knobs.indices.contains(index) else { return }
      viewedPlot = plot(changedBy: knobs[index])
      panel = .plot(viewedPlot)
    }
  }

  mutating func moveFocus(by offset: Int) {
    let order = focusOrder
    let place = order.firstIndex(of: focus) ?? 0
    focus(on: order[(place + offset + order.count) % order.count])
  }
}

/// What is in sight, in words that outlast the program.
extension StudyModel {
  /// The panel with the keys, the plot that was looked at last, and the arm that knobs turn where one was
  /// chosen, `*` for all without their own: `knob rate loss yours`, `plot loss loss -`, `text - loss -`.
  var inSight: String {
    let focused: String
    switch focus {
    case .text: focused = "text -"
    case .plot: focused = "plot \(focusedPlot?.name ?? "-")"
    case .knob: focused = "knob \(focusedKnob?.name ?? "-")"
    }
    let viewed = plots.indices.contains(viewedPlot) ? plots[viewedPlot].name : "-"
    let chosen = selectedArm.map { $0.arm.map { lesson.arms[$0].id } ?? "*" }
    return "\(focused) \(viewed) \(chosen ?? "-")"
  }

  /// Words that mean nothing on this page change nothing.
  mutating func restore(_ inSight: String) {
    let words = inSight.split(separator: " ").map(String.init)
    guard words.count == 4 else { return }
    if words[3] == "*" {
      selectedArm = KnobChoice(arm: nil)
    } else if let place = lesson.arms.firstIndex(where: { $0.id == words[3] }) {
      selectedArm = KnobChoice(arm: place)
    }
    func plot(_ name: String) -> Int? { plots.firstIndex { $0.name == name } }
    if words[0] == "plot", let place = plot(words[1]) {
      focus(on: .plot(place))
    } else if words[0] == "knob", let place = knobs.firstIndex(where: { $0.name == words[1] }) {
      focus(on: .knob(place))
    }
    guard focusedPlot == nil, let viewed = plot(words[2]) else { return }
    viewedPlot = viewed
    if panel != .text { panel = .plot(viewed) }
  }
}
