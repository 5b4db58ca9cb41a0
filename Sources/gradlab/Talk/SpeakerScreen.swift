import Charts
import Glibc
import Lab
import Screens
import Terminal

/// The full screen of `gradlab present --speaker`: follows a talk that is given in another terminal of this
/// user, steers it, and waits for the next one when it ends.
struct SpeakerScreen {
  private let terminal: Terminal
  private var model: AppModel
  private var themes: ThemeSelection
  private var ending: App.Ending?
  private var needsFrame = true
  private let folder: String
  private var link: LineLink?
  /// What was told last, and when: the clock goes on between.
  private var state: SpeakerState?
  private var toldAt = 0.0
  private var shownSeconds = -1
  private var columns = 0

  /// Milliseconds between two looks for a talk, or at the clock.
  private static let lookInterval = 250

  private init(_ folder: String, on terminal: Terminal, _ configuration: Configuration) {
    self.folder = folder
    self.terminal = terminal
    themes = ThemeSelection(configuration.settings.theme)
    model = AppModel(
      speaking: AppOptions(
        size: terminal.size, isMouseOn: terminal.usesMouse, usesColor: terminal.colors != .mono,
        glyphs: terminal.glyphs, keys: configuration.keys))
    if let notice = configuration.notice { take(.fault(notice)) }
  }

  /// Shows the screen until the person leaves it; dies by the signal that asked for the end.
  /// - Throws: `TerminalFault` where there can be no screen, `TalkFault` where terminals can't meet.
  static func show(_ configuration: Configuration) throws {
    let folder = try TalkFolder.path()
    let terminal = try Terminal(configuration.settings.terminal(usesMouse: false))
    var screen = SpeakerScreen(folder, on: terminal, configuration)
    screen.run().exit()
  }

  private mutating func run() -> App.Ending {
    while ending == nil {
      connect()
      if needsFrame, terminal.present(model.view(terminal.size, glyphs: terminal.glyphs)) {
        needsFrame = false
      }
      let descriptors = link.map { [$0.descriptor] } ?? []
      for event in terminal.events(timeout: Self.lookInterval, alsoWaitingFor: descriptors) {
        take(event)
      }
      listen()
      tick()
    }
    terminal.close()
    link?.close()
    return ending ?? .quit
  }

  // MARK: The talk

  /// Looks for a talk while there is none.
  private mutating func connect() {
    guard link == nil else { return }
    for path in TalkFolder.sockets(in: folder) {
      guard let descriptor = try? LocalSocket.connect(to: path) else { continue }
      link = LineLink(descriptor)
      columns = 0
      break
    }
    sayHello()
  }

  /// Tells how wide texts are here, when that is new.
  private mutating func sayHello() {
    let wanted = model.speakerColumns
    guard link != nil, wanted != columns else { return }
    columns = wanted
    link?.send(SpeakerWord.hello(version: SpeakerState.version, columns: wanted).line)
  }

  private mutating func listen() {
    guard link != nil else { return }
    link?.drain()
    let lines = link?.lines() ?? []
    if let newer = lines.compactMap(SpeakerState.init).last {
      (state, toldAt) = (newer, Clock.seconds())
      take(.told(newer))
    }
    if link?.isOver == true {
      link?.close()
      (link, state) = (nil, nil)
      take(.told(nil))
    }
    sayHello()
  }

  /// The clock goes on while nothing is told.
  private mutating func tick() {
    guard var now = state, let elapsed = now.elapsed else { return }
    let seconds = elapsed + Clock.seconds() - toldAt
    guard Int(seconds) != shownSeconds else { return }
    shownSeconds = Int(seconds)
    now.elapsed = seconds
    take(.told(now))
  }

  // MARK: The terminal

  private mutating func take(_ event: TerminalEvent) {
    switch event {
    case .background(let isLight):
      themes.isLight = isLight
      terminal.theme = themes.theme
    case .terminate(let signal): ending = .signal(signal)
    case .hangUp: ending = .hangUp
    case .key, .paste, .mouse, .resized, .resumed: break
    }
    take(.terminal(event))
  }

  private mutating func take(_ message: Message) {
    for effect in model.update(message) { carryOut(effect) }
    needsFrame = true
  }

  private mutating func carryOut(_ effect: Effect) {
    switch effect {
    case .say(let word): link?.send(word.line)
    case .quit: ending = ending ?? .quit
    case .nextTheme:
      let notice = themes.next(for: terminal.colors)
      terminal.theme = themes.theme
      take(.notice(notice))
    case .repaint: terminal.repaint()
    case .suspend: terminal.suspend()
    case .setMouse(let isOn): terminal.usesMouse = isOn
    default: break
    }
  }
}
