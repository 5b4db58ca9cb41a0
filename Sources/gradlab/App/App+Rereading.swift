import Lab
import Lessons
import Screens

extension App {
  /// Shows the open lesson as it was saved last; where that has faults, those.
  mutating func takeSavedLesson() {
    do {
      switch try watch?.news(at: Clock.seconds()) {
      case nil: return
      case .read(let lesson, let hasNewData): try show(lesson, hasNewData: hasNewData)
      case .broken(let broken): take(.lessonBroken(broken))
      }
    } catch {
      take(.fault("\(error)"))
    }
    schedule.changed(byKey: true)
  }

  private mutating func show(_ lesson: Lesson, hasNewData: Bool) throws {
    guard let former = session else { return }
    endTrial()
    let session = try former.reread(lesson, library: shelf.data, hasNewData: hasNewData)
    self.session = session
    shelf.put(lesson)
    take(.lessonReread(lesson, session.snapshot()))
    if let request = model.snapshotRequest { session.request(request) }
    if reading == nil { take(.libraryLoaded(shelf.catalog())) }
    guard session !== former else { return }
    // Its arms may be in the middle of a long step.
    _ = try WorkerThread.start { former.close() }
  }
}
