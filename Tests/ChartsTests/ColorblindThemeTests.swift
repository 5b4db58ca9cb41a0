import Charts
import Foundation
import Testing

/// What a color looks like with a kind of color blindness, or without.
/// - Source: Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color
///   Vision Deficiency", IEEE TVCG 15 (6), 2009, severity 1.0; the matrices are for linear light
private enum Sight: CaseIterable {
  case full, protanopia, deuteranopia, tritanopia

  private var matrix: [[Double]] {
    switch self {
    case .full: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    case .protanopia:
      [
        [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
      ]
    case .deuteranopia:
      [
        [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
      ]
    case .tritanopia:
      [
        [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
      ]
    }
  }

  /// In CIELAB, for the white of sRGB.
  /// - Source: IEC 61966-2-1 (from sRGB to XYZ), CIE 15 (from there to L*a*b*)
  func lab(_ color: RGB) -> [Double] {
    let light = [color.red, color.green, color.blue].map { channel in
      let c = Double(channel) / 255
      return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4)
    }
    func times(_ rows: [[Double]], _ vector: [Double]) -> [Double] {
      rows.map { zip($0, vector).map { $0 * $1 }.reduce(0, +) }
    }
    let seen = times(matrix, light).map { min(1, max(0, $0)) }
    let xyz = times(
      [
        [0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
      ], seen)
    let f = zip(xyz, [0.95047, 1, 1.08883]).map { value, white in
      let t = value / white
      return t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116
    }
    return [116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])]
  }

  /// ΔE of CIE 1976.
  func distance(_ first: RGB, _ second: RGB) -> Double {
    zip(lab(first), lab(second)).map { ($0 - $1) * ($0 - $1) }.reduce(0, +).squareRoot()
  }
}

@Suite("Themes for the color-blind")
struct ColorblindThemeTests {
  private static let themes: [Theme] = [.colorblind, .colorblindLight]

  @Test("the measure of color is that of CIE: a gray, sRGB red, and white against black")
  func measure() {
    let red = Sight.full.lab(RGB(255, 0, 0))
    #expect(zip(red, [53.24, 80.09, 67.20]).allSatisfy { abs($0 - $1) < 0.02 }, "\(red)")
    #expect(abs(Sight.full.distance(RGB(0, 0, 0), RGB(255, 255, 255)) - 100) < 0.01)
    // Rows that sum to one leave grays alone.
    for sight in Sight.allCases {
      #expect(sight.distance(RGB(119, 119, 119), RGB(119, 119, 119)) == 0)
      #expect(abs(sight.lab(RGB(119, 119, 119))[0] - 50) < 0.2)
    }
  }

  @Test("any two arms are as far apart as 20 for every kind of sight", arguments: themes)
  func arms(theme: Theme) throws {
    let colors = try (0..<8).map { try #require(theme.color(.series($0))) }
    for sight in Sight.allCases {
      for first in 0..<8 {
        for second in 0..<first {
          let distance = sight.distance(colors[first], colors[second])
          #expect(distance >= 20, "\(theme.name), \(sight): \(second) and \(first)")
        }
      }
    }
  }

  @Test("of 256 colors their colors are the same to the bit", arguments: themes)
  func indexed(theme: Theme) throws {
    let steps: [UInt8] = [0, 95, 135, 175, 215, 255]
    for arm in 0..<8 {
      let index = Int(try #require(theme.indexed(.series(arm))))
      let place = index - 16
      let shown =
        index < 232
        ? RGB(steps[place / 36], steps[place / 6 % 6], steps[place % 6])
        : RGB(
          UInt8(8 + 10 * (index - 232)), UInt8(8 + 10 * (index - 232)),
          UInt8(8 + 10 * (index - 232)))
      #expect(shown == theme.color(.series(arm)), "\(theme.name) \(arm)")
    }
  }

  @Test(
    "right, doubtful and wrong are as far apart as 15 for every kind of sight", arguments: themes)
  func verdicts(theme: Theme) throws {
    let colors = try [Role.good, .warning, .bad].map { try #require(theme.color($0)) }
    for sight in Sight.allCases {
      for (first, second) in [(0, 1), (0, 2), (1, 2)] {
        #expect(sight.distance(colors[first], colors[second]) >= 15, "\(theme.name), \(sight)")
      }
    }
  }

  @Test(
    "of sixteen colors all arms have their own, ten apart as xterm shows them", arguments: themes)
  func sixteen(theme: Theme) throws {
    // XTerm-col.ad
    let shown: [UInt32] = [
      0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5, 0x7F7F7F,
      0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
    ]
    let colors = try (0..<8).map {
      RGB(hex: shown[Int(try #require(theme.sixteen(.series($0))))])
    }
    for sight in Sight.allCases {
      for first in 0..<8 {
        for second in 0..<first {
          #expect(
            sight.distance(colors[first], colors[second]) >= 10,
            "\(theme.name), \(sight): \(second) and \(first)")
        }
      }
    }
  }

  @Test("the measure would find the common palette wanting")
  func common() throws {
    let colors = try (0..<8).map { try #require(Theme.dark.color(.series($0))) }
    let least = (0..<8).flatMap { first in
      (0..<first).map { Sight.protanopia.distance(colors[first], colors[$0]) }
    }.min()
    #expect((least ?? 100) < 15)
  }
}
