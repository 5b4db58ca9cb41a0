public import Tensors

/// A date written as people write it, and as yyyy-mm-dd.
public struct WrittenDate: Hashable, Sendable {
  public let spelling: String
  /// yyyy-mm-dd.
  public let standard: String
  /// Where the year, the month and the day stand in `spelling`, counted in characters.
  public let year: Range<Int>
  public let month: Range<Int>
  public let day: Range<Int>
}

/// Dates of 1950 to 2049 in eight spellings, all lower case.
public enum DateFormats {
  public static let spellingCount = 8
  public static let years = 1950...2049

  /// Every character that a spelling can have; those of yyyy-mm-dd are among them.
  public static let alphabet = " ,-./0123456789abcdefghijlmnoprstuvwy"

  /// Characters of the longest spelling, "wednesday, september 30, 2026".
  public static let longestSpelling = 29

  /// The days of all years.
  public static let dayCount =
    daysBefore(year: years.upperBound + 1) - daysBefore(year: years.lowerBound)

  /// A day with all days equally likely, in a spelling with all equally likely.
  public static func sample(using stream: inout RandomStream) -> WrittenDate {
    let day = stream.next(below: dayCount)
    return written(day: day, spelling: stream.next(below: spellingCount))
  }

  /// Day 0..<`dayCount`, counted from January 1 of the first year, in spelling 0..<8.
  public static func written(day: Int, spelling: Int) -> WrittenDate {
    precondition((0..<dayCount).contains(day), "DateFormats: day \(day) of \(dayCount)")
    var remaining = day
    var year = years.lowerBound
    while remaining >= dayCount(year: year) {
      remaining -= dayCount(year: year)
      year += 1
    }
    var month = 1
    while remaining >= dayCount(month: month, year: year) {
      remaining -= dayCount(month: month, year: year)
      month += 1
    }
    return written(year: year, month: month, day: remaining + 1, spelling: spelling)
  }

  /// A date in spelling 0..<8.
  /// - Precondition: a date of the Gregorian calendar with a year of four digits.
  public static func written(year: Int, month: Int, day: Int, spelling: Int) -> WrittenDate {
    precondition(
      (1_000...9_999).contains(year) && (1...12).contains(month)
        && (1...dayCount(month: month, year: year)).contains(day)
        && (0..<spellingCount).contains(spelling),
      "DateFormats: \(year)-\(month)-\(day) in spelling \(spelling)")
    let name = months[month - 1]
    let pieces: [Piece] =
      switch spelling {
      case 0:
        [
          .text(weekdays[weekday(year: year, month: month, day: day)] + ", "), .month(name),
          .text(" "), .day("\(day)"), .text(", "), .year("\(year)"),
        ]
      case 1:
        [
          .text("the "), .day("\(day)" + ending(day)), .text(" of "), .month(name), .text(" "),
          .year("\(year)"),
        ]
      case 2:
        [
          .day("\(day)"), .text("-"), .month(String(name.prefix(3))), .text("-"), .year("\(year)"),
        ]
      case 3:
        [.year("\(year)"), .text("/"), .month(two(month)), .text("/"), .day(two(day))]
      case 4:
        [.day(two(day)), .text("."), .month(two(month)), .text("."), .year("\(year)")]
      case 5:
        [.month(name), .text(" "), .day("\(day)"), .text(", "), .year("\(year)")]
      case 6:
        [.day("\(day)"), .text(" "), .month(name), .text(" "), .year("\(year)")]
      default:
        [
          .month(String(name.prefix(3))), .text(" "), .day("\(day)"), .text(" "), .year("\(year)"),
        ]
      }
    return assemble(pieces, standard: "\(year)-\(two(month))-\(two(day))")
  }

  private enum Piece {
    case year(String)
    case month(String)
    case day(String)
    case text(String)
  }

  private static func assemble(_ pieces: [Piece], standard: String) -> WrittenDate {
    var spelling = ""
    var (year, month, day) = (0..<0, 0..<0, 0..<0)
    for piece in pieces {
      let start = spelling.count
      switch piece {
      case .year(let text):
        spelling += text
        year = start..<spelling.count
      case .month(let text):
        spelling += text
        month = start..<spelling.count
      case .day(let text):
        spelling += text
        day = start..<spelling.count
      case .text(let text): spelling += text
      }
    }
    return WrittenDate(spelling: spelling, standard: standard, year: year, month: month, day: day)
  }

  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
  ]

  private static let weekdays = [
    "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
  ]

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private static func ending(_ day: Int) -> String {
    if (11...13).contains(day) { return "th" }
    return switch day % 10 {
    case 1: "st"
    case 2: "nd"
    case 3: "rd"
    default: "th"
    }
  }

  private static func dayCount(year: Int) -> Int { isLeap(year) ? 366 : 365 }

  private static func dayCount(month: Int, year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  /// Days from January 1 of year 1 to January 1 of `year`, Gregorian.
  private static func daysBefore(year: Int) -> Int {
    let past = year - 1
    return past * 365 + past / 4 - past / 100 + past / 400
  }

  /// 0 is Sunday; January 1 of year 1 was a Monday.
  private static func weekday(year: Int, month: Int, day: Int) -> Int {
    let before = (1..<month).reduce(0) { $0 + dayCount(month: $1, year: year) }
    return (daysBefore(year: year) + before + day) % 7
  }
}
