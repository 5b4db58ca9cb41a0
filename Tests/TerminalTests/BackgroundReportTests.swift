import Charts
import Terminal
import Testing

@Suite("What the terminal tells of its background") struct BackgroundReportTests {
  @Test(
    "channels have one to four digits, which go from nothing to all",
    arguments: [
      ("rgb:0/0/0", 0x000000), ("rgb:f/f/f", 0xFFFFFF), ("rgb:1/8/f", 0x1188FF),
      ("rgb:1e/1E/2e", 0x1E1E2E), ("rgb:fff/000/800", 0xFF0080),
      ("rgb:ffff/0000/8080", 0xFF0080), ("rgb:1e1e/1e1e/2e2e", 0x1E1E2E),
      ("rgb:f/ff/0000", 0xFFFF00), ("rgba:1e1e/1e1e/2e2e/ffff", 0x1E1E2E),
      ("RGB:ff/ff/ff", 0xFFFFFF),
    ] as [(String, UInt32)])
  func colors(text: String, hex: UInt32) {
    #expect(BackgroundReport.color(Array(text.utf8)) == RGB(hex: hex))
  }

  @Test(
    "what is no color is none",
    arguments: [
      "", "?", "rgb:", "rgb:0/0", "rgb:0/0/0/0", "rgb:0/0/0/", "rgb:00000/0/0", "rgb://",
      "rgb:g/0/0", "rgb:-1/0/0", "rgb:+1/0/0", "rgb:0/0/ 0", "rgba:0/0/0", "hsl:0/0/0", "#000000",
      "rgb:rgb:0/0/0", "0/0/0",
    ])
  func noColors(text: String) { #expect(BackgroundReport.color(Array(text.utf8)) == nil) }

  /// Light is a background on which black is read better than white.
  private static let answers: [(String, Bool)] = [
    ("\u{1B}]11;rgb:ffff/ffff/ffff\u{7}", true), ("\u{1B}]11;rgb:ffff/ffff/ffff\u{1B}\\", true),
    ("\u{1B}]11;rgb:1e1e/1e1e/2e2e\u{1B}\\", false), ("\u{1B}]11;rgb:0/2b/36\u{7}", false),
    ("\u{1B}]11;rgb:fd/f6/e3\u{7}", true), ("\u{1B}]11;rgb:70/70/70\u{7}", false),
    ("\u{1B}]11;rgb:80/80/80\u{7}", true), ("\u{9D}11;rgb:ff/ff/ff\u{9C}", true),
    ("\u{1B}[?997;1n", false), ("\u{1B}[?997;2n", true), ("\u{9B}?997;2n", true),
  ]

  @Test("an answer is an event, wherever it is cut, and nothing is typed", arguments: answers)
  func cut(answer: String, isLight: Bool) {
    let bytes = Array(answer.utf8)
    for cut in 0..<bytes.count {
      for pause in [0, 0.02, 0.5] {
        var keyboard = VirtualKeyboard()
        keyboard.send("a")
        keyboard.wait(0.1)
        keyboard.send(bytes[..<cut])
        keyboard.wait(pause)
        keyboard.send(bytes[cut...])
        keyboard.wait(1)
        keyboard.send("b")
        keyboard.wait(1)
        let keys = keyboard.events.filter { !$0.isBackground && $0 != .key(.escape) }
        #expect(keys == [.key(.character("a")), .key(.character("b"))], "\(cut), \(pause) s")
        let told = keyboard.events.filter(\.isBackground)
        #expect(told == [.background(isLight: isLight)], "\(cut), \(pause) s")
      }
    }
  }

  @Test(
    "what is broken off or about something else tells nothing",
    arguments: [
      "\u{1B}]10;rgb:ffff/ffff/ffff\u{7}", "\u{1B}]11;rgb:ffff/ffff/ffff\u{18}",
      "\u{1B}]11;rgb:ffff/ffff/ffff\u{1A}", "\u{1B}]11;rgb:ffff/ffff/ffff\u{1B}[A",
      "\u{1B}]11;?\u{7}", "\u{1B}]111;rgb:ff/ff/ff\u{7}", "\u{1B}]4;11;rgb:ff/ff/ff\u{7}",
      "\u{1B}P11;rgb:ff/ff/ff\u{1B}\\", "\u{1B}_11;rgb:ff/ff/ff\u{1B}\\", "\u{1B}[?997;3n",
      "\u{1B}[997;1n", "\u{1B}[?997;1;2n", "\u{1B}[?997n", "\u{1B}[0n", "\u{1B}[?997;1c",
    ])
  func others(text: String) {
    var keyboard = VirtualKeyboard()
    keyboard.send(text)
    keyboard.wait(1)
    #expect(keyboard.events.allSatisfy { !$0.isBackground }, "\(keyboard.events)")
  }

  @Test("an answer in the middle of a pasted text leaves it in one piece")
  func amidPaste() {
    var keyboard = VirtualKeyboard()
    keyboard.send("the beginning of a text ")
    keyboard.send("\u{1B}]11;rgb:ffff/ffff/ffff\u{7}")
    keyboard.send("and its end, as it comes")
    keyboard.wait(1)
    #expect(
      keyboard.events == [
        .background(isLight: true),
        .paste("the beginning of a text and its end, as it comes"),
      ])
  }
}
