import ArgumentParser
import Lessons

/// The words of a command line, before they are parsed.
struct CommandWords {
  private let words: [String]

  init(_ words: [String]) { self.words = words }

  /// With a negative number joined to the option before it, `--steps=-1`: by itself it would pass for an
  /// option, and the value for a missing one.
  var joined: [String] {
    var result: [String] = []
    let end = words.firstIndex(of: "--") ?? words.endIndex
    for (index, word) in words.enumerated() {
      if index < end, word.hasPrefix("-"), word.count > 1, Double(word) != nil,
        word.dropFirst().first?.isLetter == false, let option = result.last,
        option.hasPrefix("--"), !option.contains("=")
      {
        result[result.count - 1] = "\(option)=\(word)"
      } else {
        result.append(word)
      }
    }
    return result
  }

  /// What is wrong with the first word, where a command should stand; nil: it is one, or an option.
  func unknownCommand(of program: any ParsableCommand.Type) -> String? {
    guard let word = words.first, !word.hasPrefix("-"), !word.isEmpty else { return nil }
    let commands = program.configuration.subcommands
    guard !commands.contains(where: { $0._commandName == word }), word != "help" else { return nil }
    let names =
      commands.filter { $0.configuration.shouldDisplay }.map { $0._commandName } + ["help"]
    let hint =
      nearestName(to: word, in: names).map { "did you mean \($0)?" }
      ?? "there are \(names.joined(separator: ", "))"
    return "there is no command “\(word.safe(limit: 60))”; \(hint)"
  }
}
