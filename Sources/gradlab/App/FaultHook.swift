import Glibc
import Lab

/// Faults on demand, so that a test can see what the terminal looks like after one. The environment
/// variable GRADLAB_FAULT names one.
enum FaultHook: String {
  /// A trap on a thread like those that train, before there is a screen.
  case startTrap = "start-trap"
  /// A trap on a thread like those that train, once a lesson is open.
  case trap
  /// The same thread uses up its stack.
  case stackOverflow = "stack-overflow"
  /// A trap on the main thread, at the first key.
  case mainTrap = "main-trap"
  /// The main thread answers no more, from the first key on.
  case mainHang = "main-hang"
  /// A trap when the process takes itself apart, such as threads have that still compute then.
  case exitTrap = "exit-trap"

  static func fromEnvironment() -> FaultHook? {
    getenv("GRADLAB_FAULT").flatMap { FaultHook(rawValue: String(cString: $0)) }
  }

  /// Before there is a screen.
  func sessionStarted() {
    guard self == .startTrap else { return }
    FaultHook.onThread { FaultHook.fail() }
    while true { pause() }
  }

  func lessonOpened() {
    switch self {
    case .trap: FaultHook.onThread { FaultHook.fail() }
    case .stackOverflow:
      FaultHook.onThread { precondition(FaultHook.descend(1) > 0, "the stack has no end") }
    case .exitTrap: atexit { FaultHook.fail() }
    case .mainTrap, .mainHang, .startTrap: break
    }
  }

  func keyPressed() {
    if self == .mainTrap { FaultHook.fail() }
    while self == .mainHang { pause() }
  }

  private static func fail() {
    fatalError("a fault that GRADLAB_FAULT asked for")
  }

  /// Goes down until the stack is used up. The text that outlives the call below it keeps the
  /// compiler from making a loop of it.
  @inline(never)
  private static func descend(_ depth: Int) -> Int {
    let text = String(depth)
    return depth == .max ? 0 : descend(depth + 1) &+ text.utf8.count
  }

  private static func onThread(_ body: @escaping @Sendable () -> Void) {
    do { _ = try WorkerThread.start(body) } catch { fatalError("no thread for a fault: \(error)") }
  }
}
