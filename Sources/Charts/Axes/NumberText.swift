import Arithmetic

/// Numbers as people read them: three significant digits, k, M, G where it helps.
public enum NumberText {
  /// `value` with three significant digits: 0.583, 2.30, 412, 1234, 12.3k, 4.56×10⁻⁵, NaN, −∞.
  /// Whole numbers below 10,000 are exact.
  public static func short(_ value: Double, glyphs: GlyphTier = .braille) -> String {
    guard value.isFinite else { return name(of: value, glyphs: glyphs) }
    let size = abs(value)
    if size == 0 { return "0" }
    if size < 10_000 && size == size.rounded() { return fixed(value, digits: 0) }
    return rounded(value, digits: 3, fixedBelow: 1e4, glyphs: glyphs)
  }

  /// `value` with so many significant digits, zeros at the end included: 0.2500, 2.303, 10.0,
  /// 5.7×10⁻¹⁰, 90k; as `short` where three are asked for.
  public static func significant(
    _ value: Double, digits: Int, glyphs: GlyphTier = .braille
  ) -> String {
    guard value.isFinite, value != 0, digits != 3 else { return short(value, glyphs: glyphs) }
    return rounded(value, digits: digits, fixedBelow: 1e5, glyphs: glyphs)
  }

  /// `value` with so many significant digits: as it is below a size, with a prefix above it, and with
  /// a power of ten where it is smaller or larger than people read.
  /// - Precondition: `value` is finite and not 0.
  private static func rounded(
    _ value: Double, digits: Int, fixedBelow limit: Double, glyphs: GlyphTier
  ) -> String {
    // The decimal exponent of what will be printed: 9.999 becomes 10.0.
    let exponent = exponent(of: abs(value), digits: digits)
    if exponent < -3 || exponent >= 15 {
      return scientific(value, digits: digits, glyphs: glyphs)
    }
    if 10.0.pow(Double(exponent)) < limit {
      return fixed(value, digits: max(0, digits - 1 - exponent))
    }
    let scaled = value / 10.0.pow(Double(exponent / 3 * 3))
    return fixed(scaled, digits: max(0, digits - 1 - exponent % 3)) + prefixes[exponent / 3]
  }

  /// Of thousands, millions, and so on.
  private static let prefixes = ["", "k", "M", "G", "T"]

  /// Like `short`, without zeros at the end of the fraction: 0.5, 2, 20k.
  public static func compact(_ value: Double, glyphs: GlyphTier = .braille) -> String {
    var text = short(value, glyphs: glyphs)
    guard value.isFinite, text.contains("."), !text.contains("×"), !text.contains("e") else {
      return text
    }
    let prefix = text.last.flatMap { "kMGT".contains($0) ? $0 : nil }
    if prefix != nil { text.removeLast() }
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text + (prefix.map(String.init) ?? "")
  }

  /// What a number is that is none: NaN, ∞, −∞.
  public static func name(of value: Double, glyphs: GlyphTier = .braille) -> String {
    if value.isNaN { return "NaN" }
    let infinity = glyphs == .braille ? "∞" : "inf"
    return value < 0 ? minus(glyphs) + infinity : infinity
  }

  /// 10ⁿ, as `1e-5` where there are no raised digits.
  public static func powerOfTen(_ exponent: Int, glyphs: GlyphTier = .braille) -> String {
    glyphs == .braille ? "10" + superscript(exponent) : "1e\(exponent)"
  }

  /// `value` with exactly `digits` digits after the point.
  public static func fixed(_ value: Double, digits: Int) -> String {
    let digits = min(max(digits, 0), 15)
    let scale = 10.0.pow(Double(digits))
    let scaled = (abs(value) * scale).rounded()
    guard scaled < 9e15 else { return "\(value)" }
    let whole = UInt64(scaled)
    let divisor = UInt64(scale)
    var text = String(whole / divisor)
    if digits > 0 {
      let fraction = String(whole % divisor)
      text += "." + String(repeating: "0", count: digits - fraction.count) + fraction
    }
    return value < 0 && whole != 0 ? "-" + text : text
  }

  /// m×10ⁿ with up to `digits` significant digits, zeros at the end left out.
  /// - Precondition: `value` is finite and not 0.
  public static func scientific(
    _ value: Double, digits: Int = 3, glyphs: GlyphTier = .braille
  ) -> String {
    precondition(value.isFinite && value != 0, "scientific: \(value)")
    let exponent = exponent(of: abs(value), digits: digits)
    var text = fixed(mantissa(of: value, exponent), digits: digits - 1)
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    guard glyphs == .braille else { return "\(text)e\(exponent)" }
    if text == "1" { return powerOfTen(exponent) }
    return "\(text)×10\(superscript(exponent))"
  }

  /// ⌊log₁₀ size⌋ of the number rounded to so many significant digits.
  static func exponent(of size: Double, digits: Int = 3) -> Int {
    var exponent = Int(size.log10().rounded(.down))
    let mantissa = mantissa(of: size, exponent)
    let half = 5 * 10.0.pow(Double(-digits))
    if mantissa >= 10 - half { exponent += 1 }
    if mantissa < 1 - half / 10 { exponent -= 1 }
    return exponent
  }

  /// value / 10^exponent in two steps: 10⁻³²⁰ is no normal number.
  private static func mantissa(of value: Double, _ exponent: Int) -> Double {
    value / 10.0.pow(Double(exponent / 2)) / 10.0.pow(Double(exponent - exponent / 2))
  }

  static func superscript(_ number: Int) -> String {
    let raised: [Character] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
    let digits = String(number.magnitude).compactMap { $0.wholeNumberValue }.map { raised[$0] }
    return (number < 0 ? "⁻" : "") + String(digits)
  }

  private static func minus(_ glyphs: GlyphTier) -> String { glyphs == .braille ? "−" : "-" }
}
