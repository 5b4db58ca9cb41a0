/// A part of a formula.
indirect enum FormulaNode: Hashable, Sendable {
  /// A letter, number, name or sign.
  case symbol(String, Spacing)
  /// Spaces, as many as columns.
  case space(Int)
  case row([FormulaNode])
  case fraction(FormulaNode, FormulaNode)
  case root(FormulaNode, degree: FormulaNode?)
  case scripts(FormulaNode, lower: FormulaNode?, upper: FormulaNode?)
  /// A mark over a letter: ^, ~, ¯, ˙, →.
  case accent(FormulaNode, String)
  case delimited(String, FormulaNode, String)
  /// Rows of cells between delimiters, which may be empty.
  case matrix([[FormulaNode]], left: String, right: String)

  /// How much air a symbol wants.
  enum Spacing: Hashable, Sendable {
    case ordinary
    /// +, ·: air where it stands between two things.
    case binary
    /// =, <: always air.
    case relation
    /// A comma: air after it.
    case punctuation
    /// ∑, max: its limits stand above and below it in a display.
    case large
    /// log, ln: air after it, unless a bracket follows.
    case function
  }

  static let empty = FormulaNode.row([])

  /// Whether it reads as one thing beside a slash or a root.
  var isSimple: Bool {
    switch self {
    case .symbol(let text, _): text.unicodeScalars.count <= 1 || text.allSatisfy(\.isLetterOrDigit)
    case .row(let nodes): nodes.count == 1 && nodes[0].isSimple
    case .scripts(let base, _, _): base.isSimple
    case .accent, .delimited, .matrix: true
    case .space, .fraction, .root: false
    }
  }
}

extension Character {
  var isLetterOrDigit: Bool { isLetter || isNumber || self == "." }
}
