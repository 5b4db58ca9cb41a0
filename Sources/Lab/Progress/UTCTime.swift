internal import Glibc

/// A moment of the calendar in whole seconds, written as `2026-11-27T22:56:01Z`.
public struct UTCTime: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Since 1970; clocks that say less or more than four digits of a year can hold are cut.
  public let seconds: Int

  /// The last second of the year 9999.
  private static let latest = 253_402_300_799

  public init(seconds: Int) { self.seconds = min(max(0, seconds), Self.latest) }

  /// What the computer's clock says, which somebody may set.
  public static func now() -> UTCTime {
    var time = Glibc.timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return UTCTime(seconds: time.tv_sec)
  }

  public static func < (one: UTCTime, other: UTCTime) -> Bool { one.seconds < other.seconds }

  /// Exactly what `description` writes.
  init?(_ text: String) {
    let parts = text.split { !$0.isASCII || !$0.isNumber }.compactMap { Int($0) }
    // Longer numbers would be too large to work with.
    guard text.utf8.count == 20, parts.count == 6, (1...12).contains(parts[1]) else { return nil }
    let days = Self.days(year: parts[0], month: parts[1], day: parts[2])
    self.init(seconds: ((days * 24 + parts[3]) * 60 + parts[4]) * 60 + parts[5])
    guard description == text else { return nil }
  }

  public var description: String {
    let rest = seconds % 86_400
    let clock = [rest / 3600, rest / 60 % 60, rest % 60].map(Self.twoDigits)
    return "\(day)T\(clock.joined(separator: ":"))Z"
  }

  /// The date, `2026-11-27`.
  public var day: String {
    // Years begin in March here, so that the leap day is the last one.
    let shifted = seconds / 86_400 + 719_468
    let (era, dayOfEra) = (shifted / 146_097, shifted % 146_097)
    let year = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * year + year / 4 - year / 100)
    let month = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * month + 2) / 5 + 1
    let calendar = month < 10 ? month + 3 : month - 9
    let text = String(era * 400 + year + (calendar <= 2 ? 1 : 0))
    let digits = String(repeating: "0", count: 4 - text.count) + text
    return "\(digits)-\(Self.twoDigits(calendar))-\(Self.twoDigits(day))"
  }

  /// Days since 1970 of the Gregorian calendar.
  /// - Source: Hinnant, *chrono-compatible low-level date algorithms*, days_from_civil
  private static func days(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let (era, yearOfEra) = (shifted / 400, shifted % 400)
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }
}
