import Terminal
import Testing

@Suite("Text on its way to the terminal")
struct TextTests {
  @Test(
    "base 64 as in RFC 4648, section 10",
    arguments: zip(
      ["", "f", "fo", "foo", "foob", "fooba", "foobar"],
      ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"]))
  func base64(plain: String, encoded: String) {
    #expect(Base64.encode(Array(plain.utf8)) == encoded)
  }

  @Test("every stand-in is printable ASCII")
  func fallback() {
    for value in UInt32(0x20)...0xFFFF {
      guard let scalar = Unicode.Scalar(value), value < 0x7F || value >= 0xA0 else { continue }
      let plain = GlyphFallback.ascii(scalar)
      #expect((0x20..<0x7F).contains(plain.value), "U+\(String(value, radix: 16))")
    }
  }

  @Test("lines and blocks keep their looks in ASCII")
  func looks() {
    let text = String(
      String.UnicodeScalarView("┌─┐│▁█⣿−×é".unicodeScalars.map(GlyphFallback.ascii)))
    #expect(text == "+-+|_#:-x?")
    #expect(GlyphFallback.lineDrawing("─") == "q" && GlyphFallback.lineDrawing("⣿") == nil)
  }
}
