/// TeX's names for signs, with what stands for them where there is only ASCII.
enum FormulaSymbols {
  struct Entry {
    var unicode: String
    var ascii: String
    var spacing: FormulaNode.Spacing
  }

  static func entry(_ command: String) -> Entry? {
    if let letter = greek[command] {
      return Entry(unicode: letter, ascii: command, spacing: .ordinary)
    }
    if let sign = signs[command] {
      return Entry(unicode: sign.0, ascii: sign.1, spacing: sign.2)
    }
    if functions.contains(command) {
      return Entry(unicode: command, ascii: command, spacing: .function)
    }
    if limitFunctions.contains(command) {
      return Entry(unicode: command, ascii: command, spacing: .large)
    }
    return nil
  }

  private static let greek: [String: String] = [
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε",
    "zeta": "ζ", "eta": "η", "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ",
    "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ",
    "tau": "τ", "upsilon": "υ", "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ",
    "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
  ]

  private static let functions: Set<String> = [
    "log", "ln", "exp", "sin", "cos", "tan", "tanh", "sinh", "cosh", "det", "dim", "tr", "sgn",
    "Pr", "diag", "softmax", "relu", "Var", "Cov",
  ]
  private static let limitFunctions: Set<String> = [
    "max", "min", "lim", "sup", "inf", "argmax", "argmin",
  ]

  private static let signs: [String: (String, String, FormulaNode.Spacing)] = [
    "cdot": ("·", "*", .binary), "times": ("×", "x", .binary), "div": ("÷", "/", .binary),
    "pm": ("±", "+-", .binary), "mp": ("∓", "-+", .binary), "odot": ("⊙", "(*)", .binary),
    "otimes": ("⊗", "(x)", .binary), "oplus": ("⊕", "(+)", .binary), "circ": ("∘", "o", .binary),
    "ast": ("*", "*", .binary), "star": ("⋆", "*", .binary), "cup": ("∪", "u", .binary),
    "cap": ("∩", "n", .binary), "setminus": ("∖", "\\", .binary), "wedge": ("∧", "and", .binary),
    "vee": ("∨", "or", .binary), "bullet": ("•", "*", .binary),
    "le": ("≤", "<=", .relation), "leq": ("≤", "<=", .relation), "ge": ("≥", ">=", .relation),
    "geq": ("≥", ">=", .relation), "ne": ("≠", "!=", .relation), "neq": ("≠", "!=", .relation),
    "approx": ("≈", "~", .relation), "sim": ("∼", "~", .relation), "simeq": ("≃", "~", .relation),
    "equiv": ("≡", "==", .relation), "propto": ("∝", "~", .relation), "ll": ("≪", "<<", .relation),
    "gg": ("≫", ">>", .relation), "in": ("∈", "in", .relation), "notin": ("∉", "not in", .relation),
    "subset": ("⊂", "in", .relation), "to": ("→", "->", .relation),
    "rightarrow": ("→", "->", .relation), "leftarrow": ("←", "<-", .relation),
    "gets": ("←", "<-", .relation), "mapsto": ("↦", "->", .relation),
    "Rightarrow": ("⇒", "=>", .relation), "Leftrightarrow": ("⇔", "<=>", .relation),
    "mid": ("|", "|", .relation), "parallel": ("∥", "||", .relation),
    "longrightarrow": ("⟶", "-->", .relation), "implies": ("⇒", "=>", .relation),
    "sum": ("∑", "sum", .large), "prod": ("∏", "prod", .large), "int": ("∫", "int", .ordinary),
    "bigcup": ("⋃", "union", .large),
    "partial": ("∂", "d", .ordinary), "nabla": ("∇", "grad", .ordinary),
    "infty": ("∞", "inf", .ordinary), "forall": ("∀", "all", .ordinary),
    "exists": ("∃", "some", .ordinary), "neg": ("¬", "not", .ordinary),
    "ldots": ("…", "...", .ordinary), "dots": ("…", "...", .ordinary),
    "cdots": ("⋯", "...", .ordinary), "vdots": ("⋮", ":", .ordinary),
    "ddots": ("⋱", ":", .ordinary), "top": ("ᵀ", "T", .ordinary), "prime": ("′", "'", .ordinary),
    "ell": ("ℓ", "l", .ordinary), "hbar": ("ℏ", "h", .ordinary), "Re": ("Re", "Re", .function),
    "|": ("‖", "||", .ordinary), "Vert": ("‖", "||", .ordinary), "vert": ("|", "|", .ordinary),
    "lVert": ("‖", "||", .ordinary), "rVert": ("‖", "||", .ordinary),
    "lvert": ("|", "|", .ordinary), "rvert": ("|", "|", .ordinary),
    "langle": ("⟨", "<", .ordinary), "rangle": ("⟩", ">", .ordinary),
    "lfloor": ("⌊", "[", .ordinary), "rfloor": ("⌋", "]", .ordinary),
    "lceil": ("⌈", "[", .ordinary), "rceil": ("⌉", "]", .ordinary),
    "{": ("{", "{", .ordinary), "}": ("}", "}", .ordinary), "%": ("%", "%", .ordinary),
    "$": ("$", "$", .ordinary), "#": ("#", "#", .ordinary), "_": ("_", "_", .ordinary),
    "&": ("&", "&", .ordinary), "degree": ("°", "deg", .ordinary),
    "checkmark": ("✓", "v", .ordinary),
  ]

  /// Letters of the blackboard alphabet that have a single-width form.
  static let blackboard: [Character: String] = [
    "R": "ℝ", "N": "ℕ", "Z": "ℤ", "Q": "ℚ", "C": "ℂ", "P": "ℙ", "E": "𝔼",
  ]

  static let superscripts = table(
    "0123456789+-−=()niabcdefghjklmoprstuvwxyzABDEGHIJKLMNOPRTUVWαβγδθφχ′*",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱᵃᵇᶜᵈᵉᶠᵍʰʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵅᵝᵞᵟᶿᵠᵡ′*")
  static let subscripts = table(
    "0123456789+-−=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ")

  private static func table(_ plain: String, _ small: String) -> [Character: Character] {
    Dictionary(zip(plain, small)) { first, _ in first }
  }

  /// The text in small letters of a table; nil where one is missing.
  static func small(_ text: String, _ table: [Character: Character]) -> String? {
    var result = ""
    for character in text where character != " " {
      guard let small = table[character] else { return nil }
      result.append(small)
    }
    return result.isEmpty ? nil : result
  }

  /// Letters that exist with a mark over them, as one character.
  static let marked: [String: [String: String]] = [
    "^": [
      "a": "â", "c": "ĉ", "e": "ê", "g": "ĝ", "h": "ĥ", "i": "î", "j": "ĵ", "o": "ô", "s": "ŝ",
      "u": "û", "w": "ŵ", "y": "ŷ", "z": "ẑ",
    ],
    "~": ["a": "ã", "n": "ñ", "o": "õ", "u": "ũ", "v": "ṽ", "y": "ỹ", "e": "ẽ"],
    "¯": ["a": "ā", "e": "ē", "g": "ḡ", "i": "ī", "o": "ō", "u": "ū", "y": "ȳ"],
    "˙": ["x": "ẋ", "y": "ẏ", "z": "ż", "h": "ḣ", "c": "ċ", "w": "ẇ"],
  ]
}
