import ArgumentParser
import Screens

/// The manual page: of commands and options what the parser knows of them, of settings what the
/// configuration says.
struct ManualPage {
  private let table: CommandTable
  private let shared: [CommandTable.Argument]

  /// So many commands take an option that is described for all of them together.
  private static let sharedCount = 10

  init(of program: any ParsableCommand.Type) throws {
    table = try CommandTable(of: program)
    shared = table.shared(atLeast: Self.sharedCount)
  }

  var text: String {
    var page = ManualText(
      name: "gradlab", date: Version.date, source: "GradLab \(Version.text)")
    page.section("NAME")
    page.prose("gradlab - interactive deep-learning lab in the terminal")
    page.section("SYNOPSIS")
    page.line([
      .literal("gradlab"), .plain(" ["), .variable("command"), .plain("] ["),
      .variable("argument"), .plain(" ...] ["), .variable("option"), .plain(" ...]"),
    ])
    page.section("DESCRIPTION")
    page.prose(Self.description)
    page.section("COMMANDS")
    for command in table.commands { describe(command, on: &page) }
    page.section("OPTIONS")
    page.prose("These mean the same wherever a command takes them.")
    list(shared, on: &page)
    ManualPage.describeSurroundings(on: &page)
    return page.text
  }

  private static let description = """
    GradLab shows lessons as text beside networks that train while one reads: on real data, with loss \
    curves, histograms and gradients that move, and knobs that answer the keyboard. Runs are paused, \
    rewound, forked, operated on and compared; the same seed gives the same curve, bit for bit.

    Without a command it shows the library of lessons; where there is no terminal, it prints their list. \
    In the lab, ? shows the keys that work where one is.

    A lesson goes by its id, the start of its id, its number, or the path of its file: a name with a slash, \
    or one that ends in .md.
    """

  private func describe(_ command: CommandTable.Command, on page: inout ManualText) {
    let places = command.arguments.filter { $0.kind == .positional }
    page.subsection([.plain("gradlab \(command.name)")] + places.flatMap { Self.place($0) })
    page.prose(command.abstract)
    page.prose(command.discussion)
    list(command.arguments.filter { !shared.contains($0) }, on: &page)
    let others = command.arguments.filter { shared.contains($0) }.flatMap { $0.names.suffix(1) }
    page.prose("See OPTIONS for \(others.joined(separator: ", ")).")
  }

  /// ` LESSON`, in brackets where it may be missing, with dots where there may be more.
  private static func place(_ argument: CommandTable.Argument) -> [ManualText.Word] {
    let (open, close) = argument.isOptional ? (" [", "]") : (" ", "")
    let more = argument.isRepeating ? " ..." : ""
    return [.plain(open), .variable(argument.value), .plain(more + close)]
  }

  private func list(_ arguments: [CommandTable.Argument], on page: inout ManualText) {
    for group in Self.groups(arguments) {
      guard let first = group.first, !first.meaning.isEmpty else { continue }
      var words = group.flatMap(\.names).flatMap {
        [.plain(", "), .literal($0)] as [ManualText.Word]
      }
      words = Array(words.dropFirst())
      switch first.kind {
      case .positional: words = [.variable(first.value), .plain(first.isRepeating ? " ..." : "")]
      case .option: words += [.plain(" "), .variable(first.value)]
      case .flag: break
      }
      page.entry(words, Self.meaning(first))
    }
  }

  /// Flags that mean one thing together, such as `--json` and `--csv`, in one group.
  private static func groups(_ arguments: [CommandTable.Argument]) -> [[CommandTable.Argument]] {
    var groups: [[CommandTable.Argument]] = []
    for argument in arguments {
      if argument.kind == .flag, let last = groups.last?.last, last.kind == .flag,
        last.meaning == argument.meaning
      {
        groups[groups.count - 1].append(argument)
      } else {
        groups.append([argument])
      }
    }
    return groups
  }

  private static func meaning(_ argument: CommandTable.Argument) -> String {
    var text = argument.meaning
    let named = argument.words.filter { !text.contains($0) }
    if !named.isEmpty { text += " One of: \(argument.words.joined(separator: ", "))." }
    if let standard = argument.standard { text += " By default \(standard)." }
    return text
  }
}
