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
    faults += Self.unknown(environment)
    if choices.colors == nil, environment["NO_COLOR", default: ""] != "" {
      choices.colors = .mono
      variables[.colors] = "NO_COLOR"
    }
  }

  private static let prefix = "GRADLAB_"
  /// Those that tests and `make` use.
  private static let others: Set<String> = [
    "GRADLAB_FAULT", "GRADLAB_FUZZ_SECONDS", "GRADLAB_MUTATIONS", "GRADLAB_PLANTED_FAULT",
    "GRADLAB_PRETEND_MISSING", "GRADLAB_PROGRAM",
  ]

  /// Whether a variable is read as a setting, or looks as if it was meant to be.
  public static func concerns(_ variable: String) -> Bool {
    variable.hasPrefix(prefix) && !others.contains(variable)
  }

  /// Variables that are named like settings and are none.
  private static func unknown(_ environment: [String: String]) -> [LessonFault] {
    let known = SettingName.allCases.map(\.variable)
    return environment.keys.filter { concerns($0) && !known.contains($0) }.sorted().map { name in
      LessonFault(
        path: name.safe(limit: 60), line: 0, column: 0,
        fact: .unknownKey(
          name, place: "the environment", nearest: nearestName(to: name, in: known), known: known))
    }
  }
}
