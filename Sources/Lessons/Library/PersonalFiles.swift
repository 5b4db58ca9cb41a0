import Glibc

/// The lesson and course files of a person's own folder: those in it, and those of the folders in it, where a
/// lesson lies beside its data.
struct PersonalFiles {
  private(set) var paths: [String] = []
  /// Folders that are there and can't be read, each once.
  private(set) var unreadable: [BrokenLesson] = []

  /// A folder that is not there has none.
  init(in folder: String) {
    read(folder)
    for name in folders(in: folder) where paths.count < LessonLibrary.fileLimit {
      read("\(folder)/\(name)")
    }
  }

  private mutating func read(_ folder: String) {
    do throws(LibraryFault) {
      paths += try LessonLibrary.files(in: folder)
    } catch {
      guard access(folder, F_OK) == 0 || errno != ENOENT else { return }
      let fault = LessonFault(
        path: folder, line: 0, column: 0, fact: .unreadable(reason: error.reason))
      unreadable.append(BrokenLesson(path: folder, faults: [fault]))
    }
  }

  private func folders(in folder: String) -> [String] {
    guard let names = FolderNames(path: folder) else { return [] }
    return names.filter { !$0.hasPrefix(".") && ResourceFolders.isFolder("\(folder)/\($0)") }
      .sorted()
  }
}
