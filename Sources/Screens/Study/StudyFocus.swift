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
