/// The colors that the numbers of a screen stand for in a film.
public struct FilmColors: Sendable {
  let foreground: RGB
  let background: RGB
  private let palette: [RGB]
  /// What the colors of the theme that was recorded mean, and the theme that shows it; nil: colors are
  /// shown as they are.
  private var meanings: [RGB: Role] = [:]
  private var target: Theme?

  /// - Parameter palette: 16 colors; of others, xterm's are taken.
  public init(foreground: RGB, background: RGB, palette: [RGB] = []) {
    (self.foreground, self.background) = (foreground, background)
    self.palette = palette.count == 16 ? palette : SixteenColors.usual
  }

  public init(theme: Theme) {
    self.init(foreground: theme.foreground, background: theme.background)
  }

  /// For what was recorded in one theme and is to be shown in another: each color turns into that of
  /// its meaning. Photographs stay as they are.
  public init(recordedIn source: Theme, shownIn target: Theme) {
    self.init(theme: target)
    guard source != target else { return }
    self.target = target
    for role in Self.roles {
      guard let color = source.color(role), meanings[color] == nil else { continue }
      meanings[color] = role
    }
    (meanings[source.foreground], meanings[source.background]) = (nil, nil)
    (sourceForeground, sourceBackground) = (source.foreground, source.background)
  }

  private var sourceForeground: RGB?
  private var sourceBackground: RGB?

  /// Those with a color, in the order in which a color that several have is taken for one of them.
  private static let roles: [Role] =
    [.faint, .accent, .good, .warning, .bad, .border, .gridLine, .strong]
    + (0..<Theme.seriesCount).map(Role.series) + (0..<Theme.seriesCount).map(Role.trace)
    + [Role.magnitude, Role.signed, Role.gray].flatMap { map in (0...255).map { map(UInt8($0)) } }

  /// What is written in a rendition.
  func ink(_ rendition: VirtualScreen.Rendition) -> RGB {
    rendition.isReversed
      ? color(rendition.background) ?? background
      : self.ink(rendition.foreground, on: rendition.background)
  }

  /// What is behind it; nil: the page.
  func ground(_ rendition: VirtualScreen.Rendition) -> RGB? {
    let ground =
      rendition.isReversed
      ? color(rendition.foreground) ?? foreground : color(rendition.background)
    return ground == background ? nil : ground
  }

  /// Black or white on a color of a map is whichever is read better there.
  private func ink(_ number: Int?, on ground: Int?) -> RGB {
    if let target, let number, let ground, case .magnitude(let level)? = meaning(ground),
      [0x100_0000, 0x1FF_FFFF].contains(number), number != ground
    {
      return target.color(.inkOnMagnitude(level)) ?? foreground
    }
    return color(number) ?? foreground
  }

  private func meaning(_ number: Int) -> Role? { meanings[recorded(number)] }

  private func recorded(_ number: Int) -> RGB {
    switch number {
    case 0..<16: palette[number]
    case 16..<256: IndexedColors.color(number)
    default: RGB(hex: UInt32(truncatingIfNeeded: number & 0xFF_FFFF))
    }
  }

  private func color(_ number: Int?) -> RGB? {
    guard let number else { return nil }
    let recorded = recorded(number)
    guard let target else { return recorded }
    if recorded == sourceBackground { return background }
    if recorded == sourceForeground { return foreground }
    return meanings[recorded].flatMap(target.color) ?? recorded
  }
}
