internal import Datasets

/// What is seen of a network as a part of the plane.
extension Measure {
  /// What the network answers everywhere on the plane of two features, and examples of the training.
  public static let decision = Measure(
    "decision", "what the network answers everywhere", .plane { $0.decision() },
    where: { subject in
      subject.data?.form == .points(dimensions: 2)
        && (2...DecisionMap.classLimit).contains(subject.data?.classCount ?? 0)
    })
}
