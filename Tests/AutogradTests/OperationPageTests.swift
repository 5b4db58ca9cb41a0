import Autograd
import FoundationEssentials
import OperationReference
import Testing

@Suite("Page of operations") struct OperationPageTests {
  private let lines: [String]

  init() throws {
    let root = "\(#filePath)".split(separator: "/").dropLast(3).joined(separator: "/")
    let data = try Data(contentsOf: URL(filePath: "/\(root)/Sources/Autograd/OPERATIONS.md"))
    lines = String(decoding: data, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false
    ).map { String($0) }
  }

  @Test("it lists the operations of today with formula, shapes and source")
  func catalog() throws {
    let first = try #require(lines.firstIndex(of: OperationPage.catalog[0]))
    let table = lines[first...].prefix { $0.hasPrefix("|") }
    #expect(Array(table) == OperationPage.catalog, "run `make operations`")
  }

  @Test("it has errors and times of every operation")
  func measurements() throws {
    let first = try #require(lines.firstIndex { $0.hasPrefix("| operation | cases |") })
    let rows = lines[first...].prefix { $0.hasPrefix("|") }.dropFirst(2)
    let cells = rows.map { $0.split(separator: " | ").map { String($0) } }
    #expect(cells.map { $0[0].dropFirst(2) } == Operation.allCases.map { Substring($0.name) })
    #expect(cells.allSatisfy { $0.count == 8 })
  }

  @Test("every operation says shapes and a source")
  func facts() {
    for operation in Operation.allCases {
      #expect(operation.shapes.contains("→") && operation.source.count > 8, "\(operation.name)")
    }
  }
}
