/// Puts letters and their marks together, as Unicode's normalization form C does.
enum Composition {
  /// The one character that a letter with its marks is; nil where there is none.
  static func composed(_ letter: Unicode.Scalar, _ marks: [Unicode.Scalar]) -> Unicode.Scalar? {
    guard let last = marks.last else { return nil }
    if marks.count == 1, let syllable = syllable(letter, last) { return syllable }
    return letters[String(String.UnicodeScalarView([letter] + marks))]
  }

  /// Consonant and vowel, or these and the final consonant.
  /// - Source: Unicode 15, section 3.12, "Hangul Syllable Composition"
  private static func syllable(
    _ first: Unicode.Scalar, _ second: Unicode.Scalar
  ) -> Unicode.Scalar? {
    let (start, vowels, finals) = (UInt32(0xAC00), UInt32(21), UInt32(28))
    let (a, b) = (first.value, second.value)
    if (0x1100..<0x1113).contains(a), (0x1161..<0x1161 + vowels).contains(b) {
      return Unicode.Scalar(start + ((a - 0x1100) * vowels + b - 0x1161) * finals)
    }
    if (start..<0xD7A4).contains(a), (a - start) % finals == 0,
      (0x11A8..<0x11A7 + finals).contains(b)
    {
      return Unicode.Scalar(a + b - 0x11A7)
    }
    return nil
  }

  /// Characters by their text. Equal strings are canonically equivalent, so that a decomposed
  /// letter finds the composed one; where several are equivalent, the first is the usual one.
  private static let letters: [String: Unicode.Scalar] = {
    let ranges: [ClosedRange<UInt32>] = [
      0xC0...0x24F, 0x370...0x52F, 0x622...0x6D3, 0x929...0x934, 0x9CB...0xDDE, 0x1026...0x1026,
      0x1B06...0x1B43, 0x1E00...0x1FFC, 0x2190...0x22ED, 0x3042...0x30FE, 0x1109A...0x110AB,
      0x1112E...0x1134C, 0x114BB...0x115BB, 0x11938...0x11938,
    ]
    var letters: [String: Unicode.Scalar] = [:]
    for scalar in ranges.joined().lazy.compactMap({ Unicode.Scalar($0) }) {
      let text = String(scalar)
      if letters[text] == nil { letters[text] = scalar }
    }
    return letters
  }()
}
