package import Charts
package import Lab

/// Turns what the screen shows into the lines of an asciicast: the first frame whole, of the others the
/// cells that change.
package struct RecordingEncoder: StreamEncoder {
  private let start: Double
  private var header: Asciicast.Header
  private let comments: [String]
  private let tier: ColorTier
  private var writer = AsciicastWriter()
  /// The theme that the header names; nil: the header is not written yet.
  private var page: Theme?
  private var shown: (grid: Grid, theme: Theme)?
  /// The size that the recording has told.
  private var size: Size

  /// - Parameters:
  ///   - start: the moment that times are counted from.
  ///   - header: with the size of the terminal; its colors are those of the first frames.
  ///   - comments: what stands below it.
  package init(
    start: Double, header: Asciicast.Header, comments: [String] = [], tier: ColorTier
  ) {
    (self.start, self.header, self.comments) = (start, header, comments)
    // Colors are written as they are meant; a terminal with fewer shows the nearest.
    self.tier = tier == .mono ? .mono : .trueColor
    size = Size(columns: header.columns, rows: header.rows)
  }

  package static func isReplaceable(_ waiting: RecordedMoment, by next: RecordedMoment) -> Bool {
    if case .frame = waiting.kind, case .frame = next.kind { true } else { false }
  }

  package mutating func lines(of events: [RecordedMoment]) -> String {
    var text = page == nil ? beginning(events) : ""
    for (index, event) in events.enumerated() {
      let time = max(0, Int(((event.time - start) * 1e6).rounded()))
      switch event.kind {
      case .frame(let grid, let theme): text += lines(of: grid, theme, at: time)
      case .marker(let marker):
        if let next = Self.nextMarker(in: events[(index + 1)...]), next.subject != nil,
          next.subject == marker.subject
        {
          continue
        }
        text += writer.line(Asciicast.Event(time: time, .marker(marker.text)))
      case .end(let status):
        text += writer.line(Asciicast.Event(time: time, .output("\u{1B}[0m\u{1B}[?25h")))
        text += writer.line(Asciicast.Event(time: time, .exit(status)))
      }
    }
    return text
  }

  private static func nextMarker(in events: ArraySlice<RecordedMoment>) -> Marker? {
    for event in events { if case .marker(let marker) = event.kind { return marker } }
    return nil
  }

  /// The header and what stands below it. A terminal tells of its background a moment after the first
  /// frame, so the theme is that of the last frame so far.
  private mutating func beginning(_ events: [RecordedMoment]) -> String {
    var theme = Theme.dark
    var first: Size?
    for case .frame(let grid, let shown) in events.map(\.kind) {
      theme = shown
      first = first ?? grid.size
    }
    if let first { size = first }
    (header.columns, header.rows) = (size.columns, size.rows)
    header.colors = Asciicast.Colors(
      foreground: theme.foreground.text, background: theme.background.text,
      palette: Theme.namedColors.map(\.text))
    header.tags.append(RecordedTheme.tag(theme))
    page = theme
    return writer.line(header) + comments.map(writer.comment).joined()
  }

  private mutating func lines(of grid: Grid, _ theme: Theme, at time: Int) -> String {
    var text = ""
    if grid.size != size {
      size = grid.size
      let resize = Asciicast.Event.Kind.resize(columns: size.columns, rows: size.rows)
      text += writer.line(Asciicast.Event(time: time, resize))
    }
    let isFirst = shown == nil
    let former = shown?.theme == theme ? shown?.grid : nil
    shown = (grid, theme)
    let change = grid.ansi(after: former, theme: theme, tier: tier, page: page ?? theme)
    guard !change.isEmpty else { return text }
    let output = (isFirst ? "\u{1B}[?25l" : "") + change
    return text + writer.line(Asciicast.Event(time: time, .output(output)))
  }
}

/// Names the theme of a recording among the tags of its header, so that a film can show another.
enum RecordedTheme {
  private static let prefix = "theme:"

  static func tag(_ theme: Theme) -> String { prefix + theme.name }

  static func theme(of header: Asciicast.Header) -> Theme? {
    let names = header.tags.filter { $0.hasPrefix(prefix) }.map { $0.dropFirst(prefix.count) }
    return Theme.all.first { theme in names.contains { $0 == theme.name } }
  }
}
