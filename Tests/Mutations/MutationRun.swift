import Foundation

/// Seeds one after the other, in a process that may trap or hang: which seed it was stays in a file.
package struct MutationRun {
  /// Which seeds are tried of each kind of file.
  private enum Extent {
    case seeds(ClosedRange<Int>)
    /// From 0, until so many seconds are over.
    case seconds(Double)
  }

  /// The tests take twelve seeds; `make fuzz` as many as its time allows, or those that SEEDS names.
  private static let extent: Extent = {
    let environment = ProcessInfo.processInfo.environment
    let bounds = (environment["GRADLAB_MUTATIONS"] ?? "").split(separator: "-")
      .compactMap { Int($0) }
    switch bounds.count {
    case 1 where bounds[0] > 0: return .seeds(0...bounds[0] - 1)
    case 2 where bounds[0] <= bounds[1]: return .seeds(bounds[0]...bounds[1])
    default: break
    }
    let seconds = environment["GRADLAB_FUZZ_SECONDS"].flatMap(Double.init) ?? 0
    return seconds > 0 ? .seconds(seconds) : .seeds(0...11)
  }()

  /// Seconds after which a seed is taken to hang; the process then ends by a signal. Long enough for a
  /// machine that builds besides, and for sanitizers.
  private static let patience: UInt32 = 120

  private let trail: String
  private let isAlone: Bool

  /// - Parameters:
  ///   - folder: that of the process which waits for this one.
  ///   - isAlone: whether this process does nothing else, so that it may end where a seed hangs.
  package init(in folder: String, isAlone: Bool = true) {
    trail = "\(folder)/seed"
    self.isAlone = isAlone
  }

  /// Calls `body` with every seed.
  /// - Parameters:
  ///   - count: how many runs share the time of their kind.
  ///   - effort: how many seeds a seed counts for, where each takes long.
  package func each(sharedBy count: Int = 1, effort: Int = 1, _ body: (Int) throws -> Void) throws {
    switch Self.extent {
    case .seeds(let seeds):
      for seed in seeds.lowerBound...seeds.lowerBound + (seeds.count - 1) / effort {
        try begin(seed)
        try body(seed)
      }
    case .seconds(let seconds):
      let end = ProcessInfo.processInfo.systemUptime + seconds / Double(count)
      var seed = 0
      while ProcessInfo.processInfo.systemUptime < end {
        try begin(seed)
        try body(seed)
        seed += 1
      }
    }
    if isAlone { alarm(0) }
  }

  private func begin(_ seed: Int) throws {
    try Data("\(seed)".utf8).write(to: URL(fileURLWithPath: trail))
    if isAlone { alarm(Self.patience) }
  }

  /// The seed that was begun last, for the process which waited.
  package var lastSeed: String { (try? String(contentsOfFile: trail, encoding: .utf8)) ?? "none" }

  /// Says how far it came, where time decides that.
  package func tell(_ name: String) {
    if case .seconds = Self.extent { print("fuzzed \(name): seeds 0 to \(lastSeed)") }
  }
}
