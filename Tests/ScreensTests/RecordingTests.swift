import Charts
import Experiments
import Lab
import Lessons
import Screens
import Testing

/// A walk through the sample lesson as it would be recorded: what happened, and what was shown then.
struct RecordedWalk {
  private(set) var moments: [RecordedMoment] = []
  /// The grids, in order, with their times in microseconds.
  private(set) var shown: [(time: Int, grid: Grid, theme: Theme)] = []
  private var model: AppModel
  private var size = Size(columns: 80, rows: 24)
  private var time = 100.0
  private var theme = Theme.dark

  /// Opens the lesson, turns pages, predicts, runs, turns a knob, forks, takes another size and another
  /// theme.
  static func sample() throws -> RecordedWalk {
    var walk = RecordedWalk(model: try .study(step: 0))
    let lesson = try SampleLesson.lesson()
    walk.show()
    walk.mark(.goTo(lessonStep: 1))
    walk.take(.snapshot(SampleSnapshot.snapshot(lesson, step: 1, at: 0)))
    walk.press("p")
    walk.mark(.predict(id: "survivor", answer: .choice("b")))
    walk.take(.snapshot(SampleSnapshot.snapshot(lesson, step: 2, at: 0)))
    for step in [1, 20, 40, 90, 180] {
      walk.take(.snapshot(SampleSnapshot.snapshot(lesson, step: 2, at: step, running: true)))
    }
    walk.mark(.set(knob: "rate", to: .number(0.1), arm: nil))
    walk.mark(.set(knob: "rate", to: .number(0.2), arm: nil))
    walk.press("⇥⇥→")
    walk.mark(.fork(arm: lesson.arms[0].id, knob: "rate", to: .number(0.2)))
    walk.model = try .backInTime()
    walk.show()
    walk.resize(Size(columns: 120, rows: 36))
    walk.mark(.operate(Operation(.silence, "hidden1", unit: 3), arm: lesson.arms[0].id))
    walk.theme = .light
    walk.show()
    walk.resize(Size(columns: 80, rows: 24))
    return walk
  }

  private init(model: AppModel) { self.model = model }

  private mutating func show() {
    time += 0.25
    let grid = model.view(size, glyphs: .braille)
    moments.append(RecordedMoment(at: time, .frame(grid, theme)))
    shown.append((Int(((time - 100) * 1e6).rounded()), grid, theme))
  }

  private mutating func take(_ message: Message) {
    _ = model.update(message)
    show()
  }

  private mutating func press(_ script: String) {
    for key in keys(script) { take(.terminal(.key(key))) }
  }

  private mutating func resize(_ size: Size) {
    self.size = size
    take(.terminal(.resized(size)))
  }

  private mutating func mark(_ command: Command) {
    guard let lesson = model.lesson, let marker = Marker(command, in: lesson, forks: []) else {
      return
    }
    moments.append(RecordedMoment(at: time, .marker(marker)))
  }

  /// The recording, written so many moments at a time.
  func cast(tier: ColorTier = .trueColor, batch: Int = .max) throws -> Asciicast {
    var encoder = RecordingEncoder(
      start: 100, header: Asciicast.Header(columns: 80, rows: 24), comments: ["a log"], tier: tier)
    var text = ""
    var rest = (moments + [RecordedMoment(at: time + 1, .end(status: 0))])[...]
    while !rest.isEmpty {
      text += encoder.lines(of: Array(rest.prefix(batch)))
      rest = rest.dropFirst(batch)
    }
    return try AsciicastReader.read(text, path: "walk.cast").cast
  }
}

@Suite("A recording of the screen") struct RecordingTests {
  @Test(
    "the bytes of each frame, replayed, give its grid exactly",
    arguments: [ColorTier.trueColor, .mono], [1, 4, Int.max])
  func replayed(tier: ColorTier, batch: Int) throws {
    let walk = try RecordedWalk.sample()
    let cast = try walk.cast(tier: tier, batch: batch)
    // The theme of the frames in the first batch.
    let page: Theme = batch == .max ? .light : .dark
    #expect(cast.header.colors?.background == page.background.text)
    var screen = VirtualScreen(columns: cast.header.columns, rows: cast.header.rows)
    var frame = 0
    for (index, event) in cast.events.enumerated() {
      switch event.kind {
      case .output(let text): screen.feed(text.utf8)
      case .resize(let columns, let rows): screen.resize(columns: columns, rows: rows)
      case .input, .marker, .exit: break
      }
      let next = index + 1 < cast.events.count ? cast.events[index + 1].time : .max
      while frame < walk.shown.count, walk.shown[frame].time < next {
        let (_, grid, theme) = walk.shown[frame]
        var fresh = VirtualScreen(columns: grid.size.columns, rows: grid.size.rows)
        fresh.feed(grid.ansi(after: nil, theme: theme, tier: tier, page: page).utf8)
        #expect(screen.cells == fresh.cells, "frame \(frame)")
        #expect(screen.text + "\n" == grid.plainText(), "frame \(frame)")
        frame += 1
      }
    }
    #expect(frame == walk.shown.count && screen.strangers.isEmpty && screen.isCursorVisible)
    #expect(cast.events.last?.kind == .exit(0))
  }

  @Test("frames hold little more than what has changed")
  func small() throws {
    let walk = try RecordedWalk.sample()
    let sizes = try walk.cast().events.compactMap { event -> Int? in
      if case .output(let text) = event.kind { text.utf8.count } else { nil }
    }
    let whole = try #require(sizes.first)
    #expect(sizes.filter { $0 * 3 < whole }.count >= 5, "\(sizes)")
  }

  @Test(
    "pages, predictions, changes and forks are marked; of a knob that is turned on, the last value")
  func markers() throws {
    let markers = try RecordedWalk.sample().cast().events.compactMap { event -> String? in
      if case .marker(let text) = event.kind { text } else { nil }
    }
    let lesson = try SampleLesson.lesson()
    let label = lesson.arms[0].label
    #expect(
      markers == [
        "page 2: \(lesson.steps[1].title)", "prediction: 2/n and 1/n", "learning rate 0.2",
        "fork of \(label): learning rate 0.2", "\(label): silence hidden1:3",
      ])
  }

  @Test(
    "what changes no run is no place to go to", arguments: [Command.run, .pause, .undo, .speed(2)])
  func unmarked(command: Command) throws {
    #expect(Marker(command, in: try SampleLesson.lesson(), forks: []) == nil)
  }
}
