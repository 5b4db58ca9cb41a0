/// A strict reading of a page that has to be well-formed as XML: every tag closed in turn, every value
/// in double quotes, no bare `<` or `&`, every name once, and every link to a name that is there.
public struct MarkupCheck {
  /// What is wrong, a sentence each; empty: nothing.
  public private(set) var faults: [String] = []
  /// How often each element occurs.
  public private(set) var elements: [String: Int] = [:]
  /// The values of attributes by their names.
  public private(set) var values: [String: [String]] = [:]
  /// All text outside of tags, with its entities as they stand.
  public private(set) var text = ""

  private var open: [String] = []
  private var rest: Substring.UnicodeScalarView

  public init(_ page: String) {
    rest = page[...].unicodeScalars
    if page.hasPrefix("<!DOCTYPE html>\n") { rest = rest.dropFirst("<!DOCTYPE html>\n".count) }
    while !rest.isEmpty {
      if rest.first == "<" { readTag() } else { readText() }
    }
    for name in open { faults.append("<\(name)> is never closed") }
    checkNames()
  }

  private mutating func take(until end: (Unicode.Scalar) -> Bool) -> String {
    let part = rest.prefix { !end($0) }
    rest = rest[part.endIndex...]
    return String(part)
  }

  private mutating func readText() {
    let part = take { $0 == "<" }
    text += part
    checkCharacters(part)
    if open.isEmpty, part.contains(where: { !$0.isWhitespace }) {
      faults.append("text outside of the page: \(part.prefix(40))")
    }
  }

  private mutating func readTag() {
    rest = rest.dropFirst()
    if rest.first == "/" {
      rest = rest.dropFirst()
      let name = take { $0 == ">" }
      rest = rest.dropFirst()
      if open.last == name {
        open.removeLast()
      } else {
        faults.append("</\(name)> closes \(open.last ?? "nothing")")
      }
      return
    }
    let name = take { $0 == ">" || $0 == "/" || $0.properties.isWhitespace }
    if name.isEmpty || !name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" }) {
      faults.append("a tag is called “\(name)”")
    }
    elements[name, default: 0] += 1
    readAttributes(of: name)
    if rest.first == "/" { rest = rest.dropFirst() } else { open.append(name) }
    if rest.first != ">" { faults.append("<\(name)> does not end") }
    rest = rest.dropFirst()
  }

  private mutating func readAttributes(of tag: String) {
    var seen: Set<String> = []
    while true {
      _ = take { !$0.properties.isWhitespace }
      guard let next = rest.first, next != ">", next != "/" else { return }
      let name = take { $0 == "=" || $0 == ">" || $0.properties.isWhitespace }
      guard rest.starts(with: "=\"".unicodeScalars) else {
        faults.append("<\(tag) \(name)> has no value in quotes")
        return
      }
      rest = rest.dropFirst(2)
      let value = take { $0 == "\"" }
      rest = rest.dropFirst()
      if value.contains("<") { faults.append("< in <\(tag) \(name)>") }
      checkCharacters(value)
      if !seen.insert(name).inserted { faults.append("<\(tag)> has two \(name)") }
      values[name, default: []].append(value)
    }
  }

  private mutating func checkCharacters(_ part: String) {
    for piece in part.split(separator: "&", omittingEmptySubsequences: false).dropFirst()
    where !["amp;", "lt;", "gt;", "quot;"].contains(where: piece.hasPrefix) {
      faults.append("a bare & before “\(piece.prefix(20))”")
    }
    for scalar in part.unicodeScalars {
      switch scalar.value {
      case 0x09, 0x0A: break
      case ..<0x20, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069, 0xFFFE, 0xFFFF:
        faults.append("the character U+\(String(scalar.value, radix: 16))")
      default: break
      }
    }
  }

  private mutating func checkNames() {
    let names = values["id"] ?? []
    var known: Set<String> = []
    for name in names where !known.insert(name).inserted { faults.append("two are called \(name)") }
    for link in values["href"] ?? [] where link.hasPrefix("#") {
      if !known.contains(String(link.dropFirst())) { faults.append("nothing is called \(link)") }
    }
  }
}
