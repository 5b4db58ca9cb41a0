public import Charts

extension AppModel {
  /// The whole screen. Pure: the same model, size and glyphs give the same cells.
  public func view(_ size: Size, glyphs: GlyphTier = .braille) -> Grid {
    var model = self
    model.study = study?.spelled(for: glyphs)
    return model.drawn(size, glyphs: glyphs)
  }

  private func drawn(_ size: Size, glyphs: GlyphTier) -> Grid {
    var grid = Grid(size)
    drawScreen(into: &grid, glyphs: glyphs)
    drawBottom(into: &grid, glyphs: glyphs)
    if let faults { faults.draw(into: &grid, in: faultPlace(in: size), glyphs: glyphs) }
    if let study, study.question != nil, sweep == nil, predict == nil, !isCovered {
      QuestionPanel(study: study).draw(into: &grid, in: faultPlace(in: size), glyphs: glyphs)
    }
    if let study, let tries, sweep == nil {
      TriesView(study: study, tries: tries).draw(into: &grid, glyphs: glyphs)
    }
    if let study, let surgery, sweep == nil {
      SurgeryView(study: study, surgery: surgery).draw(
        into: &grid, in: surgeryPlace(in: size), glyphs: glyphs)
    }
    if let study, let claims, sweep == nil {
      ClaimsView(study: study, claims: claims).draw(into: &grid, glyphs: glyphs)
    }
    if let palette, size.rows > 1 {
      PaletteView(of: palette, in: self).draw(
        into: &grid, typedIn: noticeRow(in: size), glyphs: glyphs)
    }
    help.map { HelpView(model: $0) }?.draw(into: &grid, glyphs: glyphs)
    if let copied { CopiedView(command: copied).draw(into: &grid, glyphs: glyphs) }
    if asksToQuit {
      let count = lessonsToLose
      QuestionView(
        title: "Quit?",
        text: count == 0
          ? "The talk ends then."
          : "\(kept == nil ? "Runs and answers" : "Runs") of "
            + "\(count == 1 ? "a lesson" : "\(count) lessons") are lost then.",
        answers: [
          (key: keys.word(for: .confirm, in: .question), word: "quit"),
          (key: keys.word(for: .cancel, in: .question), word: "stay"),
        ]
      ).draw(into: &grid, glyphs: glyphs)
    }
    GlyphFallback.apply(glyphs, to: &grid)
    return grid
  }

  /// Where the text of the page stands; where it is out of sight, in the whole width.
  private func faultPlace(in size: Size) -> Rect {
    let whole = Rect(size).inset(top: 1, bottom: 2)
    guard let study, inspect == nil, !study.pad.isOpen else { return whole }
    let layout = StudyLayout(study, size: size)
    // Air before the rule beside it.
    return layout.text?.inset(right: layout.divider == nil ? 0 : 1) ?? whole
  }

  /// Beside the plots, which show what becomes of the network.
  private func surgeryPlace(in size: Size) -> Rect {
    guard let study, let inspect, let context = inspect.context(in: study) else {
      return faultPlace(in: size)
    }
    let rows = PlotPictures.picture(of: context).readings(glyphs: .braille).rows.count
    let side = InspectLayout(size, readingRows: rows).side
    // Below the plot there is room for a few lines alone.
    let most = size.rows - 3
    return side.rows >= 12 || side.rows >= most
      // Over the rule beside it.
      ? Rect(column: side.column - 1, row: side.row, columns: side.columns + 1, rows: side.rows)
      : Rect(
        column: 0, row: size.rows - 2 - min(most, 12), columns: size.columns, rows: min(most, 12))
  }

  private func drawScreen(into grid: inout Grid, glyphs: GlyphTier) {
    if let speaker { return SpeakerView(speaker).draw(into: &grid, glyphs: glyphs) }
    if let watch { return WatchView(watch, usesColor: usesColor).draw(into: &grid, glyphs: glyphs) }
    if let present, isShowingTalk {
      return PresentView(model: self, present: present).draw(into: &grid, glyphs: glyphs)
    }
    guard let study else { return LibraryView(library: library).draw(into: &grid, glyphs: glyphs) }
    if let sweep {
      SweepView(model: sweep, study: study).draw(into: &grid, glyphs: glyphs)
    } else if study.pad.isOpen {
      PadView(study: study).draw(into: &grid, glyphs: glyphs)
    } else if let inspect, predict == nil {
      InspectView(study: study, inspect: inspect).draw(into: &grid, glyphs: glyphs)
    } else {
      StudyView(study: study, predict: predict).draw(into: &grid, glyphs: glyphs)
    }
  }

  /// The keys in the last row, the notice in the rule above.
  private func drawBottom(into grid: inout Grid, glyphs: GlyphTier) {
    let size = grid.size
    let isTooSmall =
      present?.isBlack == true
      ? true
      : watch != nil || present != nil || speaker != nil
        ? false
        : study == nil
          ? LibraryLayout(size: size).mode == .tooSmall
          : size.columns < StudyLayout.smallest.columns || size.rows < StudyLayout.smallest.rows
    if !isTooSmall, !isShowingTalk {
      Footer(model: self).draw(
        into: &grid, in: Rect(column: 0, row: size.rows - 1, columns: size.columns, rows: 1))
    }
    guard let notice, palette == nil, size.rows > 1 else { return }
    notice.draw(into: &grid, in: noticeRow(in: size), glyphs: glyphs)
  }

  /// Whether the talk's page is on the screen, and nothing over it that has keys of its own to tell.
  var isShowingTalk: Bool {
    present != nil
      && (talkStudy == nil
        || inspect == nil && sweep == nil && study?.pad.isOpen != true
          && predict == nil)
  }

  func noticeRow(in size: Size) -> Rect {
    if isShowingTalk {
      return Rect(column: 0, row: size.rows - 2, columns: size.columns, rows: 1)
    }
    if let study, inspect == nil, sweep == nil, !study.pad.isOpen {
      let rule = StudyLayout(study, size: size).notice
      if !rule.isEmpty { return rule }
    }
    return Rect(column: 0, row: max(0, size.rows - 2), columns: size.columns, rows: 1)
  }
}
