import Experiments
import Foundation
import Lab
import Lessons
import TemporaryFiles
import Testing

@Suite("Folder of an export") struct ExportFolderTests {
  private let folder: TemporaryFolder
  private var root: String { folder.path }

  init() throws { folder = try TemporaryFolder() }

  private let files = [
    ExportedFile(name: "a.safetensors", content: [1, 2, 3]),
    ExportedFile(name: "lesson.py", content: Array("pass\n".utf8), isProgram: true),
  ]

  @Test("a new or an empty folder gets all files, and nothing else is left")
  func new() throws {
    try FileManager.default.createDirectory(
      atPath: folder.path("empty"), withIntermediateDirectories: false)
    for name in ["new", "empty", "slash/"] {
      try ExportFolder(folder.path(name), replacing: false).write(files)
    }
    #expect(try folder.names() == ["empty", "new", "slash"])
    for name in ["new", "empty", "slash"] {
      #expect(try folder.names(in: name) == ["a.safetensors", "lesson.py"])
    }
    #expect(FileManager.default.isExecutableFile(atPath: folder.path("new/lesson.py")))
  }

  @Test("a folder with files is refused, or has its namesakes replaced and the others kept")
  func taken() throws {
    try folder.write("notes.txt", "mine")
    try folder.write("lesson.py", "old")
    #expect(throws: ExportFault.folderIsTaken(root)) {
      try ExportFolder(root, replacing: false)
    }
    try ExportFolder(root, replacing: true).write(files)
    #expect(try folder.names() == ["a.safetensors", "lesson.py", "notes.txt"])
    #expect(
      try String(contentsOfFile: folder.path("lesson.py"), encoding: .utf8) == "pass\n")
    #expect(
      try String(contentsOfFile: folder.path("notes.txt"), encoding: .utf8) == "mine")
  }

  @Test("a file in the place of the folder, and a parent that is not there, are named")
  func impossible() throws {
    try folder.write("file", "")
    #expect(throws: ExportFault.isNoFolder(folder.path("file"))) {
      try ExportFolder(folder.path("file"), replacing: true)
    }
    let fault = #expect(throws: ExportFault.self) {
      try ExportFolder(folder.path("no/such"), replacing: false)
    }
    #expect(fault?.description.contains("--output") == true)
  }

  @Test(
    "a link is refused before anything is computed, with what it leads to",
    arguments: [true, false])
  func links(replaces: Bool) throws {
    try FileManager.default.createDirectory(
      atPath: folder.path("there"), withIntermediateDirectories: false)
    try folder.write("file", "")
    for (target, kind) in [
      ("there", ExportFault.Target.folder), ("file", .file), ("nowhere", .nothing),
      ("loop", .nothing),
    ] {
      let link = folder.path(target == "loop" ? "loop" : "to-\(target)")
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
      #expect(throws: ExportFault.isLink(link, to: target, kind)) {
        try ExportFolder(link + "/", replacing: replaces)
      }
    }
    let through = try ExportFolder(folder.path("there") + "/../there", replacing: replaces)
    try through.write(files)
    #expect(try folder.names(in: "there").count == 2)
  }

  @Test("an impossible name is refused before anything is computed")
  func names() throws {
    try folder.write("file", "")
    #expect(throws: ExportFault.isNoFolder(folder.path("file"))) {
      try ExportFolder(folder.path("file/in/it"), replacing: true)
    }
    let long = folder.path(String(repeating: "n", count: 300))
    #expect(throws: ExportFault.cannotWrite(long, reason: "File name too long")) {
      try ExportFolder(long, replacing: false)
    }
    #expect(throws: ExportFault.noName) { try ExportFolder("", replacing: false) }
    // Nobody makes files there, not even the superuser.
    #expect(throws: ExportFault.self) { try ExportFolder("/proc/self/new", replacing: false) }
    #expect(throws: ExportFault.self) { try ExportFolder("/proc/self/fd", replacing: true) }
    let longest = folder.path(String(repeating: "n", count: 255))
    try ExportFolder(longest, replacing: false).write(files)
    #expect(FileManager.default.fileExists(atPath: longest + "/lesson.py"))
  }

  @Test("a folder where a file is to be replaced is refused before anything is computed")
  func folderInTheWay() throws {
    try FileManager.default.createDirectory(
      atPath: folder.path("out/lesson.py"), withIntermediateDirectories: true)
    let fault = #expect(throws: ExportFault.self) {
      try ExportFolder(folder.path("out"), replacing: true)
    }
    #expect(fault?.description.contains("out/lesson.py (it is a folder)") == true)
  }

  @Test("a file that can't be written leaves neither folder nor files")
  func failure() throws {
    let new = try ExportFolder(root + "/new", replacing: false)
    let long = ExportedFile(name: String(repeating: "n", count: 300), content: [1])
    #expect(throws: ExportFault.self) { try new.write(files + [long]) }
    #expect(try folder.names().isEmpty)
  }
}
