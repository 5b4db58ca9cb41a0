/// Cuts a step's text into Markdown and the `{{formula|.3}}` between it.
struct BodyReader {
  let log: FaultLog
  let scope: ExpressionScope

  /// Significant digits where the text does not say.
  static let usualDigits = 3

  func read(_ passages: [LessonOutline.Passage]) -> [BodyPart] {
    var parts: [BodyPart] = []
    var text = ""
    var isCode = false
    for passage in passages {
      for (offset, line) in passage.lines.enumerated() {
        if line.hasPrefix("```") { isCode.toggle() }
        if isCode {
          text += line
        } else {
          read(line, number: passage.firstLine + offset, &text, &parts)
        }
        text += "\n"
      }
    }
    if !text.isEmpty { parts.append(.markdown(text)) }
    return trimmed(parts)
  }

  private func read(
    _ line: String, number: Int, _ text: inout String, _ parts: inout [BodyPart]
  ) {
    let scalars = Array(line.unicodeScalars)
    var index = 0
    while index < scalars.count, !log.isFull {
      guard scalars[index] == "{", index + 1 < scalars.count, scalars[index + 1] == "{" else {
        text.unicodeScalars.append(scalars[index])
        index += 1
        continue
      }
      guard
        let end = (index + 2..<scalars.count).first(where: { position in
          scalars[position] == "}" && position + 1 < scalars.count && scalars[position + 1] == "}"
        })
      else {
        log.add(.unclosedPlaceholder, line: number, column: index + 1)
        return
      }
      if let part = value(Array(scalars[(index + 2)..<end]), line: number, column: index + 3) {
        if !text.isEmpty { parts.append(.markdown(text)) }
        text = ""
        parts.append(part)
      }
      index = end + 2
    }
  }

  private func value(_ scalars: [Unicode.Scalar], line: Int, column: Int) -> BodyPart? {
    let bar = scalars.firstIndex(of: "|") ?? scalars.count
    let source = String(String.UnicodeScalarView(scalars[..<bar]))
    var digits = Self.usualDigits
    if bar < scalars.count {
      let text = String(String.UnicodeScalarView(scalars[(bar + 1)...]))
      guard text.hasPrefix("."), let count = Int(text.dropFirst()), (1...12).contains(count) else {
        log.add(.badDigits(text), line: line, column: column + bar + 1)
        return nil
      }
      digits = count
    }
    do {
      return .value(try Expression(source, scope: scope, expecting: .number), digits: digits)
    } catch {
      log.add(
        .expression(error, key: "{{…}}", source: source), line: line,
        column: column + error.column - 1)
      return nil
    }
  }

  /// Without blank lines at both ends.
  private func trimmed(_ parts: [BodyPart]) -> [BodyPart] {
    var parts = parts
    if case .markdown(let text)? = parts.first {
      let rest = String(text.drop { $0 == "\n" })
      parts[0] = .markdown(rest)
      if rest.isEmpty { parts.removeFirst() }
    }
    if case .markdown(let text)? = parts.last {
      let rest = text.lastIndex { $0 != "\n" }.map { String(text[...$0]) } ?? ""
      parts[parts.count - 1] = .markdown(rest)
      if rest.isEmpty { parts.removeLast() }
    }
    return parts
  }
}
