/// The words for signs.
enum SpokenSigns {
  static let words: [Character: String] = [
    "½": "one half", "¼": "one quarter", "¾": "three quarters", "′": "prime", "″": "double prime",
    "∂": "d", "∇": "gradient of", "∑": "sum of", "∏": "product of", "∫": "integral of",
    "∞": "infinity", "≤": "at most", "≥": "at least", "≠": "not equal to", "≡": "identical to",
    "≪": "far below", "≫": "far above", "≈": "about", "∼": "distributed as", "≃": "about",
    "∝": "proportional to", "±": "plus or minus", "∓": "minus or plus", "−": "minus",
    "∈": "in", "∉": "not in", "⊂": "within", "∪": "united with", "∩": "cut with",
    "⊙": "times, element by element,", "⊗": "outer product with", "⊕": "plus", "∘": "after",
    "ℓ": "l", "←": "becomes", "→": "to", "⟶": "to", "↦": "to", "⇒": "so", "⇔": "just when",
    "√": "square root of", "·": "times", "÷": "divided by", "°": "degrees", "⌊": "floor of (",
    "⌋": ")", "⌈": "ceiling of (", "⌉": ")", "⟨": "the mean of (", "⟩": ")", "∀": "for all",
    "∃": "there is", "¬": "not", "∧": "and", "∨": "or", "…": "...", "⋯": "...", "⋮": "...",
    "ℝ": "R", "ℕ": "N", "ℤ": "Z", "𝔼": "E", "✓": "yes", "✕": "no", "ᵀ": "transposed",
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta",
    "η": "eta", "θ": "theta", "ϑ": "theta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu",
    "ν": "nu", "ξ": "xi", "π": "pi", "ρ": "rho", "σ": "sigma", "τ": "tau", "υ": "upsilon",
    "φ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega", "Γ": "Gamma", "Δ": "Delta", "Θ": "Theta",
    "Λ": "Lambda", "Ξ": "Xi", "Π": "Pi", "Σ": "Sigma", "Φ": "Phi", "Ψ": "Psi", "Ω": "Omega",
  ]

  static let raised = inverse(FormulaSymbols.superscripts)
  static let lowered = inverse(FormulaSymbols.subscripts)

  static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }

  /// By the small character.
  private static func inverse(_ table: [Character: Character]) -> [Character: Character] {
    let pairs = table.filter { $0.key != $0.value && $0.key != "−" }.map { ($0.value, $0.key) }
    return Dictionary(pairs) { first, _ in first }
  }

  private static let marks: [Unicode.Scalar: String] = [
    "\u{302}": "hat", "\u{303}": "tilde", "\u{304}": "bar", "\u{305}": "bar", "\u{307}": "dot",
  ]

  /// A letter with a mark over it, and what the mark is called.
  static func marked(_ character: Character) -> (letter: Character, mark: String)? {
    let scalars = character.unicodeScalars
    guard scalars.count == 2, let letter = scalars.first,
      let mark = scalars.last.flatMap({ marks[$0] })
    else { return nil }
    return (Character(letter), mark)
  }
}
