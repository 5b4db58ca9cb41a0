import Foundation
import Glibc
import Lab
import TemporaryFiles
import Testing

@Suite("The file of progress on the disk")
struct ProgressFileTests {
  private let folder: TemporaryFolder
  private let file: ProgressFile

  init() throws {
    folder = try TemporaryFolder()
    file = ProgressFile(folder: folder.path("state/gradlab"))
  }

  private func write(_ text: String) throws {
    try FileManager.default.createDirectory(
      atPath: folder.path("state/gradlab"), withIntermediateDirectories: true)
    try folder.write("state/gradlab/progress.txt", text)
  }

  private var text: String {
    get throws { try String(contentsOfFile: file.path, encoding: .utf8) }
  }

  private func names() throws -> [String] {
    try folder.names(in: "state/gradlab").filter { $0 != "progress.txt.lock" }
  }

  @Test("what is saved is read again; before there is a file, nothing was kept")
  func saves() throws {
    #expect(try file.load().book.isEmpty)
    #expect(!FileManager.default.fileExists(atPath: folder.path("state")))
    let saved = try file.save(ProgressSample.changes)
    #expect(saved.book == ProgressSample.book && saved.fault == nil)
    #expect(try file.load().book == ProgressSample.book)
    #expect(try names() == ["progress.txt"])
  }

  @Test("two instances that know nothing of each other keep what both have done (row 52)")
  func twoInstances() throws {
    let other = ProgressFile(folder: folder.path("state/gradlab"))
    _ = try (file.load(), other.load())
    _ = try file.save([.kept(ProgressSample.page("a")), .kept(ProgressSample.answer("q", "a"))])
    _ = try other.save([.kept(ProgressSample.page("b")), .kept(ProgressSample.answer("q", "b"))])
    _ = try file.save([.kept(ProgressSample.page("c"))])
    let book = try other.load().book
    #expect(book.lessons == ["a", "b", "c", "small"])
    #expect(
      book.answer(to: QuestionPlace(lesson: "small", question: "q"))?.answer == .choice("b"))
    #expect(book.count == 5)
  }

  @Test("what one instance forgets, another does not bring back")
  func forgotten() throws {
    _ = try file.save([.kept(ProgressSample.page("a")), .kept(ProgressSample.page("b"))])
    _ = try ProgressFile(folder: folder.path("state/gradlab")).save([.forget(lesson: "a")])
    _ = try file.save([.kept(ProgressSample.page("c"))])
    #expect(try file.load().book.lessons == ["b", "c"])
  }

  @Test("eight threads that save at once lose nothing")
  func manyAtOnce() async throws {
    let file = file
    await withTaskGroup(of: Void.self) { group in
      for thread in 0..<8 {
        group.addTask {
          for number in 0..<10 {
            let page = ProgressSample.page("lesson", "\(thread) \(number)", number: number + 1)
            do { _ = try file.save([.kept(page)], seconds: 60) } catch { Issue.record(error) }
          }
        }
      }
    }
    #expect(try file.load().book.pages(of: "lesson").count == 80)
    #expect(try file.load().book.count == 80)
    #expect(try names() == ["progress.txt"])
  }

  @Test("the lock of a process that died is taken over, and its half-written file goes (row 53)")
  func staleLock() throws {
    try write(ProgressSample.book.text)
    try folder.write("state/gradlab/progress.txt.lock", "99999\n")
    try folder.write("state/gradlab/progress.txt.99999.partial", "gradlab progress 1\npage les")
    _ = try file.save([.kept(ProgressSample.page("a"))])
    #expect(try file.load().book.lessons.contains("a"))
    #expect(try names() == ["progress.txt"])
  }

  @Test("a lock that is held is waited for, not for ever, and the file stays as it is")
  func heldLock() throws {
    _ = try file.save([.kept(ProgressSample.page("a"))])
    let before = try text
    let held = open(file.path + ".lock", O_RDWR)
    #expect(flock(held, LOCK_EX) == 0)
    #expect(throws: ProgressFault.locked(file.path)) {
      try file.save([.kept(ProgressSample.page("b"))], seconds: 0.05)
    }
    #expect(try text == before)
    close(held)
    _ = try file.save([.kept(ProgressSample.page("b"))])
    #expect(try file.load().book.lessons == ["a", "b"])
  }

  @Test(
    "a damaged file is set aside by whoever writes, under a name that is free, and a new one begins (row 51)"
  )
  func damaged() throws {
    for (number, text) in ["", "gradlab progress 1\n", "torn"].enumerated() {
      try write(text)
      let seen = try file.load()
      #expect(seen.book.isEmpty && seen.damage != nil && seen.fault?.notice.count ?? 99 <= 76)
      #expect(try self.text == text, "whoever looks changes nothing")
      let content = try file.save([])
      let bad = "progress.txt.bad" + (number == 0 ? "" : ".\(number + 1)")
      let fault = try #require(content.fault)
      #expect(fault.description.contains(bad) && fault.notice.contains(bad), "\(fault)")
      #expect(fault.notice.count <= 76)
      #expect(content.book.isEmpty)
      #expect(
        try String(contentsOfFile: folder.path("state/gradlab/\(bad)"), encoding: .utf8) == text)
      #expect(try file.load().fault == nil, "said once")
    }
    _ = try file.save([.kept(ProgressSample.page("a"))])
    #expect(
      try names() == [
        "progress.txt", "progress.txt.bad", "progress.txt.bad.2", "progress.txt.bad.3",
      ])
  }

  @Test("what is whole of a damaged file is seen, and kept by whoever writes; the line is named")
  func oneBadLine() throws {
    _ = try file.save(["a", "b", "c"].map { .kept(ProgressSample.page($0)) })
    let lines = try text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let bad = try #require(lines.firstIndex { $0.contains("lesson=b") })
    var damaged = lines
    damaged[bad] = "page lesson=b oops"
    try write(damaged.joined(separator: "\n"))
    let seen = try file.load()
    #expect(seen.book.lessons == ["a", "c"])
    #expect(seen.damage?.contains("line \(bad + 1) ") == true, "\(seen.damage ?? "")")
    #expect(try names() == ["progress.txt"])
    let saved = try file.save([.kept(ProgressSample.page("d"))])
    #expect(saved.book.lessons == ["a", "c", "d"])
    #expect(
      try file.load().book.lessons == ["a", "c", "d"] && names().contains("progress.txt.bad"))
    // Without a change, too, nothing is lost.
    try write(damaged.joined(separator: "\n"))
    _ = try file.save([])
    #expect(try file.load().book.lessons == ["a", "c"] && file.setAsideFiles.count == 2)
    try folder.write("state/gradlab/progress.txt.badly", "another")
    #expect(try file.removeSetAside() == 2)
    #expect(try names() == ["progress.txt", "progress.txt.badly"])
  }

  @Test("a file of a newer program stays as it is, and nothing is saved (row 51)")
  func future() throws {
    let text = "gradlab progress 2\nwho knows\n"
    try write(text)
    let fault = ProgressFault.future(file.path, version: 2)
    #expect(throws: fault) { try file.load() }
    #expect(throws: fault) { try file.save([.kept(ProgressSample.page("a"))]) }
    #expect(fault.description.contains("format 2"))
    #expect(try self.text == text && names() == ["progress.txt"])
  }

  @Test("a folder in place of the file, or a file in place of the folder, is said (row 49)")
  func wrongKinds() throws {
    try FileManager.default.createDirectory(
      atPath: file.path, withIntermediateDirectories: true)
    let isFolder = ProgressFault.unreadable(file.path, reason: "it is a folder")
    #expect(throws: isFolder) { try file.load() }
    #expect(throws: isFolder) { try file.save([.kept(ProgressSample.page("a"))]) }
    #expect(try names() == ["progress.txt"])
    try folder.write("file", "no folder")
    let below = ProgressFile(folder: folder.path("file/gradlab"))
    #expect(throws: ProgressFault.unreadable(below.path, reason: "Not a directory")) {
      try below.load()
    }
    #expect(throws: ProgressFault.unwritable(below.path, reason: "Not a directory")) {
      try below.save([.kept(ProgressSample.page("a"))])
    }
    #expect(try folder.names() == ["file", "state"])
  }

  @Test("a read-only file is not replaced (row 49)")
  func readOnly() throws {
    _ = try file.save([.kept(ProgressSample.page("a"))])
    let before = try text
    chmod(file.path, 0o444)
    #expect(throws: ProgressFault.unwritable(file.path, reason: "it is read-only")) {
      try file.save([.kept(ProgressSample.page("b"))])
    }
    #expect(try text == before && names() == ["progress.txt"])
    #expect(try file.load().book.lessons == ["a"])
  }

  @Test("a link leads to the file, which is replaced where it is")
  func links() throws {
    try write("")
    unlink(file.path)
    try folder.write("elsewhere.txt", ProgressSample.book.text)
    #expect(symlink(folder.path("elsewhere.txt"), file.path) == 0)
    _ = try file.save([.kept(ProgressSample.page("a"))])
    #expect(try file.load().book.lessons.contains("a"))
    let kind = try FileManager.default.attributesOfItem(atPath: file.path)[.type]
    #expect(kind as? FileAttributeType == .typeSymbolicLink)
    #expect(try names() == ["progress.txt"])
    #expect(try folder.names() == ["elsewhere.txt", "state"])
  }

  @Test(
    "the state folder is that of the XDG specification (row 50)",
    arguments: [
      (["XDG_STATE_HOME": "/s", "HOME": "/h"], "/s/gradlab"),
      (["HOME": "/h"], "/h/.local/state/gradlab"),
      (["XDG_STATE_HOME": "s", "HOME": "/h"], "/h/.local/state/gradlab"),
      (["XDG_STATE_HOME": "", "HOME": "/h"], "/h/.local/state/gradlab"),
      (["XDG_STATE_HOME": "./s"], nil), (["HOME": "h"], nil), (["HOME": ""], nil), ([:], nil),
    ])
  func stateFolder(environment: [String: String], folder: String?) {
    #expect(StateFolder.path { environment[$0] } == folder)
  }
}

@Suite("The keeper of progress")
struct ProgressKeeperTests {
  private let folder: TemporaryFolder
  private let file: ProgressFile

  init() throws {
    folder = try TemporaryFolder()
    file = ProgressFile(folder: folder.path("gradlab"))
  }

  @Test("all that was handed over is written when it is closed, in that order")
  func closes() throws {
    let keeper = try ProgressKeeper(file)
    for number in 1...200 {
      keeper.keep(.kept(ProgressSample.page("lesson", "page \(number % 50)", number: number)))
    }
    keeper.close(seconds: 60)
    #expect(keeper.takeFaults().isEmpty)
    let pages = try file.load().book.pages(of: "lesson")
    #expect(pages.count == 50)
    #expect(pages.max { $0.value.stamp < $1.value.stamp }?.value.number == 200)
  }

  @Test("what can't be written is said once, and written when it can be")
  func faults() throws {
    try folder.write("gradlab", "a file in place of the folder")
    let keeper = try ProgressKeeper(file)
    for number in 1...3 {
      keeper.keep(.kept(ProgressSample.page("lesson", "\(number)", number: number)))
      while number == 1, !keeper.isReadable {}
    }
    var faults = keeper.takeFaults()
    unlink(folder.path("gradlab"))
    keeper.keep(.kept(ProgressSample.page("lesson", "4", number: 4)))
    keeper.close(seconds: 60)
    faults += keeper.takeFaults()
    #expect(faults == [.unwritable(file.path, reason: "Not a directory")])
    #expect(try file.load().book.pages(of: "lesson").count == 4)
  }

  @Test("into the file of a newer program nothing is written, and it is said once")
  func future() throws {
    try FileManager.default.createDirectory(
      atPath: folder.path("gradlab"), withIntermediateDirectories: true)
    try folder.write("gradlab/progress.txt", "gradlab progress 7\n")
    let keeper = try ProgressKeeper(file)
    for number in 1...3 { keeper.keep(.kept(ProgressSample.page("a", number: number))) }
    keeper.close(seconds: 60)
    #expect(keeper.takeFaults() == [.future(file.path, version: 7)])
    #expect(
      try String(contentsOfFile: file.path, encoding: .utf8) == "gradlab progress 7\n")
  }
}

extension ProgressKeeper {
  /// Whether there is a fault to tell, within a moment.
  fileprivate var isReadable: Bool {
    var wait = pollfd(fd: changeSignal, events: Int16(POLLIN), revents: 0)
    return poll(&wait, 1, 1_000) == 1
  }
}
