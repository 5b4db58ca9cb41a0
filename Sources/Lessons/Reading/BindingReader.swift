/// Reads links that bind words: `[it stalls](claim:name)`, `[64 images](definition: "LeCun 1998")`.
extension ProseReader {
  private static let claim = "claim:"
  private static let definition = "definition:"

  func isBinding(_ link: MarkdownTree.Node) -> Bool {
    link.address.hasPrefix(Self.claim) || link.address == Self.definition
  }

  /// nil and a fault where there is no such claim.
  func binding(_ link: MarkdownTree.Node) -> Prose.Binding? {
    guard link.address.hasPrefix(Self.claim) else { return .definition(source: link.title) }
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
