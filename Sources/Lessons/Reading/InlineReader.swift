/// Reads the inlines of a paragraph, heading or cell as runs of one style each.
struct InlineReader {
  let reader: ProseReader

  private struct State {
    var strong = 0
    var emphasis = 0
    var links = 0
    var binding: Prose.Binding?
    /// The characters that still belong to the cutout before.
    var covered = 0
    /// The number of the first cutout that may come.
    var next: Int

    func run(_ content: Prose.Run.Content) -> Prose.Run {
      Prose.Run(
        content: content, isStrong: strong > 0, isEmphasized: emphasis > 0, isLink: links > 0,
        binding: binding)
    }
  }

  /// Gives out the runs of a node in order; `next` is the number of the first cutout that may come.
  func read(
    _ node: MarkdownTree.Node, from next: inout Int,
    _ take: (_ run: Prose.Run, _ isDisplayed: Bool) -> Void
  ) {
    var state = State(next: next)
    node.walk { inline, isEntered in read(inline, isEntered, &state, take) }
    next = state.next
  }

  private func read(
    _ node: MarkdownTree.Node, _ isEntered: Bool, _ state: inout State,
    _ take: (Prose.Run, Bool) -> Void
  ) {
    let change = isEntered ? 1 : -1
    switch node.kind {
    case .text:
      checkForBinding(node)
      read(node.literal, &state, take)
    case .softBreak: read("\n", &state, take)
    case .lineBreak: take(state.run(.lineBreak), false)
    case .code:
      take(state.run(.code(reader.source.uncovered(node.literal, from: &state.next))), false)
    case .strong: state.strong += change
    case .emphasis: state.emphasis += change
    case .link where reader.isBinding(node):
      state.binding = isEntered ? reader.binding(node) : nil
    case .link:
      state.links += change
      if !isEntered { takeAddress(of: node, &state, take) }
    case .image where isEntered:
      reader.report(
        .picture(reader.source.uncovered(node.address, from: &state.next)),
        reader.source.offset(of: node))
    case .inlineHTML where !ProseReader.isComment(node.literal):
      reader.report(
        .rawHTML(reader.source.uncovered(node.literal, from: &state.next)),
        reader.source.offset(of: node))
    default: break
    }
  }

  /// A source without quotes makes no link of the words before it.
  private func checkForBinding(_ text: MarkdownTree.Node) {
    let literal = text.literal
    // Almost every text has none; a search for a string takes long.
    guard literal.utf8.contains(UInt8(ascii: "]")) else { return }
    for kind in ["definition", "claim"] where literal.contains("](\(kind):") {
      reader.report(.unreadBinding(kind), reader.source.offset(of: text))
    }
  }

  /// Text with its cutouts put back.
  private func read(_ text: String, _ state: inout State, _ take: (Prose.Run, Bool) -> Void) {
    var plain = String.UnicodeScalarView()
    func flush() {
      if !plain.isEmpty { take(state.run(.text(String(plain))), false) }
      plain = String.UnicodeScalarView()
    }
    for scalar in text.unicodeScalars {
      if state.covered > 0 {
        state.covered -= 1
      } else if let cutout = cutout(scalar, &state) {
        flush()
        switch cutout.kind {
        case .number:
          let content = cutout.content
          if let number = reader.number(content) { take(state.run(.number(number)), false) }
        case .formula: take(state.run(.formula(reader.formula(cutout))), false)
        case .displayedFormula: take(state.run(.formula(reader.formula(cutout))), true)
        }
      } else {
        plain.append(scalar == "\n" ? " " : scalar)
      }
    }
    flush()
  }

  private func cutout(_ mark: Unicode.Scalar, _ state: inout State) -> MarkdownSource.Cutout? {
    guard let number = FormulaCutter.number(mark, from: state.next),
      reader.source.cutouts.indices.contains(number)
    else { return nil }
    let cutout = reader.source.cutouts[number]
    state.next = number + 1
    // The mark has two bytes and is one character.
    state.covered = cutout.range.count - 2
    return cutout
  }

  /// The address of a link, unless it is what the link says.
  private func takeAddress(
    of link: MarkdownTree.Node, _ state: inout State, _ take: (Prose.Run, Bool) -> Void
  ) {
    let address = reader.source.uncovered(link.address, from: &state.next)
    var label = ""
    link.walk { node, _ in if node.kind == .text { label += node.literal } }
    guard !address.isEmpty, address != label, address != "mailto:" + label else { return }
    take(state.run(.text(" ")), false)
    take(state.run(.address(address)), false)
  }
}
