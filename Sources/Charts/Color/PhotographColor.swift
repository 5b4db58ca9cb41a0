/// One of the colors that the pixels of photographs have: 23 even steps in red, green and blue.
///
/// As many as a cell has room for. Equal channels give equal steps, so that grays stay gray, and
/// neighbors are near enough that terminals which number their pairs of colors need few of them.
public struct PhotographColor: Hashable, Sendable {
  /// Steps of each channel.
  private static let steps = 23
  /// How many colors there are.
  static let count = UInt32(steps * steps * steps)

  /// 0 ..< count: red in the highest place, blue in the lowest.
  let code: UInt16

  /// The nearest to a color in sRGB.
  public init(_ color: RGB) {
    func step(_ channel: UInt8) -> Int { (Int(channel) * (Self.steps - 1) + 127) / 255 }
    code = UInt16(
      (step(color.red) * Self.steps + step(color.green)) * Self.steps + step(color.blue))
  }

  /// nil: no color has that code.
  init?(code: UInt32) {
    guard code < Self.count else { return nil }
    self.code = UInt16(code)
  }

  public var rgb: RGB {
    func channel(_ step: Int) -> UInt8 {
      let last = Self.steps - 1
      return UInt8((step % Self.steps * 255 + last / 2) / last)
    }
    let place = Int(code)
    return RGB(
      channel(place / (Self.steps * Self.steps)), channel(place / Self.steps), channel(place))
  }
}
