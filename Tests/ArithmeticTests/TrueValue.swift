import Arithmetic
import FoundationEssentials

/// A line of what make_elementary_functions.py wrote.
struct TrueValue {
  var name: String
  var arguments: [Double]
  /// The double nearest to the true value.
  var nearest: Double
  /// True value − nearest, in units in the last place.
  var rest: Double

  /// - Throws: when the file beside this source is missing or a line malformed.
  static func read() throws -> [TrueValue] {
    let folder = "\(#filePath)".split(separator: "/").dropLast().joined(separator: "/")
    let path = "/\(folder)/Reference/elementary_functions.txt"
    let text = try String(contentsOf: URL(filePath: path), encoding: .utf8)
    return try text.split(separator: "\n").map { line in
      let words = line.split(separator: " ")
      let numbers = words.dropFirst().compactMap { Double($0) }
      guard numbers.count == words.count - 1, numbers.count >= 3 else {
        throw MalformedLine(path: path, line: String(line))
      }
      return TrueValue(
        name: String(words[0]), arguments: Array(numbers.dropLast(2)),
        nearest: numbers[numbers.count - 2], rest: numbers[numbers.count - 1])
    }
  }

  struct MalformedLine: Error {
    var path: String
    var line: String
  }

  /// What the function named comes to; NaN for an unknown name.
  var found: Double {
    let x = arguments[0]
    return switch name {
    case "exp": x.exp()
    case "log": x.log()
    case "log10": x.log10()
    case "sin": x.sin()
    case "cos": x.cos()
    case "cbrt": x.cbrt()
    case "pow": x.pow(arguments[1])
    default: .nan
    }
  }

  /// The distance of a value from the true one, in units in the last place.
  func error(of value: Double) -> Double {
    ((value - nearest) / nearest.ulp - rest).magnitude
  }
}
