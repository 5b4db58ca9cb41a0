import Charts
import Terminal
import Testing

@Suite("Key decoder")
struct KeyDecoderTests {
  /// What bytes mean when nothing follows for a while.
  private func events(_ text: String) -> [TerminalEvent] {
    var decoder = KeyDecoder()
    let events = decoder.decode(Array(text.utf8), at: 0)
    return events + decoder.expire(at: 5)
  }

  @Test(
    "a sequence is one key",
    arguments: [
      ("a", .character("a")), ("G", .character("G")), (" ", .character(" ")),
      ("é", .character("é")), ("λ", .character("λ")), ("日", .character("日")),
      ("\r", .enter), ("\n", .enter), ("\t", .tab), ("\u{7F}", .backspace), ("\u{8}", .backspace),
      ("\u{3}", .control("c")), ("\u{1A}", .control("z")), ("\u{C}", .control("l")),
      ("\u{1C}", .control("\\")), ("\u{1B}", .escape),
      ("\u{1B}[A", .up), ("\u{1B}OB", .down), ("\u{1B}[C", .right), ("\u{1B}[D", .left),
      ("\u{1B}[1;2A", .shiftUp), ("\u{1B}[1;2B", .shiftDown), ("\u{1B}[1;2C", .shiftRight),
      ("\u{1B}[1;2D", .shiftLeft), ("\u{1B}[1;6D", .shiftLeft), ("\u{1B}[1;5C", .right),
      ("\u{1B}[a", .shiftUp), ("\u{1B}[Z", .backTab), ("\u{1B}[H", .home), ("\u{1B}[1~", .home),
      ("\u{1B}[7~", .home), ("\u{1B}OF", .end), ("\u{1B}[4~", .end), ("\u{1B}[5~", .pageUp),
      ("\u{1B}[6~", .pageDown), ("\u{1B}[2~", .insert), ("\u{1B}[3~", .delete),
      ("\u{1B}OP", .function(1)), ("\u{1B}[[A", .function(1)), ("\u{1B}[11~", .function(1)),
      ("\u{1B}[15~", .function(5)), ("\u{1B}[17~", .function(6)), ("\u{1B}[24~", .function(12)),
      ("\u{1B}Oq", .character("1")), ("\u{1B}OM", .enter),
    ] as [(String, Key)])
  func oneKey(bytes: String, key: Key) { #expect(events(bytes) == [.key(key)]) }

  @Test("a sequence that comes byte by byte is the same key")
  func slowly() {
    var decoder = KeyDecoder()
    var seen: [TerminalEvent] = []
    for byte in Array("\u{1B}[1;2Ax日\u{1B}[6~".utf8) { seen += decoder.decode([byte], at: 0) }
    #expect(
      seen == [.key(.shiftUp), .key(.character("x")), .key(.character("日")), .key(.pageDown)])
    #expect(decoder.deadline == nil)
  }

  @Test(
    "what is unknown is dropped whole",
    arguments: [
      "\u{1B}[99~", "\u{1B}[?1;2c", "\u{1B}[>0;276;0c", "\u{1B}[24;80R", "\u{1B}[12;40$y",
      "\u{1B}]10;rgb:0000/0000/0000\u{7}", "\u{1B}]10;rgb:ffff/ffff/ffff\u{1B}\\",
      "\u{1B}P1$r0m\u{1B}\\", "\u{1B}[I", "\u{1B}[O", "\u{1B}q", "\u{1B}é", "\u{1B}[M !!",
      "\u{0}", "\u{1B}[201~", "\u{1B}[38;5;99999999999999999999u",
    ])
  func unknown(bytes: String) { #expect(events("<" + bytes + ">").filter(isTyped) == typed("<>")) }

  @Test(
    "a sequence that stops half-way is dropped",
    arguments: ["\u{1B}[", "\u{1B}[200", "\u{1B}O", "\u{1B}]0;q", "\u{1B}[<0;1", "\u{1B}[Mq"])
  func unfinished(bytes: String) {
    var decoder = KeyDecoder()
    #expect(decoder.decode(Array(bytes.utf8), at: 0).isEmpty)
    #expect(decoder.expire(at: 5).isEmpty)
    #expect(decoder.decode([0x71], at: 5) == typed("q"))
  }

  @Test(
    "broken UTF-8 is dropped",
    arguments: [
      [0xFF], [0xC0, 0xAF], [0xE2, 0x28], [0x80], [0xED, 0xA0, 0x80], [0xF5], [0xF0, 0x9B],
      [0xF5, 0x9B, 0x9B, 0x9B], [0xE2, 0x9B, 0x28],
    ] as [[UInt8]])
  func brokenText(bytes: [UInt8]) {
    var decoder = KeyDecoder()
    let seen = decoder.decode(bytes + Array("q".utf8), at: 0) + decoder.expire(at: 5)
    #expect(seen.last == .key(.character("q")))
    #expect(!seen.contains(.key(.escape)))
    #expect(seen.count <= 2)
  }

  @Test("a lone Escape followed late by [A is Escape and text")
  func lateText() {
    var decoder = KeyDecoder()
    #expect(decoder.decode([0x1B], at: 0).isEmpty)
    #expect(decoder.deadline == KeyDecoder.localEscapeDelay)
    #expect(decoder.expire(at: 0.05) == [.key(.escape)])
    #expect(decoder.decode(Array("[A".utf8), at: 0.1) == typed("[A"))
  }

  @Test("a bracketed paste is data, with its escapes and its q")
  func paste() {
    #expect(
      events("\u{1B}[200~quit\u{1B}[A\r\nq\r\u{1B}[201~x")
        == [.paste("quit\u{1B}[A\nq\n"), .key(.character("x"))])
  }

  @Test("a paste may be cut anywhere")
  func cutPaste() {
    let bytes = Array("\u{1B}[200~q\u{1B}[20q\u{1B}[201~n".utf8)
    for cut in 1..<bytes.count {
      var decoder = KeyDecoder()
      let seen =
        decoder.decode(Array(bytes[..<cut]), at: 0)
        + decoder.decode(Array(bytes[cut...]), at: 0.2)
      #expect(seen == [.paste("q\u{1B}[20q"), .key(.character("n"))], "cut at \(cut)")
    }
  }

  @Test("a paste that never ends gives the keys back")
  func endlessPaste() {
    var decoder = KeyDecoder()
    #expect(decoder.decode(Array("\u{1B}[200~abc".utf8), at: 0).isEmpty)
    #expect(decoder.expire(at: KeyDecoder.longestPause) == [.paste("abc")])
    #expect(decoder.decode([0x71], at: 3) == typed("q"))
  }

  @Test("a paste is cut at its limit and no longer")
  func longPaste() {
    var decoder = KeyDecoder()
    let text = Array(repeating: UInt8(ascii: "x"), count: KeyDecoder.longestPaste + 10)
    let seen = decoder.decode(Array("\u{1B}[200~".utf8) + text + Array("\u{1B}[201~".utf8), at: 0)
    #expect(seen == [.paste(String(repeating: "x", count: KeyDecoder.longestPaste))])
  }

  @Test(
    "mouse reports give action and place",
    arguments: [
      ("\u{1B}[<0;1;1M", .press, 0, 0), ("\u{1B}[<0;10;5m", .release, 9, 4),
      ("\u{1B}[<32;10;5M", .drag, 9, 4), ("\u{1B}[<64;3;4M", .wheelUp, 2, 3),
      ("\u{1B}[<65;3;4M", .wheelDown, 2, 3), ("\u{1B}[<4;3;4M", .press, 2, 3),
    ] as [(String, Mouse.Action, Int, Int)])
  func mouse(bytes: String, action: Mouse.Action, column: Int, row: Int) {
    #expect(
      events(bytes) == [.mouse(Mouse(action, at: Position(column: column, row: row)))])
  }

  @Test(
    "other buttons, motion and nonsense are no mouse",
    arguments: ["2;1;1", "35;1;1", "0;0;0", "0;1"])
  func noMouse(report: String) { #expect(events("\u{1B}[<\(report)M").isEmpty) }

  @Test("any bytes at all leave a decoder that still understands q")
  func garbage() {
    var state: UInt64 = 88_172_645_463_325_252
    for _ in 0..<300 {
      var decoder = KeyDecoder()
      let bytes = (0..<200).map { _ -> UInt8 in
        // Marsaglia 2003, xorshift64.
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state % 5 == 0 ? 0x1B : UInt8(truncatingIfNeeded: state >> 24)
      }
      _ = decoder.decode(bytes, at: 0)
      _ = decoder.expire(at: 5)
      #expect(decoder.decode([0x71], at: 5) == typed("q"))
    }
  }

  private func typed(_ text: String) -> [TerminalEvent] { text.map { .key(.character($0)) } }

  private func isTyped(_ event: TerminalEvent) -> Bool {
    if case .mouse = event { false } else { true }
  }
}
