/// Color maps of 256 steps.
enum ColorMaps {
  /// Viridis at 17 even places; between them colors are mixed.
  /// - Source: Smith and van der Walt, matplotlib 1.5 (public domain)
  private static let viridisKnots: [RGB] = [
    0x440154, 0x481567, 0x482677, 0x453781, 0x404788, 0x39568C, 0x33638D, 0x2D708E, 0x287D8E,
    0x238A8D, 0x1F968B, 0x20A387, 0x3CBB75, 0x55C667, 0x73D055, 0xB8DE29, 0xFDE725,
  ].map(RGB.init(hex:))

  static func viridis(_ level: UInt8) -> RGB { between(viridisKnots, Double(level) / 255) }

  /// Pale green over blue to navy: for light pages.
  /// - Source: ColorBrewer YlGnBu (Brewer 2003), without its yellow end
  private static let risingKnots: [RGB] = [
    0xF3FAEC, 0xDDF1D5, 0xB9E3BE, 0x7FCDBB, 0x41B6C4, 0x1D91C0, 0x225EA8, 0x253494, 0x081D58,
  ].map(RGB.init(hex:))

  static func rising(_ level: UInt8) -> RGB { between(risingKnots, Double(level) / 255) }

  /// The color at a share 0 … 1 of the way along knots that stand evenly.
  private static func between(_ knots: [RGB], _ share: Double) -> RGB {
    let place = share * Double(knots.count - 1)
    let knot = min(Int(place), knots.count - 2)
    return knots[knot].mixed(with: knots[knot + 1], place - Double(knot))
  }

  private static let blue: [RGB] = [0xF2F2F2, 0x92C5DE, 0x4393C3, 0x2166AC, 0x0B3C78].map(
    RGB.init(hex:))
  private static let red: [RGB] = [0xF2F2F2, 0xF4A582, 0xD6604D, 0xB2182B, 0x780A1E].map(
    RGB.init(hex:))

  /// Blue for negative, white at 128, red for positive; lightness falls to both sides.
  /// - Source: ColorBrewer RdBu (Brewer 2003)
  static func signed(_ level: UInt8) -> RGB {
    let side = level < 128 ? blue : red
    let distance = level < 128 ? Double(128 - Int(level)) / 128 : Double(Int(level) - 128) / 127
    return between(side, distance)
  }
}
