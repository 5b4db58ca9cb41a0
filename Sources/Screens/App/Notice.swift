import Lab

/// One line that tells what just happened. It goes with the next key.
struct Notice: Hashable, Sendable {
  enum Kind: Hashable, Sendable { case information, warning, fault }

  var text: String
  var kind: Kind

  init(_ text: String, _ kind: Kind = .information) {
    self.text = text
    self.kind = kind
  }
}

/// What a screen answers to an action: effects, a line to show, and where to go.
struct Reply: Hashable, Sendable {
  enum Destination: Hashable, Sendable {
    case library
    case study
    case inspect(plot: String)
    case predict
    case tries
    case surgery(PartPlace?)
    case claims
  }

  var effects: [Effect] = []
  var notice: Notice?
  var destination: Destination?

  static let nothing = Reply()

  static func effect(_ effect: Effect) -> Reply { Reply(effects: [effect]) }
  static func session(_ command: Command) -> Reply { Reply(effects: [.session(command)]) }
  static func go(_ destination: Destination) -> Reply { Reply(destination: destination) }
  static func say(_ text: String, _ kind: Notice.Kind = .information) -> Reply {
    Reply(notice: Notice(text, kind))
  }
}
