import Charts

extension Action {
  /// Where the cursor of a list goes, within its `count` lines; nil: the action moves none.
  func listPlace(from place: Int, count: Int, in size: Size) -> Int? {
    let page = max(1, size.rows / 2)
    let next: Int
    switch self {
    case .move(.up, _): next = place - 1
    case .move(.down, _): next = place + 1
    case .pageUp: next = place - page
    case .pageDown: next = place + page
    case .first: next = 0
    case .last: next = count - 1
    default: return nil
    }
    return min(max(0, next), max(0, count - 1))
  }
}
