import Charts
internal import Experiments
import Lab
import Lessons

/// A place in a network that a plot's cursor points at.
struct PartPlace: Hashable, Sendable {
  /// nil: of any arm.
  var arm: String?
  /// Among the layers with weights, from 0.
  var layer: Int
  /// From 1; nil: the layer as a whole.
  var unit: Int?
}

/// The parts of an arm's network, and which one is to be operated on.
struct SurgeryModel: Hashable, Sendable {
  /// The arms of the page that have a network, by id.
  let arms: [String]
  private(set) var arm: String
  private(set) var parts: [NetworkPart]
  private(set) var selected = 0
  /// Unit, channel or head of the chosen part, from 1; nil: all of it.
  private(set) var unit: Int?

  /// nil where no arm of the page has a network.
  init?(of study: StudyModel, at place: PartPlace?) {
    let arms = study.shownArms.map(\.arm).filter { !study.parts(of: $0.id).isEmpty }.map(\.id)
    self.arms = arms
    guard let first = arms.first else { return nil }
    let own = study.shownArms.map(\.arm).first { $0.set.isEmpty && arms.contains($0.id) }?.id
    let wanted = place?.arm.flatMap { arms.contains($0) ? $0 : nil }
    arm = wanted ?? own ?? first
    parts = study.parts(of: arm)
    guard let place else { return }
    let layers = parts.indices.filter { parts[$0].kind == .layer }
    guard layers.indices.contains(place.layer) else { return }
    selected = layers[place.layer]
    if let unit = place.unit, (1...max(1, parts[selected].units)).contains(unit) {
      self.unit = unit
    }
  }

  var part: NetworkPart { parts[selected] }

  mutating func perform(_ action: Action, on study: inout StudyModel, in size: Size) -> Reply {
    switch action {
    case .move(.left, let fast): chooseUnit(by: fast ? -10 : -1)
    case .move(.right, let fast): chooseUnit(by: fast ? 10 : 1)
    case .operate(let key): return operate(key, on: study)
    case .undoOperation:
      guard (study.armSnapshot(arm)?.undoableCount ?? 0) > 0 else {
        return .say("Nothing was done to this network that could be undone.")
      }
      return .session(.undoOperation(arm: arm))
    case .nextArm: chooseNextArm(in: study)
    case .toggleRun, .singleStep: return study.perform(action, in: size)
    case .cancel, .back: return .go(.study)
    default:
      let next = action.listPlace(from: selected, count: parts.count, in: size) ?? selected
      if next != selected { (selected, unit) = (next, nil) }
    }
    return .nothing
  }

  /// All of it comes before unit 1, and after the last one.
  private mutating func chooseUnit(by offset: Int) {
    guard part.units > 0 else { return }
    let count = part.units + 1
    let next = ((unit ?? 0) + offset % count + count) % count
    unit = next == 0 ? nil : next
  }

  private mutating func chooseNextArm(in study: StudyModel) {
    guard let place = arms.firstIndex(of: arm) else { return }
    let name = part.name
    arm = arms[(place + 1) % arms.count]
    parts = study.parts(of: arm)
    selected = parts.firstIndex { $0.name == name } ?? 0
    if let unit, unit > part.units { self.unit = nil }
  }

  private func operate(_ key: Action.SurgeryKey, on study: StudyModel) -> Reply {
    let operation = operation(key, on: study)
    if let refusal = refusal(of: operation) { return .say(refusal) }
    return .session(.operate(operation, arm: arm))
  }

  /// A key that is pressed again takes back what it did.
  private func operation(_ key: Action.SurgeryKey, on study: StudyModel) -> Operation {
    let state = state(in: study)
    switch key {
    case .silence:
      let isSilent = unit.map(state.silencedUnits.contains) ?? state.isSilenced
      return Operation(isSilent ? .restore : .silence, part.name, unit: unit)
    case .freeze: return Operation(state.isFrozen ? .thaw : .freeze, part.name)
    case .reset: return Operation(.reset, part.name)
    case .redraw: return Operation(.redraw, part.name)
    }
  }

  private func refusal(of operation: Operation) -> String? {
    switch operation.verb {
    case .silence, .restore:
      part.isSilenceable ? nil : "\(part.name) can be frozen and reset, not silenced."
    case .freeze, .thaw, .reset, .redraw:
      part.isTrained ? nil : "\(part.name) has no weights of its own."
    }
  }

  /// What has become of the chosen part.
  func state(in study: StudyModel) -> PartState { states(in: study)[selected] }

  func states(in study: StudyModel) -> [PartState] {
    parts.states(after: study.armSnapshot(arm)?.operations.map(\.operation) ?? [])
  }
}

extension StudyModel {
  /// What can be operated on of an arm's network.
  func parts(of id: String) -> [NetworkPart] {
    guard let arm = lesson.arm(id), let knobs = armSnapshot(id)?.knobs else { return [] }
    return (try? lesson.plan(of: arm, knobs: knobs))?.parts ?? []
  }

  /// Whether an arm of the page has a network.
  var hasNetworks: Bool { shownArms.contains { armSnapshot($0.arm.id)?.parameterCount ?? 0 > 0 } }

  func openSurgery(at place: PartPlace?) -> Reply {
    guard SurgeryModel(of: self, at: place) != nil else {
      return .say("No network trains on this page.")
    }
    return .go(.surgery(place))
  }
}
