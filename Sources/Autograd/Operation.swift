/// Everything that can stand on a tape, with the formula that screens show.
///
/// The gradient check runs over `allCases`, and its table of examples is a `switch` without
/// `default`: an operation without a check does not compile.
public enum Operation: String, CaseIterable, Hashable, Sendable {
  // Arithmetic, with broadcasting.
  case add = "z = a + b"
  case subtract = "z = a − b"
  case multiply = "z = a ⊙ b"
  case divide = "z = a ⊘ b"
  case negate = "z = −a"
  case scale = "z = c·a"

  // Products.
  case matmul = "z = a·b"
  case affine = "z = x·W + b"
  case batchedMatmul = "zₙ = aₙ·bₙ for every n"

  // Elementwise functions.
  case relu = "z = max(a, 0)"
  case leakyReLU = "z = max(a, s·a)"
  case sigmoid = "z = 1/(1 + e⁻ᵃ)"
  case tanh = "z = tanh a"
  case exp = "z = eᵃ"
  case log = "z = ln a"

  case gelu = "z = a·Φ(a)"
  case silu = "z = a/(1 + e⁻ᵃ)"
  case softmax = "zᵢ = eᵃⁱ / Σⱼ eᵃʲ"
  case logSoftmax = "zᵢ = aᵢ − ln Σⱼ eᵃʲ"
  case dropout = "z = m ⊙ a / q, m = 1 with probability q"

  // Reductions.
  case sum = "z = Σ a"
  case sumAlongAxis = "zᵢ = Σⱼ aᵢⱼ"
  case mean = "z = (1/n) Σ a"
  case meanAlongAxis = "zᵢ = (1/n) Σⱼ aᵢⱼ"

  // Shapes.
  case reshape = "z = a, in another shape"
  case permute = "z = a, axes in another order"
  case slice = "z = a, a part of an axis"
  case pad = "z = a between zeros"
  case gather = "zᵢ = a[indexᵢ] along an axis"
  case concatenate = "z = a, then b, …, along an axis"

  // Images.
  case convolution = "z = w ⋆ a + b"
  case maxPooling = "z = max over the window of a"
  case averagePooling = "z = mean over the window of a"
  case locallyConnected = "zₚ = wₚ ⋆ aₚ + bₚ, windows with weights of their own"

  // Normalization.
  case batchNormalization = "z = γ(a − μ)/√(σ² + ε) + β, over the batch"
  case layerNormalization = "z = γ(a − μ)/√(σ² + ε) + β, over the features"
  case groupNormalization = "z = γ(a − μ)/√(σ² + ε) + β, over groups of channels"
  case rootMeanSquareNormalization = "z = γ ⊙ a/√(mean a² + ε)"

  // Sequences.
  case embedding = "zᵢ = E[tokenᵢ]"
  case recurrent = "hₜ = f(W·xₜ + b + U·hₜ₋₁ + c)"
  case lstm = "cₜ = f ⊙ cₜ₋₁ + i ⊙ g, hₜ = o ⊙ tanh cₜ"
  case gru = "hₜ = (1 − z) ⊙ n + z ⊙ hₜ₋₁"
  case additiveAttention = "z = Σₛ αₛ·mₛ, α = softmax(vᵀ·tanh(kₛ + q))"
  case attention = "z = softmax(q·kᵀ/√d)·v, for every head"
  case attentionDecoder = "zₜ = [sₜ, contextₜ], sₜ = GRU([xₜ, contextₜ], sₜ₋₁)"

  // Losses.
  case softmaxCrossEntropy = "L = −(1/N) Σᵢ ln softmax(aᵢ)[yᵢ]"
  case smoothedCrossEntropy = "L = −(1/n) Σᵢ Σⱼ qᵢⱼ ln softmax(aᵢ)ⱼ"
  case binaryCrossEntropy = "L = (1/n) Σ max(a, 0) − a·y + ln(1 + e^−|a|)"
  case squaredError = "L = (1/n) Σ (a − y)²"

  /// Mathematical notation for the shapes of one example.
  public var formula: String { rawValue }
}
