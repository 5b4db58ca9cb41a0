import Lab
import Lessons
import Screens

/// The lessons, read while the list is shown already.
extension App {
  /// Begins to read the lessons, unless that is done.
  mutating func readLibrary() {
    if !shelf.isRead {
      do {
        reading = try LibraryReading(
          root: shelf.folders.lessons, personal: shelf.personal, languages: shelf.languages)
      } catch {
        take(.fault("\(error)"))
      }
      nextLook = Clock.seconds() + Self.lookInterval
    }
    guard reading == nil else { return }
    take(.libraryLoaded(shelf.catalog()))
    schedule.changed(byKey: true)
  }

  /// Seconds between two looks at what is being read.
  private static let lookInterval = 0.1

  /// Shows what was read, at once when that is all of it.
  mutating func takeLibrary() {
    guard let reading, Clock.seconds() >= nextLook || isReadable(reading.changeSignal) else {
      return
    }
    nextLook = Clock.seconds() + Self.lookInterval
    let progress = reading.progress
    if let library = progress.library { shelf.take(library) }
    if let fault = progress.fault { take(.fault("\(fault)")) }
    if progress.isFinished { self.reading = nil }
    guard progress.isFinished || progress.path != nil else { return }
    take(.libraryLoaded(shelf.catalog(reading: progress.path)))
    schedule.changed(byKey: progress.isFinished)
  }
}
