/// Text as it stands in HTML, SVG and MathML.
public enum MarkupText {
  /// The characters as text of XML or as the value of an attribute in double quotes: no markup, and a
  /// replacement for what XML 1.0 forbids and for what turns the direction of the text around it.
  public static func escaped(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    scalars.reduce(into: "") { text, scalar in
      switch scalar {
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "&": text += "&amp;"
      case "\"": text += "&quot;"
      case _
      where scalar.value < 0x20 || CharacterWidth.isControl(scalar)
        || scalar.value & 0xFFFE == 0xFFFE:
        text += "\u{FFFD}"
      default: text.unicodeScalars.append(scalar)
      }
    }
  }

  public static func escaped(_ text: String) -> String { escaped(text.unicodeScalars) }
}
