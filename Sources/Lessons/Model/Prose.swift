/// A text with its formatting: what a lesson's Markdown says, without its marks.
public struct Prose: Hashable, Sendable {
  public var blocks: [Block]

  public init(_ blocks: [Block] = []) {
    self.blocks = blocks
  }

  public indirect enum Block: Hashable, Sendable {
    case heading(level: Int, [Run])
    case paragraph([Run])
    case list([Item])
    case quote([Block])
    /// The lines of code, without tabs.
    case code([String])
    case formula(Formula)
    case table(Table)
    case rule
  }

  /// `mark`: "3." or "3)", empty for a bullet.
  public struct Item: Hashable, Sendable {
    public var mark: String
    public var blocks: [Block]
  }

  /// Every row has as many cells as the header.
  public struct Table: Hashable, Sendable {
    public enum Alignment: Hashable, Sendable { case left, center, right }

    public var alignments: [Alignment]
    public var header: [[Run]]
    public var rows: [[[Run]]]
  }

  /// A stretch of text in one style.
  public struct Run: Hashable, Sendable {
    public enum Content: Hashable, Sendable {
      case text(String)
      case code(String)
      case formula(Formula)
      case number(Number)
      /// Where the link before leads.
      case address(String)
      case lineBreak
    }

    public var content: Content
    public var isStrong = false
    public var isEmphasized = false
    public var isLink = false
    /// What vouches for the words.
    public var binding: Binding?
  }

  /// Words that a link binds: `[it stalls](claim:name)`, `[of 64 images](definition: "LeCun 1998")`.
  public enum Binding: Hashable, Sendable {
    /// The claim that says the same as a formula.
    case claim(String)
    /// A definition, a setting or a fact that is given, perhaps with its source.
    case definition(source: String)
  }

  /// A number filled in from the run.
  public struct Number: Hashable, Sendable {
    public var expression: Expression
    public var format: NumberFormat
  }

  /// How a number is written: `|.2`, `|+.2`, `|%`.
  public struct NumberFormat: Hashable, Sendable {
    /// Significant ones.
    public var digits: Int
    /// Whether a positive number has its sign, as differences do.
    public var hasSign: Bool
    /// Whether a share is written in hundredths, as 93.2 %.
    public var isPercent: Bool

    public init(digits: Int = 3, hasSign: Bool = false, isPercent: Bool = false) {
      self.digits = digits
      self.hasSign = hasSign
      self.isPercent = isPercent
    }

    /// What stands behind the bar of `{{formula|+.2%}}`; nil where it is none: an optional sign, an
    /// optional number of digits, an optional percent sign, and one of them at least.
    init?(_ text: String) {
      self.init()
      var rest = Substring(text)
      if rest.first == "+" {
        hasSign = true
        rest.removeFirst()
      }
      if rest.last == "%" {
        isPercent = true
        rest.removeLast()
      }
      if rest.isEmpty, !text.isEmpty { return }
      guard rest.first == ".", let count = Int(rest.dropFirst()), (1...12).contains(count),
        rest.dropFirst().allSatisfy(\.isNumber)
      else { return nil }
      digits = count
    }

    /// As it stands behind the bar.
    var written: String { "\(hasSign ? "+" : "").\(digits)\(isPercent ? "%" : "")" }
  }

  /// A formula in TeX's notation, with the numbers in it still to be filled in.
  public struct Formula: Hashable, Sendable {
    public enum Part: Hashable, Sendable {
      case source(String)
      case number(Number)
    }

    public var parts: [Part]
  }
}

extension Prose {
  /// All runs in the order of the text, as if it were one paragraph.
  public var runs: [Run] { blocks.flatMap(\.runs) }

  /// The claims that its words are bound to, each once, in the order of the text.
  public var claims: [String] {
    runs.reduce(into: []) { claims, run in
      if case .claim(let name) = run.binding, !claims.contains(name) { claims.append(name) }
    }
  }

  /// The expressions of all numbers that are filled in.
  public var expressions: [Expression] {
    runs.flatMap { run -> [Expression] in
      switch run.content {
      case .number(let number): [number.expression]
      case .formula(let formula):
        formula.parts.compactMap { part in
          if case .number(let number) = part { number.expression } else { nil }
        }
      case .text, .code, .address, .lineBreak: []
      }
    }
  }

  /// The words alone, formulas as their source.
  public var plainText: String { runs.plainText }
}

extension [Prose.Run] {
  var plainText: String {
    reduce(into: "") { text, run in
      switch run.content {
      case .text(let words), .code(let words): text += words
      case .formula(let formula):
        for case .source(let source) in formula.parts { text += source }
      case .lineBreak: text += " "
      case .number, .address: break
      }
    }
  }
}

extension Prose.Block {
  fileprivate var runs: [Prose.Run] {
    switch self {
    case .heading(_, let runs), .paragraph(let runs): runs
    case .list(let items):
      items.flatMap { item in
        [Prose.Run(content: .text(item.mark.isEmpty ? "" : item.mark + " "))]
          + item.blocks.flatMap(\.runs)
      }
    case .quote(let blocks): blocks.flatMap(\.runs)
    case .code(let lines): lines.map { Prose.Run(content: .code($0)) }
    case .formula(let formula): [Prose.Run(content: .formula(formula))]
    case .table(let table): (table.header + table.rows.joined()).flatMap { $0 }
    case .rule: []
    }
  }
}
