internal import CKernels

/// x̂ = (x − μ)/√(σ² + ε), z = γ ⊙ x̂ + β with μ and σ² of each row: layer normalization, one pass
/// over memory each way.
/// - Source: Ba, Kiros, Hinton 2016, eq. 4.
public struct RowNormalization: Sendable {
  /// x̂, shaped as x.
  private let normal: Tensor
  /// 1/√(σ² + ε) of each row.
  private let inverse: [Float]
  private let scale: Tensor
  public let output: Tensor

  /// - Shape: x […, D]; scale γ, shift β [D]
  public init(_ x: Tensor, scale: Tensor, shift: Tensor, epsilon: Float) {
    let (rows, columns) = x.rowsAndColumns
    precondition(
      scale.shape == [columns] && shift.shape == [columns],
      "layer normalization: \(x.shape), scale \(scale.shape), shift \(shift.shape)")
    var normal = Tensor(unwritten: x.shape)
    var output = Tensor(unwritten: x.shape)
    var inverse = Tensor(unwritten: [rows])
    withUnsafeMutableScalars(&normal, &output, &inverse) { normal, output, inverse in
      x.withUnsafeScalars { x in
        scale.withUnsafeScalars { gamma in
          shift.withUnsafeScalars { beta in
            inParts(rows, cost: 0.6 * Double(columns)) { rows in
              for row in rows {
                let place = row * columns
                inverse[row] = RowNormalization.forward(
                  columns, x + place, gamma, beta, epsilon, normal: normal + place,
                  output: output + place)
              }
            }
          }
        }
      }
    }
    (self.normal, self.output, self.scale) = (normal, output, scale)
    self.inverse = inverse.scalars
  }

  @inline(__always)
  private static func forward(
    _ columns: Int, _ x: UnsafePointer<Float>, _ gamma: UnsafePointer<Float>,
    _ beta: UnsafePointer<Float>, _ epsilon: Float, normal: UnsafeMutablePointer<Float>,
    output: UnsafeMutablePointer<Float>
  ) -> Float {
    let mean = vm_splat(rowSum(columns, x) / Float(columns))
    mapLanes(columns, x, into: normal) { $0 - mean }
    let variance = rowDot(columns, normal, normal) / Float(columns)
    let inverse = 1 / (variance + epsilon).squareRoot()
    let factor = vm_splat(inverse)
    forEachVector(columns) { offset, count in
      let unit = load(normal + offset, count) * factor
      store(normal + offset, unit, count)
      store(
        output + offset, vm_fma(unit, load(gamma + offset, count), load(beta + offset, count)),
        count)
    }
    return inverse
  }

  private static let blockRows = 64

  /// ∂L of scale, shift and x. With g = dz ⊙ γ: dγ = Σ dz ⊙ x̂, dβ = Σ dz,
  /// dx = (g − mean g − x̂ · mean(g ⊙ x̂))/√(σ² + ε).
  public func gradients(dOutput: Tensor) -> (scale: Tensor, shift: Tensor, input: Tensor) {
    let (rows, columns) = normal.rowsAndColumns
    // Each block of rows has sums of its own, which are added in order at the end.
    let blocks = (rows + Self.blockRows - 1) / Self.blockRows
    var dScales = Tensor(zeros: [blocks, columns])
    var dShifts = Tensor(zeros: [blocks, columns])
    var dInput = Tensor(unwritten: normal.shape)
    withUnsafeMutableScalars(&dScales, &dShifts, &dInput) { dScales, dShifts, dInput in
      normal.withUnsafeScalars { normal in
        scale.withUnsafeScalars { gamma in
          dOutput.withUnsafeScalars { dz in
            inParts(rows, of: Self.blockRows, cost: 0.6 * Double(columns)) { rows in
              for row in rows {
                let (place, block) = (row * columns, row / Self.blockRows * columns)
                RowNormalization.backward(
                  columns, dz + place, normal + place, gamma, inverse[row], dScales + block,
                  dShifts + block, dInput + place)
              }
            }
          }
        }
      }
    }
    return (dScales.sum(axis: 0), dShifts.sum(axis: 0), dInput)
  }

  @inline(__always)
  private static func backward(
    _ columns: Int, _ dz: UnsafePointer<Float>, _ normal: UnsafePointer<Float>,
    _ gamma: UnsafePointer<Float>, _ inverse: Float, _ dScale: UnsafeMutablePointer<Float>,
    _ dShift: UnsafeMutablePointer<Float>, _ dx: UnsafeMutablePointer<Float>
  ) {
    var (sum, along) = (Lanes(), Lanes())
    forEachVector(columns) { offset, count in
      let (above, unit) = (load(dz + offset, count), load(normal + offset, count))
      let g = above * load(gamma + offset, count)
      sum += g
      along = vm_fma(g, unit, along)
      store(dScale + offset, vm_fma(above, unit, load(dScale + offset, count)), count)
      store(dShift + offset, above + load(dShift + offset, count), count)
      store(dx + offset, g, count)
    }
    let mean = vm_splat(vm_sum(sum) / Float(columns))
    let slope = vm_splat(vm_sum(along) / Float(columns))
    let factor = vm_splat(inverse)
    mapLanes(columns, dx, normal, into: dx) { ($0 - mean - $1 * slope) * factor }
  }
}
