import Charts
import Lab
import Lessons

/// The table of the page's runs: which one is chosen.
struct TriesModel: Hashable, Sendable {
  var selected = 0
  /// The name that is being typed for a fork.
  var name: TextField?

  func line(in study: StudyModel) -> TryLine? {
    let lines = study.tryLines
    return lines.indices.contains(selected) ? lines[selected] : nil
  }

  mutating func perform(_ action: Action, on study: inout StudyModel, in size: Size) -> Reply {
    let lines = study.tryLines
    selected = action.listPlace(from: selected, count: lines.count, in: size) ?? selected
    switch action {
    case .pin: return pin(lines, on: &study)
    case .open: return bringBack(lines, on: study)
    case .rename:
      if let fork = fork(in: study) {
        name = TextField(text: fork.label, limit: 24, isSelected: true)
      }
    case .accept: return takeName(in: study)
    case .erase: name?.erase()
    case .eraseAll: name?.eraseAll()
    case .delete:
      return fork(in: study).map { .session(.delete(arm: $0.id)) }
        ?? .say(
          "Only forks are deleted: \(study.key(.hideArm, in: .tries)) hides an arm of the lesson.")
    case .hideArm: return hide(lines, on: &study)
    case .cancel where name != nil: name = nil
    case .cancel, .back: return .go(.study)
    default: break
    }
    return .nothing
  }

  /// The fork whose present run is chosen.
  private func fork(in study: StudyModel) -> Arm? {
    guard let line = line(in: study), line.mark.number == nil else { return nil }
    return study.lesson.arm(line.mark.arm).flatMap { $0.forkedFrom == nil ? nil : $0 }
  }

  private mutating func takeName(in study: StudyModel) -> Reply {
    guard let text = name?.text, let fork = fork(in: study) else { return .nothing }
    name = nil
    return .session(.rename(arm: fork.id, label: text))
  }

  private func hide(_ lines: [TryLine], on study: inout StudyModel) -> Reply {
    guard lines.indices.contains(selected) else { return .nothing }
    let id = lines[selected].mark.arm
    if study.hiddenArms.remove(id) == nil { study.hiddenArms.insert(id) }
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
