import Charts
import Terminal
import Testing

/// Text that comes faster than anybody types.
@Suite("Pastes without marks") struct UnmarkedPasteTests {
  private static let text = String(repeating: "q: quit! y\n", count: 30)

  private func typed(_ text: String) -> [TerminalEvent] { text.map { .key(.character($0)) } }

  @Test(
    "text over a slow line is one paste, from its first byte on",
    arguments: [(40, 0.02), (330, 0.02), (8, 0.004), (3, 0.002), (40, 0.2)])
  func slowLine(bytes: Int, pause: Double) {
    var keyboard = VirtualKeyboard()
    var rest = Array(Self.text.utf8)[...]
    while !rest.isEmpty {
      keyboard.send(rest.prefix(bytes))
      rest = rest.dropFirst(bytes)
      keyboard.wait(pause)
    }
    keyboard.wait(1)
    #expect(keyboard.events == [.paste(Self.text)])
  }

  @Test("a serial line that gives byte for byte lets two through, and no more")
  func serialLine() {
    var keyboard = VirtualKeyboard()
    for byte in Self.text.utf8 {
      keyboard.send([byte])
      keyboard.wait(0.001)
    }
    keyboard.wait(1)
    #expect(keyboard.events == typed("q:") + [.paste(String(Self.text.dropFirst(2)))])
  }

  @Test("what is typed after the paste is typed")
  func after() {
    var keyboard = VirtualKeyboard()
    keyboard.send(Self.text)
    keyboard.wait(0.5)
    keyboard.send("q")
    #expect(keyboard.events == [.paste(Self.text), .key(.character("q"))])
  }

  @Test("a key is out at once, and two that are hit together are")
  func atOnce() {
    var keyboard = VirtualKeyboard()
    keyboard.send("j")
    #expect(keyboard.events == typed("j"))
    keyboard.wait(0.1)
    keyboard.send("kl")
    #expect(keyboard.events == typed("jkl"))
  }

  @Test("fast typing is typing", arguments: [20.0, 30])
  func fastTyping(keysPerSecond: Double) {
    var keyboard = VirtualKeyboard()
    let text = String(repeating: "the quick brown fox ", count: 10)
    for character in text {
      keyboard.send("\(character)")
      keyboard.wait(1 / keysPerSecond)
    }
    keyboard.wait(1)
    #expect(keyboard.events == typed(text))
  }

  @Test("a few keys in one piece, as a script types them, are keys a moment later")
  func chord() {
    var keyboard = VirtualKeyboard()
    keyboard.send("z1Gjjlq")
    keyboard.wait(UnmarkedPaste.pause)
    #expect(keyboard.events == typed("z1Gjjlq"))
  }

  @Test("what was typed while nobody read is typed")
  func typedAhead() {
    var keyboard = VirtualKeyboard()
    keyboard.sendUnread("jjlnnzhjklggGbn.jjlnnzhjklggGbn.", for: 3)
    keyboard.wait(1)
    #expect(keyboard.events == typed("jjlnnzhjklggGbn.jjlnnzhjklggGbn."))
  }

  @Test("a key held down is a key, however often", arguments: [0.03, 0.0001])
  func heldDown(pause: Double) {
    var keyboard = VirtualKeyboard()
    for _ in 0..<500 {
      keyboard.send("j")
      keyboard.wait(pause)
    }
    keyboard.send(String(repeating: "k", count: 5000))
    keyboard.wait(1)
    #expect(
      keyboard.events == typed(String(repeating: "j", count: 500))
        + typed(String(repeating: "k", count: 5000)))
  }

  @Test("arrows amid text make it typed")
  func arrows() {
    var keyboard = VirtualKeyboard()
    keyboard.send(String(repeating: "abc\u{1B}[A", count: 100))
    keyboard.wait(1)
    #expect(
      keyboard.events
        == (0..<100).flatMap { _ in typed("abc") + [.key(.up)] })
  }

  @Test("control keys within a paste do nothing")
  func controls() {
    var keyboard = VirtualKeyboard()
    keyboard.send(Self.text + "\u{3}\u{1A}\u{1B}[A" + "x")
    keyboard.wait(1)
    #expect(keyboard.events == [.paste(Self.text + "x")])
  }

  @Test("a paste of half a million bytes takes no time and is whole")
  func long() {
    var keyboard = VirtualKeyboard()
    let text = String(repeating: "0123456789\n", count: 50_000)
    keyboard.send(text)
    keyboard.wait(1)
    #expect(keyboard.events == [.paste(text)])
  }
}
