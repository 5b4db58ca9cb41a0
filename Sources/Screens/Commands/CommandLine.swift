import Charts
import Lab
import Lessons

/// A command being typed after `:`, in the row above the keys.
struct CommandLine: Hashable, Sendable {
  var field = TextField(limit: 300)
  /// What was wrong with it when it was last given.
  var refusal: String?
  /// Whether what is on the screen is a bench of one's own, which can be kept as a lesson.
  var isOnBench = false

  /// What a command does, by its first word.
  enum Parsed: Equatable {
    /// Puts a file in place of the lesson's data; nil: the lesson's own again.
    case data(OwnData?)
    /// Keeps the bench as the lesson of this name.
    case save(String)
    case refused(String)
  }

  var parsed: Parsed {
    let parts = field.text.split(separator: " ", maxSplits: 1)
    guard let word = parts.first else { return .refused("type a command: \(usage)") }
    let argument = parts.count > 1 ? parts[1].trimmed : ""
    switch word {
    case "data": return .data(argument.isEmpty ? nil : OwnData(argument: argument))
    case "save": return save(argument)
    default:
      return .refused("there is no command \u{201C}\(word)\u{201D}; there is: \(usage)")
    }
  }

  private var usage: String { isOnBench ? "save NAME" : "data FILE" }

  private func save(_ argument: String) -> Parsed {
    guard isOnBench else {
      return .refused("save is for the bench, gradlab play; a lesson has its file")
    }
    guard let name = PlayDraft.name(typed: argument) else {
      return .refused("a NAME is of small letters, digits and hyphens, as in save my-moons")
    }
    return .save(name)
  }

  /// What can be typed, while nothing is.
  private var offer: String {
    isOnBench
      ? "save NAME, as a lesson file in this folder"
      : "data FILE, or data for the lesson\u{2019}s own"
  }

  /// Draws the line over the row: the text, or what was wrong with it beside the text.
  func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier) {
    guard rect.columns > 4 else { return }
    grid.write(
      String(repeating: " ", count: rect.columns), column: rect.column, row: rect.row,
      width: rect.columns)
    grid.write(
      " :", column: rect.column, row: rect.row, width: 2, style: Style(.accent, bold: true))
    let hint = refusal ?? (field.text.isEmpty ? offer : "")
    let room = rect.columns - 3
    let end = field.draw(
      into: &grid, column: rect.column + 2, row: rect.row, width: refusal == nil ? room : room / 2)
    guard !hint.isEmpty, end + 2 < rect.column + rect.columns else { return }
    let left = rect.column + rect.columns - end - 3
    grid.write(
      hint.spelled(for: glyphs).clipped(to: left, glyphs: glyphs), column: end + 2, row: rect.row,
      width: left, style: refusal == nil ? Style(.faint) : Style(.bad, bold: true))
  }
}

extension Substring {
  fileprivate var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}

extension AppModel {
  /// What a key does while a command is typed.
  mutating func performInCommand(_ action: Action) -> [Effect] {
    switch action {
    case .erase:
      command?.field.erase()
      command?.refusal = nil
    case .eraseAll:
      command?.field.eraseAll()
      command?.refusal = nil
    case .cancel, .back: command = nil
    case .accept:
      switch command?.parsed {
      case .data(let own)?:
        command = nil
        return [.useData(own)]
      case .save(let name)?:
        command = nil
        return study?.draft(named: name).map { [.saveBench($0)] } ?? []
      case .refused(let reason)?: command?.refusal = reason
      case nil: break
      }
    default: break
    }
    return []
  }
}
