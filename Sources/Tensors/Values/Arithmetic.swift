internal import CKernels

/// Elementwise arithmetic, with NumPy's broadcasting.
extension Tensor {
  public static func + (a: Tensor, b: Tensor) -> Tensor { a.combined(b, "+") { $0 + $1 } }
  public static func - (a: Tensor, b: Tensor) -> Tensor { a.combined(b, "-") { $0 - $1 } }
  public static func * (a: Tensor, b: Tensor) -> Tensor { a.combined(b, "*") { $0 * $1 } }
  public static func / (a: Tensor, b: Tensor) -> Tensor { a.combined(b, "/") { $0 / $1 } }

  public static prefix func - (a: Tensor) -> Tensor { a.mapped { -$0 } }

  public static func + (a: Tensor, b: Float) -> Tensor {
    let constant = Lanes(repeating: b)
    return a.mapped { $0 + constant }
  }

  public static func - (a: Tensor, b: Float) -> Tensor { a + (-b) }

  public static func * (a: Tensor, b: Float) -> Tensor {
    let constant = Lanes(repeating: b)
    return a.mapped { $0 * constant }
  }

  public static func / (a: Tensor, b: Float) -> Tensor {
    let constant = Lanes(repeating: b)
    return a.mapped { $0 / constant }
  }

  public static func + (a: Float, b: Tensor) -> Tensor { b + a }
  public static func * (a: Float, b: Tensor) -> Tensor { b * a }

  public static func - (a: Float, b: Tensor) -> Tensor {
    let constant = Lanes(repeating: a)
    return b.mapped { constant - $0 }
  }

  public static func / (a: Float, b: Tensor) -> Tensor {
    let constant = Lanes(repeating: a)
    return b.mapped { constant / $0 }
  }

  /// Adds in place; `other` has the same shape.
  public static func += (a: inout Tensor, b: Tensor) { a.add(b, scaled: 1) }

  /// eˣ.
  public func exp() -> Tensor { mapped { vm_exp($0) } }
  /// Natural logarithm; log 0 = −∞, NaN below 0.
  public func log() -> Tensor { mapped { vm_log($0) } }
  public func squareRoot() -> Tensor { mapped { vm_sqrt($0) } }
  public func squared() -> Tensor { mapped { $0 * $0 } }
  public func absolute() -> Tensor { mapped { vm_abs($0) } }
}
