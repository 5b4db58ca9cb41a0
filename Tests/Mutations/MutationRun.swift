import Foundation

/// Seeds one after the other, in a process that may trap or hang: which seed it was stays in a file.
package struct MutationRun {
  /// The tests take twelve seeds; `make fuzz` as many as MUTATIONS says, or those from … to.
  package static let seeds: ClosedRange<Int> = {
    let text = ProcessInfo.processInfo.environment["GRADLAB_MUTATIONS"] ?? ""
    let bounds = text.split(separator: "-").compactMap { Int($0) }
    switch bounds.count {
    case 1 where bounds[0] > 0: return 0...bounds[0] - 1
    case 2 where bounds[0] <= bounds[1]: return bounds[0]...bounds[1]
    default: return 0...11
    }
  }()

  /// Seconds after which a seed is taken to hang; the process then ends by a signal.
  private static let patience: UInt32 = 30

  private let trail: String

  /// - Parameter folder: that of the process which waits for this one.
  package init(in folder: String) { trail = "\(folder)/seed" }

  /// Calls `body` with every seed.
  package func each(
    _ seeds: ClosedRange<Int> = seeds, _ body: (Int) throws -> Void
  ) throws {
    for seed in seeds {
      try Data("\(seed)".utf8).write(to: URL(fileURLWithPath: trail))
      alarm(Self.patience)
      try body(seed)
    }
    alarm(0)
  }

  /// The seed that was begun last, for the process which waited.
  package var lastSeed: String { (try? String(contentsOfFile: trail, encoding: .utf8)) ?? "none" }
}
