/// Reads links that bind words: `[it stalls](claim:name)`, `[64 images](definition: "LeCun 1998")`.
extension ProseReader {
  private static let claim = "claim:"
  private static let definition = "definition:"

  /// Whether a link binds words, or would if its first word were written rightly.
  func isBinding(_ link: MarkdownTree.Node) -> Bool {
    let word = link.address.prefix { $0 != ":" }
    return word.count < link.address.count
      && nearestName(to: word.lowercased(), in: ["claim", "definition"]) != nil
  }

  /// nil and a fault where there is no such claim.
  func binding(_ link: MarkdownTree.Node) -> Prose.Binding? {
    if link.address == Self.definition { return .definition(source: link.title) }
    guard link.address.hasPrefix(Self.claim) else {
      report(
        .unknownName(
          kind: "link", name: link.address, nearest: nil, known: ["claim:NAME", "definition:"]),
        source.offset(of: link))
      return nil
    }
    let name = String(link.address.dropFirst(Self.claim.count))
    guard claims.contains(name) else {
      let nearest = nearestName(to: name, in: claims)
      report(
        .unknownName(kind: "claim", name: name, nearest: nearest, known: claims),
        source.offset(of: link))
      return nil
    }
    return .claim(name)
  }
}
