import Lab
import Testing

@Suite("JSON is read strictly") struct JSONReaderTests {
  @Test(
    "values of all kinds are read",
    arguments: [
      ("null", JSONValue.null), (" true ", .boolean(true)), ("false", .boolean(false)),
      ("0", .integer(0)), ("-12", .integer(-12)), ("1.50", .number(1.5)), ("-2e3", .number(-2000)),
      ("1E-2", .number(0.01)), ("[]", .array([])), ("{ }", .object([:])),
      ("[1, [\"a\"]]", .array([.integer(1), .array([.string("a")])])),
      (
        "{\"a\": {\"b\": 1}, \"c\":2}",
        .object(["a": .object(["b": .integer(1)]), "c": .integer(2)])
      ),
    ])
  func values(text: String, value: JSONValue) throws { #expect(try JSONReader.read(text) == value) }

  @Test(
    "escapes stand for their characters",
    arguments: [
      (#""\"\\\/""#, "\"\\/"), (#""\b\f\n\r\t""#, "\u{8}\u{C}\n\r\t"),
      (#""\u001b[0m""#, "\u{1B}[0m"),
      (#""é\u00e9""#, "éé"), (#""\ud83d\ude00""#, "😀"), (#""\u2500""#, "─"),
      // Half of a pair is no character.
      (#""\ud83d""#, "\u{FFFD}"), (#""\ude00x""#, "\u{FFFD}x"), (#""\ud83d\u0041""#, "\u{FFFD}A"),
      (#""\ud83d\n""#, "\u{FFFD}\n"),
    ])
  func escapes(text: String, value: String) throws {
    #expect(try JSONReader.read(text) == .string(value))
  }

  @Test(
    "what is no JSON is refused, and where",
    arguments: [
      ("", 0), ("[1,]", 3), ("{\"a\" 1}", 5), ("\"a", 2), ("01", 1), ("1.", 2), ("nul", 0),
      ("[1] x", 4), ("\"\u{1}\"", 2), (#""\x""#, 3), (#""\u12g4""#, 3), ("{a: 1}", 1), ("-", 1),
      ("1e999", 5), ("[1", 2), ("{\"a\": 1", 7), (#""\u12"#, 3),
    ])
  func refused(text: String, offset: Int) {
    do throws(JSONReader.Fault) {
      let value = try JSONReader.read(text)
      Issue.record("\(text) was read as \(value)")
    } catch { #expect(error.offset == offset, "\(text): \(error.found)") }
  }

  @Test("what is written is read back, whatever the characters")
  func roundTrip() throws {
    let text = String(String.UnicodeScalarView((0...0x2FF).compactMap(Unicode.Scalar.init)))
    let value = JSONValue.array([.string(text + "😀─⣿"), .number(0.1), .integer(.max)])
    #expect(try JSONReader.read(value.text(depth: 0)) == value)
  }

  @Test("a nest of arrays is refused before it fills the stack")
  func depth() {
    let nest = String(repeating: "[", count: 100_000)
    #expect(throws: JSONReader.Fault.self) { try JSONReader.read(nest) }
  }
}
