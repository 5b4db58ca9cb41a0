import Charts
import Terminal
import Testing

/// What a terminal may send that nobody typed.
struct Report: CustomTestStringConvertible, Sendable {
  var name: String
  var bytes: [UInt8]
  var testDescription: String { name }

  init(_ name: String, _ text: String) { (self.name, bytes) = (name, Array(text.utf8)) }

  /// With C1 controls instead of ESC and a letter: as single bytes, or in UTF-8.
  func eightBit(inUTF8: Bool) -> Report {
    var report = self
    report.name += inUTF8 ? ", C1 in UTF-8" : ", C1"
    report.bytes = []
    var rest = bytes[...]
    while let byte = rest.popFirst() {
      if byte == 0x1B, let letter = rest.popFirst() {
        report.bytes += (inUTF8 ? [0xC2] : []) + [letter + 0x40]
      } else {
        report.bytes.append(byte)
      }
    }
    return report
  }
}

extension TerminalEvent {
  /// Whether it tells of the terminal's background.
  var isBackground: Bool {
    if case .background = self { true } else { false }
  }
}

/// What a terminal says on being asked, or unasked, is never a key.
@Suite("Reports of the terminal") struct ReportTests {
  static let reports: [Report] = [
    Report("DA1", "\u{1B}[?1;2c"), Report("DA1 of xterm", "\u{1B}[?64;1;2;6;9;15;22c"),
    Report("DA2", "\u{1B}[>0;276;0c"), Report("DA3", "\u{1B}P!|7E565445\u{1B}\\"),
    Report("XTVERSION", "\u{1B}P>|xterm(388)\u{1B}\\"),
    Report("DECRQSS", "\u{1B}P1$rq\u{1B}\\"),
    Report("XTGETTCAP", "\u{1B}P1+r544e=787465726d\u{1B}\\"),
    Report("OSC 10", "\u{1B}]10;rgb:ffff/ffff/ffff\u{7}"),
    Report("OSC 11", "\u{1B}]11;rgb:1e1e/1e1e/2e2e\u{1B}\\"),
    Report("light colors", "\u{1B}[?997;2n"),
    Report("DECRPM", "\u{1B}[?2026;2$y"), Report("RPM", "\u{1B}[12;4$y"),
    Report("CPR", "\u{1B}[24;80R"), Report("CPR of the first row", "\u{1B}[1;5R"),
    Report("DECXCPR", "\u{1B}[?24;80;1R"), Report("size", "\u{1B}[8;24;80t"),
    Report("focus in", "\u{1B}[I"), Report("focus out", "\u{1B}[O"),
    Report("end of a paste", "\u{1B}[201~"),
  ]
  static let eightBit: [Report] = reports.flatMap {
    [$0.eightBit(inUTF8: false), $0.eightBit(inUTF8: true)]
  }
  static let delays: [Double] = [0, 0.001, 0.01, 0.024, 0.04, 0.06, 0.1, 0.15, 0.2]

  /// What came of a report in pieces, and whether the keys work after it.
  private func events(
    _ pieces: [ArraySlice<UInt8>], delay: Double, after: String = "", isRemote: Bool = false
  ) -> [TerminalEvent] {
    var keyboard = VirtualKeyboard(isRemote: isRemote)
    keyboard.send(after)
    keyboard.wait(0.01)
    for (index, piece) in pieces.enumerated() {
      if index > 0 { keyboard.wait(delay) }
      keyboard.send(piece)
    }
    keyboard.wait(1)
    let events = keyboard.events.filter { !$0.isBackground }
    keyboard.forget()
    keyboard.send("q")
    keyboard.wait(1)
    // Whoever gets this finds an event too many.
    return keyboard.events == [.key(.character("q"))]
      ? events : events + keyboard.events + [.hangUp]
  }

  @Test(
    "cut at any byte, with any pause, no byte of it is a key; an ESC alone is Escape",
    arguments: reports)
  func cut(report: Report) {
    var wrong: [String] = []
    for delay in Self.delays {
      for cut in 1..<report.bytes.count {
        let pieces = [report.bytes[..<cut], report.bytes[cut...]]
        for isRemote in [false, true] {
          let patience = isRemote ? KeyDecoder.remoteEscapeDelay : KeyDecoder.localEscapeDelay
          let isAlone = cut == 1 && delay >= patience
          let seen = events(pieces, delay: delay, isRemote: isRemote)
          if seen != (isAlone ? [.key(.escape)] : []) {
            wrong.append("\(cut), \(delay) s: \(seen)")
          }
        }
      }
    }
    #expect(wrong.isEmpty)
  }

  @Test("one that follows another may be cut after its ESC, too", arguments: reports)
  func second(report: Report) {
    var wrong: [String] = []
    for delay in Self.delays {
      for cut in 1..<report.bytes.count {
        let pieces = [report.bytes[..<cut], report.bytes[cut...]]
        let seen = events(pieces, delay: delay, after: "\u{1B}[?1;2c")
        if !seen.isEmpty { wrong.append("\(cut), \(delay) s: \(seen)") }
      }
    }
    #expect(wrong.isEmpty)
  }

  @Test("byte for byte, with any pause between them, no byte of it is a key", arguments: reports)
  func drip(report: Report) {
    let pieces = report.bytes.indices.map { report.bytes[$0...$0] }
    for delay in Self.delays {
      // ESC may also be the second last byte, that of ST.
      let isAlone = delay >= KeyDecoder.localEscapeDelay
      #expect(
        events(pieces, delay: delay) == (isAlone ? [.key(.escape)] : []), "\(delay) s")
    }
  }

  @Test("with C1 controls of eight bits there isn't even an Escape", arguments: eightBit)
  func controls(report: Report) {
    var wrong: [String] = []
    for delay in Self.delays {
      for cut in 0..<report.bytes.count {
        let pieces = [report.bytes[..<cut], report.bytes[cut...]].filter { !$0.isEmpty }
        let seen = events(pieces, delay: delay)
        if !seen.isEmpty { wrong.append("\(cut), \(delay) s: \(seen)") }
      }
    }
    #expect(wrong.isEmpty)
  }

  @Test(
    "every C1 introducer begins a sequence, as a byte and in UTF-8",
    arguments: [
      (0x8F, "y"), (0x90, "q\u{7}"), (0x98, "q\u{18}"), (0x9B, "q"), (0x9D, "q\u{1A}"),
      (0x9E, "q\u{1B}\\"), (0x9F, "q\u{7}"),
    ] as [(UInt8, String)])
  func introducers(byte: UInt8, rest: String) {
    for introducer in [[byte], [0xC2, byte], [0x1B, byte - 0x40]] {
      let seen = events([(introducer + Array(rest.utf8))[...]], delay: 0)
      // SS3 y is the 9 of the keypad.
      #expect(seen == (byte == 0x8F ? [.key(.character("9"))] : []), "\(introducer)")
    }
  }

  @Test("keys with a C1 introducer are keys", arguments: [[0x9B], [0xC2, 0x9B]] as [[UInt8]])
  func keys(introducer: [UInt8]) {
    #expect(events([(introducer + [0x41])[...]], delay: 0) == [.key(.up)])
  }

  @Test("a paste cut at any byte, with any pause, is one paste")
  func paste() {
    let bytes = Array("\u{1B}[200~q\r?\u{1B}[A\u{1B}[201~".utf8)
    for delay in Self.delays {
      for cut in 2..<bytes.count {
        #expect(
          events([bytes[..<cut], bytes[cut...]], delay: delay) == [.paste("q\n?\u{1B}[A")],
          "cut at \(cut), \(delay) s")
      }
    }
  }

  @Test(
    "a report that never ends is given up after two seconds; its late rest is swallowed, a key is not",
    arguments: [
      ("\u{1B}[?64;", "1;2c"), ("\u{1B}]11;rgb:", "0000/0000/0000\u{7}"),
      ("\u{1B}P>|xt", "erm(388)\u{1B}\\"), ("\u{1B}[200~qu", "it?\u{1B}[201~"),
    ])
  func givenUp(begin: String, end: String) {
    var keyboard = VirtualKeyboard()
    keyboard.send(begin)
    keyboard.wait(1.9)
    #expect(keyboard.events.isEmpty)
    keyboard.wait(2)
    let isPaste = begin.hasSuffix("qu")
    #expect(keyboard.events == (isPaste ? [.paste("qu")] : []))
    keyboard.forget()
    keyboard.send(end)
    keyboard.wait(3)
    #expect(keyboard.events.isEmpty)
    for key in "?q" { keyboard.send("\(key)") }
    #expect(keyboard.events == [.key(.character("?")), .key(.character("q"))])
    // Without the late end the first key is one already.
    var other = VirtualKeyboard()
    other.send(begin)
    other.wait(4)
    other.forget()
    other.send("q")
    #expect(other.events == [.key(.character("q"))])
  }

  @Test(
    "a report of any length is swallowed whole, in pieces of any size", arguments: [1, 7, 5000])
  func long(piece: Int) {
    for (begin, end) in [("\u{1B}]0;", "\u{7}"), ("\u{1B}[", "q"), ("\u{1B}P", "\u{1B}\\")] {
      var keyboard = VirtualKeyboard()
      let bytes = Array((begin + String(repeating: "1", count: 20_000) + end).utf8)
      for start in stride(from: 0, to: bytes.count, by: piece) {
        keyboard.send(bytes[start..<min(start + piece, bytes.count)])
      }
      #expect(keyboard.events.isEmpty)
      keyboard.send("q")
      #expect(keyboard.events == [.key(.character("q"))])
    }
  }

  @Test("a lone Escape is a key at once; over a network, and amid reports, a little later")
  func escape() {
    for (before, isRemote, delay) in [
      ("", false, 0.05), ("", true, 0.1), ("\u{1B}[?1;2c", false, 0.3),
    ] {
      var keyboard = VirtualKeyboard(isRemote: isRemote)
      keyboard.send(before)
      keyboard.send("\u{1B}")
      keyboard.wait(delay - 0.001)
      #expect(keyboard.events.isEmpty)
      keyboard.wait(0.002)
      #expect(keyboard.events == [.key(.escape)])
    }
  }

  @Test("the bytes that wait to be read count before the clock does")
  func stalled() {
    var keyboard = VirtualKeyboard()
    keyboard.send("\u{1B}")
    // The program was kept from running for a second, in which the rest came.
    keyboard.sendUnread("[?1;2c", for: 1)
    keyboard.wait(1)
    #expect(keyboard.events.isEmpty)
  }

  @Test("what somebody types after Escape is text", arguments: ["[", "]", "P", "_", "[A", "Pq"])
  func typedAfterEscape(text: String) {
    var keyboard = VirtualKeyboard()
    keyboard.send("\u{1B}")
    keyboard.wait(0.2)
    for character in text {
      keyboard.send("\(character)")
      keyboard.wait(0.1)
    }
    keyboard.wait(0.3)
    #expect(keyboard.events == [.key(.escape)] + text.map { .key(.character($0)) })
  }
}
