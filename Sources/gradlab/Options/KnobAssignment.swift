import ArgumentParser
import Lessons

/// `knob=value` of the command line.
struct KnobAssignment: ExpressibleByArgument {
  var knob: String
  var value: KnobValue

  init?(argument: String) {
    guard let equals = argument.firstIndex(of: "="), equals != argument.startIndex else {
      return nil
    }
    knob = String(argument[..<equals])
    let text = String(argument[argument.index(after: equals)...])
    guard !text.isEmpty else { return nil }
    value = Double(text).map { .number($0) } ?? .word(text)
  }
}
