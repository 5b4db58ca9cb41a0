public import Experiments

/// An operation on the network of an arm, at a step that is known before the run.
///
/// As text, in command lines: `yours@150=silence hidden2:5`.
public struct PlannedOperation: Hashable, Sendable {
  public var arm: String
  public var step: Int
  public var operation: Operation

  public init(arm: String, step: Int, operation: Operation) {
    self.arm = arm
    self.step = step
    self.operation = operation
  }

  /// nil where the text is none.
  public init?(_ text: String) {
    guard let sign = text.firstIndex(of: "="), let at = text[..<sign].firstIndex(of: "@"),
      let step = Int(text[text.index(after: at)..<sign]), step >= 0,
      let operation = Operation(String(text[text.index(after: sign)...]))
    else { return nil }
    self.init(arm: String(text[..<at]), step: step, operation: operation)
  }

  public var text: String { "\(arm)@\(step)=\(operation.text)" }
}
