internal import Experiments

extension Lesson {
  /// What to know of the arms as the lesson has them: settings without effect, data left out.
  public var notices: [String] {
    Self.notices(
      of: arms.map { arm in
        (arm.label, (try? plan(of: arm))?.notices ?? [])
      })
  }

  /// What is said of arms, each sentence once; of which arms, unless it is said of all.
  public static func notices(of arms: [(label: String, notices: [String])]) -> [String] {
    var distinct: [String] = []
    for notice in arms.flatMap(\.notices) where !distinct.contains(notice) {
      distinct.append(notice)
    }
    return distinct.map { notice in
      let labels = arms.filter { $0.notices.contains(notice) }.map(\.label)
      return labels.count == arms.count
        ? notice : "\(labels.joined(separator: ", ")): \(notice)"
    }
  }
}
