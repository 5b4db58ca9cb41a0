/// What stands for a character that the terminal can't show.
package enum GlyphFallback {
  /// The character of the DEC line-drawing set that shows the same, if there is one.
  /// - Source: VT220 Programmer Reference Manual, "DEC Special Graphics"
  package static func lineDrawing(_ scalar: Unicode.Scalar) -> Unicode.Scalar? { lines[scalar] }

  /// The nearest in ASCII.
  package static func ascii(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    if scalar.isASCII { return scalar }
    if let plain = plain[scalar] { return plain }
    switch scalar.value {
    case 0x2800: return " "
    case 0x2801...0x28FF: return ":"
    case 0x2580...0x259F: return "#"
    case 0x2500...0x257F: return "+"
    default: return "?"
    }
  }

  private static let lines: [Unicode.Scalar: Unicode.Scalar] = [
    "─": "q", "━": "q", "╌": "q", "┈": "q", "│": "x", "┃": "x", "┌": "l", "╭": "l", "┐": "k",
    "╮": "k", "└": "m", "╰": "m", "┘": "j", "╯": "j", "├": "t", "┤": "u", "┬": "w", "┴": "v",
    "┼": "n", "·": "~", "°": "f", "±": "g", "≤": "y", "≥": "z", "π": "{", "≠": "|", "▒": "a",
    "◆": "`", "⎺": "o", "⎻": "p", "⎼": "r", "⎽": "s",
  ]

  private static let plain: [Unicode.Scalar: Unicode.Scalar] = [
    "─": "-", "━": "=", "╌": "-", "┈": ".", "│": "|", "┃": "|", "·": ".", "•": "*", "×": "x",
    "−": "-", "–": "-", "—": "-", "…": ".", "’": "'", "‘": "'", "“": "\"", "”": "\"", "≤": "<",
    "≥": ">", "≈": "~", "→": ">", "←": "<", "↑": "^", "↓": "v", "▸": ">", "◂": "<", "▶": ">",
    "◀": "<", "●": "*", "◉": "@", "○": "o", "✓": "v", "✕": "x", "✗": "x", "√": "v", "∂": "d",
    "Σ": "S", "∑": "S", "∞": "8", "½": "h", "²": "2", "³": "3", "π": "p", "α": "a", "β": "b",
    "γ": "g", "δ": "d", "ε": "e", "η": "n", "θ": "t", "λ": "l", "μ": "u", "µ": "u", "σ": "s",
    "░": ".", "▒": ":", "▓": "%", "█": "#", "▁": "_", "\u{A0}": " ",
  ]
}
