/// How the shapes of an SVG picture come by their colors.
protocol SVGPaint {
  /// An attribute, with a space before it, that fills a shape with the color of what is written in a
  /// style.
  mutating func ink(_ style: Style) -> String
  /// The same with the color behind it; nil: that of the whole picture.
  mutating func ground(_ style: Style) -> String?
}

/// The colors of one theme, written into every shape.
struct ThemePaint: SVGPaint {
  let theme: Theme

  func ink(_ style: Style) -> String { " fill=\"\(theme.ink(of: style).text)\"" }
  func ground(_ style: Style) -> String? {
    theme.ground(of: style).map { " fill=\"\($0.text)\"" }
  }
}

/// The colors of a page that is light or dark as its reader has it: shapes belong to classes, whose
/// colors are in the page's style sheet. What is the same in both is written into the shape.
public struct SVGPalette: SVGPaint, Sendable {
  private struct Pair: Hashable, Sendable {
    var light: RGB
    var dark: RGB
  }

  private let light: Theme
  private let dark: Theme
  /// By use, in the order of their first.
  private var classes: [Pair: Int] = [:]
  private var pairs: [Pair] = []

  public init(light: Theme = .light, dark: Theme = .dark) {
    (self.light, self.dark) = (light, dark)
  }

  mutating func ink(_ style: Style) -> String {
    attribute(Pair(light: light.ink(of: style), dark: dark.ink(of: style)))
  }

  mutating func ground(_ style: Style) -> String? {
    guard let day = light.ground(of: style), let night = dark.ground(of: style) else { return nil }
    return attribute(Pair(light: day, dark: night))
  }

  /// The number of a role's class, of which `fN` fills and `sN` strokes.
  mutating func number(_ role: Role) -> Int {
    let style = Style(role)
    return number(Pair(light: light.ink(of: style), dark: dark.ink(of: style)))
  }

  private mutating func attribute(_ pair: Pair) -> String {
    pair.light == pair.dark ? " fill=\"\(pair.light.text)\"" : " class=\"f\(number(pair))\""
  }

  private mutating func number(_ pair: Pair) -> Int {
    if let number = classes[pair] { return number }
    classes[pair] = pairs.count
    pairs.append(pair)
    return pairs.count - 1
  }

  /// Rules for the classes that were used, on a light page and on a dark one.
  public var rules: (light: String, dark: String) {
    (rules(\.light), rules(\.dark))
  }

  private func rules(_ color: (Pair) -> RGB) -> String {
    pairs.enumerated().map { number, pair in
      let color = color(pair).text
      return ".f\(number){fill:\(color)}.s\(number){stroke:\(color)}\n"
    }.joined()
  }
}
