internal import Experiments

/// Runs of an arm at earlier steps, whole, so that going back is going on from the nearest of them: as
/// many as a number of bytes allows, the older the further apart, and those of other beginnings the last
/// to be kept.
struct KeptRuns {
  /// A run is kept when so many seconds of the thread's processor time have passed since the last one:
  /// going on from it takes no longer.
  static let spacing = 0.04
  /// The share of the time that copies may take.
  static let costShare = 0.015
  /// Bytes that are copied in a second, about, page faults included.
  static let copyRate = 1.5e9
  /// Runs kept at most, also where each takes little.
  static let limit = 1000

  private struct Kept {
    let run: Run
    /// Which of the beginnings is its own.
    let beginning: Int
    let ownBytes: Int
    let sharedBytes: Int

    init(_ run: Run, beginning: Int) {
      (self.run, self.beginning) = (run, beginning)
      (ownBytes, sharedBytes) = (run.experiment.copiedBytes, run.experiment.sharedBytes)
    }
  }

  /// In the order of their steps.
  private var kept: [Kept] = []
  /// A course of each beginning that was met, in that order.
  private var beginnings: [Course] = []
  /// What they take, each by itself.
  private var ownBytes = 0
  /// Bytes that all may take together.
  var budget: Int { didSet { thin(keeping: nil) } }
  /// Seconds of the thread and of the clock on the wall at which the newest was kept.
  private var lastThread = 0.0
  private var lastWall = 0.0
  private var wait = KeptRuns.spacing

  init(budget: Int) { self.budget = budget }

  /// Keeps the run if it is time to, by the clock on the wall, which costs less to ask, and by that of
  /// the thread.
  mutating func note(_ run: Run, at wall: Double) {
    guard wall - lastWall >= wait else { return }
    let thread = Clock.threadSeconds()
    guard thread - lastThread >= wait else {
      // As soon as it can have come to that.
      lastWall = wall - (thread - lastThread)
      return
    }
    keep(run)
    (lastThread, lastWall) = (thread, wall)
  }

  /// Keeps the run, unless one of this place is.
  private mutating func keep(_ run: Run) {
    let newest = Kept(run, beginning: beginning(of: run.course))
    wait = max(Self.spacing, Double(newest.ownBytes) / Self.copyRate / Self.costShare)
    guard Self.bytes(of: run) <= budget else { return }
    let step = run.step
    let place = kept.firstIndex { $0.run.step > step } ?? kept.endIndex
    if kept[..<place].contains(where: { $0.run.step == step && $0.run.course == run.course }) {
      return
    }
    kept.insert(newest, at: place)
    ownBytes += newest.ownBytes
    thin(keeping: newest.beginning)
  }

  /// What a run takes alone.
  static func bytes(of run: Run) -> Int { run.experiment.copiedBytes + run.experiment.sharedBytes }

  private mutating func beginning(of course: Course) -> Int {
    if let known = beginnings.lastIndex(where: { $0.beginsLike(course) }) { return known }
    beginnings.append(course)
    return beginnings.count - 1
  }

  /// What all take together: what runs of one beginning share counts once, as the longest has it.
  private var byteCount: Int {
    let shared = Dictionary(kept.map { ($0.beginning, $0.sharedBytes) }, uniquingKeysWith: max)
    return ownBytes + shared.values.reduce(0, +)
  }

  /// The furthest run that is on the way to a place.
  func nearest(to place: Place) -> Run? {
    kept.last { $0.run.place.isOnTheWay(to: place) }?.run
  }

  /// Drops runs until all fit: those first that began otherwise than the present one, then those whose
  /// neighbors are nearest to each other, measured by how long ago they are.
  private mutating func thin(keeping beginning: Int?) {
    while kept.count > Self.limit || byteCount > budget {
      let other = beginning.flatMap { beginning in
        kept.firstIndex { $0.beginning != beginning }
      }
      guard let least = other ?? closest else { return }
      ownBytes -= kept.remove(at: least).ownBytes
    }
  }

  /// The place of the run that is missed least; the newest stays as long as there is another one.
  private var closest: Int? {
    guard kept.count > 1, let newest = kept.last?.run.step else { return kept.indices.first }
    return kept.indices.dropLast().min { gap($0, newest) < gap($1, newest) }
  }

  private func gap(_ index: Int, _ newest: Int) -> Double {
    let before = index > 0 ? kept[index - 1].run.step : 0
    return Double(kept[index + 1].run.step - before) / Double(newest - kept[index].run.step + 1)
  }
}
