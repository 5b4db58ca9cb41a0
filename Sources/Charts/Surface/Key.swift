/// A key press as the program sees it, whatever the terminal sent for it.
public enum Key: Hashable, Sendable {
  /// A printable character, with Shift already applied: `.character("G")`.
  case character(Character)
  /// Control with a letter, lower case: `.control("l")`.
  case control(Character)
  case enter, tab, backTab, escape, backspace, delete, insert
  case up, down, left, right
  case shiftUp, shiftDown, shiftLeft, shiftRight
  case pageUp, pageDown, home, end
  case function(Int)
}

/// What a mouse did, at a cell.
public struct Mouse: Hashable, Sendable {
  public enum Action: Hashable, Sendable {
    case press, release, drag, wheelUp, wheelDown
  }
  public var action: Action
  public var position: Position

  public init(_ action: Action, at position: Position) {
    self.action = action
    self.position = position
  }
}

/// Something that happened at the terminal.
public enum TerminalEvent: Hashable, Sendable {
  case key(Key)
  /// Text from a bracketed paste: data, never commands.
  case paste(String)
  case mouse(Mouse)
  case resized(Size)
  /// The terminal has told, asked or not, whether its background is light.
  case background(isLight: Bool)
  /// The terminal has told, on being asked, that it shows texts at twice their size.
  case scalesText
  /// The process came back from a suspension; the screen has to be drawn whole.
  case resumed
  /// SIGTERM, SIGHUP or SIGQUIT asked the program to go, or SIGINT from outside: its number.
  case terminate(Int32)
  /// The terminal is gone: no more input will come.
  case hangUp
}
