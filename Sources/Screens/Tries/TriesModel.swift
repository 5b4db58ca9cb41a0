import Charts
import Lab

/// The list of the page's runs: which one is chosen.
struct TriesModel: Hashable, Sendable {
  var selected = 0

  mutating func perform(_ action: Action, on study: inout StudyModel, in size: Size) -> Reply {
    let lines = study.tryLines
    selected = action.listPlace(from: selected, count: lines.count, in: size) ?? selected
    switch action {
    case .pin: return pin(lines, on: &study)
    case .open: return bringBack(lines, on: study)
    case .cancel, .back: return .go(.study)
    default: break
    }
    return .nothing
  }

  private func pin(_ lines: [TryLine], on study: inout StudyModel) -> Reply {
    guard lines.indices.contains(selected) else { return .nothing }
    let line = lines[selected]
    guard line.mark.number != nil else { return .say("The present run is in sight anyway.") }
    if study.pinned.remove(line.mark) == nil { study.pinned.insert(line.mark) }
    return .nothing
  }

  /// Turns the knobs to what they were; the session brings the run back where it still has it.
  private func bringBack(_ lines: [TryLine], on study: StudyModel) -> Reply {
    guard lines.indices.contains(selected), let old = study.tried(lines[selected].mark) else {
      return .go(.study)
    }
    let commands = study.commandsBack(to: old, arm: lines[selected].mark.arm)
    return Reply(
      effects: commands.map(Effect.session),
      notice: commands.isEmpty ? nil : Notice("The knobs are as they were in that try."),
      destination: .study)
  }
}
