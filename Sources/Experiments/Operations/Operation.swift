/// Something that is done to a network on its way: a change of the arm's course, at a step.
///
/// As text, in command lines and lists: `silence hidden2`, `silence hidden2:5` (unit 5, from 1),
/// `silence block3/skip`, `restore …`, `freeze conv1`, `thaw conv1`, `reset conv1` (to its first weights),
/// `redraw conv1` (to new ones).
public struct Operation: Hashable, Sendable {
  /// What is done.
  public enum Verb: String, Hashable, Sendable, CaseIterable {
    /// The part gives 0; its numbers stay.
    case silence
    /// It gives what it gave before it was silenced.
    case restore
    /// No step changes its numbers.
    case freeze
    /// Steps change them again.
    case thaw
    /// Its numbers are those before the first step again.
    case reset
    /// Its numbers are drawn anew, as those before the first step were.
    case redraw
  }

  public var verb: Verb
  /// The part's name.
  public var part: String
  /// Unit, channel or head of the part, from 1; nil: all of it.
  public var unit: Int?

  public init(_ verb: Verb, _ part: String, unit: Int? = nil) {
    self.verb = verb
    self.part = part
    self.unit = unit
  }

  /// nil where the text is no operation.
  public init?(_ text: String) {
    let words = text.split(separator: " ")
    guard words.count == 2, let verb = Verb(rawValue: String(words[0])) else { return nil }
    let place = words[1].split(separator: ":", omittingEmptySubsequences: false)
    guard place.count <= 2, let part = place.first, !part.isEmpty else { return nil }
    var unit: Int?
    if place.count == 2 {
      guard let number = Int(place[1]), number > 0 else { return nil }
      unit = number
    }
    self.init(verb, String(part), unit: unit)
  }

  public var text: String { "\(verb.rawValue) \(part)" + (unit.map { ":\($0)" } ?? "") }
}

/// Why a network can't be operated on like this.
public enum OperationFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// It has nothing that could be operated on.
  case noNetwork
  case unknownPart(String, known: [String])
  case unknownUnit(Int, part: NetworkPart)
  /// What the verb does is not possible with this part, or not with one of its units.
  case impossible(Operation, because: String)

  public var description: String {
    switch self {
    case .noNetwork: "nothing to operate on: this arm trains no network"
    case .unknownPart(let name, let known):
      "no part “\(name)”; this network has \(known.joined(separator: ", "))"
    case .unknownUnit(let unit, let part):
      "\(part.name) has \(part.units) \(part.unitName)s, 1 to \(part.units), and no \(unit)"
    case .impossible(let operation, let reason): "“\(operation.text)” is not possible: \(reason)"
    }
  }
}
