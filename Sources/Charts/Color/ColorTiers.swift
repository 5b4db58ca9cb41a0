extension Theme {
  /// The nearest of the 240 fixed colors of a 256-color terminal; nil for its own foreground.
  public func indexed(_ role: Role) -> UInt8? {
    switch role {
    case .signed(let level): return IndexedColors.signed(level)
    case .magnitude(let level): return IndexedColors.magnitude(level, onLight: isLight)
    case .trace: return color(role).map(IndexedColors.nearestInHue)
    case .text, .faint, .accent, .good, .warning, .bad, .strong, .series:
      return color(role).map { IndexedColors.nearest($0, readOn: background) }
    case .border, .gridLine, .gray, .inkOnMagnitude, .inkOnSigned, .color:
      return color(role).map(IndexedColors.nearest)
    }
  }

  /// One of the 16 colors that a terminal names, 0 … 15; nil for its own foreground.
  public func sixteen(_ role: Role) -> UInt8? {
    switch role {
    case .text: return nil
    case .faint, .border: return isLight ? 8 : 7
    case .gridLine: return isLight ? 7 : 8
    case .accent: return isLight ? 5 : 11
    case .good where isColorblindSafe: return isLight ? 4 : 14
    case .good: return isLight ? 2 : 10
    case .warning: return isLight ? 1 : 11
    case .bad: return isLight ? 1 : 9
    case .strong: return isLight ? 0 : 15
    case .series(let index) where isColorblindSafe:
      return (isLight ? SixteenColors.darkApart : SixteenColors.brightApart)[index.residue(8)]
    case .trace(let index) where isColorblindSafe:
      // Gray, and blue for the series that is gray itself.
      return isLight ? 7 : index.residue(8) == 7 ? 4 : 8
    case .series(let index):
      return (isLight ? SixteenColors.dark : SixteenColors.bright)[index.residue(8)]
    // Of the same color where it can be, so that a series is seen on its own ground.
    case .trace(let index):
      return (isLight ? SixteenColors.pale : SixteenColors.dim)[index.residue(8)]
    case .magnitude(let level):
      let colors: [UInt8] = isLight ? [15, 14, 6, 12, 4, 0] : [0, 4, 6, 2, 10, 11]
      return colors[Int(level) * 6 / 256]
    case .signed(let level):
      return [UInt8(4), 12, 15, 9, 1][Int(level) * 5 / 256]
    case .gray(let level): return [UInt8(0), 8, 7, 15][Int(level) / 64]
    // As these colors are usually shown: white on black and the dark ones, else black.
    case .inkOnMagnitude(let level):
      return isLight ? level < 128 ? 0 : 15 : level < 86 ? 15 : 0
    case .inkOnSigned(let level): return level < 52 || level > 204 ? 15 : 0
    case .color(let color): return SixteenColors.nearest(color.rgb)
    }
  }

  /// What stands in for color where there is none.
  public func monochrome(_ style: Style) -> (bold: Bool, underlined: Bool, reversed: Bool) {
    (
      style.isBold || style.foreground == .accent || style.foreground == .bad,
      style.isUnderlined, style.isReversed || style.background == .accent
    )
  }
}

/// The fixed part of the 256 colors: a cube of 6 × 6 × 6 from 16 on, greys from 232 on.
enum IndexedColors {
  /// The color of index 16 … 255.
  static func color(_ index: Int) -> RGB {
    guard index < 232 else {
      let grey = UInt8(8 + 10 * (index - 232))
      return RGB(grey, grey, grey)
    }
    let steps: [UInt8] = [0, 95, 135, 175, 215, 255]
    let place = max(0, index - 16)
    return RGB(steps[place / 36], steps[place / 6 % 6], steps[place % 6])
  }

  /// Blue over white to red, ever darker to both sides. The nearest colors to the fine map would
  /// stray into green and yellow.
  static func signed(_ level: UInt8) -> UInt8 {
    let colors: [UInt8] = [
      18, 25, 26, 32, 68, 110, 153, 189, 255, 224, 217, 210, 203, 167, 160, 124, 88,
    ]
    return colors[(Int(level) * (colors.count - 1) + 128) / 256]
  }

  /// Ever lighter along viridis, or darker along the map for light pages: the longest such rows of
  /// colors that stay near to the fine maps, as the nearest ones are ten.
  static func magnitude(_ level: UInt8, onLight: Bool) -> UInt8 {
    let onDarkPages: [UInt8] = [
      53, 54, 25, 60, 31, 66, 37, 72, 107, 42, 78, 114, 149, 184, 185, 191, 227,
    ]
    let onLightPages: [UInt8] = [
      194, 158, 151, 115, 79, 109, 73, 37, 67, 32, 31, 61, 25, 24, 19, 18, 17,
    ]
    let colors = onLight ? onLightPages : onDarkPages
    return colors[(Int(level) * (colors.count - 1) + 128) / 256]
  }

  private static let palette = Palette((16..<256).map(color))
  private static let paletteInHue = Palette((16..<256).map(color), hueWeight: 3)

  /// The index with the least distance in OKLab, hue and saturation counted threefold: subdued colors
  /// would turn gray else.
  static func nearestInHue(_ color: RGB) -> UInt8 { UInt8(paletteInHue.nearest(color) + 16) }

  /// The index with the least distance in OKLab.
  static func nearest(_ color: RGB) -> UInt8 { UInt8(palette.nearest(color) + 16) }

  /// The same of those that text is read in on a background as well as in the color itself, at 7:1 or at
  /// 4.5:1; where the nearest of all isn't, the nearest in hue.
  static func nearest(_ color: RGB, readOn background: RGB) -> UInt8 {
    let nearest = nearest(color)
    let least = [7, 4.5].first { color.contrast(with: background) >= $0 } ?? 1
    func isRead(_ place: Int) -> Bool {
      self.color(place + 16).contrast(with: background) >= least
    }
    guard !isRead(Int(nearest) - 16) else { return nearest }
    return UInt8(paletteInHue.nearest(color, where: isRead) + 16)
  }
}

/// The 16 colors that terminals name, as they are usually shown.
enum SixteenColors {
  /// Of series, on light ground and on dark.
  static let dark: [UInt8] = [4, 1, 2, 5, 6, 12, 0, 8]
  static let bright: [UInt8] = [14, 11, 10, 13, 12, 9, 15, 7]
  /// The same for the color-blind, as far as these colors go.
  static let darkApart: [UInt8] = [4, 1, 2, 5, 13, 9, 0, 8]
  static let brightApart: [UInt8] = [14, 3, 6, 11, 12, 9, 5, 8]
  /// The same subdued: brighter on light ground, darker on dark.
  static let pale: [UInt8] = [12, 9, 10, 13, 14, 14, 7, 7]
  static let dim: [UInt8] = [6, 3, 2, 5, 4, 1, 8, 8]

  /// - Source: xterm, XTerm-col.ad
  static let usual: [RGB] = [
    0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5, 0x7F7F7F,
    0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
  ].map(RGB.init(hex:))

  private static let palette = Palette(usual)

  /// The number, 0 … 15, with the least distance in OKLab.
  static func nearest(_ color: RGB) -> UInt8 { UInt8(palette.nearest(color)) }
}

/// Colors to choose the nearest from.
struct Palette {
  private let labs: [(lightness: Double, a: Double, b: Double)]

  /// How much more hue and saturation count than lightness.
  private let hueWeight: Double

  init(_ colors: [RGB], hueWeight: Double = 1) {
    labs = colors.map(\.okLab)
    self.hueWeight = hueWeight
  }

  /// The place of the color with the least distance in OKLab, of those that are allowed; of equals the first.
  func nearest(_ color: RGB, where isAllowed: (Int) -> Bool = { _ in true }) -> Int {
    let lab = color.okLab
    var best = (index: 0, distance: Double.infinity)
    for (index, candidate) in labs.enumerated() {
      let (l, a, b) = (
        candidate.lightness - lab.lightness, hueWeight * (candidate.a - lab.a),
        hueWeight * (candidate.b - lab.b)
      )
      let distance = l * l + a * a + b * b
      if distance < best.distance, isAllowed(index) { best = (index, distance) }
    }
    return best.index
  }
}
