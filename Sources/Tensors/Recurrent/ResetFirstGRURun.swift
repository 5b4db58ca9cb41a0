internal import CKernels

/// n = tanh(aₙ + Uₙ·(r ⊙ h)), h′ = n + z ⊙ (h − n): two products a step, one after the other.
struct ResetFirstGRURun: RecurrentRun {
  private let extents: StepExtents
  private let weight: Tensor
  /// σ(r), σ(z), n.
  private let gates: Tensor
  /// r ⊙ h before each step [T·N, H].
  private let reset: Tensor
  private let states: Tensor
  let output: Tensor

  var trace: RecurrentTrace { RecurrentTrace(gates: gates, states: states, cells: nil) }

  init(
    _ preactivations: consuming Tensor, _ weight: Tensor, _ initial: InitialState,
    _ layout: SequenceLayout
  ) {
    let width = weight.shape[1]
    let extents = StepExtents(layout: layout, width: width)
    self.extents = extents
    self.weight = weight
    var gates = preactivations
    var reset = Tensor(unwritten: [layout.steps * layout.examples, width])
    var states = extents.makeStates(initial.state)
    var output = Tensor(unwritten: [layout.examples, layout.steps, width])
    let packed = GRUStep.pack(weight)
    withUnsafeMutableScalars(&gates, &reset, &states, &output) { gates, reset, states, output in
      extents.inExampleParts(products: 3 * width * width) { examples in
        for step in 0..<layout.steps {
          let place = step * extents.stateCount
          let first = place + examples.lowerBound * width
          packed.gates.multiply(
            examples.count, states + first, rowStride: width, into: gates + 3 * first,
            cStride: 3 * width, start: .accumulated)
          for example in examples {
            let row = place + example * width
            ResetFirstGRURun.applyReset(width, gates + 3 * row, states + row, reset + row)
          }
          packed.candidate.multiply(
            examples.count, reset + first, rowStride: width, into: gates + 3 * first + 2 * width,
            cStride: 3 * width, start: .accumulated)
          for example in examples {
            let old = place + example * width
            let new = states + old + extents.stateCount
            let row = output + layout.row(example, at: step) * width
            if layout.isActive(example, at: step) {
              ResetFirstGRURun.update(width, gates + 3 * old, states + old, new, row)
            } else {
              extents.hold(states + old, new, row)
            }
          }
        }
      }
    }
    (self.gates, self.reset, self.states, self.output) = (gates, reset, states, output)
  }

  @inline(__always)
  private static func applyReset(
    _ width: Int, _ gates: UnsafeMutablePointer<Float>, _ old: UnsafePointer<Float>,
    _ reset: UnsafeMutablePointer<Float>
  ) {
    forEachVector(width) { offset, count in
      let r = vm_sigmoid(load(gates + offset, count))
      store(gates + offset, r, count)
      store(gates + width + offset, vm_sigmoid(load(gates + width + offset, count)), count)
      store(reset + offset, r * load(old + offset, count), count)
    }
  }

  @inline(__always)
  private static func update(
    _ width: Int, _ gates: UnsafeMutablePointer<Float>, _ old: UnsafePointer<Float>,
    _ new: UnsafeMutablePointer<Float>, _ output: UnsafeMutablePointer<Float>
  ) {
    forEachVector(width) { offset, count in
      let n = vm_tanh(load(gates + 2 * width + offset, count))
      let h = vm_fma(load(gates + width + offset, count), load(old + offset, count) - n, n)
      store(gates + 2 * width + offset, n, count)
      store(new + offset, h, count)
      store(output + offset, h, count)
    }
  }

  func backward(
    _ dOutput: Tensor, _ dFinalCell: Tensor?,
    _ visit: ((_ step: Int, _ dState: Tensor, _ dCell: Tensor?) -> Void)?
  ) -> RecurrentRunGradients {
    let (layout, width, count) = (extents.layout, extents.width, extents.stateCount)
    var dGates = Tensor(unwritten: gates.shape)
    var dState = Tensor(zeros: [layout.examples, width])
    var dReset = Tensor(zeros: [layout.examples, width])
    let (packedGates, packedCandidate) = weight.withUnsafeScalars {
      (
        PackedMatrix($0, steps: 2 * width, columns: width, stride: width),
        PackedMatrix($0 + 2 * width * width, steps: width, columns: width, stride: width)
      )
    }
    withUnsafeMutableScalars(&dGates, &dReset, &dState) { dGates, dReset, dState in
      extents.inExampleParts(products: visit == nil ? 3 * width * width : 0) { examples in
        let first = examples.lowerBound * width
        for step in (0..<layout.steps).reversed() {
          extents.addOutputGradient(dOutput, step, examples, to: dState)
          visit?(step, extents.copy(dState), nil)
          let slab = dGates + 3 * step * count
          forEachRow(step, examples, slab, dState) { backwardUpdate($0, $1, $2) }
          packedCandidate.multiply(
            examples.count, slab + 3 * first + 2 * width, rowStride: 3 * width,
            into: dReset + first, cStride: width)
          forEachRow(step, examples, slab, dState) { place, dGates, dState in
            backwardReset(place, dGates, dReset + (place - step * count), dState)
          }
          packedGates.multiply(
            examples.count, slab + 3 * first, rowStride: 3 * width, into: dState + first,
            cStride: width, start: .accumulated)
        }
      }
    }
    return RecurrentRunGradients(
      preactivations: dGates, recurrentWeight: weightGradient(dGates), recurrentBias: nil,
      initialState: dState)
  }

  /// The active examples of a step; the gates of the others get no gradient.
  @inline(__always)
  private func forEachRow(
    _ step: Int, _ examples: Range<Int>, _ slab: UnsafeMutablePointer<Float>,
    _ dState: UnsafeMutablePointer<Float>,
    _ body: (_ place: Int, UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>) -> Void
  ) {
    let width = extents.width
    for example in examples {
      let (offset, dRow) = (example * width, slab + 3 * example * width)
      if extents.layout.isActive(example, at: step) {
        body(step * extents.stateCount + offset, dRow, dState + offset)
      } else {
        dRow.initialize(repeating: 0, count: 3 * width)
      }
    }
  }

  /// dn and dz; dh becomes dh·z.
  @inline(__always)
  private func backwardUpdate(
    _ place: Int, _ dGates: UnsafeMutablePointer<Float>, _ dState: UnsafeMutablePointer<Float>
  ) {
    let (width, one) = (extents.width, vm_splat(1))
    gates.withUnsafeScalars { gates in
      states.withUnsafeScalars { states in
        forEachVector(width) { offset, count in
          let gate = gates + 3 * place + offset
          let (z, n) = (load(gate + width, count), load(gate + 2 * width, count))
          let dh = load(dState + offset, count)
          let difference = load(states + place + offset, count) - n
          store(dGates + width + offset, dh * difference * z * (one - z), count)
          store(dGates + 2 * width + offset, dh * (one - z) * vm_fma(-n, n, one), count)
          store(dState + offset, dh * z, count)
        }
      }
    }
  }

  /// dr = d(r ⊙ h)·h, and dh += d(r ⊙ h)·r.
  @inline(__always)
  private func backwardReset(
    _ place: Int, _ dGates: UnsafeMutablePointer<Float>, _ dReset: UnsafePointer<Float>,
    _ dState: UnsafeMutablePointer<Float>
  ) {
    let (width, one) = (extents.width, vm_splat(1))
    gates.withUnsafeScalars { gates in
      states.withUnsafeScalars { states in
        forEachVector(width) { offset, count in
          let r = load(gates + 3 * place + offset, count)
          let dProduct = load(dReset + offset, count)
          let h = load(states + place + offset, count)
          store(dGates + offset, dProduct * h * r * (one - r), count)
          store(dState + offset, vm_fma(dProduct, r, load(dState + offset, count)), count)
        }
      }
    }
  }

  /// Rows of r and z see h, those of n see r ⊙ h.
  private func weightGradient(_ dGates: Tensor) -> Tensor {
    let width = extents.width
    let fromStates = extents.weightGradient(dGates, states)
    let fromReset = matmul(dGates, transposeA: true, reset)
    return Tensor(shape: weight.shape) { z in
      fromStates.withUnsafeScalars { z.initialize(from: $0, count: 2 * width * width) }
      fromReset.withUnsafeScalars {
        let rest = 2 * width * width
        (z + rest).initialize(from: $0 + rest, count: width * width)
      }
    }
  }
}
