package import Charts

/// Where a key is pressed: the innermost thing that takes keys.
package enum Place: String, Hashable, Sendable, CaseIterable {
  case library, filter
  case study, knobEntry
  /// The cells of a knob that holds numbers in rows.
  case matrix
  case inspect
  case predict, numberEntry
  case tries
  /// A fork is given a name.
  case armName
  case claims
  /// The list of a network's parts, to operate on.
  case surgery
  /// A sweep of knobs, under way or over.
  case sweep
  /// The charts of a folder that is watched.
  case watch
  /// A talk in front of a room.
  case present
  /// The speaker's side of a talk, and a command that is typed there.
  case speaker, speakerEntry
  /// The counts of a room's answers are typed.
  case voteEntry
  /// The sheet that is drawn on.
  case pad
  case help
  /// A command is typed.
  case command
  /// A command line that was copied is shown.
  case copied
  /// The program asks whether what lessons have come to may be lost.
  case question

  /// Whether printable characters are text here.
  var takesText: Bool { Self.entries.contains(self) }

  /// The screens without typed text and without questions.
  static let screens: Set<Place> = [
    .library, .study, .matrix, .inspect, .predict, .tries, .claims, .surgery, .pad, .help,
    .sweep, .watch, .present, .speaker,
  ]
  static let lesson: Set<Place> = [.study, .inspect, .present]
  /// Where things are called by their names.
  static let named: Set<Place> = [
    .library, .study, .inspect, .tries, .claims, .surgery, .pad, .present, .speaker,
  ]
  /// Where plots and knobs are gone through one after the other.
  static let plots: Set<Place> = [.study, .inspect]
  /// Where knobs are turned among others.
  static let knobs: Set<Place> = [.study, .present]
  static let entries: Set<Place> = [
    .filter, .knobEntry, .numberEntry, .armName, .command, .voteEntry, .speakerEntry,
  ]
}

/// A line of the key table: keys, name, condition and what they do. Dispatch, help and footer all
/// read it.
package struct Binding: Sendable {
  package enum Group: String, CaseIterable, Sendable {
    case run = "Run"
    case time = "Time"
    case lesson = "Lesson"
    case knobs = "Knobs and arms"
    case surgery = "Surgery"
    case plots = "Plots"
    case pad = "The pad"
    case move = "Move"
    case text = "Typing"
    case program = "Program"
  }

  package var keys: [Key]
  /// How the keys are shown, in the glyphs of every tier.
  package var label: String
  package var places: Set<Place>
  package var group: Group
  /// The sentence of the help.
  package var does: String
  /// The word of the footer; nil: not in the footer now.
  var word: @Sendable (AppModel) -> String?
  /// The footer shows the lowest ranks where room is scarce.
  var rank: Int
  var condition: @Sendable (AppModel) -> Bool
  package var action: Action

  init(
    _ keys: [Key], _ label: String, in places: Set<Place>, _ group: Group, _ does: String,
    _ action: Action, rank: Int = 50,
    word: @escaping @Sendable (AppModel) -> String? = { _ in nil },
    when condition: @escaping @Sendable (AppModel) -> Bool = { _ in true }
  ) {
    self.keys = keys
    self.label = label
    self.places = places
    self.group = group
    self.does = does
    self.word = word
    self.rank = rank
    self.condition = condition
    self.action = action
  }

  package func applies(to model: AppModel) -> Bool {
    places.contains(model.place) && condition(model)
  }
}

extension Key {
  /// Several one-character keys at once.
  static func characters(_ text: String) -> [Key] { text.map { .character($0) } }
}
