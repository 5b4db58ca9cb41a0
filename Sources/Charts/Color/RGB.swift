import Arithmetic

/// A color in sRGB.
public struct RGB: Hashable, Sendable {
  public var red: UInt8
  public var green: UInt8
  public var blue: UInt8

  public init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// 0xRRGGBB.
  public init(hex: UInt32) {
    self.init(UInt8(hex >> 16 & 255), UInt8(hex >> 8 & 255), UInt8(hex & 255))
  }

  /// `#rrggbb`; nil for anything else.
  public init?(text: String) {
    guard text.utf8.count == 7, text.hasPrefix("#"), text.dropFirst().allSatisfy(\.isHexDigit),
      let number = UInt32(text.dropFirst(), radix: 16)
    else { return nil }
    self.init(hex: number)
  }

  /// "#rrggbb".
  public var text: String {
    "#"
      + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// The three channels in linear light, 0 … 1.
  var linear: (red: Double, green: Double, blue: Double) {
    func channel(_ value: UInt8) -> Double {
      let c = Double(value) / 255
      return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055).pow(2.4)
    }
    return (channel(red), channel(green), channel(blue))
  }

  /// Relative luminance, 0 … 1.
  /// - Source: WCAG 2.2, "relative luminance"
  public var luminance: Double {
    let (r, g, b) = linear
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }

  /// Contrast of two colors, 1 … 21: (L₁ + 0.05) / (L₂ + 0.05).
  /// - Source: WCAG 2.2, "contrast ratio"
  public func contrast(with other: RGB) -> Double {
    let (a, b) = (luminance, other.luminance)
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  /// Whether text on it is read better in black than in white.
  public var isLight: Bool { ink == RGB(0, 0, 0) }

  /// Black or white, whichever has the stronger contrast with this color.
  var ink: RGB {
    let (black, white) = (RGB(0, 0, 0), RGB(255, 255, 255))
    return contrast(with: black) >= contrast(with: white) ? black : white
  }

  /// The color in OKLab: lightness 0 … 1, green-red, blue-yellow.
  /// - Source: Björn Ottosson, "A perceptual color space for image processing", 2020
  var okLab: (lightness: Double, a: Double, b: Double) {
    let (r, g, b) = linear
    let l = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b).cbrt()
    let m = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b).cbrt()
    let s = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b).cbrt()
    return (
      0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
      1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
      0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s
    )
  }

  /// A color between two: `fraction` 0 gives self, 1 the other.
  func mixed(with other: RGB, _ fraction: Double) -> RGB {
    func between(_ a: UInt8, _ b: UInt8) -> UInt8 {
      UInt8(min(255, max(0, (Double(a) + (Double(b) - Double(a)) * fraction).rounded())))
    }
    return RGB(between(red, other.red), between(green, other.green), between(blue, other.blue))
  }
}
