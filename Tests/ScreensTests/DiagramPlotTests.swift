import Charts
import Experiments
import Lab
import Lessons
import Screens
import Testing

/// Boxes and arrows on the screen.
@Suite struct DiagramPlotTests {
  private func text(_ model: AppModel) -> String { model.text(120, 36) }

  @Test("what all arms share stands once; graphs that differ have a pane each, until one is hidden")
  func panes() throws {
    func count(_ label: String, _ text: String) -> Int {
      text.components(of: label)
    }
    var model = try ProcessPlots.blocks.model(step: 0, "z")
    #expect(count("logits", text(model)) == 1)
    model = try ProcessPlots.blocks.model(step: 1, "z")
    #expect(count("│ relu │", text(model)) == 4)
    model.press("2")
    #expect(count("│ relu │", text(model)) == 2)
  }

  @Test("the cursor walks along a flow, then on to the next arm, and reads all of its node")
  func walks() throws {
    var model = try ProcessPlots.blocks.model(step: 1, "z")
    #expect(text(model).contains("block1, x"))
    model.press("l")
    #expect(text(model).contains("block1, conv 3×3"))
    #expect(text(model).contains("16×28×28"))
    // What comes in and goes out, with all digits: 0.9, 0.915625, 1/128 and 2/128.
    for value in ["0.90000", "0.91563", "0.0078125", "0.015625"] {
      #expect(text(model).contains(value), "\(value)")
    }
    model.press("⇲")
    #expect(text(model).contains("block1, y"))
    model.press("l")
    #expect(text(model).contains("block1, x"))
    #expect(text(model).contains("▸ second"))
    // 1/1024, of which the arrow has three digits.
    #expect(text(model).contains("9.7656×10⁻⁴"))
    model.press("h")
    #expect(text(model).contains("block1, y") && text(model).contains("▸ first"))
  }

  @Test("on a lattice it goes to the next node in the arrow's direction")
  func lattice() throws {
    var model = try ProcessPlots.tokens.model(step: 0, "z")
    #expect(text(model).contains("the state before"))
    model.press("ll")
    #expect(text(model).contains("cell at token 2"))
    model.press("k")
    #expect(text(model).contains("likeliest after token 2"))
    #expect(text(model).contains("0.25"))
    model.press("jj")
    #expect(text(model).contains("token 2"))
    #expect(!text(model).contains("← GRU"))
    model.press("k⇲")
    #expect(text(model).contains("more tokens"))
    #expect(text(model).contains("0.50000"))
  }

  @Test("the first arrows' values stand above them, the second below, as the rule says")
  func legend() throws {
    let text = text(try ProcessPlots.blocks.model(step: 1, "z2"))
    #expect(text.contains("rms above, ‖∂L/∂·‖ below the arrows · step 40"))
    #expect(text.contains("0.916") && text.contains("0.0156"))
  }
}

extension String {
  /// How often a text stands in it.
  fileprivate func components(of text: String) -> Int {
    var (count, rest) = (0, self[...])
    while let found = rest.firstRange(of: text) {
      count += 1
      rest = rest[found.upperBound...]
    }
    return count
  }
}
