import Lab
import Lessons

/// Looks whether the file of the open lesson, or one of the data files that it names, was saved, and
/// reads it then on a thread of its own. All times in seconds of the monotonic clock.
struct LessonWatch {
  /// What a save has come to.
  enum News {
    case read(Lesson, hasNewData: Bool)
    case broken(BrokenLesson)
  }

  /// Between two looks: a status call a file.
  private static let interval = 0.2
  /// A file that has just changed is looked at again after so long, lest half of it is read.
  private static let settling = 0.05

  private let path: String
  private let argument: String?
  private let isPersonal: Bool
  private var files: [String]
  /// The files as they were when they were read last, and as the last look found them.
  private var read: Stamps
  private var seen: Stamps
  private var nextLook: Double
  private var reading: LessonReading?
  private var hasNewData = false

  private struct Stamps: Equatable {
    var lesson: FileStamp?
    var data: [FileStamp?]

    init(_ path: String, _ files: [String]) {
      lesson = FileStamp(path: path)
      data = files.map { FileStamp(path: $0) }
    }
  }

  init(_ lesson: Lesson, at now: Double) {
    path = lesson.path
    (argument, isPersonal) = (lesson.argument, lesson.isPersonal)
    files = lesson.files
    read = Stamps(path, files)
    // It may have been saved since.
    read.lesson = lesson.stamp
    seen = read
    nextLook = now
  }

  /// Readable once what is being read is read.
  var changeSignal: Int32? { reading?.changeSignal }

  /// Milliseconds until the next look; nil while something is being read.
  func timeout(at now: Double) -> Int? {
    reading == nil ? Int((max(0, nextLook - now) * 1000).rounded(.up)) : nil
  }

  /// Looks, when it is time to, and takes what was read.
  /// - Throws: `SystemFault` when the system gives no thread to read on.
  mutating func news(at now: Double) throws -> News? {
    if let result = reading?.result {
      reading = nil
      return news(of: result)
    }
    guard reading == nil, now >= nextLook else { return nil }
    nextLook = now + Self.interval
    let present = Stamps(path, files)
    let isSettled = present == seen
    seen = present
    guard present != read else { return nil }
    guard isSettled else {
      nextLook = now + Self.settling
      return nil
    }
    hasNewData = hasNewData || present.data != read.data
    read = present
    reading = try LessonReading { [path] () throws(BrokenLesson) in try Lesson.read(path: path) }
    return nil
  }

  private mutating func news(of result: Result<Lesson, BrokenLesson>) -> News {
    switch result {
    case .success(var lesson):
      (lesson.argument, lesson.isPersonal) = (argument, isPersonal)
      let isNew = hasNewData || lesson.files != files
      follow(lesson.files)
      hasNewData = false
      return .read(lesson, hasNewData: isNew)
    case .failure(let broken):
      if !broken.files.isEmpty { follow(broken.files) }
      return .broken(broken)
    }
  }

  /// From now on looks at these data files.
  private mutating func follow(_ files: [String]) {
    guard files != self.files else { return }
    self.files = files
    read.data = files.map { FileStamp(path: $0) }
    seen = read
  }
}
