extension Film {
  /// The film as a self-contained SVG picture that moves by itself, without a script: each strip of the
  /// screen is one reference that is turned to another piece when it changes. Whoever asks for less
  /// motion sees the last frame.
  public func svg() -> String {
    var drawing = FilmDrawing(colors: colors)
    var (moving, still) = ("", "")
    for row in 0..<size.rows {
      let y = row * FilmDrawing.cellHeight
      for strip in FilmStrip.strips(of: frames.indices.map { self.row(row, of: $0) }) {
        let pieces = strip.versions.map { drawing.piece($0) }
        guard pieces != [0], let last = strip.changes.last else { continue }
        let x = strip.columns.lowerBound * FilmDrawing.cellWidth
        let use = "<use href=\"#p\(pieces[last.version])\"\(place(x, y))"
        if strip.isStill {
          moving += use + "/>\n"
        } else {
          let steps = strip.changes.map {
            (time: frames[$0.frame].time, value: "#p\(pieces[$0.version])")
          }
          moving += use + ">\(animation("href", steps))</use>\n"
        }
        if pieces[last.version] != 0 { still += use + "/>\n" }
      }
    }
    return document(
      drawing: drawing, moving: moving + captions(isStill: false),
      still: still + captions(isStill: true))
  }

  private func place(_ x: Int, _ y: Int) -> String {
    (x > 0 ? " x=\"\(x)\"" : "") + (y > 0 ? " y=\"\(y)\"" : "")
  }

  // MARK: Motion

  /// An attribute that jumps from value to value.
  private func animation(_ attribute: String, _ steps: [(time: Double, value: String)]) -> String {
    let times = steps.map { share($0.time) }.joined(separator: ";")
    let values = steps.map(\.value).joined(separator: ";")
    return "<animate attributeName=\"\(attribute)\" calcMode=\"discrete\" \(pace) "
      + "keyTimes=\"\(times)\" values=\"\(values)\"/>"
  }

  private var pace: String {
    "dur=\"\(NumberText.fixed(duration, digits: 3))s\" "
      + (isOnce ? "fill=\"freeze\"" : "repeatCount=\"indefinite\"")
  }

  /// A time as a part of the whole, 0 … 1.
  private func share(_ time: Double) -> String {
    guard time > 0 else { return "0" }
    var text = NumberText.fixed(min(1, time / duration), digits: 5)
    while text.hasSuffix("0") { text.removeLast() }
    return text.hasSuffix(".") ? String(text.dropLast()) : text
  }

  // MARK: Chapters

  /// A line of time below the screen, with the beginnings of chapters, and the title of the present one.
  private func captions(isStill: Bool) -> String {
    let (width, y) = (size.columns * FilmDrawing.cellWidth, size.rows * FilmDrawing.cellHeight + 4)
    var markup = "<rect class=\"line\" y=\"\(y)\" width=\"\(width)\" height=\"2\"/>\n"
    markup += "<rect class=\"time\" y=\"\(y)\" width=\"\(width)\" height=\"2\">"
    if !isStill {
      markup += "<animate attributeName=\"width\" \(pace) values=\"0;\(width)\"/>"
    }
    markup += "</rect>\n"
    guard let last = chapters.indices.last else { return markup }
    for chapter in chapters {
      let x = NumberText.fixed(chapter.time / duration * Double(width), digits: 1)
      markup += "<rect class=\"mark\" x=\"\(x)\" y=\"\(y - 2)\" width=\"2\" height=\"6\">"
      markup += "<title>\(escaped(chapter.title))</title></rect>\n"
    }
    guard !isStill else { return markup + "<use href=\"#c\(last)\"/>\n" }
    let steps = chapters.enumerated().map { (time: $1.time, value: "#c\($0)") }
    let whole = (chapters[0].time > 0 ? [(time: 0, value: "#p0")] : []) + steps
    return markup + "<use href=\"#c\(last)\">\(animation("href", whole))</use>\n"
  }

  private var captionDefinitions: String {
    let y = size.rows * FilmDrawing.cellHeight + 20
    return chapters.enumerated().map { number, chapter in
      let title = chapter.title.unicodeScalars.prefix(size.columns)
      let text = "<text class=\"caption\" y=\"\(y)\">\(MarkupText.escaped(title))</text>"
      return "<g id=\"c\(number)\">\(text)</g>\n"
    }.joined()
  }

  private func escaped(_ text: String) -> String { MarkupText.escaped(text.unicodeScalars) }

  // MARK: The document

  private var description: String {
    let parts = chapters.map(\.title)
    return "A recording of a terminal, \(NumberText.fixed(duration, digits: 1)) seconds."
      + (parts.isEmpty ? "" : " Its parts: \(parts.joined(separator: "; ")).")
  }

  private func document(drawing: FilmDrawing, moving: String, still: String) -> String {
    let width = (size.columns + 2) * FilmDrawing.cellWidth
    let height = (size.rows + 1) * FilmDrawing.cellHeight + (chapters.isEmpty ? 4 : 20)
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)" \
      width="\(width)" height="\(height)" role="img" aria-labelledby="title desc">
      <title id="title">\(escaped(title))</title>
      <desc id="desc">\(escaped(description))</desc>
      <style>
      \(FilmDrawing.sharedRules)\(drawing.rules)\
      .caption,.time,.mark{fill:\(colors.foreground.text)}.line{fill:\(colors.foreground.text);opacity:.2}
      .time{opacity:.5}.still{display:none}
      @media (prefers-reduced-motion:reduce){.film{display:none}.still{display:inline}}
      </style>
      <defs>
      \(drawing.definitions)\(captionDefinitions)</defs>
      <rect width="100%" height="100%" rx="6" fill="\(colors.background.text)"/>
      <g transform="translate(\(FilmDrawing.cellWidth) \(FilmDrawing.cellHeight / 2))" \
      font-family="ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace" font-size="13.2" \
      shape-rendering="crispEdges">
      <g class="film">
      \(moving)</g>
      <g class="still">
      \(still)</g>
      </g>
      </svg>

      """
  }
}
