import ArgumentParser
import Lab

/// The commands of the program with what they take, as the parser of the command line tells them.
struct CommandTable {
  /// An argument or an option.
  struct Argument: Hashable {
    enum Kind: String {
      case positional, option, flag
    }

    let kind: Kind
    /// With their dashes: `--seed`; none where the place says which it is.
    let names: [String]
    /// What the value is called.
    let value: String
    let isOptional: Bool
    let isRepeating: Bool
    let meaning: String
    /// All words that it may be; empty where it may be others.
    let words: [String]
    /// What holds where it isn't given.
    let standard: String?
  }

  struct Command {
    let name: String
    let abstract: String
    /// Paragraphs, with an empty line between.
    let discussion: String
    let arguments: [Argument]
  }

  /// Those that help shows, in its order.
  let commands: [Command]

  /// - Throws: `JSONReader.Fault` where the parser's own account of the commands is no JSON.
  init(of program: any ParsableCommand.Type) throws {
    // What --experimental-dump-help prints.
    let table = try JSONReader.read(program._dumpHelp())
    commands = (table["command"]?["subcommands"]?.array ?? []).compactMap(Command.init)
      .filter { $0.name != "help" }
  }

  /// What at least so many commands take that means the same in all of them.
  func shared(atLeast count: Int) -> [Argument] {
    let all = commands.flatMap(\.arguments).filter { $0.kind != .positional }
    let counts = Dictionary(all.map { ($0, 1) }, uniquingKeysWith: +)
    var seen: Set<Argument> = []
    return all.filter { counts[$0, default: 0] >= count && seen.insert($0).inserted }
  }
}

extension CommandTable.Command {
  fileprivate init?(_ json: JSONValue) {
    guard json["shouldDisplay"]?.boolean == true, let name = json["commandName"]?.string else {
      return nil
    }
    self.name = name
    abstract = json["abstract"]?.string ?? ""
    discussion = json["discussion"]?.string ?? ""
    arguments = (json["arguments"]?.array ?? []).compactMap(CommandTable.Argument.init)
  }
}

extension CommandTable.Argument {
  fileprivate init?(_ json: JSONValue) {
    guard json["shouldDisplay"]?.boolean == true,
      let kind = json["kind"]?.string.flatMap(Kind.init)
    else { return nil }
    self.kind = kind
    names = (json["names"]?.array ?? []).compactMap { name in
      guard let text = name["name"]?.string else { return nil }
      return (name["kind"]?.string == "long" ? "--" : "-") + text
    }
    value = json["valueName"]?.string ?? "value"
    isOptional = json["isOptional"]?.boolean ?? false
    isRepeating = json["isRepeating"]?.boolean ?? false
    meaning = ["abstract", "discussion"].compactMap { json[$0]?.string }.joined(separator: " ")
    words = (json["allValues"]?.array ?? []).compactMap(\.string)
    standard = json["defaultValue"]?.string
  }
}
