/// A lesson file cut into front matter and steps, not yet interpreted.
struct LessonOutline {
  /// Some lines in a row.
  struct Passage {
    /// The file's number of the first line, from 1.
    var firstLine: Int
    var lines: [String]

    var text: String { lines.joined(separator: "\n") }
  }

  struct Step {
    var title: String
    var line: Int
    /// The blocks of the text around the lab block.
    var nodes: [MarkdownTree.Node] = []
    var block: Passage?
  }

  var frontMatter: Passage
  /// The file's Markdown; its line numbers are those of the file.
  let source: MarkdownSource
  var steps: [Step] = []

  init?(_ text: LessonText, log: FaultLog) {
    let lines = text.lines
    guard Self.isRule(lines[0]) else {
      log.add(.noFrontMatter, line: 1, column: 1)
      return nil
    }
    guard let end = lines.dropFirst().firstIndex(where: Self.isRule) else {
      log.add(.unclosedFrontMatter, line: 1, column: 1)
      return nil
    }
    frontMatter = Passage(firstLine: 2, lines: Array(lines[1..<end]))
    // Empty lines stand for the front matter.
    var markdown = [UInt8](repeating: 0x0A, count: end + 1)
    markdown += lines[(end + 1)...].joined(separator: "\n").utf8
    source = MarkdownSource(markdown, hasNumbers: true)
    for node in source.tree.root.children where !log.isFull { add(node, log) }
    if steps.isEmpty { log.add(.noSteps, line: lines.count, column: 1) }
  }

  private static func isRule(_ line: String) -> Bool {
    line.hasPrefix("---") && line.dropFirst(3).allSatisfy { $0 == " " }
  }

  private mutating func add(_ node: MarkdownTree.Node, _ log: FaultLog) {
    if node.kind == .heading, node.headingLevel == 2 {
      steps.append(Step(title: source.words(of: node), line: node.firstLine))
      return
    }
    if node.kind == .codeBlock, let fence = unclosedFence(of: node) {
      log.add(.unclosedFence(fence), line: node.firstLine, column: 1)
    } else if steps.isEmpty {
      let isComment = node.kind == .htmlBlock && ProseReader.isComment(node.literal)
      if !isComment { log.add(.textBeforeSteps, line: node.firstLine, column: 1) }
    } else if node.kind == .codeBlock, node.fenceInfo == "lab" {
      addBlock(node, log)
    } else {
      if node.kind == .codeBlock, node.fenceInfo != "lab",
        let nearest = nearestName(to: node.fenceInfo, in: ["lab"])
      {
        log.add(
          .unknownName(
            kind: "kind of block", name: node.fenceInfo, nearest: nearest, known: ["lab"]),
          line: node.firstLine, column: 1)
      }
      steps[steps.count - 1].nodes.append(node)
    }
  }

  private mutating func addBlock(_ node: MarkdownTree.Node, _ log: FaultLog) {
    guard steps[steps.count - 1].block == nil else {
      log.add(.secondBlock, line: node.firstLine, column: 1)
      return
    }
    let first = node.firstLine + 1
    let lines = (first..<max(first, node.lastLine)).map {
      String(decoding: source.line($0), as: UTF8.self)
    }
    steps[steps.count - 1].block = Passage(firstLine: first, lines: lines)
  }

  /// What should close a fenced block that goes on to the end of the file.
  private func unclosedFence(of node: MarkdownTree.Node) -> String? {
    guard let fence = node.fence else { return nil }
    let last = source.line(node.lastLine).filter { $0 != 0x20 && $0 != 0x09 }
    let isClosed =
      node.lastLine > node.firstLine && last.count >= fence.length
      && last.allSatisfy { $0 == fence.mark }
    return isClosed
      ? nil : String(repeating: Character(Unicode.Scalar(fence.mark)), count: fence.length)
  }
}

extension MarkdownSource {
  /// A heading in one line of plain text; formulas and `{{…}}` are as they were written.
  func words(of heading: MarkdownTree.Node) -> String {
    var words = ""
    var next = firstCutout(inLine: heading.firstLine)
    heading.walk { node, isEntered in
      guard isEntered else { return }
      switch node.kind {
      case .text, .code: words += uncovered(node.literal, from: &next)
      case .softBreak, .lineBreak: words += " "
      default: break
      }
    }
    // Entities such as `&#133;` can write control characters.
    return words.split(whereSeparator: \.isWhitespace).joined(separator: " ").safe(limit: .max)
  }

  /// A text with its cutouts as they were written.
  func uncovered(_ literal: String, from next: inout Int) -> String {
    var result = String.UnicodeScalarView()
    var covered = 0
    for scalar in literal.unicodeScalars {
      if covered > 0 {
        covered -= 1
      } else if let number = FormulaCutter.number(scalar, from: next), number < cutouts.count {
        let range = cutouts[number].range
        result.append(contentsOf: string(range).unicodeScalars)
        next = number + 1
        covered = range.count - 2
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }
}
