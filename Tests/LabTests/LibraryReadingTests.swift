import Glibc
import Lab
import Lessons
import TemporaryFiles
import Testing

@Suite("Reading the lessons on a thread of its own") struct LibraryReadingTests {
  private func finished(_ reading: LibraryReading) -> Bool {
    var wait = pollfd(fd: reading.changeSignal, events: Int16(POLLIN), revents: 0)
    return poll(&wait, 1, 20_000) == 1
  }

  @Test("gives what is in the folder, and says when it is done")
  func reads() throws {
    let folder = try TemporaryFolder()
    for name in ["a", "b", "c"] { try folder.write("\(name).md", "no lesson") }
    let reading = try LibraryReading(root: folder.path)
    try #require(finished(reading))
    let progress = reading.progress
    #expect(progress.isFinished && progress.path == nil && progress.fault == nil)
    let paths = ["a", "b", "c"].map { folder.path("\($0).md") }
    #expect(progress.library?.broken.map(\.path) == paths)
  }

  @Test("says why a folder can't be read")
  func missing() throws {
    let reading = try LibraryReading(root: "/nowhere")
    try #require(finished(reading))
    #expect(reading.progress.fault?.description.contains("/nowhere") == true)
    #expect(reading.progress.isFinished && reading.progress.library == nil)
  }
}
