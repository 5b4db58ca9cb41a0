public import Tensors

/// A tensor with a place on a tape: what it was computed from is known.
///
/// Variables are cheap to copy. Those that nothing trained lies behind have no place: operations
/// on them compute values only.
public struct Variable {
  /// The numbers.
  public let value: Tensor
  /// The tape that operations on this variable are recorded on.
  public let tape: Tape
  /// Index of the node on the tape, or −1.
  let place: Int

  init(_ value: Tensor, on tape: Tape, at place: Int) {
    self.value = value
    self.tape = tape
    self.place = place
  }

  /// Whether gradients can flow into this variable.
  public var isTracked: Bool { place >= 0 }

  public var shape: [Int] { value.shape }

  /// The same numbers without the past: gradients stop here.
  public var detached: Variable { Variable(value, on: tape, at: -1) }
}
