import Charts
import Lab

/// The speaker's side of a talk.
struct SpeakerModel: Sendable {
  /// What the audience's terminal told last; nil: nothing was told yet.
  private(set) var state: SpeakerState?
  /// Whether there is an audience's terminal now.
  private(set) var isConnected = false
  /// Lines of the notes above the screen.
  var scroll = 0
  /// A command to the talk, while it is typed.
  var command: TextField?

  mutating func take(_ newer: SpeakerState?) {
    isConnected = newer != nil
    guard let newer else { return }
    if state?.page != newer.page { scroll = 0 }
    state = newer
  }
}

extension AppModel {
  /// Columns that texts have on the speaker's screen.
  public var speakerColumns: Int { SpeakerLayout(size).textColumns }

  /// What a key does at the speaker's terminal that isn't in its own table: it goes to the talk. nil: it is.
  mutating func pressAtSpeaker(_ key: Key) -> [Effect]? {
    guard let speaker, speaker.command == nil else { return nil }
    let typesThere = speaker.isConnected && speaker.state?.takesText == true
    let own = KeyTable.binding(for: key, in: self)
    if let own, !typesThere || own.action == .interrupt || own.action == .suspend { return nil }
    guard speaker.isConnected else {
      notice = Notice("No talk is given now: gradlab present begins one.")
      return []
    }
    return [.say(.key(key))]
  }

  mutating func performAtSpeaker(_ action: Action) -> [Effect] {
    switch action {
    case .back where speaker?.command == nil: return [.quit]
    case .back, .cancel: speaker?.command = nil
    case .erase: speaker?.command?.erase()
    case .eraseAll: speaker?.command?.eraseAll()
    case .accept:
      let text = speaker?.command?.text ?? ""
      speaker?.command = nil
      return text.isEmpty ? [] : [.say(.command(text))]
    case .move(let direction, _):
      let last = max(0, (speaker?.state?.notes.count ?? 0) - 1)
      let next = (speaker?.scroll ?? 0) + (direction == .up ? -1 : 1)
      speaker?.scroll = min(max(0, next), last)
    default: break
    }
    return []
  }
}
