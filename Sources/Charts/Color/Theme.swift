/// Turns the meanings of cells into colors.
public struct Theme: Hashable, Sendable {
  public let name: String
  /// What the terminal's own colors are taken to be, for exports and for contrast.
  public let background: RGB
  public let foreground: RGB
  let faint, accent, good, warning, bad, border, strong: RGB
  let series: [RGB]
  /// How much of the color of frames the lines behind curves keep.
  let gridLineStrength = 0.55
  /// How much of a curve's color its raw trace keeps.
  let traceStrength: Double

  /// Whether what colors alone tell apart is told apart by the color-blind, too.
  let isColorblindSafe: Bool

  init(
    name: String, background: RGB, foreground: RGB, faint: RGB, accent: RGB, good: RGB,
    warning: RGB, bad: RGB, border: RGB, strong: RGB, series: [RGB], traceStrength: Double,
    isColorblindSafe: Bool = false
  ) {
    (self.name, self.background, self.foreground) = (name, background, foreground)
    (self.faint, self.accent, self.good) = (faint, accent, good)
    (self.warning, self.bad, self.border, self.strong) = (warning, bad, border, strong)
    (self.series, self.traceStrength) = (series, traceStrength)
    self.isColorblindSafe = isColorblindSafe
  }

  public static let all: [Theme] = [
    .dark, .light, .highContrast, .highContrastLight, .colorblind, .colorblindLight,
  ]

  /// The 16 colors that terminals name, as films and recordings take them to be.
  public static var namedColors: [RGB] { SixteenColors.usual }

  /// Colors of series; more series begin anew.
  static let seriesCount = Theme.dark.series.count

  /// For terminals with a dark background.
  public static let dark = Theme(
    name: "dark", background: RGB(hex: 0x16181D), foreground: RGB(hex: 0xD8DCE4),
    faint: RGB(hex: 0x8B93A3), accent: RGB(hex: 0xF2C14E), good: RGB(hex: 0x63C787),
    warning: RGB(hex: 0xF0A050), bad: RGB(hex: 0xFF7A70), border: RGB(hex: 0x666E7E),
    strong: RGB(hex: 0xC6CAD2),
    series: [
      0x56B4E9, 0xE8833A, 0x2FBF8F, 0xD98CC4, 0xE8D44A, 0x8C9BFF, 0xF26D6D, 0xB0B7C3,
    ].map(RGB.init(hex:)), traceStrength: 0.34)

  /// For terminals with a light background.
  public static let light = Theme(
    name: "light", background: RGB(hex: 0xFFFFFF), foreground: RGB(hex: 0x23272E),
    faint: RGB(hex: 0x667080), accent: RGB(hex: 0x8A5A00), good: RGB(hex: 0x17713B),
    warning: RGB(hex: 0x97510A), bad: RGB(hex: 0xC02B22), border: RGB(hex: 0x868D99),
    strong: RGB(hex: 0x4D545F),
    series: [
      0x0072B2, 0xC85200, 0x00805F, 0xA8478C, 0x867600, 0x5057C8, 0xC4332F, 0x5F6875,
    ].map(RGB.init(hex:)), traceStrength: 0.28)

  /// The color of a role; nil keeps the terminal's own foreground.
  public func color(_ role: Role) -> RGB? {
    switch role {
    case .text: nil
    case .faint: faint
    case .accent: accent
    case .good: good
    case .warning: warning
    case .bad: bad
    case .border: border
    case .gridLine: background.mixed(with: border, gridLineStrength)
    case .strong: strong
    case .series(let index): series[index.residue(series.count)]
    case .trace(let index):
      background.mixed(with: series[index.residue(series.count)], traceStrength)
    case .magnitude(let level): magnitude(level)
    case .signed(let level): ColorMaps.signed(level)
    case .gray(let level): RGB(level, level, level)
    case .inkOnMagnitude(let level): magnitude(level).ink
    case .inkOnSigned(let level): ColorMaps.signed(level).ink
    case .color(let color): color.rgb
    }
  }
}

extension Theme {
  var isLight: Bool { background.luminance > 0.5 }

  /// The least is nearest to the page, so that what stands out is what is large.
  private func magnitude(_ level: UInt8) -> RGB {
    isLight ? ColorMaps.rising(level) : ColorMaps.viridis(level)
  }
}

extension Int {
  /// The remainder in 0 ..< count, for negative numbers too.
  func residue(_ count: Int) -> Int {
    let remainder = self % count
    return remainder < 0 ? remainder + count : remainder
  }
}
