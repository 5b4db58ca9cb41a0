extension Operation {
  /// The name in code, such as "layerNormalization".
  public var name: String { String(describing: self) }

  /// Shapes of the inputs → shape of the result. Letters: N batch, C and O channels, H, W height and
  /// width, T and S steps, D features, K classes, V vocabulary, G gates, A width of attention, M width
  /// of memory.
  public var shapes: String {
    switch self {
    case .add, .subtract, .multiply, .divide: "a, b of shapes that broadcast → both broadcast"
    case .negate, .scale, .relu, .leakyReLU, .sigmoid, .tanh, .exp, .log, .gelu, .silu, .dropout:
      "[…] → […]"
    case .softmax, .logSoftmax: "[…, K] → […, K]"
    case .matmul: "[M, K], [K, N] → [M, N]"
    case .affine: "x [N, D], W [D, K], b [K] → [N, K]"
    case .batchedMatmul: "[…, M, K], […, K, N] → […, M, N]"
    case .sum, .mean: "[…] → []"
    case .sumAlongAxis, .meanAlongAxis: "[…, n, …] → […, …]"
    case .reshape: "[…] → any shape of as many numbers"
    case .permute: "[n₀, n₁, …] → the extents in another order"
    case .slice: "[…, n, …] → […, m, …], m ≤ n"
    case .pad: "[…, n, …] → […, p + n + q, …]"
    case .gather: "[…, n, …], m indices → […, m, …]"
    case .concatenate: "[…, n, …], […, m, …], … → […, n + m + …, …]"
    case .convolution:
      "a [N, C, H, W], w [O, C/groups, k, k], b [O] → [N, O, H′, W′]; also [N, C, L]"
    case .locallyConnected:
      "a [N, C, H, W], w [H′·W′, C·k·k, O], b [H′·W′, O] → [N, O, H′, W′]"
    case .maxPooling, .averagePooling: "[N, C, H, W] → [N, C, H′, W′]; also [N, C, L]"
    case .batchNormalization: "a [N, C] or [N, C, H, W], γ, β [C] → as a"
    case .groupNormalization: "a [N, C, …], γ, β [C] → as a"
    case .rootMeanSquareNormalization: "a […, D], γ [D] → […, D]"
    case .layerNormalization: "a […, D], γ, β [D] → […, D]"
    case .embedding: "E [V, D], N tokens → [N, D]"
    case .recurrent, .lstm, .gru:
      "x [N, T, D], W [G·H, D], U [G·H, H], b, c [G·H], h₀ [N, H] → [N, T, H]"
    case .additiveAttention: "q [N, A], k [N, S, A], m [N, S, M], v [A] → [N, M]"
    case .attention: "q [N, T, D], k, v [N, S, D] → [N, T, D]"
    case .attentionDecoder:
      "x [N, T, D], k [N, S, A], m [N, S, M], s₀ [N, H] and weights → [N, T, H + M]"
    case .softmaxCrossEntropy, .smoothedCrossEntropy: "a [N, K], N labels → []"
    case .binaryCrossEntropy, .squaredError: "a […], y […] → []"
    }
  }

  /// Where the operation was described first, or in the form that is computed here.
  public var source: String {
    switch self {
    case .add, .subtract, .multiply, .divide: "definition; broadcasting: Harris et al. 2020"
    case .negate, .scale, .matmul, .batchedMatmul, .exp, .log, .sum, .sumAlongAxis, .mean,
      .meanAlongAxis, .reshape, .permute, .slice, .pad, .gather, .concatenate:
      "definition"
    case .affine: "Rosenblatt 1958; the gradient: Rumelhart, Hinton, Williams 1986"
    case .relu: "Nair, Hinton 2010"
    case .leakyReLU: "Maas, Hannun, Ng 2013"
    case .sigmoid: "Verhulst 1845; as a neuron: Rumelhart, Hinton, Williams 1986"
    case .tanh: "LeCun, Bottou, Orr, Müller 1998, section 4.4"
    case .gelu: "Hendrycks, Gimpel 2016"
    case .silu: "Elfwing, Uchibe, Doya 2018"
    case .softmax, .logSoftmax: "Bridle 1990"
    case .dropout: "Srivastava et al. 2014, section 10 (inverted)"
    case .convolution: "LeCun et al. 1998; dilation: Yu, Koltun 2016"
    case .locallyConnected: "LeCun 1989, Generalization and network design strategies"
    case .maxPooling: "Riesenhuber, Poggio 1999"
    case .averagePooling: "LeCun et al. 1989"
    case .batchNormalization: "Ioffe, Szegedy 2015, algorithms 1 and 2"
    case .layerNormalization: "Ba, Kiros, Hinton 2016, eq. 4"
    case .groupNormalization: "Wu, He 2018; a channel a group: Ulyanov, Vedaldi, Lempitsky 2016"
    case .rootMeanSquareNormalization: "Zhang, Sennrich 2019, eq. 4"
    case .embedding: "Bengio et al. 2003"
    case .recurrent: "Elman 1990"
    case .lstm: "Hochreiter, Schmidhuber 1997; forget gate: Gers, Schmidhuber, Cummins 2000"
    case .gru: "Cho et al. 2014; reset after the product: as in cuDNN and PyTorch"
    case .additiveAttention, .attentionDecoder: "Bahdanau, Cho, Bengio 2014"
    case .attention: "Vaswani et al. 2017, eq. 1"
    case .softmaxCrossEntropy: "Bridle 1990"
    case .smoothedCrossEntropy: "Szegedy et al. 2016, section 7"
    case .binaryCrossEntropy: "Cox 1958, in the form that never overflows"
    case .squaredError: "Legendre 1805"
    }
  }
}
