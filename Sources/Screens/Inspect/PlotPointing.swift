import Charts

extension InspectModel {
  /// What the mouse does over the plot: a press sets the cursor, a drag pans, the wheel zooms at the
  /// pointer. Beside the plot it does nothing.
  mutating func respond(
    to mouse: Mouse, on study: inout StudyModel, in size: Size, glyphs: GlyphTier
  ) {
    // Plots are looked up as they are laid out on the screen.
    guard let context = context(in: study.spelled(for: glyphs)) else { return }
    var picture = PlotPictures.picture(of: context)
    let rows = picture.readings(glyphs: glyphs).rows.count
    let rect = InspectLayout(size, readingRows: rows).plot
    let point = picture.point(at: mouse.position, in: rect, glyphs: glyphs)
    switch mouse.action {
    case .press:
      grip = point
      if let point {
        picture.setCursor(to: point)
      } else if rect.contains(mouse.position),
        let stop = picture.stop(nearestTo: mouse.position, in: rect, glyphs: glyphs)
      {
        picture.context.cursor = stop
      }
    case .drag:
      guard let grip, let point, grip.pane == point.pane else { return }
      // What was pressed on stays under the pointer.
      picture.zoom(.drag(from: grip, to: point))
    case .release: grip = nil
    case .wheelUp, .wheelDown:
      guard rect.contains(mouse.position) else { return }
      picture.zoom(mouse.action == .wheelUp ? .nearer : .farther, at: point)
    }
    cursor = picture.context.cursor ?? cursor
    study = study.looking(at: picture.context)
  }
}

extension PlotPicture {
  /// The place for the cursor whose mark would stand nearest to a cell. Marks are found by drawing:
  /// what changes beside the present mark is the new one.
  fileprivate func stop(
    nearestTo position: Position, in rect: Rect, glyphs: GlyphTier
  ) -> PlotCursor? {
    func drawing(_ cursor: PlotCursor?) -> Grid {
      var picture = self
      picture.context.cursor = cursor
      var grid = Grid(Size(columns: rect.endColumn, rows: rect.endRow))
      picture.draw(into: &grid, in: rect, glyphs: glyphs)
      return grid
    }
    guard let here = context.cursor else { return nil }
    let now = drawing(here)
    // Where much changes, the plot was scrolled: such a place is not in sight.
    let most = rect.columns * rect.rows / 4
    var best: (distance: Int, first: Int, stop: PlotCursor)?
    for stop in stops {
      let other = drawing(stop)
      let changed = now.cells.indices.filter {
        stop == here ? now.cells[$0].isMarked : now.cells[$0] != other.cells[$0]
      }
      guard changed.count <= most else { continue }
      let distances = changed.filter { other.cells[$0].isMarked }.map { index in
        // A row is as high as two columns are wide.
        2 * abs(index / now.size.columns - position.row)
          + abs(index % now.size.columns - position.column)
      }
      guard let distance = distances.min(), let first = distances.first else { continue }
      // Marks that overlap begin where they belong.
      if (distance, first) < best.map({ ($0.distance, $0.first) }) ?? (.max, .max) {
        best = (distance, first, stop)
      }
    }
    return best?.stop
  }
}

extension Cell {
  /// Whether it is drawn as where the reader is.
  fileprivate var isMarked: Bool { style.foreground == .accent || style.background == .accent }
}
