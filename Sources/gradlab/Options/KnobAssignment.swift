import ArgumentParser
internal import Experiments
import Lessons

/// `knob=value` of the command line.
struct KnobAssignment: ExpressibleByArgument {
  var knob: String
  var text: String

  init?(argument: String) {
    guard let equals = argument.firstIndex(of: "="), equals != argument.startIndex else {
      return nil
    }
    knob = String(argument[..<equals])
    text = String(argument[argument.index(after: equals)...])
    guard !text.isEmpty else { return nil }
  }

  /// The value as the lesson's knob takes it: digits are text for a knob that holds text.
  func value(in lesson: Lesson) -> KnobValue {
    let name = knob.split(separator: ".").last.map(String.init) ?? knob
    return lesson.knob(name)?.value(ofArgument: text)
      ?? Double(text).map { .number($0) } ?? .word(text)
  }
}
