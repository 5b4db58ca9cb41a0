import Charts
import Testing

@Suite("Themes")
struct ThemeTests {
  @Test("text is at 4.5:1 and marks at 3:1 against the background", arguments: Theme.all)
  func contrast(theme: Theme) throws {
    // Arms are named in the color of their curves, so these are text, too. At 7:1 where the contrast is
    // what the theme is for.
    let least = theme.name.hasPrefix("contrast") ? 7 : 4.5
    #expect(theme.foreground.contrast(with: theme.background) >= least)
    for role in [Role.faint, .accent, .good, .warning, .bad, .strong] + (0..<8).map(Role.series) {
      let color = try #require(theme.color(role))
      #expect(color.contrast(with: theme.background) >= least, "\(theme.name) \(role)")
    }
    // Axes and frames. Grid lines and raw traces say nothing that axes and smoothed curves don't.
    let border = try #require(theme.color(.border))
    #expect(border.contrast(with: theme.background) >= 3, "\(theme.name)")
  }

  @Test("of 256 colors text is as well read, and no two arms have the same", arguments: Theme.all)
  func indexed(theme: Theme) throws {
    let least = theme.name.hasPrefix("contrast") ? 7 : 4.5
    let steps: [UInt8] = [0, 95, 135, 175, 215, 255]
    func shown(_ role: Role) throws -> RGB {
      let index = Int(try #require(theme.indexed(role)))
      guard index < 232 else {
        let gray = UInt8(8 + 10 * (index - 232))
        return RGB(gray, gray, gray)
      }
      let place = index - 16
      return RGB(steps[place / 36], steps[place / 6 % 6], steps[place % 6])
    }
    for role in [Role.faint, .accent, .good, .warning, .bad, .strong] + (0..<8).map(Role.series) {
      let contrast = try shown(role).contrast(with: theme.background)
      #expect(contrast >= least, "\(theme.name) \(role)")
    }
    #expect(try shown(.border).contrast(with: theme.background) >= 3, "\(theme.name)")
    #expect(Set(try (0..<8).map { try shown(.series($0)) }).count == 8, "\(theme.name)")
  }

  @Test("points are at 3:1 on the ground of their own class", arguments: Theme.all)
  func ground(theme: Theme) throws {
    for group in 0..<8 {
      let point = try #require(theme.color(.series(group)))
      let ground = try #require(theme.color(.trace(group)))
      #expect(point.contrast(with: ground) >= 3, "\(theme.name) \(group)")
    }
  }

  @Test("their names are different")
  func names() { #expect(Set(Theme.all.map(\.name)).count == Theme.all.count) }

  @Test("contrast is WCAG's: 21 for black on white, 4.48 for #777777")
  func formula() {
    #expect(abs(RGB(0, 0, 0).contrast(with: RGB(255, 255, 255)) - 21) < 1e-9)
    #expect(abs(RGB(hex: 0x777777).contrast(with: RGB(255, 255, 255)) - 4.48) < 0.005)
  }

  @Test(
    "magnitudes stand out from the page, both sides of the signed map get darker",
    arguments: Theme.all)
  func monotone(theme: Theme) throws {
    let sign = theme.background.luminance > 0.5 ? -1.0 : 1
    let magnitudes = try (0...255).map {
      sign * (try #require(theme.color(.magnitude(UInt8($0)))).luminance)
    }
    #expect(zip(magnitudes, magnitudes.dropFirst()).allSatisfy { $0 <= $1 + 0.002 })
    let signed = try (0...255).map { try #require(theme.color(.signed(UInt8($0)))).luminance }
    #expect(zip(signed[...128], signed[1...128]).allSatisfy { $0 <= $1 + 0.002 })
    #expect(zip(signed[128...], signed[129...]).allSatisfy { $0 >= $1 - 0.002 })
  }

  @Test("numbers on colors are black or white, at 4.5:1 or better", arguments: Theme.all)
  func ink(theme: Theme) throws {
    for level in (0...32).map({ UInt8(min(255, $0 * 8)) }) {
      let magnitude = try #require(theme.color(.magnitude(level)))
      #expect(try #require(theme.color(.inkOnMagnitude(level))).contrast(with: magnitude) >= 4.5)
      let signed = try #require(theme.color(.signed(level)))
      #expect(try #require(theme.color(.inkOnSigned(level))).contrast(with: signed) >= 4.5)
    }
  }

  @Test("of 256 colors the signed map keeps to blue and red, darker to both sides")
  func indexedSigned() throws {
    let indices = try (0...255).map { try #require(Theme.dark.indexed(.signed(UInt8($0)))) }
    #expect(indices[0] == 18 && indices[128] == 255 && indices[255] == 88)
    // Place 16 + 36 red + 6 green + blue of the cube: blues below the middle, reds above.
    for (level, index) in indices.enumerated() where index < 232 {
      let (red, blue) = ((Int(index) - 16) / 36, (Int(index) - 16) % 6)
      #expect(level < 128 ? blue > red : red > blue, "level \(level)")
    }
  }

  @Test("of 256 colors magnitudes have seventeen, ever farther from the page", arguments: Theme.all)
  func indexedMagnitudes(theme: Theme) throws {
    let indices = try (0...255).map { try #require(theme.indexed(.magnitude(UInt8($0)))) }
    #expect(Set(indices).count == 17)
    #expect(Set(indices).count == zip(indices, indices.dropFirst()).count { $0 != $1 } + 1)
  }

  @Test("of 16 colors none is yellow on a light page")
  func noYellow() {
    let yellows: Set<UInt8> = [3, 11]
    for role in [Role.accent, .good, .warning, .bad] + (0..<8).map(Role.series)
      + (0..<8).map(Role.trace) + stride(from: 0, to: 256, by: 8).map({ .magnitude(UInt8($0)) })
    {
      #expect(theme16(role).map(yellows.contains) != true, "\(role)")
    }
  }

  private func theme16(_ role: Role) -> UInt8? { Theme.light.sixteen(role) }

  @Test("styles keep what they are given")
  func packing() {
    let roles: [Role] = [
      .text, .faint, .accent, .good, .warning, .bad, .border, .gridLine, .strong, .series(5),
      .trace(2),
      .magnitude(0), .magnitude(255), .signed(128), .gray(7), .inkOnMagnitude(255), .inkOnSigned(0),
      .color(PhotographColor(RGB(0, 0, 0))), .color(PhotographColor(RGB(255, 255, 255))),
      .color(PhotographColor(RGB(200, 10, 90))),
    ]
    for role in roles {
      for background in [nil] + roles.map(Optional.some) {
        let style = Style(role, on: background, bold: true, reversed: true)
        #expect(style.foreground == role)
        #expect(style.background == background)
        #expect(style.isBold && style.isReversed && !style.isUnderlined)
      }
    }
    #expect(MemoryLayout<Cell>.size == 8)
  }
}
