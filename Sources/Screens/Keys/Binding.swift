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
  /// The sheet that is drawn on.
  case pad
  case help
  /// A command is typed.
  case command
  /// The name of a file for a plot is typed.
  case plotFile
  /// A command line that was copied is shown.
  case copied
  /// The program asks whether what lessons have come to may be lost.
  case question

  /// Whether printable characters are text here.
  var takesText: Bool { Self.entries.contains(self) }

  /// The screens without typed text and without questions.
  static let screens: Set<Place> = [
    .library, .study, .matrix, .inspect, .predict, .tries, .claims, .surgery, .pad, .help,
  ]
  static let lesson: Set<Place> = [.study, .inspect]
  static let entries: Set<Place> = [
    .filter, .knobEntry, .numberEntry, .armName, .command, .plotFile,
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
