import Charts

extension AppModel {
  /// The lesson as it is laid out on the screen.
  private var shownStudy: StudyModel? { study?.spelled(for: glyphs) }

  /// A click focuses, the wheel scrolls, turns or zooms.
  mutating func respond(to mouse: Mouse) -> [Effect] {
    guard help == nil, tries == nil, claims == nil, surgery == nil, !asksToQuit, copied == nil,
      predict == nil
    else {
      return scroll(mouse)
    }
    // A hand at the mouse must not turn a page before a room.
    if place == .present || place == .voteEntry { return [] }
    if place == .pad { return drawOnPad(mouse) }
    if place == .command { return respondInPalette(to: mouse) }
    if place == .inspect { return pointAtPlot(mouse) }
    switch mouse.action {
    case .press: return click(at: mouse.position)
    case .wheelUp, .wheelDown: return scroll(mouse)
    case .release, .drag: return []
    }
  }

  /// A press puts the pen down, and it draws until it is let go; the footer's keys can be clicked.
  private mutating func drawOnPad(_ mouse: Mouse) -> [Effect] {
    notice = nil
    let layout = PadLayout(size)
    switch mouse.action {
    case .press where mouse.position.row == size.rows - 1: return clickFooter(at: mouse.position)
    case .press where layout.sheet.contains(mouse.position):
      study?.pad.press(at: layout.point(at: mouse.position))
    case .press: break
    case .drag: study?.pad.drag(to: layout.point(at: mouse.position))
    case .release: study?.pad.isDragging = false
    case .wheelUp: return perform(.zoomIn)
    case .wheelDown: return perform(.zoomOut)
    }
    return []
  }

  /// The wheel chooses, a click takes the line under it, one beside the palette closes it.
  private mutating func respondInPalette(to mouse: Mouse) -> [Effect] {
    guard let palette else { return [] }
    switch mouse.action {
    case .wheelUp: return perform(.move(.up, fast: false))
    case .wheelDown: return perform(.move(.down, fast: false))
    case .press where mouse.position.row == size.rows - 1: return clickFooter(at: mouse.position)
    case .press:
      let view = PaletteView(of: palette, in: self)
      guard let line = view.line(at: mouse.position, typedIn: noticeRow(in: size), in: size) else {
        return perform(.cancel)
      }
      self.palette?.chosen = line
      return perform(.accept)
    case .release, .drag: return []
    }
  }

  /// The plot has all of the screen but the footer.
  private mutating func pointAtPlot(_ mouse: Mouse) -> [Effect] {
    if mouse.action == .press {
      notice = nil
      if mouse.position.row == size.rows - 1 { return clickFooter(at: mouse.position) }
    }
    guard var study, var inspect else { return [] }
    inspect.respond(to: mouse, on: &study, in: size, glyphs: glyphs)
    (self.study, self.inspect) = (study, inspect)
    return []
  }

  private mutating func scroll(_ mouse: Mouse) -> [Effect] {
    guard mouse.action == .wheelUp || mouse.action == .wheelDown else { return [] }
    let isUp = mouse.action == .wheelUp
    guard place == .study, let study = shownStudy else {
      return place.takesText ? [] : perform(.move(isUp ? .up : .down, fast: false))
    }
    let layout = StudyLayout(study, size: size)
    if let knobs = layout.knobs, knobs.contains(mouse.position) {
      focusKnob(at: mouse.position, in: knobs)
      return perform(.move(isUp ? .right : .left, fast: false))
    }
    self.study?.scrollText(by: isUp ? -2 : 2, in: size)
    return []
  }

  private mutating func click(at position: Position) -> [Effect] {
    notice = nil
    if position.row == size.rows - 1 { return clickFooter(at: position) }
    guard let study = shownStudy else { return clickLibrary(at: position) }
    guard place == .study || place == .knobEntry else { return [] }
    let layout = StudyLayout(study, size: size)
    if layout.title.contains(position) { return clickDot(at: position, in: layout.title) }
    if let arms = layout.arms, arms.contains(position) { return clickArm(at: position, in: arms) }
    if let knobs = layout.knobs, knobs.contains(position) {
      focusKnob(at: position, in: knobs)
      return turnKnob(at: position, in: knobs)
    } else if let text = layout.text, text.contains(position) {
      self.study?.focus(on: .text)
    } else if let place = layout.plots.first(where: { $0.rect.contains(position) }) {
      if study.focus == .plot(place.index) { return perform(.inspect) }
      self.study?.focus(on: .plot(place.index))
    }
    return []
  }

  private mutating func focusKnob(at position: Position, in rect: Rect) {
    guard let study = shownStudy,
      let place = KnobBar(study: study).places(in: rect).first(where: { $0.rect.contains(position) }
      )
    else { return }
    self.study?.focus(on: .knob(place.index))
  }

  /// A click on a key of the footer presses it.
  private mutating func clickFooter(at position: Position) -> [Effect] {
    let places = Footer(model: self).places(
      in: Rect(column: 0, row: size.rows - 1, columns: size.columns, rows: 1))
    return places.first { $0.columns.contains(position.column) }.map { perform($0.item.action) }
      ?? []
  }

  /// A click on a page's dot goes there.
  private mutating func clickDot(at position: Position, in rect: Rect) -> [Effect] {
    guard let study = shownStudy,
      let page = StudyTitle(study: study).page(at: position.column, in: rect)
    else {
      return []
    }
    return perform(.goToStep(page))
  }

  /// A click on an arm shows or hides it.
  private mutating func clickArm(at position: Position, in rect: Rect) -> [Effect] {
    guard let study = shownStudy,
      let place = ArmBar(study: study).places(in: rect).first(where: {
        $0.rect.contains(position)
      })
    else { return [] }
    return perform(.toggleArm(place.index))
  }

  /// A click on a slider's track turns the knob there, one on a word chooses it.
  private mutating func turnKnob(at position: Position, in rect: Rect) -> [Effect] {
    guard let study = shownStudy,
      let value = KnobBar(study: study).value(at: position, in: rect)
    else { return [] }
    return perform(.setKnob(value))
  }

  /// A click chooses a lesson; a click on the chosen one opens it.
  private mutating func clickLibrary(at position: Position) -> [Effect] {
    guard place == .library,
      let entry = LibraryView(library: library).entry(at: position, in: size)
    else { return [] }
    if entry == library.selected { return library.selectedLesson == nil ? [] : perform(.open) }
    library.selected = entry
    return []
  }
}
