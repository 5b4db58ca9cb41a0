import Charts
import Lab

extension KeyBindings {
  /// The first key of an action in a place, as sentences name it, or the word that is typed for it.
  func word(for action: Action, in place: Place) -> String {
    if let word = words[action] { return word }
    let line = lines.first { $0.action == action && $0.places.contains(place) }
    return line?.keys.first?.label ?? ""
  }
}

extension StudyModel {
  /// The key of an action on the page, or in another place of the lesson.
  func key(_ action: Action, in place: Place = .study) -> String {
    keys.word(for: action, in: place)
  }
}
