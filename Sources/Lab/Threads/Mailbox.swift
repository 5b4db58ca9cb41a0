import Synchronization

/// One place for the newest value from one thread to another. Whether there is one costs the reader a
/// relaxed load, so a training loop may ask at every step.
final class Mailbox<Value: Sendable>: Sendable {
  private let newest: Monitor<Value>
  private let number = Atomic<Int>(0)

  init(_ value: Value) { newest = Monitor(value) }

  /// The number of the newest value; it rises with every change.
  var latestNumber: Int { number.load(ordering: .relaxed) }

  /// Changes the value in place. Returns its number.
  @discardableResult
  func put(_ change: (inout Value) -> Void) -> Int {
    newest.change { value in
      change(&value)
      return number.add(1, ordering: .releasing).newValue
    }
  }

  func take() -> (value: Value, number: Int) {
    newest.withLock { ($0, number.load(ordering: .acquiring)) }
  }

  /// Sleeps until there is a value newer than `seen`.
  func wait(after seen: Int) -> (value: Value, number: Int) {
    newest.wait { _ in number.load(ordering: .acquiring) > seen }
    return take()
  }

  /// Sleeps until the moment `deadline` of the steady clock, or until there is a value newer than
  /// `seen`.
  /// - Returns: whether the moment has come.
  func sleep(until deadline: Double, unlessAfter seen: Int) -> Bool {
    let seconds = deadline - Clock.seconds()
    guard seconds > 0 else { return true }
    return !newest.wait(seconds: seconds) { _ in number.load(ordering: .acquiring) > seen }
  }
}
