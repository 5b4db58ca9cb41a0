internal import Lessons

/// Why there can be no such sweep, in facts; `description` is what to tell the person.
public enum SweepFault: Error, Hashable, Sendable, CustomStringConvertible {
  case unknownKnob(String, nearest: String?, known: [String])
  /// It holds a text, a place or a matrix without presets.
  case notSwept(knob: String, String)
  case unreadRange(knob: String, range: String)
  /// Of a knob without numbers.
  case noNumbers(knob: String, range: String, takes: String)
  case outside(knob: String, value: Double, range: ClosedRange<Double>)
  case wrongValue(knob: String, value: String, takes: String)
  case repeated(knob: String, value: String, range: String)
  case valueCount(knob: String, found: Int, limit: Int)
  /// Of values that are spaced over a range.
  case spacedCount(knob: String, found: Int?, limit: Int)
  /// Of values that are listed.
  case otherCount(knob: String, range: String, found: Int, expected: Int)
  /// Some of the values would be the same.
  case tooFine(knob: String, range: String, count: Int, step: Double?)
  case knobCount(Int)
  case noRange(knob: String)
  case sameKnob(String)
  /// It is swept and set.
  case alsoSet(String)
  case tooManyRuns(Int, limit: Int)
  /// No arm is left for the knobs to turn.
  case noArm(knobs: [String], arms: [String])
  case unknownProbe(String, nearest: String?, known: [String])
  /// It has more than one number, or none.
  case noNumber(probe: String, known: [String])
  case nothingToMeasure(probe: String, arm: String)
  /// The experiment with these values can't be made; the text says why.
  case impossible(values: String, String)

  public var description: String {
    switch self {
    case .unknownKnob(let name, let nearest, let known):
      "no knob “\(name.safe(limit: 60))”" + Self.hint(nearest, "this lesson has", known)
    case .unknownProbe(let name, let nearest, let known):
      "no probe “\(name.safe(limit: 60))”" + Self.hint(nearest, "a sweep can report", known)
    case .noNumber(let probe, let known):
      "\(probe) is not one number for the network; a sweep can report \(Self.list(known))"
    case .nothingToMeasure(let probe, let arm):
      "the arm \(arm) has nothing that \(probe) could measure; choose another --probe or --arm"
    case .noArm(let knobs, let arms):
      "every arm sets \(knobs.joined(separator: " or ")) itself: say with --arm in which to turn it; "
        + "this lesson has \(Self.list(arms))"
    case .alsoSet(let knob): "\(knob) is swept: leave out --set \(knob)"
    case .impossible(let values, let text): "\(values): \(text)"
    case .tooManyRuns(let count, let limit):
      "these are \(count) runs; a sweep has at most \(limit): take fewer values or seeds"
    default: rangeText
    }
  }

  private var rangeText: String {
    switch self {
    case .notSwept(let knob, let taken):
      "\(knob) can't be swept: it takes \(taken); a sweep goes over numbers or over words"
    case .unreadRange(let knob, let range):
      "“\(range.safe(limit: 60))” is no range of \(knob): expected the lower number and the higher "
        + "one, as 0.001..1"
    case .noNumbers(let knob, let range, let takes):
      "\(knob) has no numbers, so “\(range.safe(limit: 60))” is no range of it"
        + (takes.isEmpty ? "" : ": it takes \(takes)")
    case .outside(let knob, let value, let range):
      "\(knob) can't be swept to \(shortNumber(value)): it goes from "
        + "\(shortNumber(range.lowerBound)) to \(shortNumber(range.upperBound))"
    case .wrongValue(let knob, let value, let takes):
      "\(knob) can't be “\(value.safe(limit: 60))”: a sweep of it takes \(takes)"
    case .repeated(let knob, let value, let range):
      "\(value.safe(limit: 60)) stands twice in the values of \(knob), \(range.safe(limit: 60))"
    default: countText
    }
  }

  private var countText: String {
    switch self {
    case .valueCount(let knob, let found, let limit):
      "\(found) values of \(knob); a sweep takes 1 to \(limit)"
    case .spacedCount(let knob, let found, let limit):
      (found.map { "\($0) values can't be spaced over a range of \(knob)" }
        ?? "the range of \(knob) needs a number of values") + ": expected 2 to \(limit) after it"
    case .otherCount(let knob, let range, let found, let expected):
      "“\(range.safe(limit: 60))” lists \(expected) values of \(knob), not \(found); leave out the "
        + "number"
    case .tooFine(let knob, let range, let count, let step):
      "there are no \(count) different values of \(knob) in \(range)"
        + (step.map { ", which goes in steps of \(shortNumber($0))" } ?? "") + "; take fewer"
    case .noRange(let knob):
      "no range of \(knob.safe(limit: 60)); expected KNOB RANGE N, as rate 0.001..1 7"
    case .knobCount(let found): "a sweep goes over one knob or two, found \(found)"
    case .sameKnob(let knob): "\(knob) stands twice: a sweep over two knobs needs two"
    default: ""
    }
  }

  private static func list(_ names: [String]) -> String {
    names.isEmpty ? "none" : names.joined(separator: ", ")
  }

  private static func hint(_ nearest: String?, _ known: String, _ names: [String]) -> String {
    nearest.map { "; did you mean \($0)?" } ?? "; \(known) \(list(names))"
  }
}
