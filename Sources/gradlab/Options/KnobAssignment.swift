internal import Experiments
import Lessons

/// `knob=value` of the command line.
struct KnobAssignment {
  var knob: String
  var text: String

  init(argument: String) throws {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
      throw OptionValueFault(
        found: argument, expected: "knob=value or arm.knob=value, as depth=20 or huge.c=4")
    }
    (knob, text) = (String(parts[0]), String(parts[1]))
  }

  /// The value as the lesson's knob takes it: digits are text for a knob that holds text.
  func value(in lesson: Lesson) -> KnobValue {
    let name = knob.split(separator: ".").last.map(String.init) ?? knob
    return lesson.knob(name)?.value(ofArgument: text)
      ?? Double(text).map { .number($0) } ?? .word(text)
  }
}
