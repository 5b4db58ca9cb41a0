internal import Experiments
internal import Lessons
package import Networks

/// A Python expression, with the definitions that it makes use of.
package struct PyTorchExpression: Hashable, Sendable {
  package var text: String
  package var pieces: Set<PyTorchPiece> = []
}

extension TrainingPlan {
  /// The optimizer for `weights`, its learning rate before the schedule.
  /// - Throws: `ExportFault.unknownOptimizer`
  func pyTorchOptimizer() throws(ExportFault) -> PyTorchExpression {
    func call(_ name: String) -> PyTorchCall {
      PyTorchCall("\(name)(weights").with("lr", learningRate)
    }
    switch optimizer {
    case "sgd":
      var sgd = call("torch.optim.SGD").with("momentum", momentum, unless: 0)
        .with("weight_decay", weightDecay, unless: 0)
      if isNesterov, momentum != 0 { sgd = sgd.with("nesterov", text: "True") }
      return PyTorchExpression(text: sgd.text)
    case "rmsprop":
      let rmsprop = call(epsilonIsInside ? "RMSpropInside" : "torch.optim.RMSprop")
        .with("alpha", decay, unless: 0.99).with("eps", epsilon, unless: 1e-8)
        .with("weight_decay", weightDecay, unless: 0)
      return PyTorchExpression(
        text: rmsprop.text, pieces: epsilonIsInside ? [.rmspropInside] : [])
    case "adam", "adamw":
      let isDecoupled = optimizer == "adamw"
      let name = isDecoupled ? "torch.optim.AdamW" : "torch.optim.Adam"
      var adam = call(correctsBias ? name : "AdamUncorrected")
      if (meanDecay, squareDecay) != (0.9, 0.999) {
        let betas = [meanDecay, squareDecay].map(PyTorchText.number).joined(separator: ", ")
        adam = adam.with("betas", text: "(\(betas))")
      }
      adam = adam.with("eps", epsilon, unless: 1e-8)
        .with("weight_decay", weightDecay, unless: isDecoupled && correctsBias ? 0.01 : 0)
      if isDecoupled, !correctsBias { adam = adam.with("decoupled", text: "True") }
      return PyTorchExpression(text: adam.text, pieces: correctsBias ? [] : [.adamUncorrected])
    default: throw .unknownOptimizer(optimizer)
    }
  }

  /// What is done to the gradients of `weights` before a step; nil: nothing.
  var pyTorchClipping: String? {
    switch clipping {
    case .norm(let limit): "nn.utils.clip_grad_norm_(weights, \(PyTorchText.number(limit)))"
    case .value(let limit): "nn.utils.clip_grad_value_(weights, \(PyTorchText.number(limit)))"
    case nil: nil
    }
  }
}

/// A call with named arguments, those left out that have the function's own value.
struct PyTorchCall {
  private(set) var text: String

  /// - Parameter start: as in `f(x`; the parenthesis is closed by `text`.
  init(_ start: String) {
    text = start + ")"
  }

  func with(_ name: String, _ value: Double, unless standard: Double? = nil) -> PyTorchCall {
    guard value != standard else { return self }
    return with(name, text: PyTorchText.number(value))
  }

  func with(_ name: String, text value: String) -> PyTorchCall {
    PyTorchCall("\(text.dropLast()), \(name)=\(value)")
  }
}

extension Schedule {
  /// A function from the step to the factor on the learning rate.
  package var pyTorch: PyTorchExpression {
    func call(_ name: String, _ piece: PyTorchPiece, _ arguments: [String]) -> PyTorchExpression {
      PyTorchExpression(text: "\(name)(\(arguments.joined(separator: ", ")))", pieces: [piece])
    }
    let number = PyTorchText.number
    switch self {
    case .constant: return PyTorchExpression(text: "constant", pieces: [.constant])
    case .step(let drops, let factor):
      return call("drops", .drops, ["\(drops)", number(factor)])
    case .cosine(let steps): return call("cosine", .cosine, ["\(steps)"])
    case .exponential(let factor): return call("exponential", .exponential, [number(factor)])
    case .inverseTime(let decay): return call("inverse_time", .inverseTime, [number(decay)])
    case .linear(let steps, let end): return call("linear", .linear, ["\(steps)", number(end)])
    case .warmUp(let steps, let next):
      let next = next.pyTorch
      var expression = call("warm_up", .warmUp, ["\(steps)", next.text])
      expression.pieces.formUnion(next.pieces)
      return expression
    case .oneCycle(let steps, let rise, let start, let end):
      return call(
        "one_cycle", .oneCycle, ["\(steps)", number(rise), number(start), number(end)])
    }
  }
}

/// Values as Python writes them.
enum PyTorchText {
  /// The shortest text that reads back as the same number; whole numbers without a point.
  static func number(_ value: Double) -> String {
    if value.isNaN { return "math.nan" }
    if value.isInfinite { return value < 0 ? "-math.inf" : "math.inf" }
    if value == value.rounded(), abs(value) < 1e15 { return String(Int(value)) }
    return value.description
  }

  /// In double quotes, on one line.
  static func string(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case _ where scalar.properties.generalCategory == .control:
        result += "\\x" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// Inside a docstring or a comment: one line, without anything that would end it.
  static func words(_ text: String) -> String {
    let kept = text.unicodeScalars.map { scalar -> Unicode.Scalar in
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: " "
      default: scalar
      }
    }
    var result = String(String.UnicodeScalarView(kept))
    result = result.split(separator: "\\", omittingEmptySubsequences: false).joined(
      separator: "\\\\")
    return result.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "”")
  }

  /// An identifier for a class: `wide-net` becomes `WideNet`.
  static func className(_ words: String) -> String {
    let parts = words.split { !$0.isASCII || !($0.isLetter || $0.isNumber) }
    return parts.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }
}
