import Charts
import Terminal
import Testing

@Suite("Terminal profile")
struct TerminalProfileTests {
  @Test(
    "colors follow terminfo, NO_COLOR and the choice",
    arguments: [
      (256, false, nil, nil, .indexed256), (16, false, nil, nil, .sixteen),
      (8, false, nil, nil, .sixteen), (-1, false, nil, nil, .mono), (2, false, nil, nil, .mono),
      (0x1000000, true, nil, nil, .trueColor), (256, false, "1", nil, .mono),
      (256, false, "", nil, .indexed256), (256, false, "1", .indexed256, .indexed256),
      (256, false, "1", .sixteen, .sixteen), (256, false, nil, .trueColor, .indexed256),
      (-1, false, nil, .trueColor, .mono), (0x1000000, true, nil, .mono, .mono),
    ] as [(Int, Bool, String?, ColorTier?, ColorTier)])
  func colors(count: Int, isDirect: Bool, noColor: String?, chosen: ColorTier?, tier: ColorTier) {
    let environment = noColor.map { ["NO_COLOR": $0] } ?? [:]
    #expect(
      TerminalProfile.colorTier(
        environment: environment,
        capabilities: .init(colors: count, hasDirectColor: isDirect), chosen: chosen) == tier)
  }

  @Test(
    "glyphs follow character set, terminal and choice",
    arguments: [
      ("xterm-256color", "UTF-8", nil, .braille), ("tmux-256color", "UTF-8", nil, .braille),
      ("xterm-256color", "ANSI_X3.4-1968", nil, .ascii), ("xterm", "ISO-8859-1", nil, .ascii),
      ("linux", "UTF-8", nil, .lines), ("linux", "ANSI_X3.4-1968", nil, .ascii),
      ("vt100", "UTF-8", nil, .lines), ("vt220", "UTF-8", .braille, .lines),
      ("xterm", "UTF-8", .ascii, .ascii), ("xterm", "UTF-8", .lines, .lines),
      ("xterm", "ANSI_X3.4-1968", .braille, .ascii),
    ] as [(String, String, GlyphTier?, GlyphTier)])
  func glyphs(type: String, codeset: String, chosen: GlyphTier?, tier: GlyphTier) {
    let profile = TerminalProfile(
      type: type, codeset: codeset, environment: [:], capabilities: .init(colors: 8),
      glyphs: chosen)
    #expect(profile.glyphs == tier)
  }

  @Test("a DEC terminal without a line-drawing set gets ASCII")
  func withoutLines() {
    let profile = TerminalProfile(
      type: "vt52", codeset: "UTF-8", environment: [:],
      capabilities: .init(colors: -1, drawsLines: false))
    #expect(profile.glyphs == .ascii && !profile.takesUnicode)
  }

  @Test("COLORTERM lets a plain name stand for its 256-color terminal")
  func candidates() {
    let modern = ["COLORTERM": "truecolor"]
    let plain = ["COLORTERM": "yes"]
    #expect(
      TerminalProfile.candidates(type: "xterm", environment: plain) == ["xterm-256color", "xterm"])
    #expect(TerminalProfile.candidates(type: "xterm", environment: [:]) == ["xterm"])
    #expect(TerminalProfile.candidates(type: "linux", environment: modern) == ["linux"])
  }

  @Test("COLORTERM that promises 24-bit colors asks for the description that has them first")
  func directColors() {
    let modern = ["COLORTERM": "truecolor"]
    func candidates(_ type: String) -> [String] {
      TerminalProfile.candidates(type: type, environment: modern)
    }
    #expect(candidates("xterm") == ["xterm-direct", "xterm-256color", "xterm"])
    #expect(candidates("xterm-256color") == ["xterm-direct", "xterm-256color"])
    #expect(candidates("tmux-256color") == ["tmux-direct", "tmux-256color"])
    #expect(candidates("screen-256color") == ["screen-256color"])
  }

  @Test(
    "every fault is one line that says what to do",
    arguments: [
      TerminalFault.notTerminal(.input), .notTerminal(.output), .typeUnset,
      .typeUnknown("no\u{1B}[31msuch\nterm"), .typeTooSimple("dumb"),
      .cannotStart(type: "xterm", reason: "Bad file descriptor"),
    ])
  func faults(fault: TerminalFault) {
    #expect(!fault.description.unicodeScalars.contains { CharacterWidth.isControl($0) })
    #expect(fault.description.count > 30)
  }
}
