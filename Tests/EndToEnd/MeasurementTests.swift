import Foundation
import Testing

@Suite("gradlab run --probe")
struct MeasurementTests {
  private let lesson = "kaiming-vs-bad-initialization"

  @Test("run --probe measures at steps, as CSV and JSON and as a table")
  func measurement() throws {
    let arguments = ["run", lesson, "--probe", "test_loss", "--at", "0,5,10", "--arm", "he"]
    let csv = try CommandLineRun(arguments + ["--csv"])
    #expect(csv.status == 0 && csv.errors.isEmpty, "\(csv.errors)")
    let rows = csv.output.split(separator: "\n")
    #expect(rows.count == 4 && rows[0] == "arm,step,series,place,value")
    #expect(
      rows.dropFirst().map { $0.prefix { $0 != "." } } == [
        "he,0,,,2", "he,5,,,2", "he,10,,,2",
      ])
    #expect(try CommandLineRun(arguments + ["--csv"]).output == csv.output)
    let json = try CommandLineRun(arguments + ["--json"])
    let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    #expect((object?["arms"] as? [[String: Any]])?.count == 1)
    let text = try CommandLineRun(arguments)
    #expect(text.output.contains("step 10") && text.output.contains("2/n"))
    let layers = try CommandLineRun(
      ["run", lesson, "--probe", "{of: weight_norm}", "--at", "3", "--csv"])
    #expect(layers.output.contains("\nhe,3,,10,") && !layers.output.contains("\nhe,3,,11,"))
  }
}
