import Glibc
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
        if let own = session?.lesson.ownData {
          try read(own, for: saved)
        } else {
          try show(saved, hasNewData: hasNewData)
        }
      case .broken(let broken): take(.lessonBroken(broken))
      }
    } catch {
      take(.fault("\(error)"))
    }
    schedule.changed(byKey: true)
  }

  /// Puts a file in place of what the open lesson trains on, or its own data back.
  mutating func use(_ own: OwnData?, typed: String) {
    guard let lesson = session?.lesson else { return }
    do {
      if let own {
        try read(own, for: lesson)
        dataCommand = typed
        return take(.notice("Reading \(own.path) \u{2026}"))
      }
      dataReading = nil
      guard lesson.ownData != nil else {
        return take(.notice("The lesson is on its own data: data FILE puts yours in their place."))
      }
      try show(lesson.onItsOwnData, hasNewData: true)
      watch = LessonWatch(lesson.onItsOwnData, at: Clock.seconds())
      take(.notice("On the lesson\u{2019}s own data again."))
    } catch {
      take(.commandRefused(typed: typed, reason: "\(error)"))
    }
  }

  /// Large files take seconds, in which keys are answered and runs go on.
  private mutating func read(_ own: OwnData, for lesson: Lesson) throws {
    var own = own
    if own.path.hasPrefix("~/"), let home = getenv("HOME").map({ String(cString: $0) }) {
      own.path = home + own.path.dropFirst()
    }
    dataReading = try OwnDataReading { [own] () throws(OwnDataFault) in try lesson.with(own) }
  }

  /// Begins the arms anew on the file that was read; where it doesn't fit, says why, and all goes on as
  /// it was.
  mutating func takeOwnData() {
    guard let result = dataReading?.result else { return }
    dataReading = nil
    let typed = dataCommand
    dataCommand = nil
    do {
      let lesson = try result.get()
      guard session?.lesson.id == lesson.id else { return }
      try show(lesson, hasNewData: true)
      watch = LessonWatch(lesson, at: Clock.seconds())
      take(.notice("Now on \(lesson.ownData?.path ?? "")."))
    } catch {
      // Whoever types something else by now is not disturbed.
      if let typed, model.place != .command {
        take(.commandRefused(typed: typed, reason: "\(error)"))
      } else {
        take(.fault("\(error)"))
      }
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
    sessions?.forget(former)
    _ = try WorkerThread.start { former.close() }
  }
}
