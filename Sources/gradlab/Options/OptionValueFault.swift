import Lessons

/// Why a word of the command line is no value of its option. The parser says before it which option that is.
struct OptionValueFault: Error, CustomStringConvertible {
  let found: String
  let expected: String

  var description: String {
    "found \(found.isEmpty ? "nothing" : "“\(found.safe(limit: 60))”"), expected \(expected)"
  }
}
