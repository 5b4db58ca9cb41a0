import Datasets

extension LessonFault: CustomStringConvertible {
  /// `file:line:column: message`, one line, safe to print.
  public var description: String {
    var place = path.safe(limit: 400)
    if line > 0 { place += ":\(line)" }
    if line > 0, column > 0 { place += ":\(column)" }
    return "\(place): \(fact.description)"
  }
}

extension LessonFact: CustomStringConvertible {
  /// What was found, what was expected, what to do.
  public var description: String {
    switch self {
    case .unreadable, .tooLarge, .empty, .notUTF8, .forbiddenCharacter, .noFrontMatter,
      .unclosedFrontMatter, .unclosedFence, .moreFaults:
      fileText
    case .syntax, .alias, .tooDeep, .tooMuchYAML, .duplicateKey, .unknownKey, .missingKey,
      .seedsToVerify:
      structureText
    case .wrongType, .ambiguousScalar, .outOfRange, .unknownName, .badName, .repeatedName,
      .unfitProbe, .expression, .plan, .data, .nothingToMeasure:
      valueText
    case .noSteps, .textBeforeSteps, .secondBlock, .emptyStep, .unclosedPlaceholder,
      .unclosedFormula, .misplacedBlock, .rawHTML, .picture, .badDigits, .unreadBinding,
      .repeatedLesson, .translation:
      bodyText
    }
  }

  private var fileText: String {
    switch self {
    case .unreadable(let reason): "can't be read: \(reason.safe())"
    case .tooLarge(let bytes, let limit):
      "has \(bytes) bytes; lesson files have at most \(limit)"
    case .empty: "the file is empty; a lesson begins with `---` and its front matter"
    case .notUTF8: "a byte here is not UTF-8 text; save the file as UTF-8"
    case .forbiddenCharacter(let scalar):
      "the character \(scalar.spelledOut) is not allowed; delete it"
    case .noFrontMatter: "expected `---` in the first line, before the front matter"
    case .unclosedFrontMatter: "the front matter is never closed; expected a line `---`"
    case .unclosedFence(let fence): "this block is never closed; expected a line \(fence)"
    case .moreFaults: "there are more faults; mend these first"
    default: ""
    }
  }

  private var structureText: String {
    switch self {
    case .syntax(let problem): problem.safe()
    case .alias(let name):
      "YAML anchors and aliases are not read, found \(name.quoted); write the value out"
    case .tooDeep(let limit): "nested or indented more than \(limit) deep"
    case .tooMuchYAML(let bytes, let limit):
      "this YAML has \(bytes) bytes; at most \(limit) are read"
    case .duplicateKey(let key, let firstLine):
      "the key \(key.quoted) stands twice; the first is in line \(firstLine)"
    case .unknownKey(let key, let place, let nearest, let known):
      "unknown key \(key.quoted) in \(place)" + Self.hint(nearest, known)
    case .missingKey(let key, let place): "the key \(key.quoted) is missing in \(place)"
    case .seedsToVerify:
      "write `look` for the seeds that you look at; `gradlab verify` judges on others, which no file "
        + "names"
    default: ""
    }
  }

  private var valueText: String {
    switch self {
    case .wrongType(let key, let expected, let found):
      "\(key): expected \(expected), found \(found)"
    case .ambiguousScalar(let text, let key) where text.allSatisfy(\.isLetter):
      "\(key): some YAML readers take \(text.safe(limit: 60)) for a truth value; as text it stands in "
        + "quotes, \(text.quoted)"
    case .ambiguousScalar(let text, let key):
      "\(key): YAML readers disagree on what \(text.safe(limit: 60)) is; put text in quotes, write "
        + "numbers without leading zeros and truth values as true or false"
    case .outOfRange(let key, let found, let expected):
      "\(key): found \(found), expected \(expected)"
    case .unknownName(let kind, let name, let nearest, let known):
      "unknown \(kind) \(name.quoted)" + Self.hint(nearest, known)
    case .badName(let kind, let name):
      "\(name.quoted) can't name \(kind): use letters, digits and `_`, begin with a letter, and "
        + "none of the words of expressions"
    case .repeatedName(let kind, let name): "there is already \(kind) \(name.quoted)"
    case .unfitProbe(let plot, let probe, let expected):
      "the plot \(plot.quoted) can't show \(probe.quoted): it needs \(expected)"
    case .expression(let fault, let key, let source):
      "\(key): \(fault) (at column \(fault.column) of \(source.quoted))"
    case .data(let fault, let key): "\(key): \(Self.ownFile(fault).safe())"
    case .plan(let fault, let arm): (arm.map { "arm \($0.quoted): " } ?? "") + "\(fault)"
    case .nothingToMeasure(let probe, let measure):
      "the probe \(probe.quoted): no arm's network has anything that \(measure) could measure"
    default: ""
    }
  }

  private var bodyText: String {
    switch self {
    case .noSteps: "the lesson has no steps; each begins with a heading `## Title`"
    case .textBeforeSteps: "text before the first step is not shown; put it under a `## Title`"
    case .secondBlock:
      "a step has one lab block; put its settings into the first, or begin a step with `## Title`"
    case .emptyStep(let title): "the step \(title.quoted) has no text"
    case .unclosedPlaceholder: "`{{` without `}}` in the same line"
    case .unclosedFormula:
      "`$$` without a closing `$$` in the same paragraph; write `\\$` for a dollar sign"
    case .misplacedBlock:
      "a lab block within a list or a quote is only text; let it begin at the left margin"
    case .rawHTML(let html):
      "HTML can't be drawn in a terminal, found \(html.quoted); write Markdown, or `\\<` for the "
        + "character"
    case .picture(let address):
      "a picture can't be drawn in a terminal, found \(address.quoted); write a link to it instead"
    case .badDigits(let text):
      "\(text.quoted) is no form of a number; write `|.3` for three significant digits, `|+.3` for its "
        + "sign too, `|%` for hundredths"
    case .unreadBinding("claim"): "write `[the words](claim:name)`, without a space"
    case .unreadBinding:
      "write `[the words](definition:)`, or with a source in quotes, `(definition: \"LeCun 1998\")`"
    case .repeatedLesson(let id, let firstPath):
      "the id \(id.quoted) is already that of \(firstPath.safe(limit: 400))"
    case .translation(let difference): difference.description
    default: ""
    }
  }

  /// What is wrong with a file that a lesson names.
  private static func ownFile(_ fault: DataFault) -> String {
    guard case .cannotOpen(let reason) = fault.fact else { return fault.description }
    return "\(fault.path): can't be opened (\(reason)); put the file, or a link to it, there"
  }

  private static func hint(_ nearest: String?, _ known: [String]) -> String {
    if let nearest { return suggestion(nearest) }
    guard !known.isEmpty else { return "" }
    return "; expected one of: " + known.joined(separator: ", ").safe(limit: 4_000)
  }
}
