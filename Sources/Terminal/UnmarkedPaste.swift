package import Charts

/// Finds pastes among typed keys, for terminals that don't mark them: text that comes faster than
/// anybody types is data, not commands. All times are in seconds of one clock.
package struct UnmarkedPaste {
  /// Text keys that may be the beginning of a paste.
  private var held: [TerminalEvent] = []
  /// When the first of them can have come.
  private var heldSince = 0.0
  /// The text of a paste under way.
  private var text: String?
  /// When the last text came.
  private var lastText = -Double.infinity
  /// When the last few keys came that were given out at once.
  private var recent: [Double] = []

  /// So many different keys at once are a paste, and so many more for each second in which they
  /// can have gathered because nobody read them; but never more than `most`.
  package static let (fewest, perSecond, most) = (16, 15.0, 64)
  /// Keys that come as `chord` within `pause` seconds are held back until it is clear what they are.
  package static let (chord, pause) = (3, 0.03)
  /// How long a paste may pause before what follows counts as typed.
  package static let longestPause = 0.25

  package init() {}

  /// When `expire` is to be called, if nothing comes before; nil: nothing is unfinished.
  package var deadline: Double? {
    if text != nil { return lastText + Self.longestPause }
    return held.isEmpty ? nil : lastText + Self.pause
  }

  /// Takes what came at `now`, and gives out what is clear.
  /// - Parameter emptied: when there was last nothing to read.
  package mutating func take(
    _ events: [TerminalEvent], at now: Double, since emptied: Double
  ) -> [TerminalEvent] {
    var clear: [TerminalEvent] = []
    for event in events {
      if let character = event.typed {
        if text == nil {
          if held.isEmpty { heldSince = emptied }
          held.append(event)
          beginIfFast(at: now)
          if held.count >= Self.most { clear += finish() }
        } else {
          add(character)
        }
        lastText = now
      } else if event.isReport {
        // It cuts no paste in two.
        clear.append(event)
      } else if text == nil || !event.isKey {
        clear += finish() + [event]
      }
    }
    return clear + giveOut(at: now)
  }

  /// To be called only when the terminal has nothing to read, whatever the clock says.
  package mutating func expire(at now: Double) -> [TerminalEvent] {
    guard let deadline, deadline <= now else { return [] }
    return finish()
  }

  private mutating func finish() -> [TerminalEvent] {
    defer { (held, text) = ([], nil) }
    return text.map { [.paste($0)] } ?? held
  }

  private mutating func beginIfFast(at now: Double) {
    let gathered = Double(Self.fewest) + Self.perSecond * max(0, now - heldSince)
    guard held.count >= min(Self.most, Int(gathered)), !isKeyHeldDown else { return }
    text = String(held.compactMap(\.typed))
    held = []
  }

  /// One key held down, or two by turns.
  private var isKeyHeldDown: Bool { Set(held.lazy.compactMap(\.typed)).count <= 2 }

  private mutating func add(_ character: Character) {
    guard let count = text?.utf8.count, count < KeyDecoder.longestPaste else { return }
    text?.append(character)
  }

  /// Gives out the held keys that are typed: few, or those of one key held down.
  private mutating func giveOut(at now: Double) -> [TerminalEvent] {
    guard !held.isEmpty else { return [] }
    recent = recent.filter { now - $0 < Self.pause }
    guard
      recent.count + held.count < Self.chord || held.count >= Self.fewest && isKeyHeldDown
    else { return [] }
    recent += Array(repeating: now, count: min(held.count, Self.chord))
    return finish()
  }
}

extension TerminalEvent {
  /// The character that the event types.
  fileprivate var typed: Character? {
    switch self {
    case .key(.character(let character)): character
    case .key(.enter): "\n"
    case .key(.tab): "\t"
    default: nil
    }
  }

  fileprivate var isKey: Bool {
    if case .key = self { true } else { false }
  }
}
