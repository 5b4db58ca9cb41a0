import Lab
import Lessons
import Screens

extension App {
  /// Shows the open lesson as it was saved last; where that has faults, those.
  mutating func takeSavedLesson() {
    do {
      switch try watch?.news(at: Clock.seconds()) {
      case nil: return
      case .read(let saved, let hasNewData):
        // What was put in place of the lesson's data stays there.
        guard let own = session?.lesson.ownData else {
          try show(saved, hasNewData: hasNewData)
          break
        }
        let lesson = try saved.with(own)
        try show(lesson, hasNewData: true)
        watch = LessonWatch(lesson, at: Clock.seconds())
      case .broken(let broken): take(.lessonBroken(broken))
      }
    } catch {
      take(.fault("\(error)"))
    }
    schedule.changed(byKey: true)
  }

  /// Puts a file in place of what the open lesson trains on, and begins its arms anew; where the file
  /// doesn't fit, says why, and all goes on as it was.
  mutating func use(_ own: OwnData?) {
    guard let lesson = session?.lesson else { return }
    do {
      let newer = try own.map { try lesson.with($0) } ?? lesson.onItsOwnData
      guard newer.ownData != nil || lesson.ownData != nil else {
        return take(.notice("The lesson is on its own data: data FILE puts yours in their place."))
      }
      try show(newer, hasNewData: true)
      watch = LessonWatch(newer, at: Clock.seconds())
      take(.notice(own.map { "Now on \($0.path)." } ?? "On the lesson\u{2019}s own data again."))
    } catch {
      take(.fault("\(error)"))
    }
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
