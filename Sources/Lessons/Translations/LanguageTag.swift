/// A language, perhaps of a region, as files and settings name it: `fr`, `pt-BR`.
/// - Source: RFC 5646, its two first subtags
public struct LanguageTag: Hashable, Sendable {
  /// Two or three small letters.
  public let language: String
  /// Two capitals; nil: any.
  public let region: String?

  /// Reads `pt-BR` and `pt_BR`; nil for all else.
  public init?(_ text: String) {
    let parts = text.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "_" }
    guard let first = parts.first, parts.count <= 2, (2...3).contains(first.utf8.count),
      first.utf8.allSatisfy({ (0x61...0x7A).contains($0) })
    else { return nil }
    language = String(first)
    guard parts.count == 2 else {
      region = nil
      return
    }
    guard parts[1].utf8.count == 2, parts[1].utf8.allSatisfy({ (0x41...0x5A).contains($0) })
    else { return nil }
    region = String(parts[1])
  }

  public var text: String { language + (region.map { "-\($0)" } ?? "") }

  /// What somebody who wants this language takes, the best first.
  var alternatives: [String] {
    region.map { ["\(language)-\($0)", "\(language)_\($0)", language] } ?? [language]
  }

  static let expected = "a language such as fr, de or pt-BR"

  /// The languages that the environment asks for, the most wanted first, as gettext reads it: the locale is
  /// LC_ALL, else LC_MESSAGES, else LANG; where it is that of C, nothing is asked for; else LANGUAGE lists
  /// languages that are wanted before the locale's.
  public static func wanted(in environment: [String: String]) -> [LanguageTag] {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }
      .first { !$0.isEmpty }
    guard let locale, let own = tag(ofLocale: locale) else { return [] }
    let list = environment["LANGUAGE", default: ""].split(separator: ":").compactMap {
      tag(ofLocale: String($0))
    }
    return (list + [own]).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// `fr_FR.UTF-8@euro`: fr-FR; nil for C and POSIX.
  private static func tag(ofLocale locale: String) -> LanguageTag? {
    LanguageTag(String(locale.prefix { $0 != "." && $0 != "@" }))
  }
}
