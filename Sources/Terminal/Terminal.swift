import CNcurses
import CSupport
public import Charts
import Glibc

/// The screen and the keyboard: shows grids, and gives events.
///
/// One at a time in a process, used by one thread. ncurses draws; the keys are read and decoded
/// here, because ncurses can't tell an unknown sequence from typed text.
public final class Terminal {
  public let profile: TerminalProfile
  public internal(set) var size: Size
  /// Changing the theme repaints with the next frame.
  public var theme: Theme {
    didSet {
      painter.theme = theme
      shown = nil
    }
  }
  /// Whether the mouse is reported here and not left to the terminal's own selection.
  public var usesMouse: Bool {
    didSet { if usesMouse != oldValue { send(usesMouse ? Modes.mouseOn : Modes.mouseOff) } }
  }

  public var colors: ColorTier { profile.colors }
  public var glyphs: GlyphTier { profile.glyphs }

  private let screen: OpaquePointer
  private let curses: CursesOutput
  let window: UnsafeMutablePointer<WINDOW>
  private let synchronizesOutput: Bool
  private var followsBackground: Bool
  private var painter: CellPainter
  private var isOpen = true
  /// Whether ncurses has given the terminal back.
  private var hasLeft = false
  /// What the terminal shows; nil when everything has to be drawn.
  private var shown: Grid?
  /// What it shows at twice its size, over blanks of `shown`.
  private var shownTexts: [LargeText] = []
  /// Whether the terminal has told that it can.
  var scalesText = false
  private let asksForScaling: Bool
  private var row = RowBuffer()
  var input = TerminalInput(isRemote: Terminal.isRemote)
  var output = TerminalOutput()
  /// The size of the last `.resized` event.
  var announcedSize: Size

  /// Takes over the terminal on standard input and output.
  public init(_ configuration: TerminalConfiguration = TerminalConfiguration())
    throws(TerminalFault)
  {
    if isatty(STDIN_FILENO) == 0 { throw .notTerminal(.input) }
    if isatty(STDOUT_FILENO) == 0 { throw .notTerminal(.output) }
    profile = try TerminalProfile.detect(
      colors: configuration.colors, glyphs: configuration.glyphs)
    // Exported LINES and COLUMNS are often those of another window.
    use_env(false)
    use_tioctl(true)
    let error = terminal_guard_install(STDOUT_FILENO)
    if error != 0 {
      throw .cannotStart(type: profile.type, reason: String(cString: strerror(error)))
    }
    terminal_guard_draws_to(output.descriptor)
    Self.arm()
    curses = CursesOutput()
    guard let screen = curses_start(profile.type, curses.descriptor), let window = curses_screen()
    else {
      terminal_guard_disarm()
      terminal_guard_uninstall()
      throw .cannotStart(type: profile.type, reason: "ncurses refuses it")
    }
    self.screen = screen
    self.window = window
    Self.configure(profile)
    theme = configuration.theme
    usesMouse = configuration.usesMouse
    synchronizesOutput = configuration.synchronizesOutput
    followsBackground = configuration.followsBackground && profile.tellsBackground
    asksForScaling = configuration.asksForScaling && profile.tellsVersion
    painter = CellPainter(
      profile: profile, theme: configuration.theme, colorCount: Int(curses_color_count()),
      pairCount: Int(curses_pair_count()))
    size = Self.measuredSize() ?? Size(columns: 80, rows: 24)
    announcedSize = size
    resize_term(Int32(size.rows), Int32(size.columns))
    terminal_guard_capture_errors()
    sendModes()
  }

  deinit { close() }

  private static func configure(_ profile: TerminalProfile) {
    raw()
    noecho()
    nonl()
    curs_set(0)
    // Without this, a frame stops half-way when a key is pressed.
    typeahead(-1)
    if profile.colors != .mono {
      start_color()
      use_default_colors()
    }
  }

  /// Shows a grid; cells beyond the screen are left out. Nothing is sent when nothing changed.
  /// Returns false, and shows nothing, while the terminal takes no output: call again later.
  @discardableResult
  public func present(_ grid: Grid) -> Bool {
    guard isOpen, output.takesMore() else { return false }
    if shown?.size != grid.size {
      shown = nil
      werase(window)
    }
    let texts = scalesText ? grid.largeTexts(within: size) : []
    let grid = texts.isEmpty ? grid : grid.without(texts)
    let rows = (0..<min(grid.size.rows, size.rows)).filter { grid.differs(from: shown, in: $0) }
    if rows.isEmpty, texts == shownTexts, shown != nil { return true }
    painter.recycle(for: grid)
    for index in rows { draw(row: index, of: grid) }
    painter.define()
    // Cells under a text are blank to ncurses, which therefore leaves there what is no more.
    let gone = shown == nil ? [] : shownTexts.filter { !texts.contains($0) }
    let isTouched =
      texts != shownTexts || rows.contains { row in texts.contains { $0.covers(row) } }
    shownTexts = texts
    flush(erasing: gone, drawing: isTouched ? texts : [])
    shown = grid
    return true
  }

  /// Draws everything anew with the next frame, whatever another program left on the screen.
  public func repaint() {
    shown = nil
    clearok(window, true)
  }

  /// Gives the terminal back to the shell and stops the process group; returns after `fg`, with
  /// the last frame on the screen. The event `.resumed` follows.
  public func suspend() {
    leaveScreen()
    let stopped = terminal_guard_stop_group()
    enterScreen()
    if stopped != 0 { input.signals.removeAll { $0 == SIGCONT } }
    input.ready.append(.resumed)
  }

  /// Puts a text into the clipboard of the terminal, where it allows that (OSC 52).
  public func copy(_ text: String) {
    send(Array("\u{1B}]52;c;\(Base64.encode(Array(text.utf8)))\u{07}".utf8))
  }

  /// Gives the terminal back as it was. Further calls do nothing.
  public func close() {
    guard isOpen else { return }
    isOpen = false
    leaveScreen()
    terminal_guard_uninstall()
  }

  // MARK: Screen

  private func draw(row index: Int, of grid: Grid) {
    let count = min(grid.size.columns, size.columns)
    row.resize(count)
    let start = index * grid.size.columns
    var style: Style?
    var paint = CellPainter.Paint(attributes: 0, pair: 0)
    for column in 0..<count {
      let cell = grid.cells[start + column]
      if cell.style != style {
        style = cell.style
        paint = painter.paint(cell.style)
      }
      let isWide = column + 1 < count && grid.cells[start + column + 1].scalar == "\0"
      let hangs = cell.scalar == "\0" && (column == 0 || !row.isWide)
      row.isWide = isWide && !cell.scalar.isASCII && profile.takesUnicode
      let glyph = painter.glyph(cell.scalar, columns: row.isWide ? 2 : 1)
      row.scalars[column] = hangs ? 0x20 : glyph
      if glyph == 0x3F { row.isWide = false }
      if grid.hasMarks {
        let isPlain = hangs || glyph == 0x3F
        row.setMarks(isPlain ? [] : painter.marks(grid.marks(column: column, row: index)), column)
      }
      row.attributes[column] = paint.attributes
      row.pairs[column] = paint.pair
    }
    curses_put_row(
      window, Int32(index), row.scalars, row.marks, row.attributes, row.pairs, Int32(count))
  }

  private func flush(erasing gone: [LargeText] = [], drawing texts: [LargeText] = []) {
    let erasing = gone.flatMap { Array($0.erasure.utf8) }
    let drawing = texts.flatMap { Array($0.sequence(theme: theme, tier: colors).utf8) }
    wnoutrefresh(window)
    if hasLeft {
      // ncurses comes back by setting the terminal's modes, and would take memory for no terminal
      // ever after.
      hasLeft = false
      doupdate()
      return send(drawing)
    }
    let frame = erasing + curses.capture { doupdate() } + drawing
    send(synchronizesOutput ? Modes.frameBegins + frame + Modes.frameEnds : frame)
  }

  private func leaveScreen() {
    awaitAnswer()
    output.add(Modes.off)
    // ncurses waits until the terminal takes something; the guard doesn't, and makes room.
    if !output.finish() { terminal_guard_restore() }
    if output.takesMore() {
      endwin()
      hasLeft = true
    }
    terminal_guard_disarm()
    terminal_guard_release_errors()
  }

  private func enterScreen() {
    Self.arm()
    terminal_guard_capture_errors()
    resumeScreen()
  }

  /// Sets the modes again and redraws what was shown, after someone else had the terminal.
  func resumeScreen() {
    reset_prog_mode()
    sendModes()
    adoptSize()
    clearok(window, true)
    flush(drawing: shownTexts)
  }

  /// Takes over the terminal's size; true if it has changed.
  @discardableResult
  func adoptSize() -> Bool {
    guard let now = Self.measuredSize(), now != size else { return false }
    size = now
    resize_term(Int32(now.rows), Int32(now.columns))
    repaint()
    return true
  }

  /// nil where the terminal doesn't know: 0 × 0 on some serial lines.
  private static func measuredSize() -> Size? {
    var window = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0, window.ws_row > 0,
      window.ws_col > 0
    else { return nil }
    return Size(columns: Int(window.ws_col), rows: Int(window.ws_row))
  }

  /// Asks the terminal for its background, and to tell when that changes, unless that is done.
  public func followBackground() {
    guard !followsBackground, profile.tellsBackground, isOpen else { return }
    followsBackground = true
    askForBackground()
  }

  private func askForBackground() {
    ask(Modes.backgroundOn)
  }

  private func ask(_ question: [UInt8]) {
    send(question)
    input.noteQuestion(at: TerminalClock.seconds())
  }

  private func sendModes() {
    send(Modes.pasteOn)
    if usesMouse { send(Modes.mouseOn) }
    if followsBackground { askForBackground() }
    if asksForScaling, !scalesText { ask(Modes.versionQuestion) }
  }

  private func send(_ bytes: [UInt8]) {
    output.add(bytes)
    output.drain()
  }

  /// Whether keys come over a network, in whatever pieces it makes of them.
  private static var isRemote: Bool { getenv("SSH_CONNECTION") != nil || getenv("SSH_TTY") != nil }

  /// Tells the guard how this terminal leaves the full screen. A fatal signal may come in the middle
  /// of a frame, so whatever sequence was begun is ended first.
  private static func arm() {
    let capabilities = ["sgr0", "cnorm", "rmcup"].map(Modes.capability)
    var bytes = Modes.sequenceEnds + Modes.off + Modes.frameEnds
    bytes += capabilities[0] + capabilities[1]
    bytes += capabilities[2].isEmpty ? Array("\r\n".utf8) : capabilities[2]
    terminal_guard_arm(bytes, bytes.count)
  }
}
