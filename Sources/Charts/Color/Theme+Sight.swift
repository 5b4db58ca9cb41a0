/// Themes for those who see less of differences between colors.
extension Theme {
  /// For those who need the strongest contrast, on black: text at 7:1 and more.
  public static let highContrast = Theme(
    name: "contrast", background: RGB(hex: 0x000000), foreground: RGB(hex: 0xFFFFFF),
    faint: RGB(hex: 0xC8C8C8), accent: RGB(hex: 0xFFE14D), good: RGB(hex: 0x5CFF8F),
    warning: RGB(hex: 0xFFB84D), bad: RGB(hex: 0xFF8A80), border: RGB(hex: 0xB0B0B0),
    strong: RGB(hex: 0xFFFFFF),
    series: [
      0x66CCFF, 0xFF9F40, 0x40E0A8, 0xFF9FE0, 0xFFF06A, 0xAFB8FF, 0xFF8080, 0xE0E0E0,
    ].map(RGB.init(hex:)), traceStrength: 0.5)

  /// The same on white.
  public static let highContrastLight = Theme(
    name: "contrast-light", background: RGB(hex: 0xFFFFFF), foreground: RGB(hex: 0x000000),
    faint: RGB(hex: 0x3A3A3A), accent: RGB(hex: 0x5F00AF), good: RGB(hex: 0x00501F),
    warning: RGB(hex: 0x6B3000), bad: RGB(hex: 0x8B0000), border: RGB(hex: 0x4A4A4A),
    strong: RGB(hex: 0x000000),
    series: [
      0x0000D7, 0xAF0000, 0x005F00, 0x870087, 0x5F0000, 0x005F87, 0xAF005F, 0x444444,
    ].map(RGB.init(hex:)), traceStrength: 0.4)

  /// For dark backgrounds and any kind of color blindness: the hues of Okabe and Ito in their order, from
  /// blue over orange, green and yellow to purple, in such lightness that all are read on the dark page, and
  /// any two of them are apart for everybody. All are among the fixed colors of 256, which show them as they are.
  /// - Source: Okabe and Ito, "Color Universal Design", 2008
  public static let colorblind = Theme(
    name: "colorblind", background: RGB(hex: 0x16181D), foreground: RGB(hex: 0xD8DCE4),
    faint: RGB(hex: 0x8B93A3), accent: RGB(hex: 0xFFD75F), good: RGB(hex: 0x5FD7FF),
    warning: RGB(hex: 0xFFFF87), bad: RGB(hex: 0xFF8700), border: RGB(hex: 0x767E8E),
    strong: RGB(hex: 0xC6CAD2),
    series: [
      0x5FD7FF, 0xFFAF00, 0x5FAF5F, 0xFFFF87, 0x8787FF, 0xD75F00, 0xD75FAF, 0xD7FFFF,
    ].map(RGB.init(hex:)), traceStrength: 0.26, isColorblindSafe: true)

  /// The same for light backgrounds, where none of their light colors can be read.
  public static let colorblindLight = Theme(
    name: "colorblind-light", background: RGB(hex: 0xFFFFFF), foreground: RGB(hex: 0x23272E),
    faint: RGB(hex: 0x667080), accent: RGB(hex: 0x8A5A00), good: RGB(hex: 0x005FD7),
    warning: RGB(hex: 0x8A5A00), bad: RGB(hex: 0x870000), border: RGB(hex: 0x767D89),
    strong: RGB(hex: 0x4D545F),
    series: [
      0x005FFF, 0xAF5F00, 0x00875F, 0xD700AF, 0x0000AF, 0x870000, 0x5F005F, 0x303030,
    ].map(RGB.init(hex:)), traceStrength: 0.22, isColorblindSafe: true)
}
