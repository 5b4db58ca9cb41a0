internal import CKernels

/// h′ = f(a + U·h).
struct SimpleRun: RecurrentRun {
  private let extents: StepExtents
  private let weight: Tensor
  private let nonlinearity: Nonlinearity
  private let states: Tensor
  let output: Tensor

  var trace: RecurrentTrace {
    let rows = extents.examples..<states.shape[0]
    return RecurrentTrace(gates: states.sliced(rows, axis: 0), states: states, cells: nil)
  }

  init(
    _ preactivations: consuming Tensor, _ weight: Tensor, _ nonlinearity: Nonlinearity,
    _ initial: InitialState, _ layout: SequenceLayout
  ) {
    let width = weight.shape[1]
    let extents = StepExtents(layout: layout, width: width)
    self.extents = extents
    self.weight = weight
    self.nonlinearity = nonlinearity
    var sums = preactivations
    var states = extents.makeStates(initial.state)
    var output = Tensor(unwritten: [layout.examples, layout.steps, width])
    let packed = weight.withUnsafeScalars {
      PackedMatrix(transposing: $0, steps: width, columns: width, stride: width)
    }
    withUnsafeMutableScalars(&sums, &states, &output) { sums, states, output in
      for step in 0..<layout.steps {
        let a = sums + step * extents.stateCount
        let old = states + step * extents.stateCount
        let new = old + extents.stateCount
        packed.multiply(
          layout.examples, old, rowStride: width, into: a, cStride: width, start: .accumulated)
        extents.apply(nonlinearity, a, into: new)
        for example in 0..<layout.examples {
          let (offset, row) = (example * width, output + layout.row(example, at: step) * width)
          if layout.isActive(example, at: step) {
            row.initialize(from: new + offset, count: width)
          } else {
            extents.hold(old + offset, new + offset, row)
          }
        }
      }
    }
    self.states = states
    self.output = output
  }

  /// da = dh ⊙ f′, dh₋₁ = da·U; dU = daᵀ·h₋₁.
  func backward(
    _ dOutput: Tensor, _ dFinalCell: Tensor?,
    _ visit: ((_ step: Int, _ dState: Tensor, _ dCell: Tensor?) -> Void)?
  ) -> RecurrentRunGradients {
    let (layout, width, count) = (extents.layout, extents.width, extents.stateCount)
    var dSums = Tensor(unwritten: [layout.steps * layout.examples, width])
    var carry = Tensor(zeros: [layout.examples, width])
    let packed = weight.withUnsafeScalars {
      PackedMatrix($0, steps: width, columns: width, stride: width)
    }
    for step in (0..<layout.steps).reversed() {
      extents.addOutputGradient(dOutput, step, to: &carry)
      visit?(step, carry, nil)
      withUnsafeMutableScalars(&dSums, &carry) { dSums, carry in
        let da = dSums + step * count
        states.withUnsafeScalars { states in
          extents.multiplySlope(nonlinearity, states + (step + 1) * count, carry, into: da)
        }
        for example in 0..<layout.examples {
          let offset = example * width
          if layout.isActive(example, at: step) {
            (carry + offset).initialize(repeating: 0, count: width)
          } else {
            (da + offset).initialize(repeating: 0, count: width)
          }
        }
        packed.multiply(
          layout.examples, da, rowStride: width, into: carry, cStride: width, start: .accumulated)
      }
    }
    return RecurrentRunGradients(
      preactivations: dSums,
      recurrentWeight: extents.weightGradient(dSums, states),
      recurrentBias: nil, initialState: carry)
  }
}

extension StepExtents {
  /// new = f(a) for one step.
  func apply(
    _ nonlinearity: Nonlinearity, _ a: UnsafePointer<Float>,
    into new: UnsafeMutablePointer<Float>
  ) {
    switch nonlinearity {
    case .identity: new.initialize(from: a, count: stateCount)
    case .relu: mapLanes(stateCount, a, into: new) { Nonlinearity.relu($0) }
    case .leakyReLU(let slope):
      mapLanes(stateCount, a, into: new) { Nonlinearity.leakyReLU($0, vm_splat(slope)) }
    case .sigmoid: mapLanes(stateCount, a, into: new) { vm_sigmoid($0) }
    case .tanh: mapLanes(stateCount, a, into: new) { vm_tanh($0) }
    }
  }

  /// da = dh ⊙ f′(a), f′ from h = f(a).
  func multiplySlope(
    _ nonlinearity: Nonlinearity, _ h: UnsafePointer<Float>, _ dh: UnsafePointer<Float>,
    into da: UnsafeMutablePointer<Float>
  ) {
    let (zero, one) = (Lanes(), vm_splat(1))
    switch nonlinearity {
    case .identity: da.initialize(from: dh, count: stateCount)
    case .relu: mapLanes(stateCount, h, dh, into: da) { vm_where_positive($0, $1, zero) }
    case .leakyReLU(let slope):
      mapLanes(stateCount, h, dh, into: da) { vm_where_positive($0, $1, $1 * vm_splat(slope)) }
    case .sigmoid: mapLanes(stateCount, h, dh, into: da) { $1 * $0 * (one - $0) }
    case .tanh: mapLanes(stateCount, h, dh, into: da) { $1 * vm_fma(-$0, $0, one) }
    }
  }

  /// dh += ∂L/∂output of this step, where the example is active.
  func addOutputGradient(_ dOutput: Tensor, _ step: Int, to carry: inout Tensor) {
    let width = width
    carry.withUnsafeMutableScalars { carry in
      dOutput.withUnsafeScalars { dOutput in
        for example in 0..<layout.examples where layout.isActive(example, at: step) {
          let row = carry + example * width
          mapLanes(width, row, dOutput + layout.row(example, at: step) * width, into: row) {
            $0 + $1
          }
        }
      }
    }
  }
}
