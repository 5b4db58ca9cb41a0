public import Lessons

/// What the environment says of the settings.
public struct EnvironmentChoices: Sendable {
  public private(set) var choices = Choices()
  /// The variable that each of them is from.
  public private(set) var variables: [SettingName: String] = [:]
  public private(set) var faults: [LessonFault] = []

  /// Reads `GRADLAB_THEME` and the like, and `NO_COLOR`, which says less than `GRADLAB_COLORS`. What is
  /// empty says nothing.
  /// - Source: no-color.org
  public init(_ environment: [String: String]) {
    for name in SettingName.allCases {
      guard let text = environment[name.variable], !text.isEmpty else { continue }
      if choices.take(text, for: name) {
        variables[name] = name.variable
      } else {
        faults.append(
          LessonFault(
            path: name.variable, line: 0, column: 0, fact: name.fault(text, key: name.rawValue)))
      }
    }
    if choices.colors == nil, environment["NO_COLOR", default: ""] != "" {
      choices.colors = .mono
      variables[.colors] = "NO_COLOR"
    }
  }
}
