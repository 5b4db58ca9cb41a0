package import Charts
package import Lab

/// What is made of a recording: a part of it, at another pace, in other colors.
package struct FilmCut: Sendable {
  /// How many times as fast as it was.
  package var speed = 1.0
  /// Seconds that nothing happens, at most.
  package var idleLimit = 2.0
  /// The markers that it begins and ends at: a number, from 1, or a part of the text; nil: all of it.
  package var from: String?
  package var to: String?
  /// nil: as it was recorded.
  package var theme: Theme?
  package var isOnce = false

  package init() {}

  /// No marker is called so.
  package struct Fault: Error, Hashable, Sendable, CustomStringConvertible {
    package var wanted: String
    package var known: [String]
    /// Whether only those after the beginning are asked for.
    package var isAfterBeginning: Bool

    package var description: String {
      let list = known.enumerated().map { "\($0 + 1) \($1)" }.joined(separator: ", ")
      return "no marker “\(wanted)”\(isAfterBeginning ? " after the beginning" : ""); "
        + (known.isEmpty ? "the recording has none" : "the recording has \(list)")
    }
  }

  /// Something that the screen of films doesn't know, and the line of the file where it comes first.
  package struct Stranger: Hashable, Sendable {
    package var line: Int
    package var text: String
  }

  /// Seconds of film between two frames, at least.
  private static let frameInterval = 0.1
  /// Seconds that the last frame stands.
  private static let hold = 2.0

  /// - Returns: the film, and what of the recording is not shown as it was.
  /// - Throws: `Fault` where there are no such markers.
  package func film(
    of cast: Asciicast, title: String
  ) throws(Fault) -> (film: Film, strangers: [Stranger]) {
    let times = times(of: cast.events)
    let (first, last) = try range(of: cast.events)
    let begin = first.map { times[$0] } ?? 0
    var roll = Roll(cast.header, begin: begin)
    for (index, event) in cast.events.enumerated() where index <= last ?? .max {
      roll.take(event, at: times[index])
      let isLast = index + 1 == cast.events.count || index + 1 == last
      let next = isLast ? .infinity : times[index + 1]
      if index != last { roll.expose(at: times[index], until: next, every: Self.frameInterval) }
    }
    let end = last.map { times[$0] } ?? times.last ?? 0
    roll.finish()
    let lastFrame = roll.frames.last?.time ?? 0
    let hold = min(Self.hold, idleLimit)
    let duration =
      last == nil ? max(end - begin, lastFrame + hold) : max(end - begin, lastFrame + 0.1)
    let chapters = chapters(of: cast.events, times, from: first ?? 0, to: last ?? .max, begin)
    let film = Film(
      frames: roll.frames, chapters: chapters, duration: duration, title: title,
      colors: colors(of: cast.header), isOnce: isOnce)
    return (film, roll.strangers)
  }

  /// Seconds of film at each event.
  private func times(of events: [Asciicast.Event]) -> [Double] {
    var (time, before) = (0.0, 0)
    return events.map { event in
      time += min(Double(event.time - before) / 1e6, idleLimit) / speed
      before = event.time
      return time
    }
  }

  private func chapters(
    of events: [Asciicast.Event], _ times: [Double], from first: Int, to last: Int,
    _ begin: Double
  ) -> [Film.Chapter] {
    events.enumerated().compactMap { index, event in
      guard case .marker(let text) = event.kind, !text.isEmpty, index >= first, index < last else {
        return nil
      }
      return Film.Chapter(time: times[index] - begin, title: text)
    }
  }

  // MARK: Markers

  /// The events that the film begins and ends with; nil: the first and the last of all.
  private func range(of events: [Asciicast.Event]) throws(Fault) -> (first: Int?, last: Int?) {
    let markers = events.enumerated().compactMap { index, event -> (index: Int, text: String)? in
      if case .marker(let text) = event.kind { (index, text) } else { nil }
    }
    var first: Int?
    if let from { first = try Self.place(of: from, in: markers, after: nil) }
    var last: Int?
    if let to { last = try Self.place(of: to, in: markers, after: first) }
    return (first, last)
  }

  private static func place(
    of wanted: String, in markers: [(index: Int, text: String)], after first: Int?
  ) throws(Fault) -> Int {
    let rest = markers.enumerated().filter { first == nil || $1.index > first ?? 0 }
    let found = rest.first { number, marker in
      Int(wanted) == number + 1
        || Int(wanted) == nil
          && marker.text.lowercased().contains(wanted.lowercased())
    }
    guard let found else {
      throw Fault(
        wanted: wanted, known: markers.map(\.text), isAfterBeginning: first != nil)
    }
    return found.element.index
  }

  // MARK: Colors

  private func colors(of header: Asciicast.Header) -> FilmColors {
    if let source = RecordedTheme.theme(of: header) {
      return FilmColors(recordedIn: source, shownIn: theme ?? source)
    }
    if theme == nil, let colors = header.colors, let foreground = RGB(text: colors.foreground),
      let background = RGB(text: colors.background)
    {
      return FilmColors(
        foreground: foreground, background: background,
        palette: colors.palette.compactMap(RGB.init))
    }
    return FilmColors(theme: theme ?? .dark)
  }
}

/// The screen of a recording, and the frames that were taken of it.
private struct Roll {
  private let begin: Double
  private var screen: VirtualScreen
  private(set) var frames: [Film.Frame] = []
  private(set) var strangers: [FilmCut.Stranger] = []
  private var known: Set<String> = []
  /// Since when the screen is another than the last frame; nil: it is not.
  private var changed: Double?

  init(_ header: Asciicast.Header, begin: Double) {
    self.begin = begin
    screen = VirtualScreen(columns: header.columns, rows: header.rows)
  }

  mutating func take(_ event: Asciicast.Event, at time: Double) {
    switch event.kind {
    case .output(let text): screen.feed(text.utf8)
    case .resize(let columns, let rows): screen.resize(columns: columns, rows: rows)
    case .input, .marker, .exit: return
    }
    for stranger in screen.takeStrangers() where known.insert(stranger).inserted {
      strangers.append(FilmCut.Stranger(line: event.line, text: stranger))
    }
  }

  /// Takes a frame of what stands for a while: half a screen that the rest follows at once is none.
  /// What goes on without a rest is shown all the same, more seldom. What was before the beginning is
  /// the first frame.
  mutating func expose(at time: Double, until next: Double, every interval: Double) {
    guard next > begin, frames.last?.cells != screen.cells else { return }
    let earliest = frames.last.map { $0.time + interval } ?? 0
    let moment = max(earliest, time - begin)
    let waits = changed ?? moment
    changed = waits
    guard next - begin - moment >= interval / 2 || next - begin - waits >= 2 * interval else {
      return
    }
    frames.append(Film.Frame(time: frames.isEmpty ? 0 : moment, cells: screen.cells))
    changed = nil
  }

  /// A film has at least one frame.
  mutating func finish() {
    if frames.isEmpty { frames.append(Film.Frame(time: 0, cells: screen.cells)) }
  }
}
